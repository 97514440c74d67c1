//! A VM with a GPU can't be moved while it runs, so its node can't be serviced without stopping it.

use crate::rules::{Check, Context, Findings, Instance, spec_field};

rule! {
    UNMOVABLE_GPU_VM = "unmovable-gpu-vm", Practice, Info;
    "a VM with a GPU can't be moved while it runs";
    Check::Instance(check)
}

fn check(context: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    // Everybody who asks for a GPU gets this; it is worth a word only where production is meant.
    if instance.resolved.gpus.is_empty() || context.stage.is_none() {
        return;
    }
    let template = "a VM with a GPU can't be moved while it runs, and keeps its node from being serviced";
    let finding = UNMOVABLE_GPU_VM
        .finding(instance.id, spec_field("gpus"), template, &[])
        .on_key()
        .help("plan for downtime, or for a second VM that takes over");
    findings.add(finding);
}

#[cfg(test)]
mod tests {
    use crate::rules::Stage;
    use crate::rules::testing::{on, spec};

    #[test]
    fn only_where_production_is_meant() {
        let lines = "gpus: [{name: nvidia.com/AD102GL_L40S}]\ndisks: [{name: s}]";
        let mut options = on("hikube");
        assert_eq!(spec("unmovable-gpu-vm", lines, &options), "");
        options.stage = Some(Stage::Production);
        assert!(spec("unmovable-gpu-vm", lines, &options).contains("^^^^ warning: a VM with a GPU"));
    }
}
