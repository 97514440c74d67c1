//! Who can reach a VM, and the networks that it is attached to.

mod deprecated_subnets;
mod duplicate_network;
mod duplicate_port;
mod ignored_exposure;
mod ignored_icmp;
mod ignored_port_list;
mod implied_ssh_port;
mod invalid_network_name;
mod no_exposed_ports;
mod risky_port;
mod tcp_only_port;
mod unexposed_ssh;
mod unfiltered_port_list;
mod unnamed_network;

pub(super) use deprecated_subnets::DEPRECATED_SUBNETS;
pub(super) use duplicate_network::DUPLICATE_NETWORK;
pub(super) use duplicate_port::DUPLICATE_PORT;
pub(super) use ignored_exposure::IGNORED_EXPOSURE;
pub(super) use ignored_icmp::IGNORED_ICMP;
pub(super) use ignored_port_list::IGNORED_PORT_LIST;
pub(super) use implied_ssh_port::IMPLIED_SSH_PORT;
pub(super) use invalid_network_name::INVALID_NETWORK_NAME;
pub(super) use no_exposed_ports::NO_EXPOSED_PORTS;
pub(super) use risky_port::RISKY_PORT;
pub(super) use tcp_only_port::TCP_ONLY_PORT;
pub(super) use unexposed_ssh::UNEXPOSED_SSH;
pub(super) use unfiltered_port_list::UNFILTERED_PORT_LIST;
pub(super) use unnamed_network::UNNAMED_NETWORK;
