//! An instance type that brings GPUs, and GPUs beside it. KubeVirt refuses the two together.

use crate::rules::{Check, Context, Findings, Instance, spec_field};

rule! {
    CONFLICTING_GPUS = "conflicting-gpus", Sizing, Error;
    "GPUs are listed beside an instance type that brings its own";
    Check::Instance(check)
}

fn check(_: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let resolved = &instance.resolved;
    let Some(size) = resolved.known_instance_type() else {
        return;
    };
    if resolved.gpus.is_empty() || size.gpus.is_empty() {
        return;
    }
    let template = "instance type `{size}` brings its own GPU, so `gpus` is refused";
    let finding = CONFLICTING_GPUS
        .finding(instance.id, spec_field("gpus"), template, &[("size", &size.name)])
        .on_key()
        .label(instance.id, spec_field("instanceType"), "brings a GPU")
        .help("choose a type without a GPU, and list what the VM needs in `gpus`");
    findings.add(finding);
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    #[test]
    fn one_of_the_two_is_fine() {
        let drawn = |size: &str, gpus: &str| {
            spec(
                "conflicting-gpus",
                &format!("instanceType: {size}\n{gpus}\ndisks: [{{name: s}}]"),
                &on("cozystack@1.6"),
            )
        };
        let gpus = "gpus: [{name: nvidia.com/AD102GL_L40S}]";
        assert!(
            drawn("gn1.xlarge", gpus).contains("^^^^ error: instance type `gn1.xlarge` brings its own GPU")
        );
        assert_eq!(drawn("gn1.xlarge", ""), "");
        assert_eq!(drawn("u1.xlarge", gpus), "");
    }
}
