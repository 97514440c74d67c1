//! A number of CPUs that is not whole. The chart makes 0 of it, and KubeVirt 1 of that.

use super::{is_set, resource_field, resources};
use crate::model::Quantity;
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

/// Whether the chart's `int64` makes 0 of a text that means another number. It reads `2` and `2.0`.
///
/// Source: `templates/_helpers.tpl` of the chart vm-instance, Cozystack v1.6.2, rendered; `ToInt64` of
/// github.com/spf13/cast v1.7.
fn counts_as_zero(quantity: &Quantity) -> bool {
    let text = quantity.text();
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let digits = match digits.split_once('.') {
        Some((whole, fraction)) if fraction.bytes().all(|digit| digit == b'0') => whole,
        _ => digits,
    };
    !digits.bytes().all(|digit| digit.is_ascii_digit())
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
