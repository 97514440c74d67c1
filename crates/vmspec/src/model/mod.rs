//! `VMInstance` and `VMDisk` as they are written: the only truth about their structure.
//!
//! # As written
//!
//! A model says what a manifest says and not what it means.
//! Every field of a spec is an [`Option`], and where the platform knows two spellings there are two fields
//! (`running` and `runStrategy`, `subnets` and `networks`) or a note of the [`Spelling`].
//! Names are plain strings, valid or not. What a model means, with the chart's defaults filled in, is the business of
//! resolution; whether it can work, that of the rules.
//!
//! Value types are different: a [`Quantity`] or a [`PortNumber`] that exists is valid, and reading an invalid one is an
//! error with a message of that type.
//!
//! # Open structs
//!
//! Nothing is lost in a round trip through serde: unknown fields and explicit nulls are in the field `unmodeled` of
//! each struct, see [`Unmodeled`].
//! This works wherever serde reads one of these types through its trait: `serde_json::from_str::<VMInstance>(…)`, a
//! field of another type, and so on.
//! (serde's derived code leaves associated functions of the same names on the types: the path
//! `VMInstance::deserialize` names the function that reads the known fields only.
//! Where that spelling is needed, write `<VMInstance as Deserialize>::deserialize`.)
//!
//! # Schemas
//!
//! With the feature `schema` the types describe themselves as JSON Schema. `x-catalog` marks a field whose values are
//! listed in the table of that name of a catalog, `x-names` one that names a resource of that kind.
//!
//! # Where to start
//!
//! [`VMInstanceSpec`] and [`VMDiskSpec`] hold the fields, [`name`] the rules for names.
//! Deliberately not here: text and its places, catalogs, and judgement.

mod emit;
mod external_method;
mod metadata;
pub mod name;
mod port;
mod quantity;
mod run_strategy;
mod sensitive_text;
#[cfg(feature = "rules")]
mod ssh_key_options;
#[cfg(feature = "rules")]
mod ssh_public_key;
mod status;
mod unmodeled;
mod vm_disk;
mod vm_disk_source;
mod vm_instance;
mod vm_instance_builder;
mod vm_instance_disk;

#[cfg(feature = "emit")]
pub use emit::to_yaml;
pub use emit::{EmitError, to_json};
pub use external_method::ExternalMethod;
pub use metadata::Metadata;
pub use port::{ParsePortError, PortNumber};
pub use quantity::{ParseQuantityError, ParseQuantityErrorKind, Quantity, QuantityFormat};
pub use run_strategy::RunStrategy;
pub use sensitive_text::SensitiveText;
#[cfg(feature = "rules")]
pub use ssh_key_options::ssh_key_options;
#[cfg(feature = "rules")]
pub use ssh_public_key::{SshPublicKey, SshPublicKeyError, SshPublicKeyFault};
pub use status::{Condition, Status};
pub use unmodeled::Unmodeled;
pub use vm_disk::{VMDisk, VMDiskSpec};
pub use vm_disk_source::{
    DiskSource, HttpSource, ImageSource, SourceKind, UploadSource, VMDiskSource, without_credentials,
};
pub use vm_instance::{Gpu, Network, Resources, VMInstance, VMInstanceSpec};
pub use vm_instance_builder::VMInstanceBuilder;
pub use vm_instance_disk::{Spelling, VMInstanceDisk};

/// The API version of both kinds.
///
/// Source: `packages/system/vm-instance-rd`, `vm-disk-rd`, Cozystack v1.6.2; Hikube API reference of 2026-04-17.
pub const API_VERSION: &str = "apps.cozystack.io/v1alpha1";
