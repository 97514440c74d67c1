//! A name that is allowed, but so long that the jobs which change the resource later can't be named.
//!
//! Arithmetic on the charts' templates and the limit of 63 characters for label values; not seen on a cluster, so never
//! more than a warning.

use super::field;
use crate::model::name::{VM_DISK_NAME_MAX, VM_INSTANCE_NAME_MAX};
use crate::platform::Feature;
use crate::rules::{Check, Context, Findings, Resource};

rule! {
    FROZEN_NAME = "frozen-name", Metadata, Warning;
    "a name so long that the resource can't be changed later";
    Check::Resource(check)
}

/// The longest name of a `VMInstance` whose job `vm-instance-<name>-update-hook` fits into 63 characters.
const VM_INSTANCE_MAX: usize = 63 - "vm-instance-".len() - "-update-hook".len();
/// The longest name of a `VMDisk` whose job `vm-disk-<name>-volume-resize-hook` fits into 63 characters.
const VM_DISK_MAX: usize = 63 - "vm-disk-".len() - "-volume-resize-hook".len();

fn check(context: &Context<'_>, resource: &Resource<'_>, findings: &mut Findings) {
    let (longest, allowed, what, job) = match resource {
        Resource::Instance(_) => (
            VM_INSTANCE_MAX,
            VM_INSTANCE_NAME_MAX,
            "its instance type, profile and exposure can't be changed later",
            Feature::SizingSwitch,
        ),
        Resource::Disk(_) => {
            (VM_DISK_MAX, VM_DISK_NAME_MAX, "the disk can't be enlarged later", Feature::DiskGrowth)
        }
    };
    let length = resource.name().len();
    // `overlong-name` speaks of names that are refused, and older releases have no such jobs.
    if length <= longest || length > allowed || context.platform().supports(job).is_no() {
        return;
    }
    let template = "the name has {length} characters, and with more than {longest} {what}";
    let args: [(&'static str, &dyn std::fmt::Display); 3] =
        [("length", &length), ("longest", &longest), ("what", &what)];
    findings.add(FROZEN_NAME.finding(resource.id(), field("name"), template, &args));
}

#[cfg(test)]
mod tests {
    use crate::analysis::Options;
    use crate::rules::testing::{draw, on};

    #[test]
    fn between_what_works_and_what_is_refused() {
        let found = |kind: &str, length: usize, options: &Options| {
            let name = "a".repeat(length);
            let text = format!(
                "apiVersion: apps.cozystack.io/v1alpha1\nkind: {kind}\nmetadata: {{name: {name}}}\nspec: {{}}\n"
            );
            !draw("frozen-name", &text, options).is_empty()
        };
        for (kind, lengths) in [
            ("VMInstance", [(39, false), (40, true), (41, true), (42, false)]),
            ("VMDisk", [(36, false), (37, true), (45, true), (46, false)]),
        ] {
            for (length, expected) in lengths {
                assert!(
                    !found(kind, length, &on("cozystack@0.22")),
                    "no job of that release has a long name"
                );
                assert_eq!(found(kind, length, &Options::default()), expected, "{kind} {length}");
            }
        }
    }
}
