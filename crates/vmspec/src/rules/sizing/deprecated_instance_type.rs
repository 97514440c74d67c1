//! An instance type that will go away.

use crate::catalog::InstanceType;
use crate::rules::{Check, Context, Findings, Instance, spec_field};

rule! {
    DEPRECATED_INSTANCE_TYPE = "deprecated-instance-type", Sizing, Info;
    "an instance type that will go away";
    Check::Instance(check)
}

fn check(_: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let size = instance.resolved.known_instance_type();
    // `conflicting-gpus` says the same of a type with a GPU, and worse.
    let conflicts = |size: &&InstanceType| !size.gpus.is_empty() && !instance.resolved.gpus.is_empty();
    let Some(size) = size.filter(|size| size.deprecated && !conflicts(size)) else { return };
    let template = "instance type `{size}` is deprecated";
    let finding = DEPRECATED_INSTANCE_TYPE.finding(
        instance.id,
        spec_field("instanceType"),
        template,
        &[("size", &size.name)],
    );
    findings.add(if size.gpus.is_empty() {
        finding
    } else {
        finding.help("choose a type without a GPU, and list the GPU in `gpus`")
    });
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    #[test]
    fn table() {
        let drawn = |size: &str| {
            spec(
                "deprecated-instance-type",
                &format!("instanceType: {size}\ndisks: [{{name: s}}]"),
                &on("cozystack@1.6"),
            )
        };
        assert!(drawn("gn1.xlarge").contains("^^^^^^^^^^ info: instance type `gn1.xlarge` is deprecated"));
        assert_eq!(drawn("u1.xlarge"), "");
    }
}
