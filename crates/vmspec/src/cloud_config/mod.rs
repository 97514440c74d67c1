//! The cloud-config in a VM's `cloudInit`: what kind of user data it is, and what it says.

pub mod model;

pub use model::CloudConfig;
