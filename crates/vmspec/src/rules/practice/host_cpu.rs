//! The CPU of the node, as it is: such a VM only moves between nodes of the same CPU.

use crate::rules::{Check, Context, Findings, Instance, spec_field};

rule! {
    HOST_CPU = "host-cpu", Practice, Info;
    "a VM that only moves between nodes of the same CPU";
    Check::Instance(check)
}

/// Source: KubeVirt user guide, CPU models.
const PASSTHROUGH: &str = "host-passthrough";

fn check(_: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    if instance.resolved.cpu_model.value.as_deref() != Some(PASSTHROUGH) {
        return;
    }
    let template = "with `{model}` the VM only moves between nodes of the same CPU";
    findings.add(HOST_CPU.finding(instance.id, spec_field("cpuModel"), template, &[("model", &PASSTHROUGH)]));
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    #[test]
    fn table() {
        let drawn = |model: &str| {
            spec("host-cpu", &format!("cpuModel: {model}\ndisks: [{{name: s}}]"), &on("cozystack@1.6"))
        };
        assert!(drawn("host-passthrough").contains("info: with `host-passthrough`"));
        assert_eq!(drawn("host-model"), "");
    }
}
