//! The chart's schema does not demand the name of a network, and renders an interface without a name, which KubeVirt
//! refuses.

use crate::rules::{Check, Context, Findings, Instance};

rule! {
    UNNAMED_NETWORK = "unnamed-network", Network, Error;
    "a network without a name";
    Check::Instance(check)
}

fn check(_: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    for network in &instance.resolved.networks.value {
        let template = match network.name.as_deref() {
            None => "this network has no `name`",
            Some("") => "the name of this network is empty",
            Some(_) => continue,
        };
        findings.add(
            UNNAMED_NETWORK
                .finding(instance.id, network.path.clone().key("name"), template, &[])
                .help("`name` is the name of a network attachment definition in the namespace of the VM"),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    #[test]
    fn table() {
        let cases = [
            ("networks:\n  - name: subnet-84dbec17", ""),
            (
                "networks:\n  - name: subnet-84dbec17\n  - {}",
                "
  - {}
    ^^ error: this network has no `name`
",
            ),
            (
                "networks:\n  - nmae: subnet-84dbec17",
                "
  - nmae: subnet-84dbec17
    ^^^^ error: this network has no `name`
",
            ),
            (
                "subnets:\n  - name: ''",
                "
  - name: ''
          ^^ error: the name of this network is empty
",
            ),
            (
                "networks:\n  - name:",
                "
  - name:
    ^^^^ error: this network has no `name`
",
            ),
            // It may have one where the text can't be read.
            ("networks:\n  - name: [subnet-84dbec17]", ""),
            // `subnets` counts for nothing beside `networks`.
            ("networks:\n  - name: subnet-84dbec17\nsubnets:\n  - {}", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(spec("unnamed-network", text, &on("cozystack@1.6")), expected, "{text}");
        }
    }
}
