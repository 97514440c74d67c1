//! From an instance type to `resources` or back. Releases before v1.0.0 can't take the one away for the other.

use super::{ChangeCheck, ChangeContext};
use crate::change::InstanceChange;
use crate::diagnostic::Severity;
use crate::platform::{Feature, Support};
use crate::resolve::SizingOrigin;
use crate::rules::{Check, Findings, spec_field};

rule! {
    SWITCHED_SIZING = "switched-sizing", Change, Warning;
    "a switch between an instance type and resources, which older platforms refuse";
    Check::Change(ChangeCheck::Instance(check))
}

fn check(_: &ChangeContext<'_>, change: InstanceChange<'_, '_>, findings: &mut Findings) {
    let new = &change.new.resolved.sizing;
    let nowhere =
        [&change.old.resolved.sizing, new].iter().any(|sizing| sizing.origin == SizingOrigin::Nowhere);
    if !change.switches_sizing() || nowhere {
        return;
    }
    let (severity, template) = match change.platform.supports(Feature::SizingSwitch) {
        Support::Yes => return,
        Support::No => {
            (Severity::Error, "the size moves from {old} to {new}, which the platform refuses before v1.0.0")
        }
        Support::Unknown => {
            (Severity::Warning, "the size moves from {old} to {new}, which works from v1.0.0 on only")
        }
    };
    let (field, old, new) = if new.origin == SizingOrigin::InstanceType {
        ("instanceType", "`resources`", "an instance type")
    } else {
        ("resources", "an instance type", "`resources`")
    };
    let mut finding = SWITCHED_SIZING
        .finding(change.new.id, spec_field(field), template, &[("old", &old), ("new", &new)])
        .severity(severity)
        .on_key()
        .help("on an older platform make a new VM for the same disks");
    for field in ["instanceType", "resources"] {
        finding = finding.given(spec_field(field)).given_of(change.old.id, spec_field(field));
    }
    findings.add(finding);
}

#[cfg(test)]
mod tests {
    use crate::rules::change::testing::spec;
    use crate::rules::testing::on;

    #[test]
    fn table() {
        let kind = "instanceType: u1.medium";
        let own = "instanceType: ''\nresources: {cpu: 1, sockets: 2, memory: 2Gi}";
        let cases = [
            (
                "cozystack@0.41",
                kind,
                own,
                "
resources: {cpu: 1, sockets: 2, memory: 2Gi}
^^^^^^^^^ error: the size moves from an instance type to `resources`, which the platform refuses before v1.0.0
",
            ),
            (
                "hikube",
                own,
                kind,
                "
instanceType: u1.medium
^^^^^^^^^^^^ warning: the size moves from `resources` to an instance type, which works from v1.0.0 on only
",
            ),
            ("cozystack@1.6", kind, own, ""),
            ("hikube", kind, "instanceType: ''", ""),
        ];
        for (platform, old, new, expected) in cases {
            assert_eq!(
                spec("switched-sizing", old, new, &on(platform)),
                expected,
                "{platform}: {old} => {new}"
            );
        }
    }
}
