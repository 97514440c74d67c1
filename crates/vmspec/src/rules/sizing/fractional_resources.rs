//! A number of CPUs that is not whole. The chart makes 0 of it, and KubeVirt 1 of that.

use super::{is_set, resource_field, resources};
use crate::model::Quantity;
use crate::resolve::whole_number;
use crate::rules::{Check, Context, Findings, Instance, spec_field};

rule! {
    FRACTIONAL_RESOURCES = "fractional-resources", Sizing, Warning;
    "`cpu` or `sockets` that is not a whole number";
    Check::Instance(check)
}

fn check(_: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    // Beside an instance type the field is refused or ignored, which other rules say.
    if instance.resolved.sizing.instance_type.value.is_some() {
        return;
    }
    let Some(resources) = resources(instance) else { return };
    for (field, quantity) in [("cpu", &resources.cpu), ("sockets", &resources.sockets)] {
        let Some(quantity) =
            quantity.as_ref().filter(|quantity| is_set(Some(quantity)) && counts_as_zero(quantity))
        else {
            continue;
        };
        findings.add(
            FRACTIONAL_RESOURCES
                .finding(
                    instance.id,
                    resource_field(field),
                    "`{field}` is `{value}`, expected a whole number",
                    &[("field", &field), ("value", &quantity)],
                )
                .given(spec_field("instanceType"))
                .help("the chart reads digits only and takes anything else for 0, of which KubeVirt makes 1"),
        );
    }
}

/// Whether the chart makes 0 of a text that means another number.
fn counts_as_zero(quantity: &Quantity) -> bool {
    whole_number(quantity) == 0 && !quantity.is_zero()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    #[test]
    fn table() {
        for (cpu, found) in [
            ("2", false),
            ("'2'", false),
            ("'2.0'", false),
            ("'0'", false),
            ("0", false),
            ("'1.5'", true),
            ("500m", true),
            ("2Gi", true),
            ("'1e3'", true),
        ] {
            let lines = format!("instanceType: ''\nresources: {{cpu: {cpu}, sockets: 1, memory: 4Gi}}");
            let drawing = spec("fractional-resources", &lines, &on("hikube"));
            assert_eq!(!drawing.is_empty(), found, "{cpu}: {drawing}");
        }
        let lines = "instanceType: ''\nresources:\n  sockets: 500m";
        assert_eq!(
            spec("fractional-resources", lines, &on("hikube")),
            "
  sockets: 500m
           ^^^^ warning: `sockets` is `500m`, expected a whole number
"
        );
        assert_eq!(spec("fractional-resources", "resources: {cpu: 500m}", &on("hikube")), "");
    }
}
