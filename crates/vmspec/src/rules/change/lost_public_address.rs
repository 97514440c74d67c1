//! `external` is switched off. The Service is made anew without a public address, and nobody keeps the old one.

use super::{ChangeCheck, ChangeContext};
use crate::change::InstanceChange;
use crate::rules::{Check, Findings};

rule! {
    LOST_PUBLIC_ADDRESS = "lost-public-address", Change, Warning;
    "a VM gives up its public address, and may never get it back";
    Check::Change(ChangeCheck::Instance(check))
}

fn check(_: &ChangeContext<'_>, change: InstanceChange<'_, '_>, findings: &mut Findings) {
    let (before, after) = (&change.old.resolved.exposure.external, &change.new.resolved.exposure.external);
    if !before.value || after.value {
        return;
    }
    let template = "the VM gives up its public address";
    findings.add(
        LOST_PUBLIC_ADDRESS
            .finding(change.new.id, after.path.clone(), template, &[])
            .before(change.old.id, &before.path, before.is_written(), "had one")
            .help("switched on again, it gets whichever address is free; names in DNS and allow-lists point nowhere"),
    );
}

#[cfg(test)]
mod tests {
    use crate::rules::change::testing::spec;
    use crate::rules::testing::on;

    #[test]
    fn table() {
        let cases = [
            (
                "external: true",
                "external: false",
                "
external: false
          ^^^^^ warning: the VM gives up its public address
          old line 1: had one
",
            ),
            (
                "external: true",
                "instanceType: u1.medium",
                "
spec:
^^^^ warning: the VM gives up its public address
old line 1: had one
",
            ),
            ("external: false", "external: true", ""),
            ("external: true\nexternalMethod: WholeIP", "external: true", ""),
        ];
        for (old, new, expected) in cases {
            assert_eq!(spec("lost-public-address", old, new, &on("hikube")), expected, "{old} => {new}");
        }
    }
}
