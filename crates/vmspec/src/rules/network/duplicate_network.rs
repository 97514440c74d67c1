//! Each network becomes an interface of the VM under its own name, and KubeVirt refuses two of one name.

use vmspec_yaml::edit::Operation;

use crate::diagnostic::Applicability;
use crate::rules::{Check, Context, Findings, Instance};

rule! {
    DUPLICATE_NETWORK = "duplicate-network", Network, Error;
    "a network that is listed twice";
    Check::Instance(check)
}

fn check(_: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let networks = &instance.resolved.networks.value;
    for (index, network) in networks.iter().enumerate() {
        let Some(name) = network.name.as_deref().filter(|name| !name.is_empty()) else { continue };
        let mut before = networks.iter().take(index);
        let Some(first) = before.find(|earlier| earlier.name.as_deref() == Some(name)) else { continue };
        let operation = Operation::Remove { path: network.path.clone() };
        findings.add(
            DUPLICATE_NETWORK
                .finding(
                    instance.id,
                    network.path.clone().key("name"),
                    "the network `{name}` is listed twice",
                    &[("name", &name)],
                )
                .help("KubeVirt refuses two interfaces of one name")
                .label(instance.id, first.path.clone().key("name"), "first listed here")
                .fix(Applicability::Safe, "remove the second one", vec![operation]),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    #[test]
    fn table() {
        let cases = [
            ("networks:\n  - name: front\n  - name: back", ""),
            (
                "networks:\n  - name: front\n  - name: back\n  - name: front",
                "
  - name: front
          ^^^^^ error: the network `front` is listed twice
          line 2: first listed here
          safe fix: remove the second one
",
            ),
            // One list counts, not both.
            ("networks:\n  - name: front\nsubnets:\n  - name: front", ""),
            // Another rule speaks of names that are not there.
            ("networks:\n  - {}\n  - {}", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(spec("duplicate-network", text, &on("cozystack@1.6")), expected, "{text}");
        }
    }
}
