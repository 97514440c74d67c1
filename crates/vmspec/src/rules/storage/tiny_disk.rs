//! A disk that the importer refuses for its size.

use vmspec_yaml::edit::Operation;

use crate::diagnostic::Applicability;
use crate::model::Quantity;
use crate::rules::{Check, Context, Disk, Findings};

rule! {
    TINY_DISK = "tiny-disk", Storage, Error;
    "a disk is smaller than 1 MiB";
    Check::Disk(check)
}

/// Whether a disk of this size is refused.
///
/// Source: CDI v1.64.0, `pkg/apiserver/webhooks/datavolume-validate.go`.
pub(in crate::rules) fn is_tiny(size: &Quantity) -> bool {
    const LEAST_BYTES: i64 = 1 << 20;
    size.as_bytes_ceil() < LEAST_BYTES
}

fn check(_: &Context<'_>, disk: &Disk<'_>, findings: &mut Findings) {
    let storage = &disk.resolved.storage;
    let Some(size) = storage.value.as_ref().filter(|size| is_tiny(size)) else { return };
    let template = "a disk of {size} is refused, expected at least 1Mi";
    let finding = TINY_DISK.finding(disk.id, storage.path.clone(), template, &[("size", size)]);
    let lacks_unit = size.text().bytes().all(|byte| byte.is_ascii_digit());
    let meant: Option<Quantity> = format!("{}Gi", size.text()).parse().ok();
    findings.add(match meant.filter(|meant| lacks_unit && !is_tiny(meant)) {
        Some(meant) => {
            let operation = Operation::Replace { path: storage.path.clone(), value: meant.text().into() };
            finding.help(format!("without a unit this counts bytes; did you mean `{}`?", meant.text())).fix(
                Applicability::Unsafe,
                format!("write `{}`", meant.text()),
                vec![operation],
            )
        }
        None => finding,
    });
}

#[cfg(test)]
mod tests {
    use crate::analysis::Options;
    use crate::rules::testing::draw;

    #[test]
    fn zero_negative_and_tiny() {
        let drawn = |storage: &str| {
            let text = format!(
                "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {{name: d}}\nspec: {{storage: {storage}}}\n"
            );
            draw("tiny-disk", &text, &Options::default())
        };
        for storage in ["0", "\"20\"", "-5Gi", "500m", "1023Ki"] {
            assert!(drawn(storage).contains("is refused, expected at least 1Mi"), "{storage}");
        }
        assert_eq!(drawn("1Mi"), "");
        assert!(drawn("20").contains("unsafe fix: write `20Gi`"));
        for storage in ["0", "-5", "500m"] {
            assert!(!drawn(storage).contains("fix"), "{storage}");
        }
    }
}
