//! A CPU model that no node offers. The VM is never scheduled, and nothing says why.

use serde_json::Value;
use vmspec_yaml::edit::Operation;

use crate::diagnostic::Applicability;
use crate::rules::{Check, Context, Findings, Instance, spec_field};

rule! {
    UNKNOWN_CPU_MODEL = "unknown-cpu-model", Sizing, Warning;
    "a CPU model that no node offers";
    Check::Instance(check)
}

fn check(context: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let Some(model) = instance.resolved.cpu_model.value.as_deref().filter(|model| !model.is_empty()) else {
        return;
    };
    let catalog = &context.platform().catalog;
    if catalog.cpu_models.is_empty() {
        return;
    }
    let template = match catalog.cpu_model(model) {
        Some(entry) if !entry.obsolete => return,
        Some(_) => "CPU model `{model}` is obsolete, and KubeVirt offers it on no node",
        None => "CPU model `{model}` is none that libvirt knows",
    };
    let path = spec_field("cpuModel");
    let finding = UNKNOWN_CPU_MODEL
        .finding(instance.id, path.clone(), template, &[("model", &model)])
        .help("the VM waits for a node that offers it; leave the field out for the model of the node");
    let near = catalog.cpu_models.nearest(model);
    let near = near.into_iter().find(|near| catalog.cpu_model(near).is_some_and(|near| !near.obsolete));
    findings.add(match near {
        Some(near) => finding.fix(
            Applicability::Unsafe,
            format!("use `{near}`"),
            vec![Operation::Replace { path, value: Value::from(near) }],
        ),
        None => finding,
    });
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    #[test]
    fn table() {
        let drawn = |model: &str| {
            spec(
                "unknown-cpu-model",
                &format!("cpuModel: {model}\ndisks: [{{name: s}}]"),
                &on("cozystack@1.6"),
            )
        };
        assert!(drawn("EPYC-Rom").contains("unsafe fix: use `EPYC-Rome`"));
        assert!(drawn("qemu64").contains("^^^^^^ warning: CPU model `qemu64` is obsolete"));
        for model in ["EPYC-Rome", "EPYC-v2", "host-model", "host-passthrough", "''"] {
            assert_eq!(drawn(model), "", "{model}");
        }
    }
}
