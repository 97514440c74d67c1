//! Some releases of Cozystack render `PortList` like `WholeIP`: the filter was taken out with v0.37.6 and came back
//! with v1.4.0. There the list of ports does not protect anything.

use crate::model::ExternalMethod;
use crate::platform::Feature;
use crate::rules::{Check, Context, Findings, Instance};

rule! {
    UNFILTERED_PORT_LIST = "unfiltered-port-list", Network, Warning;
    "a list of ports on a release of the platform that opens every port all the same";
    Check::Instance(check)
}

fn check(context: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let exposure = &instance.resolved.exposure;
    if !exposure.external.value || exposure.method.value != ExternalMethod::PortList {
        return;
    }
    let platform = context.platform();
    if !platform.supports(Feature::PortListFilters).is_no() {
        return;
    }
    let Some(version) = platform.version else { return };
    let place = if exposure.ports.is_written() { &exposure.ports.path } else { &exposure.external.path };
    findings.add(
        UNFILTERED_PORT_LIST
            .finding(
                instance.id,
                place.clone(),
                "version {version} of the platform does not filter ports: every port of the VM is open",
                &[("version", &version)],
            )
            .given(exposure.external.path.clone())
            .given(exposure.method.path.clone())
            .help("releases from v0.37.6 to v1.3 don't filter; until the platform is newer, the VM needs a firewall of its own"),
    );
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    #[test]
    fn table() {
        let listed = "external: true\nexternalPorts:\n  - 443";
        let found = "
externalPorts:
^^^^^^^^^^^^^ warning: version 1.3 of the platform does not filter ports: every port of the VM is open
";
        let implied = "
external: true
          ^^^^ warning: version 1.3 of the platform does not filter ports: every port of the VM is open
";
        let cases = [
            ("cozystack@1.3", listed, found),
            ("hikube@1.3", listed, found),
            ("cozystack@1.3", "external: true", implied),
            ("cozystack@1.3", "external: true\nexternalMethod: WholeIP", ""),
            ("cozystack@1.3", "external: false", ""),
            ("cozystack@1.4", listed, ""),
            ("cozystack@0.36", listed, ""),
            ("cozystack@0.37", listed, ""),
            ("cozystack", listed, ""),
            ("hikube", listed, ""),
        ];
        for (platform, text, expected) in cases {
            assert_eq!(spec("unfiltered-port-list", text, &on(platform)), expected, "{platform}: {text}");
        }
    }
}
