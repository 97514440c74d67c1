//! The chart reads `externalPorts`, `externalMethod` and `externalAllowICMP` only of a VM with `external: true`.
//!
//! Where `external` is not written, the author most likely takes the VM for exposed. Where it says `false`, the fields
//! are prepared for later, or were filled in by the platform, which shows its defaults in objects that are read back.

use serde_json::Value;
use vmspec_yaml::edit::Operation;

use crate::diagnostic::{Applicability, Severity};
use crate::model::VMInstanceSpec;
use crate::resolve::{Exposure, Origin};
use crate::rules::{Check, Context, Findings, Instance};

rule! {
    IGNORED_EXPOSURE = "ignored-exposure", Network, Warning;
    "fields on how a VM is exposed, of a VM that is not exposed";
    Check::Instance(check)
}

fn check(_: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let exposure = &instance.resolved.exposure;
    if exposure.external.value {
        return;
    }
    let says_no = exposure.external.origin == Origin::Written;
    if says_no && is_default(exposure) {
        return;
    }
    // Nothing is surprising in a field that opens nothing.
    let opens = [
        (
            exposure.ports.is_written() && !exposure.ports.value.is_empty(),
            &exposure.ports.path,
            "externalPorts",
        ),
        (exposure.method.is_written(), &exposure.method.path, "externalMethod"),
        (
            exposure.allow_icmp.is_written() && exposure.allow_icmp.value,
            &exposure.allow_icmp.path,
            "externalAllowICMP",
        ),
    ];
    let mut ignored = opens.into_iter().filter(|(opens, ..)| *opens);
    let Some((_, path, field)) = ignored.next() else { return };
    let template = if says_no {
        "`{field}` has no effect, since `external` is false"
    } else {
        "`{field}` has no effect without `external: true`"
    };
    let mut finding = IGNORED_EXPOSURE
        .finding(instance.id, path.clone(), template, &[("field", &field)])
        .given(exposure.external.path.clone())
        .on_key();
    for (_, path, _) in ignored {
        finding = finding.label(instance.id, path.clone(), "has no effect either");
    }
    findings.add(if says_no {
        finding.severity(Severity::Info).help("the VM has no public address, and no port of it is open")
    } else {
        let (path, value) = (exposure.external.path.clone(), Value::Bool(true));
        let operation = match exposure.external.origin {
            Origin::Null => Operation::Replace { path, value },
            _ => Operation::Insert { path, value },
        };
        finding.help("the VM has no public address unless `external: true` gives it one").fix(
            Applicability::Manual,
            "add `external: true`",
            vec![operation],
        )
    });
}

fn is_default(exposure: &Exposure) -> bool {
    exposure.ports.value == VMInstanceSpec::DEFAULT_EXTERNAL_PORTS
        && exposure.method.value == VMInstanceSpec::DEFAULT_EXTERNAL_METHOD
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    #[test]
    fn table() {
        let cases = [
            ("external: true\nexternalPorts: [443]", ""),
            (
                "externalPorts: [22, 443]\nexternalMethod: PortList",
                "
externalPorts: [22, 443]
^^^^^^^^^^^^^ warning: `externalPorts` has no effect without `external: true`
line 2: has no effect either
manual fix: add `external: true`
",
            ),
            (
                "external:\nexternalMethod: WholeIP",
                "
externalMethod: WholeIP
^^^^^^^^^^^^^^ warning: `externalMethod` has no effect without `external: true`
manual fix: add `external: true`
",
            ),
            (
                "external: false\nexternalPorts: [443]",
                "
externalPorts: [443]
^^^^^^^^^^^^^ info: `externalPorts` has no effect, since `external` is false
",
            ),
            // The defaults, as the platform shows them.
            ("external: false\nexternalMethod: PortList\nexternalPorts: [22]\nexternalAllowICMP: true", ""),
            // Nothing is meant to be open, and nothing is.
            ("externalPorts: []", ""),
            ("externalPorts:", ""),
            ("externalAllowICMP: false", ""),
            // It may say so where it can't be read.
            ("external: \"true\"\nexternalPorts: [443]", ""),
            ("externalPorts: [443]\n external: true", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(spec("ignored-exposure", text, &on("hikube")), expected, "{text}");
        }
    }
}
