//! `subnets` was renamed to `networks` in Cozystack v1.3.0. The chart still reads it where `networks` is empty, and not
//! at all beside a `networks` that is not; the platform's own migration, meant to rename it, never runs.

use vmspec_yaml::edit::Operation;

use crate::diagnostic::{Applicability, Severity};
use crate::platform::Feature;
use crate::rules::{Check, Context, Findings, Instance, spec_field};

rule! {
    DEPRECATED_SUBNETS = "deprecated-subnets", Network, Info;
    "the field `subnets`, which newer platforms call `networks`";
    Check::Instance(check)
}

fn check(context: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let Some(spec) = &instance.vm.spec else { return };
    if spec.subnets.as_ref().is_none_or(Vec::is_empty) {
        return;
    }
    let reads_networks = context.platform().supports(Feature::Networks);
    if reads_networks.is_no() {
        return;
    }
    // A platform that is older than it is known to be would read `subnets` alone.
    let applicability = if reads_networks.is_yes() { Applicability::Safe } else { Applicability::Unsafe };
    let (networks, subnets) = (spec_field("networks"), spec_field("subnets"));
    let finding = |template| {
        DEPRECATED_SUBNETS
            .finding(instance.id, subnets.clone(), template, &[("since", &"1.3.0")])
            .given(networks.clone())
            .on_key()
    };
    if spec.networks.as_ref().is_some_and(|networks| !networks.is_empty()) {
        let remove = Operation::Remove { path: subnets.clone() };
        findings.add(
            finding("`subnets` is ignored beside `networks`")
                .severity(Severity::Warning)
                .help("put into `networks` what should be there of `subnets`, and remove the rest")
                .label(instance.id, networks.clone(), "counts alone")
                .fix(applicability, "remove `subnets`", vec![remove]),
        );
        return;
    }
    let mut operations = Vec::with_capacity(2);
    if spec.networks.is_some() || spec.unmodeled.is_null("networks") {
        operations.push(Operation::Remove { path: networks.clone() });
    }
    operations.push(Operation::RenameKey { path: subnets.clone(), to: "networks".to_owned() });
    findings.add(
        finding("`subnets` is called `networks` since Cozystack v{since}")
            .help("the platform still reads `subnets` where there are no `networks`")
            .fix(applicability, "rename `subnets` to `networks`", operations),
    );
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    #[test]
    fn table() {
        let renamed = |fix: &str| {
            format!(
                "
subnets:
^^^^^^^ info: `subnets` is called `networks` since Cozystack v1.3.0
{fix} fix: rename `subnets` to `networks`
"
            )
        };
        let ignored = |fix: &str| {
            format!(
                "
subnets:
^^^^^^^ warning: `subnets` is ignored beside `networks`
line 3: counts alone
{fix} fix: remove `subnets`
"
            )
        };
        let alone = "subnets:\n  - name: front";
        let both = "subnets:\n  - name: front\nnetworks:\n  - name: back";
        let cases = [
            ("hikube", alone, renamed("unsafe")),
            ("cozystack@1.6", alone, renamed("safe")),
            ("cozystack@1.6", "subnets:\n  - name: front\nnetworks: []", renamed("safe")),
            ("cozystack@1.2", alone, String::new()),
            ("hikube", both, ignored("unsafe")),
            ("cozystack@1.6", both, ignored("safe")),
            ("cozystack@1.2", both, String::new()),
            ("cozystack@1.6", "networks:\n  - name: front\nsubnets: []", String::new()),
        ];
        for (platform, text, expected) in cases {
            assert_eq!(spec("deprecated-subnets", text, &on(platform)), expected, "{platform}: {text}");
        }
    }
}
