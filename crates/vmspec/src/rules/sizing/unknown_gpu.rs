//! A GPU that the platform does not hand through. The VM is accepted and never starts.

use crate::catalog::{Found, Gpu};
use crate::diagnostic::Severity;
use crate::rules::unknown_name::NameField;
use crate::rules::{Check, Context, Findings, Instance};

rule! {
    UNKNOWN_GPU = "unknown-gpu", Sizing, Warning;
    "a GPU that is not in the catalog";
    Check::Instance(check)
}

static FIELD: NameField<Gpu> =
    NameField { rule: &UNKNOWN_GPU, what: "GPU", table: |catalog| &catalog.gpus, is_own: false };

fn check(context: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    for gpu in &instance.resolved.gpus {
        if matches!(gpu.device.found, Found::Listed(_)) || gpu.device.name.is_empty() {
            continue;
        }
        let path = gpu.path.clone().key("name");
        if let Some(finding) = FIELD.judge(context.platform(), instance.id, path, &gpu.device) {
            findings.add(match finding.severity {
                Severity::Info => {
                    finding.help("without a permitted device the VM is accepted and never starts")
                }
                _ => finding,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    #[test]
    fn table() {
        for (platform, name, expected) in [
            ("hikube", "nvidia.com/AD102GL_L40S", ""),
            ("hikube", "nvidia.com/H100_94GB", ""),
            ("cozystack", "nvidia.com/TU104GL_TESLA_T4", ""),
            (
                "hikube",
                "nvidia.com/TU104GL_TESLA_T4",
                "
gpus: [{name: nvidia.com/TU104GL_TESLA_T4}]
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^ info: GPU `nvidia.com/TU104GL_TESLA_T4` is not in the hikube catalog (2026-04-17), but Cozystack has it
",
            ),
            (
                "cozystack",
                "nvidia.com/AD102GL_L40X",
                "
gpus: [{name: nvidia.com/AD102GL_L40X}]
              ^^^^^^^^^^^^^^^^^^^^^^^ warning: GPU `nvidia.com/AD102GL_L40X` is not in the cozystack catalog (2026-08-21)
              manual fix: use `nvidia.com/AD102GL_L40`
              or: use `nvidia.com/AD102GL_L40S`
              or: use `nvidia.com/AD104GL_L4`
",
            ),
            (
                "hikube",
                "L40S",
                "
gpus: [{name: L40S}]
              ^^^^ warning: GPU `L40S` is not in the hikube catalog (2026-04-17)
              unsafe fix: use `nvidia.com/AD102GL_L40S`
",
            ),
            (
                "hikube",
                "$GPU",
                "
gpus: [{name: $GPU}]
              ^^^^ warning: GPU `$GPU` still has the variable `$GPU` in it
",
            ),
        ] {
            let lines = format!("gpus: [{{name: {name}}}]");
            assert_eq!(spec("unknown-gpu", &lines, &on(platform)), expected, "{platform}: {name}");
        }
    }
}
