//! What a provider offers: instance types, profiles, golden images, storage classes, GPUs, disk buses, CPU models.
//!
//! Catalogs are data. Those of Hikube and Cozystack are built in ([`Catalog::hikube`], [`Catalog::cozystack`]); any
//! other is a YAML text ([`Catalog::from_yaml`]), whole or as an overlay on a built-in one ([`Catalog::merge`]).
//! No rule holds a name or a number that a catalog could hold.
//!
//! # Syntax
//!
//! Every part may be left out. Fields are those of the entry types, in the spelling of manifests:
//!
//! ```
//! use vmspec::catalog::Catalog;
//!
//! let overlay = Catalog::from_yaml(
//!     "
//! provider: example
//! date: 2026-10-01
//! instanceTypes:
//!   source: {page: https://cloud.example/sizes, read: 2026-10-01}
//!   entries:
//!   - {name: x1.huge, vcpus: 128, memory: 1Ti}
//!   remove: [s1.small]
//! images:
//!   replace: true
//!   entries:
//!   - {name: golden, os: Golden Linux 1, minimumStorage: 10Gi}
//! ",
//! )?;
//! let mut catalog = Catalog::clone(&Catalog::hikube());
//! catalog.merge(overlay);
//! assert_eq!(catalog.label(), "example catalog (2026-10-01)");
//! assert_eq!(catalog.instance_type("x1.huge").map(|size| size.vcpus), Some(128));
//! assert!(catalog.instance_type("s1.small").is_none());
//! assert_eq!(catalog.images.names().collect::<Vec<_>>(), ["golden"]);
//! # Ok::<(), vmspec::catalog::CatalogError>(())
//! ```

mod date;
#[cfg(any(feature = "schema", feature = "yaml"))]
pub(crate) mod describe;
mod embedded;
mod entries;
mod read;
mod table;
#[cfg(test)]
mod tests;

use serde::Serialize;

pub use self::date::{Date, ParseDateError};
pub use self::entries::{
    Bus, CpuModel, CpuTopology, Documented, Firmware, GoldenImage, Gpu, GpuGuests, ImageKind, InstanceType,
    OsFamily, Profile, Requirements, StorageClass, WindowsGuests,
};
pub use self::read::{CatalogError, CatalogFault};
pub use self::table::{Entry, Source, Table, availability};
use crate::fields::read_fields;
use crate::platform::Provider;

/// What a catalog knows of a name.
#[derive(PartialEq, Eq, Debug)]
pub enum Found<'c, T> {
    /// It lists it.
    Listed(&'c T),
    /// Only the catalog of what the provider builds upon lists it: it may exist, but the provider does not say so.
    Upstream(&'c T),
    /// One of them lists it, but for later releases of the platform than the one at hand.
    Later(&'c T),
    /// Neither lists it.
    Missing,
}

impl<T> Clone for Found<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Found<'_, T> {}

impl<'c, T> Found<'c, T> {
    /// The entry, wherever it is listed, unless it is known not to exist yet.
    pub fn entry(self) -> Option<&'c T> {
        match self {
            Self::Listed(entry) | Self::Upstream(entry) => Some(entry),
            Self::Later(_) | Self::Missing => None,
        }
    }
}

/// Everything that a provider offers.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", default)]
pub struct Catalog {
    /// Whose catalog it is, in lower case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// The day of the revision that was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// The built-in catalog of what the provider builds upon. What only that one lists may exist here, undocumented.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upstream: Option<Provider>,
    /// What `instanceType` may name.
    #[serde(skip_serializing_if = "Table::is_empty")]
    pub instance_types: Table<InstanceType>,
    /// What `instanceProfile` may name.
    #[serde(skip_serializing_if = "Table::is_empty")]
    pub profiles: Table<Profile>,
    /// What `source.image.name` may name.
    #[serde(skip_serializing_if = "Table::is_empty")]
    pub images: Table<GoldenImage>,
    /// The class in which the volumes of all golden images lie, where the provider says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_storage_class: Option<String>,
    /// What `storageClass` may name.
    #[serde(skip_serializing_if = "Table::is_empty")]
    pub storage_classes: Table<StorageClass>,
    /// What `gpus[].name` may name.
    #[serde(skip_serializing_if = "Table::is_empty")]
    pub gpus: Table<Gpu>,
    /// What guests with GPUs need.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gpu_guests: Option<GpuGuests>,
    /// What Windows guests need.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub windows_guests: Option<WindowsGuests>,
    /// What `disks[].bus` may name.
    #[serde(skip_serializing_if = "Table::is_empty")]
    pub buses: Table<Bus>,
    /// What `cpuModel` may name.
    #[serde(skip_serializing_if = "Table::is_empty")]
    pub cpu_models: Table<CpuModel>,
}

read_fields! {
    Catalog, "a mapping",
    [provider, date, upstream, instance_types = "instanceTypes": Defaulted, profiles: Defaulted,
     images: Defaulted, image_storage_class = "imageStorageClass",
     storage_classes = "storageClasses": Defaulted, gpus: Defaulted, gpu_guests = "gpuGuests",
     windows_guests = "windowsGuests", buses: Defaulted, cpu_models = "cpuModels": Defaulted]
}

impl Catalog {
    /// Lays an overlay over this catalog. Its entries replace those of the same name and come after the others; names
    /// that it removes are gone; its provider, date and upstream stand where it has them.
    pub fn merge(&mut self, overlay: Self) {
        self.provider = overlay.provider.or(self.provider.take());
        self.date = overlay.date.or(self.date);
        self.upstream = overlay.upstream.or(self.upstream);
        self.instance_types.merge(overlay.instance_types);
        self.profiles.merge(overlay.profiles);
        self.images.merge(overlay.images);
        self.image_storage_class = overlay.image_storage_class.or(self.image_storage_class.take());
        self.storage_classes.merge(overlay.storage_classes);
        self.gpus.merge(overlay.gpus);
        self.gpu_guests = overlay.gpu_guests.or(self.gpu_guests.take());
        self.windows_guests = overlay.windows_guests.or(self.windows_guests.take());
        self.buses.merge(overlay.buses);
        self.cpu_models.merge(overlay.cpu_models);
    }

    /// The catalog as messages name it: `hikube catalog (2026-04-17)`.
    pub fn label(&self) -> String {
        let provider = self.provider.as_deref().unwrap_or("custom");
        match self.date {
            Some(date) => format!("{provider} catalog ({date})"),
            None => format!("{provider} catalog"),
        }
    }

    /// What the name stands for in one of the tables, those of the upstream catalog included, whatever the release of
    /// the platform: [`Platform::find`](crate::platform::Platform::find) heeds that.
    ///
    /// ```
    /// use vmspec::catalog::{Catalog, Found};
    ///
    /// let hikube = Catalog::hikube();
    /// assert!(matches!(hikube.find("windows", |catalog| &catalog.profiles), Found::Listed(_)));
    /// assert!(matches!(hikube.find("windows.11", |catalog| &catalog.profiles), Found::Upstream(_)));
    /// assert!(matches!(hikube.find("templeos", |catalog| &catalog.profiles), Found::Missing));
    /// ```
    pub fn find<T: Entry>(&self, name: &str, table: fn(&Self) -> &Table<T>) -> Found<'_, T> {
        if let Some(entry) = table(self).get(name) {
            return Found::Listed(entry);
        }
        match self.upstream().and_then(|upstream| table(upstream).get(name)) {
            Some(entry) => Found::Upstream(entry),
            None => Found::Missing,
        }
    }

    /// The instance type with this name.
    pub fn instance_type(&self, name: &str) -> Option<&InstanceType> {
        self.instance_types.get(name)
    }

    /// The profile with this name.
    pub fn profile(&self, name: &str) -> Option<&Profile> {
        self.profiles.get(name)
    }

    /// The golden image with this name.
    pub fn image(&self, name: &str) -> Option<&GoldenImage> {
        self.images.get(name)
    }

    /// The storage class with this name.
    pub fn storage_class(&self, name: &str) -> Option<&StorageClass> {
        self.storage_classes.get(name)
    }

    /// The GPU with this name.
    pub fn gpu(&self, name: &str) -> Option<&Gpu> {
        self.gpus.get(name)
    }

    /// The disk bus with this name.
    pub fn bus(&self, name: &str) -> Option<&Bus> {
        self.buses.get(name)
    }

    /// The CPU model with this name, or that it is a version of: `EPYC-v2` is a version of `EPYC`.
    pub fn cpu_model(&self, name: &str) -> Option<&CpuModel> {
        self.cpu_models.get(name).or_else(|| {
            let (model, version) = name.rsplit_once('v')?;
            let is_version = !version.is_empty() && version.bytes().all(|byte| byte.is_ascii_digit());
            self.cpu_models.get(model.strip_suffix('-')?).filter(|_| is_version)
        })
    }
}
