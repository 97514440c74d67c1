//! Judges what runs in a namespace, and applies a disk that was checked.

use kube::api::{Api, ListParams, Patch, PatchParams};
use kube::{Client, ResourceExt};
use vmspec::kube::{VMDisk, VMInstance};
use vmspec::platform::Platform;
use vmspec::rules::{Bundle, Context, Scope, check};

/// Who applies, by which Kubernetes tells its fields from those of others.
const MANAGER: &str = "vmspec-example";

/// What the rules find in a namespace, one line each.
///
/// # Errors
///
/// If the cluster can't be asked.
pub async fn judge(client: Client, namespace: &str) -> kube::Result<Vec<String>> {
    let all = ListParams::default();
    let machines = Api::<VMInstance>::namespaced(client.clone(), namespace).list(&all).await?;
    let disks = Api::<VMDisk>::namespaced(client, namespace).list(&all).await?;
    // What the cluster says of an object was written by nobody, so that it is not judged.
    let machines: Vec<vmspec::VMInstance> =
        machines.items.into_iter().map(|machine| VMInstance { status: None, ..machine }.into()).collect();
    let disks: Vec<vmspec::VMDisk> =
        disks.items.into_iter().map(|disk| VMDisk { status: None, ..disk }.into()).collect();

    let platform = Platform::hikube();
    let mut bundle = Bundle::new(&platform);
    for machine in &machines {
        bundle.add_instance(machine);
    }
    for disk in &disks {
        bundle.add_disk(disk);
    }
    // All of the namespace is here, so that a disk which is not is nowhere.
    let context = Context::new(&bundle).with_scope(Scope::Closed);
    let resources = bundle.resources().iter();
    let lines = resources.flat_map(|resource| {
        check(&context, resource).into_iter().map(|finding| {
            let (kind, name) = (resource.kind(), resource.name());
            format!("{kind} {name}: {}: {}", finding.severity.name(), finding.message)
        })
    });
    Ok(lines.collect())
}

/// Applies a disk and gives back what the cluster made of it.
///
/// # Errors
///
/// If the cluster refuses it.
pub async fn apply(client: Client, namespace: &str, disk: &VMDisk) -> kube::Result<VMDisk> {
    let disks = Api::<VMDisk>::namespaced(client, namespace);
    disks.patch(&disk.name_any(), &PatchParams::apply(MANAGER), &Patch::Apply(disk)).await
}
