//! The built-in catalogs.

use std::sync::{Arc, LazyLock};

use super::{Catalog, read};
use crate::platform::Provider;

/// Hikube runs on Cozystack and Cozystack on KubeVirt, so the facts of KubeVirt are part of both.
const KUBEVIRT: [&str; 2] =
    [include_str!("data/kubevirt/buses.yaml"), include_str!("data/kubevirt/cpu-models.yaml")];

const HIKUBE: [&str; 6] = [
    include_str!("data/hikube/provider.yaml"),
    include_str!("data/hikube/instance-types.yaml"),
    include_str!("data/hikube/profiles.yaml"),
    include_str!("data/hikube/images.yaml"),
    include_str!("data/hikube/storage-classes.yaml"),
    include_str!("data/hikube/gpus.yaml"),
];

const COZYSTACK: [&str; 6] = [
    include_str!("data/cozystack/provider.yaml"),
    include_str!("data/cozystack/instance-types.yaml"),
    include_str!("data/cozystack/profiles.yaml"),
    include_str!("data/cozystack/images.yaml"),
    include_str!("data/cozystack/storage-classes.yaml"),
    include_str!("data/cozystack/gpus.yaml"),
];

// Reading never fails: it gives what is sound, and a list of faults. A test proves that the files here have none, so
// the lists need not be looked at.
static HIKUBE_CATALOG: LazyLock<Arc<Catalog>> = LazyLock::new(|| Arc::new(assemble(&[&HIKUBE, &KUBEVIRT])));
static COZYSTACK_CATALOG: LazyLock<Arc<Catalog>> =
    LazyLock::new(|| Arc::new(assemble(&[&COZYSTACK, &KUBEVIRT])));

fn assemble(parts: &[&[&str]]) -> Catalog {
    let mut catalog = Catalog::default();
    for text in parts.iter().copied().flatten() {
        catalog.merge(read::read(text).0);
    }
    catalog
}

#[cfg(test)]
pub(super) fn files() -> impl Iterator<Item = &'static str> {
    HIKUBE.into_iter().chain(COZYSTACK).chain(KUBEVIRT)
}

fn builtin(provider: Provider) -> &'static Arc<Catalog> {
    match provider {
        Provider::Hikube => &HIKUBE_CATALOG,
        Provider::Cozystack => &COZYSTACK_CATALOG,
    }
}

impl Catalog {
    /// What Hikube's API reference lists: 20 instance types, 5 profiles, 23 golden images; and what only other pages and
    /// revisions of it list, with a source of its own.
    ///
    /// Source: <https://github.com/HidoraSwiss/hikube-public-doc>, revision 1da2526 of 2026-04-17.
    pub fn hikube() -> Arc<Self> {
        Self::builtin(Provider::Hikube)
    }

    /// What Cozystack v1.6.2 comes with: 69 instance types, 59 profiles, 16 golden images. Entries that older releases
    /// lack say since when they exist.
    ///
    /// Source: <https://github.com/cozystack/cozystack>, tag v1.6.2.
    pub fn cozystack() -> Arc<Self> {
        Self::builtin(Provider::Cozystack)
    }

    /// The built-in catalog of a provider.
    pub fn builtin(provider: Provider) -> Arc<Self> {
        Arc::clone(builtin(provider))
    }

    /// The catalog of what the provider builds upon. What only that one lists may exist, but the provider does not
    /// document it.
    pub fn upstream(&self) -> Option<&'static Self> {
        self.upstream.map(|provider| &**builtin(provider))
    }
}
