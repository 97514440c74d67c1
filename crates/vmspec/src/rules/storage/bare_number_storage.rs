//! A size written as a YAML number. The disk is made, and from then on every change to it fails.

use serde_json::Value;
use vmspec_yaml::edit::Operation;

use crate::diagnostic::Applicability;
use crate::rules::{Check, Context, Disk, Findings};

rule! {
    BARE_NUMBER_STORAGE = "bare-number-storage", Storage, Warning;
    "the size of a disk is a number without a unit or quotes";
    Check::Disk(check)
}

fn check(_: &Context<'_>, disk: &Disk<'_>, findings: &mut Findings) {
    let storage = &disk.resolved.storage;
    let Some(size) = storage.value.as_ref().filter(|size| size.is_bare_number()) else { return };
    // `tiny-disk` speaks of sizes that are refused anyway.
    if super::is_tiny(size) {
        return;
    }
    let better = in_binary_units(size.as_bytes_ceil()).unwrap_or_else(|| size.text().to_owned());
    let template = "`storage` is a bare number, expected text such as `{text}`";
    let finding = BARE_NUMBER_STORAGE
        .finding(disk.id, storage.path.clone(), template, &[("text", &better)])
        .help("the number counts bytes; the disk is made, but every later change to it fails")
        .fix(
            Applicability::Safe,
            format!("write `{better}`"),
            vec![Operation::Replace { path: storage.path.clone(), value: Value::from(better.as_str()) }],
        );
    findings.add(finding);
}

/// The size in the largest binary unit that it is a multiple of.
fn in_binary_units(bytes: i64) -> Option<String> {
    let units = [("Ti", 40), ("Gi", 30), ("Mi", 20), ("Ki", 10)];
    let (unit, shift) = units.into_iter().find(|(_, shift)| bytes > 0 && bytes % (1 << shift) == 0)?;
    Some(format!("{}{unit}", bytes >> shift))
}

#[cfg(test)]
mod tests {
    use super::in_binary_units;

    #[test]
    fn units() {
        assert_eq!(in_binary_units(20 << 30).as_deref(), Some("20Gi"));
        assert_eq!(in_binary_units(1 << 40).as_deref(), Some("1Ti"));
        assert_eq!(in_binary_units(20_000_000_001), None);
    }
}
