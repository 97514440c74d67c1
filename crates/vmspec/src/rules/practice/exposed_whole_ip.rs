//! `WholeIP` puts every port of the VM on the Internet, those of databases and of the cloud's own agents included.
//! Hikube's reference recommends it for development only.

use crate::model::ExternalMethod;
use crate::rules::{Check, Context, Findings, Instance};

rule! {
    EXPOSED_WHOLE_IP = "exposed-whole-ip", Practice, Info;
    "a VM with every port open to the Internet";
    Check::Instance(check)
}

fn check(_: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let exposure = &instance.resolved.exposure;
    let method = &exposure.method;
    if !exposure.external.value || method.value != ExternalMethod::WholeIP {
        return;
    }
    let place = if method.is_written() { &method.path } else { &exposure.external.path };
    findings.add(
        EXPOSED_WHOLE_IP
            .finding(instance.id, place.clone(), "every port of the VM is open to the Internet", &[])
            .given(exposure.external.path.clone())
            .given(method.path.clone())
            .help("list what should be open with `externalMethod: PortList`, or run a firewall in the VM"),
    );
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    #[test]
    fn table() {
        let cases = [
            (
                "hikube",
                "external: true\nexternalMethod: WholeIP",
                "
externalMethod: WholeIP
                ^^^^^^^ info: every port of the VM is open to the Internet
",
            ),
            // The method is `WholeIP` there.
            (
                "cozystack@0.30",
                "external: true",
                "
external: true
          ^^^^ info: every port of the VM is open to the Internet
",
            ),
            ("hikube", "external: true", ""),
            ("hikube", "externalMethod: WholeIP", ""),
        ];
        for (platform, text, expected) in cases {
            assert_eq!(spec("exposed-whole-ip", text, &on(platform)), expected, "{platform}: {text}");
        }
    }
}
