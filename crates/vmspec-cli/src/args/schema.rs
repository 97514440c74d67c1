//! What `schema` is given.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use vmspec::platform::Platform;

#[derive(Debug, Args)]
pub(crate) struct SchemaArgs {
    /// What the schema is for
    #[arg(ignore_case = true)]
    pub(crate) subject: SchemaSubject,
    /// How much a schema of manifests says
    #[arg(long, value_name = "FLAVOUR", default_value = "plain")]
    pub(crate) flavour: SchemaFlavour,
    /// Whose schema to print: `hikube` or `cozystack`, with a version as in `cozystack@1.6`
    #[arg(long, value_name = "PLATFORM", default_value = "hikube")]
    pub(crate) platform: Platform,
    /// A catalog file to lay over the built-in catalog; can be given several times
    #[arg(long, value_name = "FILE")]
    pub(crate) catalog: Vec<PathBuf>,
    /// The version of the JSON Schema language of a schema of manifests
    #[arg(long, value_name = "DRAFT", default_value = "draft-07")]
    pub(crate) draft: SchemaDraft,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum SchemaSubject {
    /// A virtual machine
    #[value(name = "VMInstance")]
    VMInstance,
    /// A disk
    #[value(name = "VMDisk")]
    VMDisk,
    /// A file with resources of both kinds, and of others
    Manifests,
    /// The values of the chart vm-instance
    VmInstanceValues,
    /// The values of the chart vm-disk
    VmDiskValues,
    /// A catalog file
    Catalog,
    /// A configuration file
    Config,
    /// What `check --format json` prints
    Report,
    /// What `diff --format json` prints
    Change,
    /// What `migrate --format json` prints
    Migration,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum SchemaFlavour {
    /// The structure, in standard keywords only
    Plain,
    /// All that a schema can judge, with the catalog demanded, in standard keywords only
    Strict,
    /// What editors show: texts, values, snippets, messages
    Editor,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum SchemaDraft {
    /// The current one
    #[value(name = "2020-12")]
    Draft202012,
    /// The one that every tool reads
    #[value(name = "draft-07")]
    Draft07,
}
