//! The chart gives the ports of the Service no protocol, so they are TCP, and the proxy lets nothing else through.
//! Only ports are named here whose usual service speaks UDP and nothing but UDP.

use crate::resolve::Reachable;
use crate::rules::{Check, Context, Findings, Instance};

rule! {
    TCP_ONLY_PORT = "tcp-only-port", Network, Info;
    "a listed port whose usual service needs UDP, while a list opens TCP only";
    Check::Instance(check)
}

/// Source: the registry of port numbers of IANA; for the last, the documentation of `WireGuard`.
const UDP_SERVICES: [(u16, &str); 7] = [
    (69, "TFTP"),
    (123, "NTP"),
    (161, "SNMP"),
    (500, "IPsec"),
    (1701, "L2TP"),
    (4500, "IPsec"),
    (51820, "WireGuard"),
];

fn check(_: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let exposure = &instance.resolved.exposure;
    let Reachable::Ports { tcp, .. } = &exposure.reachable else { return };
    for (index, port) in tcp.iter().enumerate() {
        let Some((_, service)) = UDP_SERVICES.iter().find(|(number, _)| *number == port.get()) else {
            continue;
        };
        findings.add(
            TCP_ONLY_PORT
                .finding(
                    instance.id,
                    exposure.ports.path.clone().index(index),
                    "port {port} is open for TCP only, but {service} uses UDP",
                    &[("port", port), ("service", service)],
                )
                .given(exposure.external.path.clone())
                .given(exposure.method.path.clone())
                .help("UDP reaches the VM with `externalMethod: WholeIP` only, which opens every port"),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    #[test]
    fn table() {
        let cases = [
            (
                "external: true\nexternalPorts: [22, 51820]",
                "
externalPorts: [22, 51820]
                    ^^^^^ info: port 51820 is open for TCP only, but WireGuard uses UDP
",
            ),
            // DNS, OpenVPN and SIP run over TCP as well.
            ("external: true\nexternalPorts: [53, 1194, 5060, 443]", ""),
            ("external: true\nexternalMethod: WholeIP\nexternalPorts: [51820]", ""),
            ("externalPorts: [51820]", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(spec("tcp-only-port", text, &on("hikube")), expected, "{text}");
        }
    }
}
