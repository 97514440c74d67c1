//! A VM whose system disk is a copy of another VM's, and nothing that makes it another system.
//!
//! Each VM has an identity of its own, made of its namespace, name and seed, by which cloud-init knows that it is on
//! another VM, and gives that a host name and host keys. But without user data cloud-init finds nothing to go by.

use crate::change::has_user_data;
use crate::resolve::ResolvedSource;
use crate::rules::{Check, Context, Findings, Instance, spec_field};

rule! {
    CLONED_IDENTITY = "cloned-identity", Disks, Info;
    "a VM starts from a copy of another system, and keeps its identity";
    Check::Instance(check)
}

fn check(context: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    if has_user_data(instance) || instance.resolved.known_profile().is_some_and(|profile| !profile.cloud_init)
    {
        return;
    }
    let Some(first) = instance.resolved.disks.first() else { return };
    let Some(disk) = context.bundle.disk_for(instance.id, &first.name) else { return };
    let ResolvedSource::Clone { disk: source } = &disk.resolved.source.value else { return };
    let template =
        "the system disk is a copy of `{source}`, and without user data it keeps its host name and host keys";
    let finding = CLONED_IDENTITY
        .finding(instance.id, first.name_path(), template, &[("source", source)])
        .given(spec_field("cloudInit"))
        .given(spec_field("sshKeys"))
        .label(disk.id, spec_field("source"), "copied here")
        .help("with `cloudInit` or `sshKeys` cloud-init runs again, and makes both anew");
    findings.add(finding);
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{draw, on};

    #[test]
    fn user_data_makes_it_another_system() {
        let drawn = |spec: &str| {
            let text = format!(
                "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMInstance\nmetadata: {{name: m}}\nspec: {{disks: [{{name: d}}]{spec}}}\n---\napiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {{name: d}}\nspec: {{source: {{disk: {{name: base}}}}}}\n"
            );
            draw("cloned-identity", &text, &on("cozystack@1.6"))
        };
        for spec in ["", ", cloudInit: ''", ", sshKeys: []", ", cloudInitSeed: m"] {
            assert!(drawn(spec).contains("info: the system disk is a copy of `base`"), "{spec}");
        }
        for spec in [
            ", cloudInit: '#cloud-config'",
            ", sshKeys: [ssh-ed25519 AAAA]",
            ", instanceProfile: windows.2k25",
        ] {
            assert_eq!(drawn(spec), "", "{spec}");
        }
    }
}
