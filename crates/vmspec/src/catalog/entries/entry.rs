//! What all entries have in common.

use super::{Bus, CpuModel, GoldenImage, Gpu, InstanceType, Profile, StorageClass};
use crate::catalog::{Entry, Source};
use crate::platform::Version;

impl Entry for InstanceType {
    fn name(&self) -> &str {
        &self.name
    }
    fn aliases(&self) -> &[String] {
        &self.aliases
    }
    fn since(&self) -> Option<Version> {
        self.since
    }
    fn source(&self) -> Option<&Source> {
        self.source.as_ref()
    }
    fn source_mut(&mut self) -> &mut Option<Source> {
        &mut self.source
    }
}

impl Entry for Profile {
    fn name(&self) -> &str {
        &self.name
    }
    fn aliases(&self) -> &[String] {
        &self.aliases
    }
    fn since(&self) -> Option<Version> {
        self.since
    }
    fn source(&self) -> Option<&Source> {
        self.source.as_ref()
    }
    fn source_mut(&mut self) -> &mut Option<Source> {
        &mut self.source
    }
}

impl Entry for GoldenImage {
    fn name(&self) -> &str {
        &self.name
    }
    fn aliases(&self) -> &[String] {
        &self.aliases
    }
    fn family(&self) -> Option<&str> {
        self.distribution.as_deref()
    }
    fn since(&self) -> Option<Version> {
        self.since
    }
    fn source(&self) -> Option<&Source> {
        self.source.as_ref()
    }
    fn source_mut(&mut self) -> &mut Option<Source> {
        &mut self.source
    }
}

impl Entry for StorageClass {
    fn name(&self) -> &str {
        &self.name
    }
    fn aliases(&self) -> &[String] {
        &self.aliases
    }
    fn source(&self) -> Option<&Source> {
        self.source.as_ref()
    }
    fn source_mut(&mut self) -> &mut Option<Source> {
        &mut self.source
    }
}

impl Entry for Gpu {
    fn name(&self) -> &str {
        &self.name
    }
    fn aliases(&self) -> &[String] {
        &self.aliases
    }
    fn source(&self) -> Option<&Source> {
        self.source.as_ref()
    }
    fn source_mut(&mut self) -> &mut Option<Source> {
        &mut self.source
    }
}

impl Entry for Bus {
    fn name(&self) -> &str {
        &self.name
    }
    fn aliases(&self) -> &[String] {
        &self.aliases
    }
    fn source(&self) -> Option<&Source> {
        self.source.as_ref()
    }
    fn source_mut(&mut self) -> &mut Option<Source> {
        &mut self.source
    }
}

impl Entry for CpuModel {
    fn name(&self) -> &str {
        &self.name
    }
    fn source(&self) -> Option<&Source> {
        self.source.as_ref()
    }
    fn source_mut(&mut self) -> &mut Option<Source> {
        &mut self.source
    }
}
