//! `cloudInitSeed` is taken away. The VM keeps the identity that the seed gave it, so nothing runs again.

use super::{ChangeCheck, ChangeContext};
use crate::change::{InstanceChange, seed};
use crate::platform::Feature;
use crate::rules::{Check, Findings, spec_field};

rule! {
    REMOVED_CLOUD_INIT_SEED = "removed-cloud-init-seed", Change, Info;
    "a seed is taken away, which has no effect";
    Check::Change(ChangeCheck::Instance(check))
}

fn check(_: &ChangeContext<'_>, change: InstanceChange<'_, '_>, findings: &mut Findings) {
    let lacks_seed = change.platform.supports(Feature::CloudInitSeed).is_no();
    if lacks_seed || seed(change.old).is_empty() || !seed(change.new).is_empty() {
        return;
    }
    let path = spec_field("cloudInitSeed");
    let template = "the seed is gone, but the VM keeps its identity: cloud-init does not run again";
    findings.add(
        REMOVED_CLOUD_INIT_SEED
            .finding(change.new.id, path.clone(), template, &[])
            .label(change.old.id, path, "the VM stays what this made it")
            .help("to have cloud-init run again, give another seed in place of none"),
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
                "cloudInitSeed: one",
                "cloudInitSeed: ''",
                "
cloudInitSeed: ''
               ^^ info: the seed is gone, but the VM keeps its identity: cloud-init does not run again
               old line 1: the VM stays what this made it
",
            ),
            ("cloudInitSeed: one", "cloudInitSeed: two", ""),
            ("cloudInitSeed: ''", "external: false", ""),
            ("cloudInitSeed: one", "cloudInitSeed: [one]", ""),
        ];
        for (old, new, expected) in cases {
            assert_eq!(spec("removed-cloud-init-seed", old, new, &on("hikube")), expected, "{old} => {new}");
        }
    }
}
