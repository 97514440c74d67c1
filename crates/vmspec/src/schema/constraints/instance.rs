//! What the platform makes of a `VMInstance`.

use serde_json::{Value, json};

use super::disk::label;
use super::{Structs, one_of, with_upstream};
use crate::catalog::{InstanceType, Profile};
use crate::model::VMInstanceSpec;
use crate::platform::Platform;
use crate::schema::at_least::at_least_or;
use crate::schema::extend;

const SPEC: &str = "VMInstanceSpec";

/// KubeVirt refuses less memory.
///
/// Source: `pkg/virt-api/webhooks/validating-webhook/admitters/vmi-create-admitter.go`, KubeVirt v1.8.4.
const LEAST_MEMORY_BYTES: u64 = 1_000_000;

/// Kubernetes stores no larger Secret, which is where user data goes.
///
/// Source: `MaxSecretSize` in `pkg/apis/core/types.go`, Kubernetes.
const SECRET_BYTES: usize = 1 << 20;

/// A public key of a type that lets somebody in, with or without options before it and a comment behind it.
const SSH_KEY: &str = r"^\s*([^\r\n]*[ \t])?(sk-)?(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(256|384|521)|ssh-xmss|ecdsa|ed25519|rsa)(-cert-v01)?(@openssh\.com)?[ \t]+AAAA[A-Za-z0-9+/]{60,}={0,2}([ \t][^\r\n]*)?\s*$";

/// How user data begins that cloud-init reads.
const USER_DATA: &str = r"^\s*($|#cloud-config|#!|## template: jinja|#cloud-boothook|#include|#part-handler|[Cc]ontent-[Tt]ype:|M[Ii][Mm][Ee]-[Vv]ersion:)";

pub(super) fn add(structs: &mut Structs<'_>, platform: &Platform, is_strict: bool) {
    exposure(structs, is_strict);
    attachments(structs);
    sizing(structs, platform);
    if is_strict {
        profiles(structs, platform);
        lifecycle(structs, platform);
        access(structs);
        structs.require(SPEC, &["disks"]);
        structs.narrow(SPEC, "disks", json!({ "minItems": 1 }));
        let obsolete = platform.catalog.cpu_models.iter().filter(|model| model.obsolete);
        if let Some(obsolete) = one_of(obsolete.map(|model| model.name.as_str())) {
            structs.narrow(SPEC, "cpuModel", json!({ "not": obsolete }));
        }
    }
}

fn exposure(structs: &mut Structs<'_>, is_strict: bool) {
    structs.narrow(SPEC, "externalPorts", json!({ "uniqueItems": true }));
    let is_exposed = |required: &[&str], method: Value| json!({ "required": required, "properties": { "external": { "const": true }, "externalMethod": method } });
    let by_ports = is_exposed(&["external"], json!({ "type": ["string", "null"], "pattern": "^PortList$" }));
    structs.when(SPEC, by_ports, json!({ "properties": { "externalPorts": { "minItems": 1 } } }));
    if !is_strict {
        return;
    }
    let by_address =
        is_exposed(&["external", "externalMethod"], json!({ "type": "string", "pattern": "^WholeIP$" }));
    structs.when(SPEC, by_address, json!({ "properties": { "externalPorts": { "maxItems": 0 } } }));
    // With `external: false` the fields are prepared for later.
    for field in ["externalMethod", "externalPorts", "externalAllowICMP"] {
        let opens = match field {
            "externalPorts" => json!({ "type": "array", "minItems": 1 }),
            "externalAllowICMP" => json!({ "const": true }),
            _ => json!({ "type": "string" }),
        };
        structs.when(
            SPEC,
            json!({ "required": [field], "properties": { field: opens } }),
            json!({ "required": ["external"] }),
        );
    }
}

fn attachments(structs: &mut Structs<'_>) {
    structs.narrow(SPEC, "disks", json!({ "uniqueItems": true }));
    structs.narrow("VMInstanceDisk", "name", label("the name of a VMDisk"));
    structs.narrow_text("VMInstanceDisk", label("the name of a VMDisk"));
    structs.narrow(SPEC, "networks", json!({ "uniqueItems": true }));
    structs.narrow(SPEC, "subnets", json!({ "uniqueItems": true }));
    structs.require("Network", &["name"]);
    structs.narrow(
        "Network",
        "name",
        json!({
            "minLength": 1,
            "pattern": "^[-_A-Za-z0-9]+$",
            "patternErrorMessage": "the name of a network has letters, digits, `-` and `_`, and no namespace before it",
        }),
    );
    structs.narrow("Gpu", "name", json!({ "minLength": 1 }));
}

/// The size comes from the instance type or from `resources`.
fn sizing(structs: &mut Structs<'_>, platform: &Platform) {
    let no_type = json!({ "type": ["string", "null"], "maxLength": 0 });
    structs.when(
        SPEC,
        json!({ "required": ["instanceType"], "properties": { "instanceType": no_type } }),
        json!({
            "required": ["resources"],
            "properties": {
                "resources": {
                    "type": "object",
                    "required": ["cpu", "memory", "sockets"],
                    "properties": { "cpu": true, "memory": true, "sockets": true },
                },
            },
        }),
    );
    let no_type = none("`resources` and an instance type exclude each other: write `instanceType: \"\"`");
    for rendered in [&["memory"][..], &["cpu", "sockets"]] {
        let written =
            rendered.iter().map(|field| ((*field).to_owned(), json!({ "type": ["string", "integer"] })));
        structs.when(
            SPEC,
            json!({
                "required": ["resources"],
                "properties": {
                    "resources": { "type": "object", "required": rendered, "properties": written.collect::<Value>() },
                },
            }),
            json!({ "required": ["instanceType"], "properties": { "instanceType": no_type } }),
        );
    }
    let is_size =
        json!({ "properties": { "memory": { "pattern": "^[-+]?[0-9.]+([KMGTPE]i|[numkMGTPE])?$" } } });
    let enough = at_least_or(LEAST_MEMORY_BYTES, "expected at least a megabyte of memory");
    structs.when("Resources", is_size, json!({ "properties": { "memory": enough } }));

    let with_gpus = with_upstream(platform, |catalog| &catalog.instance_types);
    let with_gpus = with_gpus.into_iter().filter(|size| !size.gpus.is_empty());
    if let Some(with_gpus) = one_of(with_gpus.map(|size| size.name.as_str())) {
        let gpus = json!({ "type": "array", "minItems": 1 });
        structs.when(
            SPEC,
            json!({ "required": ["instanceType", "gpus"], "properties": { "instanceType": with_gpus, "gpus": gpus } }),
            json!({ "properties": { "instanceType": none("this instance type brings its own GPU, so `gpus` is refused") } }),
        );
    }
}

/// No text, with what to say if there is one.
fn none(message: &str) -> Value {
    json!({ "pattern": "^$", "patternErrorMessage": message })
}

/// KubeVirt refuses a VM that is smaller than its profile demands.
fn profiles(structs: &mut Structs<'_>, platform: &Platform) {
    let sizes = with_upstream(platform, |catalog| &catalog.instance_types);
    let mut demands: Vec<(Vec<&str>, Vec<&str>)> = Vec::new();
    for profile in with_upstream(platform, |catalog| &catalog.profiles) {
        let too_small: Vec<&str> =
            sizes.iter().filter(|size| is_smaller(size, profile)).map(|size| size.name.as_str()).collect();
        match demands.iter_mut().find(|(_, same)| *same == too_small) {
            Some((profiles, _)) => profiles.push(&profile.name),
            None => demands.push((vec![&profile.name], too_small)),
        }
    }
    for (profiles, too_small) in demands {
        let is_default = profiles.contains(&VMInstanceSpec::DEFAULT_INSTANCE_PROFILE);
        let default_is_too_small = too_small.contains(&VMInstanceSpec::DEFAULT_INSTANCE_TYPE);
        let (Some(profiles), Some(too_small)) = (one_of(profiles), one_of(too_small)) else { continue };
        let written: &[&str] = if is_default { &[] } else { &["instanceProfile"] };
        let needed: &[&str] = if default_is_too_small { &["instanceType"] } else { &[] };
        let premise = json!({ "required": written, "properties": { "instanceProfile": profiles } });
        let conclusion =
            json!({ "required": needed, "properties": { "instanceType": { "not": too_small } } });
        structs.when(SPEC, premise, conclusion);
    }
}

fn is_smaller(size: &InstanceType, profile: &Profile) -> bool {
    let requires = &profile.requires;
    requires.vcpus.is_some_and(|least| size.vcpus < least)
        || requires.memory.as_ref().is_some_and(|least| size.memory < *least)
}

/// `running` and `runStrategy` don't contradict each other, and `running` is not alone where it is ignored.
fn lifecycle(structs: &mut Structs<'_>, platform: &Platform) {
    for (running, others) in [(true, "^Halted$"), (false, "^(Always|RerunOnFailure|Once)$")] {
        let contradicts = json!({ "type": "string", "pattern": others });
        structs.when(
            SPEC,
            json!({ "required": ["running"], "properties": { "running": { "const": running } } }),
            json!({ "properties": { "runStrategy": { "not": contradicts } } }),
        );
    }
    if !platform.reads_running().is_yes() {
        structs.when(
            SPEC,
            json!({ "required": ["running"], "properties": { "running": { "const": false } } }),
            json!({ "required": ["runStrategy"] }),
        );
    }
}

fn access(structs: &mut Structs<'_>) {
    let keys = structs.field(SPEC, "sshKeys").and_then(|keys| keys.get_mut("items"));
    extend(keys, json!({ "pattern": SSH_KEY }));
    structs.narrow(SPEC, "sshKeys", json!({ "uniqueItems": true }));
    structs.narrow(SPEC, "cloudInit", json!({ "pattern": USER_DATA, "maxLength": SECRET_BYTES }));
    for field in ["cpu", "sockets"] {
        // The chart reads digits only, and takes anything else for 0.
        structs.narrow("Resources", field, json!({ "pattern": "^0*[1-9][0-9]*$", "minimum": 1 }));
    }
}
