//! User data without a header, which cloud-init ignores.

use vmspec_yaml::edit::Operation;

use super::{user_data, whole_text};
use crate::cloud_config::{HEADER, UserDataKind, misspelling};
use crate::diagnostic::Applicability;
use crate::rules::{Check, Context, Findings, Instance, spec_field};

rule! {
    MISSING_HEADER = "missing-cloud-config-header", CloudConfig, Warning;
    "user data that does not begin with a header that cloud-init knows, so that it is ignored";
    Check::Instance(check)
}

fn check(_: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let Some(text) = user_data(instance) else { return };
    if UserDataKind::of(text) != UserDataKind::Unrecognised || misspelling(text).is_some() {
        return;
    }
    let template =
        "cloud-init ignores this text: expected `#cloud-config` or another header in its first line";
    let finding = MISSING_HEADER.finding(instance.id, whole_text(), template, &[]).on_key();
    if !looks_like_mapping(text) {
        findings.add(finding.help("a script begins with `#!`, a cloud-config with `#cloud-config`"));
        return;
    }
    let insertion =
        Operation::EditText { path: spec_field("cloudInit"), range: 0..0, with: format!("{HEADER}\n") };
    findings.add(finding.help("begin it with the line `#cloud-config`").fix(
        Applicability::Unsafe,
        "begin it with `#cloud-config`",
        vec![insertion],
    ));
}

/// Whether the first line that is no comment reads like the entry of a mapping.
fn looks_like_mapping(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim_end).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.next().is_some_and(|line| {
        let key = line.split(':').next().unwrap_or_default();
        let is_key = key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
        is_key && (line.contains(": ") || line.ends_with(':'))
    })
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    #[test]
    fn headers() {
        let table = [
            (
                "cloudInit: |\n  hostname: web\n",
                "
  hostname: web
  ^^^^^^^^^^^^^ warning: cloud-init ignores this text: expected `#cloud-config` or another header in its first line
  unsafe fix: begin it with `#cloud-config`
",
            ),
            (
                "cloudInit: \"echo ok\"\n",
                "
cloudInit: \"echo ok\"
            ^^^^^^^ warning: cloud-init ignores this text: expected `#cloud-config` or another header in its first line
",
            ),
            ("cloudInit: |\n  #cloud-config\n  hostname: web\n", ""),
            ("cloudInit: |\n  #!/bin/sh\n", ""),
            ("cloudInit: |\n  # cloud-config\n", ""),
            ("cloudInit: \"\"\n", ""),
        ];
        for (lines, expected) in table {
            assert_eq!(spec("missing-cloud-config-header", lines, &on("hikube")), expected, "{lines}");
        }
    }
}
