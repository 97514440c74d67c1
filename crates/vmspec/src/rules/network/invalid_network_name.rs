//! The name of a network becomes the name of the VM's interface, for which KubeVirt takes letters, digits, `-` and `_`.
//! `default` is taken: every VM has an interface of that name on the network of the cluster.

use crate::rules::{Check, Context, Findings, Instance};

rule! {
    INVALID_NETWORK_NAME = "invalid-network-name", Network, Error;
    "a name of a network that KubeVirt does not take";
    Check::Instance(check)
}

fn check(_: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    for network in &instance.resolved.networks.value {
        let Some(name) = network.name.as_deref().filter(|name| !name.is_empty()) else { continue };
        let (template, help) = if name == "default" {
            (
                "the name `{name}` is taken by the network of the cluster",
                "every VM is attached to that network anyway",
            )
        } else if name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')) {
            continue;
        } else if name.contains('/') {
            (
                "`{name}` is not the name of a network: expected letters, digits, `-` and `_`",
                "leave out the namespace: networks are looked up in the namespace of the VM",
            )
        } else {
            (
                "`{name}` is not the name of a network: expected letters, digits, `-` and `_`",
                "it becomes the name of an interface of the VM, which KubeVirt takes in this form only",
            )
        };
        findings.add(
            INVALID_NETWORK_NAME
                .finding(instance.id, network.path.clone().key("name"), template, &[("name", &name)])
                .help(help),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    #[test]
    fn table() {
        let cases = [
            ("networks:\n  - name: subnet-84dbec17\n  - name: Vlan_7", ""),
            (
                "networks:\n  - name: tenant-a/subnet-84dbec17",
                "
  - name: tenant-a/subnet-84dbec17
          ^^^^^^^^^^^^^^^^^^^^^^^^ error: `tenant-a/subnet-84dbec17` is not the name of a network: expected letters, digits, `-` and `_`
",
            ),
            (
                "subnets: [{name: vlan.7}]",
                "
subnets: [{name: vlan.7}]
                 ^^^^^^ error: `vlan.7` is not the name of a network: expected letters, digits, `-` and `_`
",
            ),
            (
                "networks:\n  - name: \"default\"",
                "
  - name: \"default\"
          ^^^^^^^^^ error: the name `default` is taken by the network of the cluster
",
            ),
            // Another rule speaks of a name that is not there.
            ("networks:\n  - name: ''", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(spec("invalid-network-name", text, &on("cozystack@1.6")), expected, "{text}");
        }
    }
}
