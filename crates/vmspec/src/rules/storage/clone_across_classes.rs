//! A clone into another storage class than its source's. Its volume never binds.

use super::clone_source;
use crate::rules::{Check, Context, Disk, Findings, ResourceId, spec_field};

rule! {
    CLONE_ACROSS_CLASSES = "clone-across-classes", Storage, Warning;
    "a disk is cloned from a volume of another storage class";
    Check::Disk(check)
}

fn check(context: &Context<'_>, disk: &Disk<'_>, findings: &mut Findings) {
    let Some(class) = disk.resolved.class_name() else { return };
    let Some(source) = source(context, disk) else { return };
    if class == source.class {
        return;
    }
    let template =
        "a clone from class `{source}`, where {what} lies, into class `{class}` never gets its volume";
    let args: [(&'static str, &dyn std::fmt::Display); 3] =
        [("class", &class), ("what", &source.what), ("source", &source.class)];
    let finding = CLONE_ACROSS_CLASSES
        .finding(disk.id, spec_field("storageClass"), template, &args)
        .given(spec_field("source"))
        .help(format!("use `storageClass: {}`", source.class));
    findings.add(match source.disk {
        Some(id) => finding.label(id, spec_field("storageClass"), "the class of the source"),
        None => finding,
    });
}

/// Whether a disk is such a clone.
pub(in crate::rules) fn is_across_classes(context: &Context<'_>, disk: &Disk<'_>) -> bool {
    let class = disk.resolved.class_name();
    class.is_some() && source(context, disk).is_some_and(|source| class != Some(source.class))
}

/// What a disk is cloned from.
struct Source<'c> {
    class: &'c str,
    /// How to call it.
    what: String,
    /// The disk, unless it is an image.
    disk: Option<ResourceId>,
}

fn source<'c>(context: &Context<'c>, disk: &Disk<'_>) -> Option<Source<'c>> {
    if let Some(image) = disk.resolved.image() {
        let class = context.platform().catalog.image_storage_class.as_deref()?;
        return Some(Source { class, what: format!("image `{}`", image.name), disk: None });
    }
    let source = clone_source::find(context.bundle, disk)?;
    let what = format!("disk `{}`", clone_source::name(disk)?);
    Some(Source { class: source.resolved.class_name()?, what, disk: Some(source.id) })
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{draw, on};

    #[test]
    fn images_lie_in_a_class_where_the_catalog_says_so() {
        let text = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {name: d}\nspec: {source: {image: {name: debian-12}}, storage: 20Gi, storageClass: local}\n";
        assert!(draw("clone-across-classes", text, &on("cozystack@1.5")).contains(
            "warning: a clone from class `replicated`, where image `debian-12` lies, into class `local`"
        ));
        assert_eq!(draw("clone-across-classes", text, &on("hikube")), "");
    }
}
