//! An optical disk on a bus that takes none.

use serde_json::Value;
use vmspec_yaml::edit::Operation;

use crate::diagnostic::Applicability;
use crate::resolve::Chosen;
use crate::rules::{Check, Context, Findings, Instance, spec_field};

rule! {
    VIRTIO_OPTICAL_DISK = "virtio-optical-disk", Disks, Error;
    "an optical disk is attached to a bus that takes none";
    Check::Instance(check)
}

fn check(context: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    for attached in &instance.resolved.disks {
        let Some(bus) = attached.bus.as_ref().and_then(Chosen::entry) else { continue };
        if bus.optical {
            continue;
        }
        let Some(disk) = context.bundle.disk_for(instance.id, &attached.name) else { continue };
        if !disk.resolved.optical.value {
            continue;
        }
        let path = attached.path.clone().key("bus");
        let template = "disk `{disk}` is optical, and bus `{bus}` takes no optical disks";
        let finding = VIRTIO_OPTICAL_DISK
            .finding(instance.id, path.clone(), template, &[("disk", &attached.name), ("bus", &bus.name)])
            .label(disk.id, spec_field("optical"), "optical here");
        let other = context.platform().catalog.buses.iter().find(|bus| bus.optical);
        findings.add(match other {
            Some(other) => finding.fix(
                Applicability::Safe,
                format!("use `{}`", other.name),
                vec![Operation::Replace { path, value: Value::from(other.name.as_str()) }],
            ),
            None => finding,
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::analysis::Options;
    use crate::rules::testing::draw;

    #[test]
    fn only_a_known_optical_disk_counts() {
        let text = |optical: &str| {
            format!(
                "\
apiVersion: apps.cozystack.io/v1alpha1
kind: VMInstance
metadata: {{name: web}}
spec:
  disks:
    - {{name: iso, bus: virtio}}
    - {{name: other, bus: virtio}}
---
apiVersion: apps.cozystack.io/v1alpha1
kind: VMDisk
metadata: {{name: iso}}
spec:
  optical: {optical}
"
            )
        };
        let options = Options::default();
        assert_eq!(draw("virtio-optical-disk", &text("false"), &options), "");
        assert_eq!(
            draw("virtio-optical-disk", &text("true"), &options),
            "    - {name: iso, bus: virtio}
                       ^^^^^^ error: disk `iso` is optical, and bus `virtio` takes no optical disks
                       line 13: optical here
                       safe fix: use `sata`\n"
        );
    }
}
