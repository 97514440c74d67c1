//! A bus that KubeVirt does not have, or has and refuses.

use serde_json::Value;
use vmspec_yaml::edit::Operation;

use crate::catalog::Found;
use crate::diagnostic::Applicability;
use crate::rules::{Check, Context, Findings, Instance};

rule! {
    UNKNOWN_DISK_BUS = "unknown-disk-bus", Disks, Error;
    "a disk is attached to a bus that KubeVirt does not have";
    Check::Instance(check)
}

fn check(context: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let buses = &context.platform().catalog.buses;
    for disk in &instance.resolved.disks {
        let Some(bus) = &disk.bus else { continue };
        if !matches!(bus.found, Found::Missing) || buses.is_empty() {
            continue;
        }
        let known = buses.names().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let path = disk.path.clone().key("bus");
        let template = "there is no disk bus `{bus}`, expected one of {known}";
        let mut finding = UNKNOWN_DISK_BUS.finding(
            instance.id,
            path.clone(),
            template,
            &[("bus", &bus.name), ("known", &known)],
        );
        if let Some(meant) = buses.nearest(&bus.name).first() {
            let same_letters = meant.eq_ignore_ascii_case(&bus.name);
            let applicability = if same_letters { Applicability::Safe } else { Applicability::Unsafe };
            let operations = vec![Operation::Replace { path, value: Value::from(*meant) }];
            finding = finding.fix(applicability, format!("use `{meant}`"), operations);
        }
        findings.add(finding);
    }
}

#[cfg(test)]
mod tests {
    use crate::analysis::Options;
    use crate::rules::testing::draw;

    #[test]
    fn buses_of_other_systems_have_a_counterpart() {
        let text = "\
apiVersion: apps.cozystack.io/v1alpha1
kind: VMInstance
metadata: {name: web}
spec:
  disks:
    - {name: a, bus: ide}
    - {name: b, bus: SCSI}
    - {name: c, bus: usb}
";
        assert_eq!(
            draw("unknown-disk-bus", text, &Options::default()),
            "    - {name: a, bus: ide}
                     ^^^ error: there is no disk bus `ide`, expected one of `virtio`, `sata`, `scsi`, `usb`
                     unsafe fix: use `sata`
    - {name: b, bus: SCSI}
                     ^^^^ error: there is no disk bus `SCSI`, expected one of `virtio`, `sata`, `scsi`, `usb`
                     safe fix: use `scsi`\n"
        );
    }
}
