//! One file a command. Each `run` takes its arguments and says how the run ended.

pub(crate) mod baseline;
pub(crate) mod catalog;
pub(crate) mod check;
pub(crate) mod config;
pub(crate) mod diff;
pub(crate) mod explain;
pub(crate) mod fix;
pub(crate) mod init;
pub(crate) mod lsp;
pub(crate) mod manual;
pub(crate) mod migrate;
pub(crate) mod rules;
pub(crate) mod schema;
