//! Disks written as bare names, as the Hikube documentation does and no Cozystack release takes.

use serde_json::json;
use vmspec_yaml::edit::Operation;

use crate::diagnostic::{Applicability, Severity};
use crate::model::Spelling;
use crate::platform::Support;
use crate::rules::{Check, Context, Findings, Instance, spec_field};

rule! {
    STRING_DISK = "string-disk", Disks, Error;
    "a disk is listed by its bare name";
    Check::Instance(check)
}

fn check(context: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let is_text = |disk: &&crate::resolve::AttachedDisk<'_>| disk.spelling == Spelling::Text;
    let operations: Vec<_> = instance
        .resolved
        .disks
        .iter()
        .filter(is_text)
        .map(|disk| Operation::Replace { path: disk.path.clone(), value: json!({ "name": disk.name }) })
        .collect();
    let Some(first) = instance.resolved.disks.iter().find(is_text) else { return };
    let title = "write each disk as a mapping with a `name`";
    match context.platform().takes_string_disks() {
        // One line of advice for the list, not one for each disk.
        Support::Yes => findings.add(
            STRING_DISK
                .finding(instance.id, spec_field("disks"), "disks are listed by bare names", &[])
                .severity(Severity::Info)
                .on_key()
                .help(format!("the portable form, which every platform takes, is `- name: {}`", first.name))
                .fix(Applicability::Safe, title, operations),
        ),
        Support::No | Support::Unknown => {
            for disk in instance.resolved.disks.iter().filter(is_text) {
                let template = "disk `{disk}` is text, expected a mapping with a `name`";
                let operation =
                    Operation::Replace { path: disk.path.clone(), value: json!({ "name": disk.name }) };
                findings.add(
                    STRING_DISK
                        .finding(instance.id, disk.path.clone(), template, &[("disk", &disk.name)])
                        .help(format!("write `- name: {}`", disk.name))
                        .fix(Applicability::Safe, format!("write `name: {}`", disk.name), vec![operation]),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{draw, on};

    const TEXT: &str = "\
apiVersion: apps.cozystack.io/v1alpha1
kind: VMInstance
metadata: {name: web}
spec:
  disks:
    - a
    - name: b
    - c
";

    #[test]
    fn advice_where_the_documentation_has_it_and_an_error_elsewhere() {
        assert_eq!(
            draw("string-disk", TEXT, &on("hikube")),
            "  disks:
  ^^^^^ info: disks are listed by bare names
  safe fix: write each disk as a mapping with a `name`\n"
        );
        assert_eq!(
            draw("string-disk", TEXT, &on("cozystack")),
            "    - a
      ^ error: disk `a` is text, expected a mapping with a `name`
      safe fix: write `name: a`
    - c
      ^ error: disk `c` is text, expected a mapping with a `name`
      safe fix: write `name: c`\n"
        );
    }
}
