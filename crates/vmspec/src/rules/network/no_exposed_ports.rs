//! With `PortList` the listed ports are the ports of the Service, and Kubernetes refuses a Service of type
//! `LoadBalancer` without any. A list that is left out is no mistake: the chart puts port 22 there.

use serde_json::json;
use vmspec_yaml::edit::Operation;

use crate::diagnostic::Applicability;
use crate::model::{ExternalMethod, VMInstanceSpec};
use crate::resolve::Origin;
use crate::rules::{Check, Context, Findings, Instance};

rule! {
    NO_EXPOSED_PORTS = "no-exposed-ports", Network, Error;
    "an exposed VM whose list of ports is empty";
    Check::Instance(check)
}

fn check(_: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let exposure = &instance.resolved.exposure;
    let ports = &exposure.ports;
    if !exposure.external.value
        || exposure.method.value != ExternalMethod::PortList
        || !ports.value.is_empty()
    {
        return;
    }
    let found = if ports.origin == Origin::Null { "null" } else { "empty" };
    let ssh = VMInstanceSpec::DEFAULT_EXTERNAL_PORTS.map(u16::from);
    let operation = Operation::Replace { path: ports.path.clone(), value: json!(ssh) };
    findings.add(
        NO_EXPOSED_PORTS
            .finding(
                instance.id,
                ports.path.clone(),
                "`externalPorts` is {found}, expected at least one port, since the VM is exposed",
                &[("found", &found)],
            )
            .given(exposure.external.path.clone())
            .given(exposure.method.path.clone())
            .help("list the ports that should be open, or set `external: false`; without ports the release fails")
            .fix(Applicability::Manual, "open port 22", vec![operation]),
    );
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    #[test]
    fn table() {
        let cases = [
            ("external: true", ""),
            ("external: true\nexternalPorts: [22]", ""),
            (
                "external: true\nexternalPorts: []",
                "
externalPorts: []
               ^^ error: `externalPorts` is empty, expected at least one port, since the VM is exposed
               manual fix: open port 22
",
            ),
            (
                "external: true\nexternalMethod: PortList\nexternalPorts:\n#  - 443",
                "
externalPorts:
^^^^^^^^^^^^^ error: `externalPorts` is null, expected at least one port, since the VM is exposed
manual fix: open port 22
",
            ),
            ("external: true\nexternalMethod: WholeIP\nexternalPorts: []", ""),
            ("external: false\nexternalPorts: []", ""),
            // What was listed could not be read, or decides nothing as long as the method can't be read.
            ("external: true\nexternalPorts: [http]", ""),
            ("external: true\nexternalMethod: wholeip\nexternalPorts: []", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(spec("no-exposed-ports", text, &on("hikube")), expected, "{text}");
        }
    }
}
