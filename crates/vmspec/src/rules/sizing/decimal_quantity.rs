//! `20G` where all sizes around it count in `Gi`: seven percent less than it looks like.

use super::undersized_memory::LEAST_BYTES;
use super::{resource_field, resources};
use crate::FieldPath;
use crate::diagnostic::Applicability;
use crate::model::Quantity;
use crate::rules::{Check, Context, Findings, Resource, ResourceId};
use vmspec_yaml::edit::Operation;

rule! {
    DECIMAL_QUANTITY = "decimal-quantity", Sizing, Info;
    "a size in powers of 1000, as in `20G`";
    Check::Resource(check)
}

fn check(_: &Context<'_>, resource: &Resource<'_>, findings: &mut Findings) {
    match resource {
        Resource::Instance(instance) => {
            if let Some(memory) = resources(instance).and_then(|resources| resources.memory.as_ref()) {
                check_unit(instance.id, resource_field("memory"), memory, findings);
            }
        }
        Resource::Disk(disk) => {
            let storage = &disk.resolved.storage;
            let Some(size) = &storage.value else { return };
            // A disk that is too small for its image is the worse news of the same cause.
            if disk.resolved.image().is_none_or(|image| *size >= image.minimum_storage) {
                check_unit(disk.id, storage.path.clone(), size, findings);
            }
        }
    }
}

fn check_unit(resource: ResourceId, path: FieldPath, quantity: &Quantity, findings: &mut Findings) {
    let text = quantity.text();
    let Some(unit) = ["M", "G", "T", "P"].into_iter().find(|unit| text.ends_with(unit)) else { return };
    if *quantity < Quantity::from_count(LEAST_BYTES) {
        return;
    }
    let meant = format!("{text}i");
    findings.add(
        DECIMAL_QUANTITY
            .finding(
                resource,
                path.clone(),
                "`{value}` is {binary}: `{unit}` counts in powers of 1000",
                &[("value", &text), ("binary", &in_binary(quantity)), ("unit", &unit)],
            )
            .help(format!("images and instance types count in powers of 1024, which is `{unit}i`"))
            .fix(
                Applicability::Unsafe,
                format!("use `{meant}`"),
                vec![Operation::Replace { path, value: meant.into() }],
            ),
    );
}

/// The size in gibibytes, or in mebibytes if it is less than one, cut off behind the first decimal.
fn in_binary(quantity: &Quantity) -> String {
    let bytes = i128::from(quantity.as_bytes_ceil());
    let (unit, name) = if bytes < 1 << 30 { (1 << 20, "Mi") } else { (1 << 30, "Gi") };
    let tenths = bytes * 10 / unit;
    format!("{}.{}{name}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{draw, on, spec};

    #[test]
    fn of_disks() {
        let drawn = |image: &str, storage: &str| {
            let text = format!(
                "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {{name: d}}\nspec:\n  source: {{{image}}}\n  storage: {storage}\n"
            );
            draw("decimal-quantity", &text, &on("hikube"))
        };
        assert_eq!(
            drawn("", "20G"),
            "  storage: 20G
           ^^^ info: `20G` is 18.6Gi: `G` counts in powers of 1000
           unsafe fix: use `20Gi`
"
        );
        assert_eq!(drawn("", "20Gi"), "");
        assert_eq!(drawn("", "20e9"), "");
        assert_eq!(drawn("", "'20000000000'"), "");
        assert_ne!(drawn("image: {name: rocky-9}", "12G"), "");
        // 11G is less than the 11Gi that the image needs, which `undersized-disk` says.
        assert_eq!(drawn("image: {name: rocky-9}", "11G"), "");
    }

    #[test]
    fn of_memory() {
        let drawing = spec("decimal-quantity", "resources: {memory: 500M}", &on("hikube"));
        assert!(drawing.contains("`500M` is 476.8Mi"), "{drawing}");
        assert_eq!(spec("decimal-quantity", "resources: {memory: 0.5M}", &on("hikube")), "");
    }
}
