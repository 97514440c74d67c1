//! The kinds through a real client, against a server that is none.

use http::{Method, Request, Response};
use kube::Client;
use kube::client::Body;
use serde_json::{Value, json};
use tower_test::mock::{self, Handle};
use vmspec::kube::VMDisk;
use vmspec::model::{Quantity, VMDiskSource, VMDiskSpec};
use vmspec_example_kube::{apply, judge};

type Server = Handle<Request<Body>, Response<Body>>;

fn client() -> (Client, Server) {
    let (service, server) = mock::pair();
    (Client::new(service, "default"), server)
}

/// Answers the next request, which must be this one, and gives back its body.
async fn answer(server: &mut Server, method: Method, address: &str, with: Value) -> Value {
    let (request, send) = server.next_request().await.expect("another request");
    assert_eq!((request.method(), request.uri().to_string().as_str()), (&method, address));
    let body = request.into_body().collect_bytes().await.expect("a body");
    send.send_response(Response::new(Body::from(with.to_string().into_bytes())));
    serde_json::from_slice(&body).unwrap_or_default()
}

fn list(kind: &str, items: Value) -> Value {
    json!({
        "apiVersion": "apps.cozystack.io/v1alpha1",
        "kind": format!("{kind}List"),
        "metadata": { "resourceVersion": "7" },
        "items": items,
    })
}

#[tokio::test]
async fn what_runs_is_judged() {
    let (client, mut server) = client();
    let asked = tokio::spawn(async move { judge(client, "tenant-shop").await });
    let folder = "/apis/apps.cozystack.io/v1alpha1/namespaces/tenant-shop";

    let web = json!({
        "apiVersion": "apps.cozystack.io/v1alpha1",
        "kind": "VMInstance",
        "metadata": { "name": "web", "namespace": "tenant-shop", "creationTimestamp": "2026-11-01T12:00:00Z" },
        "spec": { "instanceType": "u1.large", "disks": [{ "name": "web-system" }, { "name": "web-data" }] },
        "status": { "conditions": [{ "type": "Ready", "status": "True" }] },
    });
    answer(&mut server, Method::GET, &format!("{folder}/vminstances?"), list("VMInstance", json!([web])))
        .await;
    let system = json!({
        "apiVersion": "apps.cozystack.io/v1alpha1",
        "kind": "VMDisk",
        "metadata": { "name": "web-system", "namespace": "tenant-shop" },
        "spec": { "source": { "image": { "name": "rocky-9" } }, "storage": "5Gi" },
    });
    answer(&mut server, Method::GET, &format!("{folder}/vmdisks?"), list("VMDisk", json!([system]))).await;

    let lines = asked.await.expect("no panic").expect("answers").join("\n");
    for expected in [
        "VMInstance web: error: there is no `VMDisk` named `web-data`",
        "VMDisk web-system: error: disk is 5Gi, image `rocky-9` needs at least 11Gi",
    ] {
        assert!(lines.contains(expected), "{expected} in:\n{lines}");
    }
    assert!(!lines.contains("status"), "{lines}");
}

#[tokio::test]
async fn a_disk_is_applied_and_read_back() {
    let (client, mut server) = client();
    let spec = VMDiskSpec {
        source: Some(VMDiskSource::from_image("debian-12")),
        storage: Some(Quantity::from_gibibytes(20)),
        ..VMDiskSpec::default()
    };
    let asked =
        tokio::spawn(async move { apply(client, "tenant-shop", &VMDisk::new("web-system", spec)).await });

    let made = json!({
        "apiVersion": "apps.cozystack.io/v1alpha1",
        "kind": "VMDisk",
        "metadata": { "name": "web-system", "namespace": "tenant-shop", "resourceVersion": "8" },
        "spec": {
            "source": { "image": { "name": "debian-12" } },
            "storage": "20Gi",
            "storageClass": "replicated",
            "optical": false,
        },
    });
    let address = "/apis/apps.cozystack.io/v1alpha1/namespaces/tenant-shop/vmdisks/web-system\
                   ?&fieldManager=vmspec-example";
    let sent = answer(&mut server, Method::PATCH, address, made).await;
    assert_eq!(
        sent,
        json!({
            "apiVersion": "apps.cozystack.io/v1alpha1",
            "kind": "VMDisk",
            "metadata": { "name": "web-system" },
            "spec": { "source": { "image": { "name": "debian-12" } }, "storage": "20Gi" },
        }),
    );

    let disk = asked.await.expect("no panic").expect("an answer");
    assert_eq!(disk.metadata.resource_version.as_deref(), Some("8"));
    assert_eq!(disk.spec.storage_class.as_deref(), Some("replicated"));
    assert_eq!(disk.spec.storage, Some(Quantity::from_gibibytes(20)));
}
