//! Ports of services that are not made for the open Internet. Nothing in a manifest restricts who may connect.
//!
//! The API server of Kubernetes is none of them: it lets in only whom it knows, and its users are outside.

use crate::resolve::Reachable;
use crate::rules::{Check, Context, Findings, Instance, spec_field};

rule! {
    RISKY_PORT = "risky-port", Network, Warning;
    "a port that should not be open to the whole Internet";
    Check::Instance(check)
}

/// Ports and what usually answers there, by the registry of IANA and the services' own documentation.
const PORTS: [(u16, &str); 15] = [
    (23, "Telnet"),
    (111, "the RPC port mapper"),
    (135, "Windows RPC"),
    (139, "NetBIOS"),
    (445, "Windows file sharing"),
    (2375, "Docker without encryption"),
    (2379, "etcd"),
    (3306, "MySQL"),
    (5432, "PostgreSQL"),
    (5900, "VNC"),
    (6379, "Redis"),
    (9200, "Elasticsearch"),
    (10250, "the kubelet"),
    (11211, "memcached"),
    (27017, "MongoDB"),
];

fn check(_: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let exposure = &instance.resolved.exposure;
    let Reachable::Ports { .. } = exposure.reachable else { return };
    for (index, port) in exposure.ports.value.iter().enumerate() {
        let Some((_, service)) = PORTS.into_iter().find(|(known, _)| *known == port.get()) else { continue };
        let path = spec_field("externalPorts").index(index);
        let template = "port {port} opens {service} to the whole Internet";
        let finding = RISKY_PORT
            .finding(instance.id, path, template, &[("port", port), ("service", &service)])
            .given(spec_field("external"))
            .given(spec_field("externalMethod"))
            .help("no field limits who may connect: use a private network or an SSH tunnel, or filter in the guest");
        findings.add(finding);
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    #[test]
    fn only_what_is_open_counts() {
        let drawn =
            |lines: &str| spec("risky-port", &format!("{lines}\ndisks: [{{name: s}}]"), &on("hikube"));
        assert_eq!(
            drawn("external: true\nexternalPorts: [443, 5432]"),
            "\nexternalPorts: [443, 5432]\n                     ^^^^ warning: port 5432 opens PostgreSQL to the whole Internet\n"
        );
        assert_eq!(drawn("external: false\nexternalPorts: [5432]"), "");
        assert_eq!(drawn("external: true\nexternalMethod: WholeIP\nexternalPorts: [5432]"), "");
    }
}
