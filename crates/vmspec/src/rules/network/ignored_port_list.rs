//! With `WholeIP` the proxy in front of the VM lets everything through, whatever is listed.
//!
//! A list with port 22 alone, which many manifests repeat because it is the default, is no more than a remark.

use serde_json::Value;
use vmspec_yaml::edit::Operation;

use crate::diagnostic::{Applicability, Severity};
use crate::model::{ExternalMethod, VMInstanceSpec};
use crate::rules::{Check, Context, Findings, Instance};

rule! {
    IGNORED_PORT_LIST = "ignored-port-list", Network, Warning;
    "a list of ports that restricts nothing, since `WholeIP` opens every port";
    Check::Instance(check)
}

fn check(_: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let exposure = &instance.resolved.exposure;
    let (method, ports) = (&exposure.method, &exposure.ports);
    if !exposure.external.value
        || method.value != ExternalMethod::WholeIP
        || !method.is_written()
        || !ports.is_written()
        || ports.value.is_empty()
    {
        return;
    }
    let is_default = ports.value == VMInstanceSpec::DEFAULT_EXTERNAL_PORTS;
    let operation = Operation::Replace {
        path: method.path.clone(),
        value: Value::from(ExternalMethod::PortList.as_str()),
    };
    findings.add(
        IGNORED_PORT_LIST
            .finding(
                instance.id,
                ports.path.clone(),
                "`externalPorts` restricts nothing: `WholeIP` opens every port",
                &[],
            )
            .severity(if is_default { Severity::Info } else { Severity::Warning })
            .given(exposure.external.path.clone())
            .on_key()
            .help("with `externalMethod: PortList` nothing but the listed ports is open")
            .label(instance.id, method.path.clone(), "opens every port")
            .fix(Applicability::Manual, "use `externalMethod: PortList`", vec![operation]),
    );
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    #[test]
    fn table() {
        let cases = [
            (
                "external: true\nexternalMethod: WholeIP\nexternalPorts: [443]",
                "
externalPorts: [443]
^^^^^^^^^^^^^ warning: `externalPorts` restricts nothing: `WholeIP` opens every port
line 2: opens every port
manual fix: use `externalMethod: PortList`
",
            ),
            (
                "external: true\nexternalMethod: WholeIP\nexternalPorts:\n  - 22",
                "
externalPorts:
^^^^^^^^^^^^^ info: `externalPorts` restricts nothing: `WholeIP` opens every port
line 2: opens every port
manual fix: use `externalMethod: PortList`
",
            ),
            ("external: true\nexternalMethod: WholeIP", ""),
            ("external: true\nexternalMethod: WholeIP\nexternalPorts: []", ""),
            ("external: true\nexternalMethod: PortList\nexternalPorts: [443]", ""),
            ("externalMethod: WholeIP\nexternalPorts: [443]", ""),
            ("external: true\nexternalMethod: WholeIp\nexternalPorts: [443]", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(spec("ignored-port-list", text, &on("hikube")), expected, "{text}");
        }
    }
}
