//! Instance types that only run on nodes which were set up for them.

use crate::catalog::Found;
use crate::rules::{Check, Context, Findings, Instance, spec_field};

rule! {
    SPECIAL_NODES = "special-nodes", Sizing, Info;
    "an instance type that needs nodes which were set up for it";
    Check::Instance(check)
}

fn check(_: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let Some(chosen) = &instance.resolved.sizing.instance_type.value else { return };
    let Found::Listed(size) = chosen.found else { return };
    if !size.needs_special_nodes() {
        return;
    }
    let mut needs = Vec::new();
    if size.dedicated_cpu {
        needs.push("dedicated CPUs".to_owned());
    }
    if let Some(pages) = &size.hugepages {
        needs.push(format!("huge pages of {pages}"));
    }
    if size.realtime {
        needs.push("a realtime kernel".to_owned());
    }
    let needs = needs.join(" and ");
    let template = "instance type `{size}` only runs on nodes with {needs}";
    let finding = SPECIAL_NODES
        .finding(
            instance.id,
            spec_field("instanceType"),
            template,
            &[("size", &size.name), ("needs", &needs)],
        )
        .help("without such a node the VM waits and is never scheduled");
    findings.add(finding);
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    #[test]
    fn a_provider_that_lists_a_type_without_saying_so_has_such_nodes() {
        let drawn = |size: &str, platform: &str| {
            spec("special-nodes", &format!("instanceType: {size}\ndisks: [{{name: s}}]"), &on(platform))
        };
        assert!(drawn("rt1.large", "cozystack@1.6").contains("info: instance type `rt1.large` only runs on nodes with dedicated CPUs and huge pages of 1Gi and a realtime kernel"));
        assert_eq!(drawn("m1.large", "hikube"), "");
        assert_eq!(drawn("u1.large", "cozystack@1.6"), "");
    }
}
