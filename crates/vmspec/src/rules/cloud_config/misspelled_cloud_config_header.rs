//! A header that is almost `#cloud-config`, which cloud-init takes for nothing.

use vmspec_yaml::edit::Operation;

use super::{user_data, whole_text};
use crate::cloud_config::{HEADER, Misspelling, misspelling};
use crate::diagnostic::{Applicability, Severity};
use crate::rules::{Check, Context, Findings, Instance, spec_field};

rule! {
    MISSPELLED_HEADER = "misspelled-cloud-config-header", CloudConfig, Warning;
    "user data whose header is almost `#cloud-config`";
    Check::Instance(check)
}

fn check(_: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let Some(text) = user_data(instance) else { return };
    let Some(misspelling) = misspelling(text) else { return };
    let template = match misspelling {
        Misspelling::Line => "cloud-init ignores this text: its first line is almost `#cloud-config`",
        Misspelling::ByteOrderMark => {
            "cloud-init ignores this text: a byte-order mark stands before `#cloud-config`"
        }
        Misspelling::NotFirst => "cloud-init ignores this text: `#cloud-config` is not its first line",
        Misspelling::Base64 => "cloud-init ignores this text: it is encoded in base64, which nobody decodes",
        Misspelling::Tolerated => "the first line is read as `#cloud-config`, but should be just that",
    };
    let mut finding = MISSPELLED_HEADER.finding(instance.id, whole_text(), template, &[]).on_key();
    if misspelling == Misspelling::Tolerated {
        finding = finding.severity(Severity::Info).help("cloud-init's own checks refuse other forms");
    }
    let applicability = match misspelling {
        Misspelling::Base64 => {
            findings.add(finding.help("write the text itself"));
            return;
        }
        Misspelling::Tolerated => Applicability::Safe,
        Misspelling::Line | Misspelling::ByteOrderMark | Misspelling::NotFirst => Applicability::Unsafe,
    };
    let (range, with) = match misspelling {
        // The later header becomes a comment like any other.
        Misspelling::NotFirst => (0..0, format!("{HEADER}\n")),
        _ => (0..first_line_end(text), HEADER.to_owned()),
    };
    let edit = Operation::EditText { path: spec_field("cloudInit"), range, with };
    findings.add(finding.fix(applicability, "begin it with `#cloud-config`", vec![edit]));
}

/// The end of the first line that holds anything.
fn first_line_end(text: &str) -> usize {
    let blanks = text.len() - text.trim_start().len();
    let rest = text.get(blanks..).unwrap_or_default();
    blanks + rest.lines().next().unwrap_or_default().len()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    #[test]
    fn headers() {
        let table = [
            (
                "cloudInit: |\n  # cloud-config\n  hostname: web\n",
                "
  # cloud-config
  ^^^^^^^^^^^^^^ warning: cloud-init ignores this text: its first line is almost `#cloud-config`
  unsafe fix: begin it with `#cloud-config`
",
            ),
            (
                "cloudInit: |\n  ---\n  #cloud-config\n  hostname: web\n",
                "
  ---
  ^^^ warning: cloud-init ignores this text: `#cloud-config` is not its first line
  unsafe fix: begin it with `#cloud-config`
",
            ),
            (
                "cloudInit: I2Nsb3VkLWNvbmZpZwo=\n",
                "
cloudInit: I2Nsb3VkLWNvbmZpZwo=
           ^^^^^^^^^^^^^^^^^^^^ warning: cloud-init ignores this text: it is encoded in base64, which nobody decodes
",
            ),
            (
                "cloudInit: |\n\n  #Cloud-config\n  hostname: web\n",
                "
  #Cloud-config
  ^^^^^^^^^^^^^ info: the first line is read as `#cloud-config`, but should be just that
  safe fix: begin it with `#cloud-config`
",
            ),
            ("cloudInit: |\n  #cloud-config # of the web servers\n  hostname: web\n", ""),
        ];
        for (lines, expected) in table {
            assert_eq!(spec("misspelled-cloud-config-header", lines, &on("hikube")), expected, "{lines}");
        }
    }
}
