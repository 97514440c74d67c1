//! What cloud-init makes of `cloudInit`.
//!
//! Faults of the text and structure of a cloud-config are found by `analysis` while decoding; here is what they are
//! called. cloud-init goes on after most of them, so they are warnings.

mod disabled_growpart;
mod empty_cloud_config;
mod misindented_user_data;
mod missing_cloud_config_header;
mod misspelled_cloud_config_header;
mod oversized_user_data;

pub(super) use disabled_growpart::DISABLED_GROWTH;
pub(super) use empty_cloud_config::EMPTY;
pub(super) use misindented_user_data::MISINDENTED;
pub(super) use missing_cloud_config_header::MISSING_HEADER;
pub(super) use misspelled_cloud_config_header::MISSPELLED_HEADER;
pub(super) use oversized_user_data::OVERSIZED;

use super::{Check, Instance, spec_field};
use crate::FieldPath;

/// The text of `cloudInit`, if there is any.
fn user_data<'a>(instance: &'a Instance<'_>) -> Option<&'a str> {
    let text = instance.vm.spec.as_ref()?.cloud_init.as_deref()?;
    (!text.is_empty()).then_some(text)
}

/// The path of the text in `cloudInit` as a whole; its key is its first line.
fn whole_text() -> FieldPath {
    spec_field("cloudInit").nested()
}

rule! {
    UNREADABLE = "unreadable-cloud-config", CloudConfig, Warning;
    "a cloud-config that is not YAML or no mapping, so that cloud-init skips all of it";
    Check::Text
}

rule! {
    UNKNOWN_KEY = "unknown-cloud-config-key", CloudConfig, Warning;
    "a key that cloud-init does not know, and therefore ignores";
    Check::Text
}

rule! {
    INVALID = "invalid-cloud-config", CloudConfig, Warning;
    "a value in a cloud-config that cloud-init does not take";
    Check::Text
}

rule! {
    DUPLICATE_KEY = "duplicate-cloud-config-key", CloudConfig, Warning;
    "a mapping in a cloud-config has the same key twice";
    Check::Text
}

rule! {
    DEPRECATED = "deprecated-cloud-config", CloudConfig, Info;
    "a key or form in a cloud-config that cloud-init will give up";
    Check::Text
}
