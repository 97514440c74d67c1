//! Who can reach a VM from outside.

use super::Effective;
use super::effective::Fields;
use crate::model::{ExternalMethod, PortNumber, VMInstanceSpec};
use crate::platform::{Feature, Platform};

/// How a VM is exposed to the Internet.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Exposure {
    /// Whether it has a public address.
    pub external: Effective<bool>,
    /// How much of it can be reached there.
    pub method: Effective<ExternalMethod>,
    /// The ports that are listed, those that the platform lists by itself included.
    pub ports: Effective<Vec<PortNumber>>,
    /// Whether it answers pings, which only counts for a list of ports.
    pub allow_icmp: Effective<bool>,
    /// What comes of all that.
    pub reachable: Reachable,
}

/// What can be reached from the Internet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reachable {
    /// Nothing.
    Nothing,
    /// These TCP ports, and pings or not. The chart cannot open UDP ports.
    Ports {
        /// In the order of the manifest.
        tcp: Vec<PortNumber>,
        /// Whether pings are answered.
        icmp: bool,
    },
    /// Every port of every protocol.
    Everything,
}

impl Reachable {
    /// Whether this TCP port can be reached.
    pub fn has_tcp(&self, port: u16) -> bool {
        match self {
            Self::Nothing => false,
            Self::Ports { tcp, .. } => tcp.iter().any(|open| open.get() == port),
            Self::Everything => true,
        }
    }
}

pub(super) fn resolve(fields: Fields<'_>, spec: &VMInstanceSpec, platform: &Platform) -> Exposure {
    let external = fields.effective("external", spec.external, false, VMInstanceSpec::DEFAULT_EXTERNAL);
    let default_method = if platform.supports(Feature::PortListByDefault).is_no() {
        ExternalMethod::WholeIP
    } else {
        VMInstanceSpec::DEFAULT_EXTERNAL_METHOD
    };
    // Without a method the chart takes the branch for everything that is not `WholeIP`.
    let method =
        fields.effective("externalMethod", spec.external_method, ExternalMethod::PortList, default_method);
    let ports = fields.effective(
        "externalPorts",
        spec.external_ports.clone(),
        Vec::new(),
        VMInstanceSpec::DEFAULT_EXTERNAL_PORTS.to_vec(),
    );
    let default_icmp = VMInstanceSpec::DEFAULT_EXTERNAL_ALLOW_ICMP;
    let allow_icmp =
        fields.effective("externalAllowICMP", spec.external_allow_icmp, default_icmp, default_icmp);

    let filters = !platform.supports(Feature::PortListFilters).is_no();
    let reachable = if !external.value {
        Reachable::Nothing
    } else if method.value == ExternalMethod::PortList && filters {
        Reachable::Ports { tcp: ports.value.clone(), icmp: allow_icmp.value }
    } else {
        Reachable::Everything
    };
    Exposure { external, method, ports, allow_icmp, reachable }
}
