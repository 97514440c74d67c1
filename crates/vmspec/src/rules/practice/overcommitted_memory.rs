//! An instance type whose memory is promised to more than one VM.

use crate::rules::{Check, Context, Findings, Instance, spec_field};

rule! {
    OVERCOMMITTED_MEMORY = "overcommitted-memory", Practice, Info;
    "an instance type whose memory is promised more than once";
    Check::Instance(check)
}

fn check(_: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let Some(size) = instance.resolved.known_instance_type() else { return };
    let Some(percent) = size.memory_overcommit_percent else { return };
    let template =
        "instance type `{size}` sets aside less memory than it shows the guest, by {percent} percent";
    let finding = OVERCOMMITTED_MEMORY
        .finding(
            instance.id,
            spec_field("instanceType"),
            template,
            &[("size", &size.name), ("percent", &percent)],
        )
        .help("when the node runs short the VM is stopped: not for databases");
    findings.add(finding);
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    #[test]
    fn table() {
        let drawn = |size: &str| {
            spec(
                "overcommitted-memory",
                &format!("instanceType: {size}\ndisks: [{{name: s}}]"),
                &on("cozystack@1.6"),
            )
        };
        assert!(drawn("o1.large").contains("^^^^^^^^ info: instance type `o1.large`"));
        assert_eq!(drawn("u1.large"), "");
    }
}
