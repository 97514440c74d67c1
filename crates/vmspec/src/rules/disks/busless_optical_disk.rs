//! An optical disk without a bus, on releases whose chart then renders a drive that KubeVirt does not take for one.

use serde_json::{Value, json};
use vmspec_yaml::edit::Operation;

use crate::diagnostic::Applicability;
use crate::model::Spelling;
use crate::platform::Feature;
use crate::rules::{Check, Context, Findings, Instance, spec_field};

rule! {
    BUSLESS_OPTICAL_DISK = "busless-optical-disk", Disks, Warning;
    "an optical disk needs a bus on this release";
    Check::Instance(check)
}

fn check(context: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    if !context.platform().supports(Feature::NullBus).is_yes() {
        return;
    }
    let Some(bus) = context.platform().catalog.buses.iter().find(|bus| bus.optical) else { return };
    for attached in instance.resolved.disks.iter().filter(|attached| attached.bus.is_none()) {
        let Some(disk) = context.bundle.disk_for(instance.id, &attached.name) else { continue };
        if !disk.resolved.optical.value {
            continue;
        }
        let operation = match attached.spelling {
            Spelling::Object => Operation::Insert {
                path: attached.path.clone().key("bus"),
                value: Value::from(bus.name.as_str()),
            },
            Spelling::Text => Operation::Replace {
                path: attached.path.clone(),
                value: json!({ "name": attached.name, "bus": bus.name }),
            },
        };
        let template = "optical disk `{disk}` has no bus, which releases from v0.33.2 to v1.4.6 need";
        let finding = BUSLESS_OPTICAL_DISK
            .finding(instance.id, attached.name_path(), template, &[("disk", &attached.name)])
            .label(disk.id, spec_field("optical"), "optical here")
            .help("without one KubeVirt does not take it for a CD-ROM drive")
            .fix(Applicability::Unsafe, format!("add `bus: {}`", bus.name), vec![operation]);
        findings.add(finding);
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{draw, on};

    #[test]
    fn only_on_the_releases_that_render_null() {
        let text = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMInstance\nmetadata: {name: m}\nspec:\n  disks: [{name: s}, {name: a}]\n---\napiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {name: a}\nspec: {optical: true, source: {upload: {}}}\n";
        assert!(
            draw("busless-optical-disk", text, &on("cozystack@1.3"))
                .contains("^ warning: optical disk `a` has no bus")
        );
        for platform in ["cozystack@1.5", "cozystack", "hikube"] {
            assert_eq!(draw("busless-optical-disk", text, &on(platform)), "", "{platform}");
        }
    }
}
