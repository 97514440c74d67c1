//! An instance type that the platform does not have. The chart looks it up and can't be rendered without it.

use crate::catalog::InstanceType;
use crate::rules::unknown_name::NameField;
use crate::rules::{Check, Context, Findings, Instance};

rule! {
    UNKNOWN_INSTANCE_TYPE = "unknown-instance-type", Sizing, Error;
    "an instance type that is not in the catalog";
    Check::Instance(check)
}

static FIELD: NameField<InstanceType> = NameField {
    rule: &UNKNOWN_INSTANCE_TYPE,
    what: "instance type",
    table: |catalog| &catalog.instance_types,
    is_own: false,
};

fn check(context: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let instance_type = &instance.resolved.sizing.instance_type;
    let Some(chosen) = instance_type.value.as_ref().filter(|_| instance_type.is_written()) else { return };
    if let Some(finding) = FIELD.judge(context.platform(), instance.id, instance_type.path.clone(), chosen) {
        findings.add(finding);
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    #[test]
    fn table() {
        for (platform, name, expected) in [
            ("hikube", "u1.large", ""),
            ("hikube", "s1.3large", ""),
            ("hikube", "''", ""),
            ("cozystack", "cx1.8xlarge", ""),
            ("cozystack@1.5", "d1.small", ""),
            (
                "hikube",
                "cx1.large",
                "
instanceType: cx1.large
              ^^^^^^^^^ info: instance type `cx1.large` is not in the hikube catalog (2026-04-17), but Cozystack has it
",
            ),
            (
                "hikube@1.4",
                "d1.small",
                "
instanceType: d1.small
              ^^^^^^^^ error: instance type `d1.small` exists since Cozystack v1.5.0, not yet on hikube@1.4
",
            ),
            (
                "cozystack@1.4.6",
                "d1.small",
                "
instanceType: d1.small
              ^^^^^^^^ error: instance type `d1.small` exists since Cozystack v1.5.0, not yet on cozystack@1.4.6
",
            ),
            (
                "cozystack",
                "d1.small",
                "
instanceType: d1.small
              ^^^^^^^^ warning: instance type `d1.small` exists since Cozystack v1.5.0, and which release this is for is not known
",
            ),
            (
                "hikube",
                "U1.Large",
                "
instanceType: U1.Large
              ^^^^^^^^ error: instance type `U1.Large` is not in the hikube catalog (2026-04-17)
              safe fix: use `u1.large`
",
            ),
            (
                "hikube",
                "t3.micro-x",
                "
instanceType: t3.micro-x
              ^^^^^^^^^^ error: instance type `t3.micro-x` is not in the hikube catalog (2026-04-17)
",
            ),
            (
                "hikube",
                "${INSTANCE_TYPE}",
                "
instanceType: ${INSTANCE_TYPE}
              ^^^^^^^^^^^^^^^^ error: instance type `${INSTANCE_TYPE}` still has the variable `${INSTANCE_TYPE}` in it
",
            ),
        ] {
            let lines = format!("instanceType: {name}");
            assert_eq!(spec("unknown-instance-type", &lines, &on(platform)), expected, "{platform}: {name}");
        }
    }

    #[test]
    fn suggestions_exist_in_the_release() {
        // `d1.large` is nearer, but newer.
        let drawing = spec("unknown-instance-type", "instanceType: d1.larg", &on("cozystack@1.4"));
        assert!(!drawing.contains("d1.large`"), "{drawing}");
        assert!(drawing.contains("fix: use `"), "{drawing}");
    }
}
