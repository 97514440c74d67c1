//! A cloud-config that says nothing.

use vmspec_yaml::edit::Operation;

use super::user_data;
use crate::cloud_config::UserDataKind;
use crate::diagnostic::Applicability;
use crate::rules::{Check, Context, Findings, Instance, spec_field};

rule! {
    EMPTY = "empty-cloud-config", CloudConfig, Info;
    "a cloud-config with nothing but its header";
    Check::Instance(check)
}

fn check(_: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let Some(text) = user_data(instance) else { return };
    let is_empty = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
    if UserDataKind::of(text) != UserDataKind::CloudConfig || !text.lines().all(is_empty) {
        return;
    }
    let path = spec_field("cloudInit");
    let finding = EMPTY
        .finding(instance.id, path.clone(), "the cloud-config has nothing but its header", &[])
        .on_key()
        .help("without `cloudInit` the platform writes a cloud-config with `sshKeys` itself")
        .fix(Applicability::Unsafe, "remove `cloudInit`", vec![Operation::Remove { path }]);
    findings.add(finding);
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    #[test]
    fn what_counts_as_nothing() {
        let table = [
            ("cloudInit: |\n  #cloud-config\n", true),
            ("cloudInit: |\n  #cloud-config\n\n  # users: []\n", true),
            ("cloudInit: |\n  #cloud-config\n  {}\n", false),
            ("cloudInit: |\n  #!/bin/sh\n", false),
            ("cloudInit: \"\"\n", false),
        ];
        for (lines, expected) in table {
            assert_eq!(!spec("empty-cloud-config", lines, &on("hikube")).is_empty(), expected, "{lines}");
        }
    }
}
