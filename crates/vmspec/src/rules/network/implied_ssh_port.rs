//! The chart's default for `externalPorts` is a list with port 22, although Hikube's reference calls it empty. So
//! `external: true` alone opens SSH, and nothing else.

use serde_json::json;
use vmspec_yaml::edit::Operation;

use crate::catalog::OsFamily;
use crate::diagnostic::Applicability;
use crate::model::{ExternalMethod, PortNumber};
use crate::resolve::Origin;
use crate::rules::{Check, Context, Findings, Instance};

rule! {
    IMPLIED_SSH_PORT = "implied-ssh-port", Network, Info;
    "an exposed VM that lists no ports, which opens port 22 alone";
    Check::Instance(check)
}

fn check(_: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let exposure = &instance.resolved.exposure;
    let ports = &exposure.ports;
    if !exposure.external.value
        || exposure.method.value != ExternalMethod::PortList
        || ports.origin != Origin::Default
        || is_windows(instance)
    {
        return;
    }
    let port = PortNumber::SSH;
    let operation = Operation::Insert { path: ports.path.clone(), value: json!([port.get()]) };
    findings.add(
        IMPLIED_SSH_PORT
            .finding(
                instance.id,
                exposure.external.path.clone(),
                "no `externalPorts`: port {port} is open, and no other",
                &[("port", &port)],
            )
            .given(ports.path.clone())
            .given(exposure.method.path.clone())
            .help("list the ports, so that the manifest says what is open")
            .fix(Applicability::Safe, "list port 22", vec![operation]),
    );
}

/// Of Windows, which seldom answers there, `unexposed-remote-desktop` speaks.
fn is_windows(instance: &Instance<'_>) -> bool {
    instance.resolved.known_profile().is_some_and(|profile| profile.family == OsFamily::Windows)
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    #[test]
    fn table() {
        let implied = "
external: true
          ^^^^ info: no `externalPorts`: port 22 is open, and no other
          safe fix: list port 22
";
        let cases = [
            ("hikube", "external: true", implied),
            ("hikube", "external: true\nexternalMethod: PortList", implied),
            ("hikube", "external: true\nexternalPorts: [22]", ""),
            ("hikube", "external: true\nexternalPorts:", ""),
            ("hikube", "external: true\nexternalMethod: WholeIP", ""),
            ("hikube", "external: false", ""),
            ("hikube", "external: true\nexternalPorts: 22", ""),
            // The method is `WholeIP` there.
            ("cozystack@0.30", "external: true", ""),
        ];
        for (platform, text, expected) in cases {
            assert_eq!(spec("implied-ssh-port", text, &on(platform)), expected, "{platform}: {text}");
        }
    }
}
