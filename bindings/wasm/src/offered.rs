//! What a cluster says it has, as a catalog.
//!
//! Since v1.5 Cozystack has a resource `Option` (`core.cozystack.io/v1alpha1`) for each kind of thing that a form lets
//! people pick, with their names as `spec.items[].value`.
//!
//! Source: `pkg/apis/core/v1alpha1/option_types.go` in github.com/cozystack/cozystack.

use vmspec::catalog::{Catalog, Entry, Table};

/// Leaves in one table of the catalog what the cluster has, together with what is known of it.
///
/// Of names that no catalog knows nothing can be said. They can't be entries, so the table no longer claims to hold
/// everything.
pub(crate) fn offer(catalog: &mut Catalog, kind: &str, names: &[String]) {
    let upstream = catalog.upstream();
    match kind {
        "instancetype" => keep(&mut catalog.instance_types, upstream.map(|up| &up.instance_types), names),
        "instanceprofile" => keep(&mut catalog.profiles, upstream.map(|up| &up.profiles), names),
        "image" => keep(&mut catalog.images, upstream.map(|up| &up.images), names),
        "storageclass" => keep(&mut catalog.storage_classes, upstream.map(|up| &up.storage_classes), names),
        "gpu" => keep(&mut catalog.gpus, upstream.map(|up| &up.gpus), names),
        _ => {}
    }
}

fn keep<T: Entry + Clone>(table: &mut Table<T>, upstream: Option<&Table<T>>, names: &[String]) {
    let known = |name: &String| table.get(name).or_else(|| upstream?.get(name)).cloned();
    let entries: Vec<T> = names.iter().filter_map(known).collect();
    if entries.len() < names.len() {
        table.exhaustive = Some(false);
    }
    table.entries = entries;
}

#[cfg(test)]
mod tests {
    use super::{Catalog, offer};

    #[test]
    fn the_cluster_decides_what_there_is_and_the_catalog_what_it_is() {
        let mut catalog = Catalog::clone(&Catalog::hikube());
        let names = ["s1.small", "u1.large", "x9.huge"].map(str::to_owned);
        offer(&mut catalog, "instancetype", &names);
        assert_eq!(catalog.instance_types.names().collect::<Vec<_>>(), ["s1.small", "u1.large"]);
        assert_eq!(catalog.instance_types.exhaustive, Some(false));
        offer(&mut catalog, "vmdisk", &names);
        assert_eq!(catalog.images, Catalog::hikube().images);
    }
}
