//! The chart writes `externalAllowICMP` into the Service for `PortList` only: with `WholeIP` pings pass like everything.
//! So `true` says what holds anyway, and `false` does not hold.

use crate::model::ExternalMethod;
use crate::rules::{Check, Context, Findings, Instance};

rule! {
    IGNORED_ICMP = "ignored-icmp", Network, Warning;
    "pings forbidden for a VM whose whole address is open";
    Check::Instance(check)
}

fn check(_: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let exposure = &instance.resolved.exposure;
    let (method, icmp) = (&exposure.method, &exposure.allow_icmp);
    if !exposure.external.value || method.value != ExternalMethod::WholeIP || icmp.value {
        return;
    }
    findings.add(
        IGNORED_ICMP
            .finding(
                instance.id,
                icmp.path.clone(),
                "`externalAllowICMP: false` has no effect: `WholeIP` lets pings through",
                &[],
            )
            .given(exposure.external.path.clone())
            .given(method.path.clone())
            .help("the field counts for `externalMethod: PortList` only"),
    );
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    #[test]
    fn table() {
        let cases = [
            (
                "external: true\nexternalMethod: WholeIP\nexternalAllowICMP: false",
                "
externalAllowICMP: false
                   ^^^^^ warning: `externalAllowICMP: false` has no effect: `WholeIP` lets pings through
",
            ),
            ("external: true\nexternalMethod: WholeIP\nexternalAllowICMP: true", ""),
            ("external: true\nexternalMethod: WholeIP", ""),
            ("external: true\nexternalMethod: PortList\nexternalAllowICMP: false", ""),
            ("externalMethod: WholeIP\nexternalAllowICMP: false", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(spec("ignored-icmp", text, &on("hikube")), expected, "{text}");
        }
    }
}
