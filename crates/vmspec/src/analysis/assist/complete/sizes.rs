//! Numbers that people use: sizes of disks and VMs, ports.

use super::Scene;
use super::names::{Candidate, least_size};
use crate::analysis::assist::fields::Field;
use crate::model::{Quantity, VMDiskSpec, VMInstanceSpec};
use crate::rules::spec_field;

const DISKS: [u32; 10] = [5, 10, 20, 30, 50, 100, 200, 500, 1000, 2000];
const MEMORIES: [u32; 8] = [1, 2, 4, 8, 16, 32, 64, 128];
const COUNTS: [u32; 6] = [1, 2, 4, 8, 16, 32];

/// The ports of programs that VMs usually offer, by their registered names.
const PORTS: [(&str, &str); 10] = [
    ("22", "SSH"),
    ("80", "HTTP"),
    ("443", "HTTPS"),
    ("3389", "Remote Desktop"),
    ("25", "mail between servers"),
    ("465", "mail, submission"),
    ("993", "mail, IMAP"),
    ("6443", "Kubernetes API"),
    ("8080", "HTTP, other"),
    ("8443", "HTTPS, other"),
];

/// Sizes that suit the field and the rest of the manifest.
pub(super) fn list(scene: &Scene<'_>, field: Option<&'static Field>) -> Vec<Candidate> {
    match field.map(|field| field.name) {
        Some("storage") => storage(scene),
        Some("memory") => {
            let least = required(scene).and_then(|requires| requires.memory.clone());
            let sizes = MEMORIES.map(Quantity::from_gibibytes).into_iter();
            sizes
                .filter(|size| least.as_ref().is_none_or(|least| size >= least))
                .map(|size| of(&size, ""))
                .collect()
        }
        Some(name @ ("cpu" | "sockets")) => {
            let other = if name == "cpu" { "sockets" } else { "cpu" };
            let other = scene.text_at(&spec_field("resources").key(other)).and_then(|text| text.parse().ok());
            let total = |count: u32| count.checked_mul(other.unwrap_or(1)).unwrap_or(count);
            let counts = COUNTS.into_iter();
            counts
                .map(|count| Candidate::plain(&count.to_string(), &format!("{} vCPU in all", total(count))))
                .collect()
        }
        _ => Vec::new(),
    }
}

fn required<'s>(scene: &Scene<'s>) -> Option<&'s crate::catalog::Requirements> {
    let name =
        scene.text_at(&spec_field("instanceProfile")).unwrap_or(VMInstanceSpec::DEFAULT_INSTANCE_PROFILE);
    Some(&scene.platform.catalog.profile(name)?.requires)
}

fn storage(scene: &Scene<'_>) -> Vec<Candidate> {
    let least = least_size(scene);
    let mut sizes = Vec::new();
    if let Some((size, reason)) = &least {
        sizes.push(of(size, reason));
    }
    let default = VMDiskSpec::default_storage();
    for size in DISKS.map(Quantity::from_gibibytes) {
        if least.as_ref().is_none_or(|(least, _)| size > *least) {
            sizes.push(of(&size, if size == default { "default" } else { "" }));
        }
    }
    sizes
}

fn of(size: &Quantity, detail: &str) -> Candidate {
    Candidate::plain(size.text(), detail)
}

/// Ports that are not in the list yet.
pub(super) fn ports(scene: &Scene<'_>) -> Vec<Candidate> {
    let is_new = |(port, _): &(&str, &str)| !scene.cursor.beside.iter().any(|written| written == port);
    PORTS.into_iter().filter(is_new).map(|(port, name)| Candidate::plain(port, name)).collect()
}
