//! The chart names each port of the Service `port-<number>`, and Kubernetes refuses a Service with two ports of one
//! name. Of a VM that is not exposed the list is not rendered at all.

use vmspec_yaml::edit::Operation;

use crate::diagnostic::Applicability;
use crate::rules::{Check, Context, Findings, Instance};

rule! {
    DUPLICATE_PORT = "duplicate-port", Network, Error;
    "a port that is listed twice in `externalPorts`";
    Check::Instance(check)
}

fn check(_: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let exposure = &instance.resolved.exposure;
    if !exposure.external.value {
        return;
    }
    let ports = &exposure.ports;
    for (index, port) in ports.value.iter().enumerate() {
        let Some(first) = ports.value.iter().take(index).position(|earlier| earlier == port) else {
            continue;
        };
        let path = ports.path.clone().index(index);
        findings.add(
            DUPLICATE_PORT
                .finding(instance.id, path.clone(), "port {port} is listed twice", &[("port", port)])
                .given(exposure.external.path.clone())
                .help("Kubernetes refuses a Service that has two ports of one name")
                .label(instance.id, ports.path.clone().index(first), "first listed here")
                .fix(Applicability::Safe, "remove the second one", vec![Operation::Remove { path }]),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    #[test]
    fn table() {
        let cases = [
            ("external: true\nexternalPorts: [22, 80, 443]", ""),
            (
                "external: true\nexternalPorts: [22, 80, 22]",
                "
externalPorts: [22, 80, 22]
                        ^^ error: port 22 is listed twice
                        line 2: first listed here
                        safe fix: remove the second one
",
            ),
            (
                "external: true\nexternalMethod: WholeIP\nexternalPorts:\n  - 443\n  - 0x1bb # again",
                "
  - 0x1bb # again
    ^^^^^ error: port 443 is listed twice
    line 4: first listed here
    safe fix: remove the second one
",
            ),
            // Not rendered, so not refused.
            ("externalPorts: [22, 22]", ""),
            ("external: false\nexternalPorts: [22, 22]", ""),
            // Not known whether it is exposed.
            ("external: maybe\nexternalPorts: [22, 22]", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(spec("duplicate-port", text, &on("cozystack")), expected, "{text}");
        }
    }
}
