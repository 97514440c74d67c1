//! Disks that are too small for Windows, its installer or its drivers, by the guides of the platforms.

use super::guest;
use crate::model::Quantity;
use crate::rules::{Check, Context, Findings, Instance, spec_field};

rule! {
    SMALL_WINDOWS_DISK = "small-windows-disk", Windows, Warning;
    "a disk is too small for Windows or its installer";
    Check::Instance(check)
}

fn check(context: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    if guest::profile(instance).is_none() {
        return;
    }
    let Some(guests) = &context.platform().catalog.windows_guests else { return };
    for attached in &instance.resolved.disks {
        let Some(disk) = context.bundle.disk_for(instance.id, &attached.name) else { continue };
        let (minimum, what): (&Option<Quantity>, &str) = if guest::holds_drivers(disk) {
            (&guests.minimum_driver_disk, "the drivers need")
        } else if disk.resolved.optical.value {
            (&guests.minimum_installer_disk, "the installer needs")
        } else if disk.resolved.is_blank() && is_first(instance, &attached.name) {
            (&guests.minimum_system_disk, "Windows needs")
        } else {
            continue;
        };
        let (Some(minimum), Some(size)) = (minimum, &disk.resolved.storage.value) else { continue };
        if size >= minimum {
            continue;
        }
        let template = "disk `{disk}` is {size}, and {what} at least {minimum}";
        let args: [(&'static str, &dyn std::fmt::Display); 4] =
            [("disk", &attached.name), ("size", size), ("what", &what), ("minimum", minimum)];
        let finding = SMALL_WINDOWS_DISK
            .finding(instance.id, attached.name_path(), template, &args)
            .given(spec_field("instanceProfile"))
            .label(disk.id, spec_field("storage"), "the size");
        findings.add(finding);
    }
}

fn is_first(instance: &Instance<'_>, name: &str) -> bool {
    instance.resolved.disks.first().is_some_and(|first| first.name == name)
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{draw, on};

    #[test]
    fn a_data_disk_may_be_small() {
        let drawn = |system: &str, data: &str| {
            let disk = |name: &str, storage: &str| {
                format!(
                    "---\napiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {{name: {name}}}\nspec: {{storage: {storage}}}\n"
                )
            };
            let text = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMInstance\nmetadata: {name: w}\nspec: {instanceProfile: windows.2k25, disks: [{name: s}, {name: d}]}\n".to_owned()
                + &disk("s", system)
                + &disk("d", data);
            draw("small-windows-disk", &text, &on("cozystack@1.6"))
        };
        assert!(drawn("20Gi", "5Gi").contains("warning: disk `s` is 20Gi, and Windows needs at least 32Gi"));
        assert_eq!(drawn("32Gi", "5Gi"), "");
    }
}
