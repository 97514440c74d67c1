//! The files in `schemas/`, laid out so that the folder can be served as it is.

use serde_json::Value;

use super::{Draft, Flavour, Kind, catalog, manifests, schema, values};
use crate::platform::{Platform, Provider};

/// A schema with its place among the published ones.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Published {
    /// The path below `schemas/` in the repository and below `https://vmspec.dev/schemas/` on the web.
    pub path: String,
    /// The schema.
    pub schema: Value,
}

/// All schemas that are published, but for those of vmspec's own files.
///
/// For each built-in platform: all [flavours](Flavour) of each kind and of files of several kinds, the layout that
/// language servers look up custom resources in, and the layout of kubeconform. Then the values of the charts, and
/// catalogs.
///
/// ```
/// let published = vmspec::schema::published();
/// let path = "v1/hikube/crds/apps.cozystack.io/vminstance_v1alpha1.json";
/// assert!(published.iter().any(|published| published.path == path));
/// ```
pub fn published() -> Vec<Published> {
    let mut published: Vec<Published> =
        Provider::ALL.iter().copied().flat_map(|provider| of_platform(&Platform::new(provider))).collect();
    for kind in Kind::ALL {
        let path = format!("v1/charts/{}/values.schema.json", kind.chart());
        published.push(Published { path, schema: values(kind) });
    }
    published.push(Published { path: "catalog-v1.schema.json".to_owned(), schema: catalog() });
    published
}

fn of_platform(platform: &Platform) -> Vec<Published> {
    let provider = platform.provider;
    let mut published = Vec::new();
    for (flavour, draft) in [
        (Flavour::Plain, Draft::Draft07),
        (Flavour::Plain, Draft::Draft202012),
        (Flavour::Strict, Draft::Draft07),
        (Flavour::Editor, Draft::Draft07),
    ] {
        for kind in Kind::ALL {
            let path = path(provider, flavour, draft, &kind.name().to_lowercase());
            published.push(Published { path, schema: schema(kind, platform, flavour, draft) });
        }
        let path = path(provider, flavour, draft, "manifests");
        published.push(Published { path, schema: manifests(platform, flavour, draft) });
    }
    for kind in Kind::ALL {
        let name = kind.name().to_lowercase();
        let editor = schema(kind, platform, Flavour::Editor, Draft::Draft07);
        let path = format!("v1/{provider}/crds/apps.cozystack.io/{name}_v1alpha1.json");
        published.push(Published { path, schema: editor });
        for (flavour, suffix) in [(Flavour::Plain, ""), (Flavour::Strict, "-strict")] {
            let path =
                format!("v1/{provider}/kubeconform/master-standalone{suffix}/{name}-apps-v1alpha1.json");
            published.push(Published { path, schema: schema(kind, platform, flavour, Draft::Draft07) });
        }
    }
    published
}

/// The path of a schema, by which it is known wherever else it lies.
pub(super) fn path(provider: Provider, flavour: Flavour, draft: Draft, name: &str) -> String {
    let folder = match draft {
        Draft::Draft202012 => "2020-12/",
        Draft::Draft07 => "",
    };
    format!("v1/{provider}/{}/{folder}{name}.json", flavour.name())
}
