//! Quantities that are written correctly and mean nothing: thousandths of a byte, less than no CPU.

use super::undersized_memory::LEAST_BYTES;
use super::{is_set, resource_field};
use crate::FieldPath;
use crate::model::Quantity;
use crate::rules::storage::is_tiny;
use crate::rules::{Check, Context, Disk, Findings, Instance, Resource, ResourceId};

rule! {
    NONSENSICAL_QUANTITY = "nonsensical-quantity", Sizing, Warning;
    "a size in thousandths of a byte, or a number of CPUs below one";
    Check::Resource(check)
}

fn check(_: &Context<'_>, resource: &Resource<'_>, findings: &mut Findings) {
    match resource {
        Resource::Instance(instance) => check_instance(instance, findings),
        Resource::Disk(disk) => check_disk(disk, findings),
    }
}

fn check_instance(instance: &Instance<'_>, findings: &mut Findings) {
    let Some(resources) = super::resources(instance) else { return };
    for (field, quantity) in [("cpu", &resources.cpu), ("sockets", &resources.sockets)] {
        // The bare number 0 counts as nothing; where it is needed, `incomplete-resources` says so.
        let Some(quantity) = quantity.as_ref().filter(|quantity| is_set(Some(quantity))) else { continue };
        if !quantity.is_zero() && !quantity.is_negative() {
            continue;
        }
        let template = "`{field}` is `{value}`, expected 1 at least";
        let args: &[(&'static str, &dyn std::fmt::Display)] = &[("field", &field), ("value", quantity)];
        findings.add(NONSENSICAL_QUANTITY.finding(instance.id, resource_field(field), template, args));
    }
    // What is smaller is refused, which `undersized-memory` says.
    if let Some(memory) =
        resources.memory.as_ref().filter(|memory| **memory >= Quantity::from_count(LEAST_BYTES))
    {
        check_unit(instance.id, resource_field("memory"), memory, findings);
    }
}

fn check_disk(disk: &Disk<'_>, findings: &mut Findings) {
    let storage = &disk.resolved.storage;
    // What is smaller is refused, which `tiny-disk` says.
    if let Some(size) = storage.value.as_ref().filter(|size| !is_tiny(size)) {
        check_unit(disk.id, storage.path.clone(), size, findings);
    }
}

fn check_unit(resource: ResourceId, path: FieldPath, quantity: &Quantity, findings: &mut Findings) {
    let (unit, fraction) = match quantity.text().chars().next_back() {
        Some('m') => ("m", "thousandths"),
        Some('u') => ("u", "millionths"),
        Some('n') => ("n", "billionths"),
        _ => return,
    };
    findings.add(
        NONSENSICAL_QUANTITY
            .finding(
                resource,
                path,
                "`{value}` counts in {fraction} of a byte",
                &[("value", quantity), ("fraction", &fraction)],
            )
            .help(format!("`{unit}` is the unit for {fraction}; megabytes are `M`, mebibytes `Mi`")),
    );
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{draw, on, spec};

    #[test]
    fn of_vms() {
        for (resources, expected) in [
            ("{cpu: 2, sockets: 1, memory: 4Gi}", ""),
            ("{cpu: 0, sockets: 1, memory: 4Gi}", ""),
            ("{memory: 4096m}", ""),
            (
                "{cpu: '0', sockets: -1}",
                "
resources: {cpu: '0', sockets: -1}
                 ^^^ warning: `cpu` is `0`, expected 1 at least
resources: {cpu: '0', sockets: -1}
                               ^^ warning: `sockets` is `-1`, expected 1 at least
",
            ),
            (
                "{memory: 4000000000000m}",
                "
resources: {memory: 4000000000000m}
                    ^^^^^^^^^^^^^^ warning: `4000000000000m` counts in thousandths of a byte
",
            ),
        ] {
            let lines = format!("resources: {resources}");
            assert_eq!(spec("nonsensical-quantity", &lines, &on("hikube")), expected, "{resources}");
        }
    }

    #[test]
    fn of_disks() {
        for (storage, found) in [("5Gi", false), ("500m", false), ("5M", false), ("5000000000000m", true)] {
            let text = format!(
                "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {{name: d}}\nspec: {{storage: {storage}}}\n"
            );
            let drawing = draw("nonsensical-quantity", &text, &on("hikube"));
            assert_eq!(!drawing.is_empty(), found, "{storage}: {drawing}");
        }
    }
}
