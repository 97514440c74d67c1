//! Memory that KubeVirt refuses, mostly because the unit was mistaken or forgotten.

use super::{is_set, resource_field, resources};
use crate::model::Quantity;
use crate::rules::wording::did_you_mean;
use crate::rules::{Check, Context, Findings, Instance};

rule! {
    UNDERSIZED_MEMORY = "undersized-memory", Sizing, Error;
    "`resources.memory` of less than a megabyte";
    Check::Instance(check)
}

/// The least memory of a VM.
///
/// Source: `pkg/virt-api/webhooks/validating-webhook/admitters/vmi-create-admitter.go`, KubeVirt v1.8.4.
pub(super) const LEAST_BYTES: u64 = 1_000_000;

fn check(_: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let Some(memory) = resources(instance).and_then(|resources| resources.memory.as_ref()) else { return };
    // The bare number 0 counts as nothing; where memory is needed, `incomplete-resources` says so.
    if !is_set(Some(memory)) || *memory >= Quantity::from_count(LEAST_BYTES) {
        return;
    }
    let finding = UNDERSIZED_MEMORY.finding(
        instance.id,
        resource_field("memory"),
        "memory is `{memory}`, expected at least {minimum} bytes",
        &[("memory", memory), ("minimum", &LEAST_BYTES)],
    );
    let likely = likely(memory);
    let likely: Vec<&str> = likely.iter().map(String::as_str).collect();
    findings.add(if likely.is_empty() { finding } else { finding.help(did_you_mean(&likely)) });
}

/// What a number of mebibytes or gibibytes without a unit, or with the unit for thousandths, was to be.
fn likely(memory: &Quantity) -> Vec<String> {
    let text = memory.text();
    let number = text.strip_suffix('m').unwrap_or(text);
    if number.is_empty() || number.starts_with('0') || !number.bytes().all(|digit| digit.is_ascii_digit()) {
        return Vec::new();
    }
    let unit = if number.len() > 2 { "Mi" } else { "Gi" };
    vec![format!("{number}{unit}")]
}

#[cfg(test)]
mod tests {
    use super::likely;
    use crate::rules::testing::{on, spec};

    #[test]
    fn table() {
        for (memory, found) in [
            ("1M", false),
            ("1000000", false),
            ("4Gi", false),
            ("0", false),
            ("999999", true),
            ("'0'", true),
            ("-4Gi", true),
            ("4096m", true),
            ("512", true),
            ("976Ki", true),
        ] {
            let lines = format!("instanceType: ''\nresources: {{cpu: 1, sockets: 1, memory: {memory}}}");
            let drawing = spec("undersized-memory", &lines, &on("hikube"));
            assert_eq!(!drawing.is_empty(), found, "{memory}: {drawing}");
        }
        let lines = "resources:\n  memory: 4096m";
        assert_eq!(
            spec("undersized-memory", lines, &on("hikube")),
            "
  memory: 4096m
          ^^^^^ error: memory is `4096m`, expected at least 1000000 bytes
"
        );
    }

    #[test]
    fn the_unit_is_guessed_by_the_number() {
        for (memory, expected) in [
            ("4096m", Some("4096Mi")),
            ("512", Some("512Mi")),
            ("4", Some("4Gi")),
            ("0", None),
            ("-1", None),
            ("1Ki", None),
        ] {
            assert_eq!(likely(&memory.parse().unwrap()).first().map(String::as_str), expected, "{memory}");
        }
    }
}
