//! Parts of an object that the API server takes and forgets.

use super::field;
use crate::FieldPath;
use crate::rules::{Check, Context, Findings, Resource};

rule! {
    DROPPED_METADATA = "dropped-metadata", Metadata, Info;
    "a part of the object that the platform does not keep";
    Check::Resource(check)
}

fn check(_: &Context<'_>, resource: &Resource<'_>, findings: &mut Findings) {
    let metadata = resource.metadata();
    let has_finalizers = metadata.is_some_and(|metadata| metadata.finalizers.is_some());
    let has_owners = metadata.is_some_and(|metadata| metadata.owner_references.is_some());
    let (app_version, status) = match resource {
        Resource::Instance(instance) => (instance.vm.app_version.is_some(), instance.vm.status.is_some()),
        Resource::Disk(disk) => (disk.disk.app_version.is_some(), disk.disk.status.is_some()),
    };
    // A live object shows all of these; only what a person wrote is worth a word.
    if status && metadata.is_some_and(|metadata| metadata.uid.is_some()) {
        return;
    }
    let at_top = |name: &'static str| FieldPath::root().key(name);
    let dropped = [
        (has_finalizers, field("finalizers"), "finalizers"),
        (has_owners, field("ownerReferences"), "ownerReferences"),
        (app_version, at_top("appVersion"), "appVersion"),
        (status, at_top("status"), "status"),
    ];
    for (_, path, name) in dropped.into_iter().filter(|(is_there, ..)| *is_there) {
        let template = "the platform does not keep `{field}`";
        findings.add(DROPPED_METADATA.finding(resource.id(), path, template, &[("field", &name)]).on_key());
    }
}

#[cfg(test)]
mod tests {
    use crate::analysis::Options;
    use crate::rules::testing::draw;

    #[test]
    fn live_objects_are_left_alone() {
        let text = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nappVersion: 1.0.0\nmetadata:\n  name: d\n  finalizers: [a]\nspec: {storage: 1Gi}\nstatus: {version: x}\n";
        let drawn = draw("dropped-metadata", text, &Options::default());
        assert_eq!(drawn.matches("info: the platform does not keep").count(), 3, "{drawn}");
        let live = text.replace("  name: d\n", "  name: d\n  uid: 35a36aee\n");
        assert_eq!(draw("dropped-metadata", &live, &Options::default()), "");
    }
}
