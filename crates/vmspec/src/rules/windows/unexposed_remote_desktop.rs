//! A Windows VM that is exposed without the port of its remote desktop.

use super::guest;
use crate::model::PortNumber;
use crate::resolve::Reachable;
use crate::rules::{Check, Context, Findings, Instance, spec_field};

rule! {
    UNEXPOSED_REMOTE_DESKTOP = "unexposed-remote-desktop", Windows, Info;
    "a Windows VM is exposed without its remote desktop";
    Check::Instance(check)
}

fn check(_: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    if guest::profile(instance).is_none() {
        return;
    }
    let Reachable::Ports { tcp, .. } = &instance.resolved.exposure.reachable else { return };
    // A web server that is managed from within needs no remote desktop; a list of nothing but SSH was not thought over.
    if !tcp.iter().all(|port| *port == PortNumber::SSH) {
        return;
    }
    let template = "Windows answers on port {port}, and only port 22 is open";
    let finding = UNEXPOSED_REMOTE_DESKTOP
        .finding(instance.id, spec_field("externalPorts"), template, &[("port", &PortNumber::REMOTE_DESKTOP)])
        .given(spec_field("instanceProfile"))
        .given(spec_field("external"))
        .given(spec_field("externalMethod"))
        .help("list 3389 in `externalPorts`, or reach the VM through `virtctl vnc`");
    findings.add(finding);
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    #[test]
    fn the_default_port_is_not_enough() {
        let drawn = |profile: &str, ports: &str| {
            let lines = format!("instanceProfile: {profile}\nexternal: true\n{ports}\ndisks: [{{name: s}}]");
            spec("unexposed-remote-desktop", &lines, &on("cozystack@1.6"))
        };
        assert!(drawn("windows.2k25", "").contains("info: Windows answers on port 3389"));
        assert!(drawn("windows.2k25", "externalPorts: [22]").contains("info"));
        assert_eq!(drawn("windows.2k25", "externalPorts: [443]"), "");
        assert_eq!(drawn("windows.2k25", "externalPorts: [22, 3389]"), "");
        assert_eq!(drawn("ubuntu", ""), "");
    }
}
