//! One kind of fact: a list of named entries with its source.

use std::ops::Not;

use serde::de::{DeserializeOwned, Deserializer, MapAccess};
use serde::{Deserialize, Serialize};

use super::Date;
use crate::fields::{self, Defaulted, Fields, Names};
use crate::nearest::nearest;
use crate::platform::{Support, Version, feature};

/// Where a fact was read, and when.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Source {
    /// The address of the page or file, or what else tells a person where to look.
    pub page: String,
    /// The day on which it was read, or the date of the revision that was.
    pub read: Date,
}

/// Keeps others from having entries of their own, so that an entry can come to tell more.
mod sealed {
    use crate::catalog::{Bus, CpuModel, GoldenImage, Gpu, InstanceType, Profile, StorageClass};

    pub trait Sealed {}

    impl Sealed for InstanceType {}
    impl Sealed for Profile {}
    impl Sealed for GoldenImage {}
    impl Sealed for StorageClass {}
    impl Sealed for Gpu {}
    impl Sealed for Bus {}
    impl Sealed for CpuModel {}
}

/// Something that a [`Table`] lists. The kinds of entries are those of this crate.
pub trait Entry: sealed::Sealed {
    /// The name that a manifest writes.
    fn name(&self) -> &str;

    /// Other names of the same thing: on other platforms, in the past, or by mistake.
    fn aliases(&self) -> &[String] {
        &[]
    }

    /// The family that a person may name instead: `ubuntu` for `ubuntu-2404`.
    fn family(&self) -> Option<&str> {
        None
    }

    /// The first release of the platform that has it; nothing if all have.
    fn since(&self) -> Option<Version> {
        None
    }

    /// Where the entry was read, if not where its table was.
    fn source(&self) -> Option<&Source>;

    /// The same, to fill in.
    fn source_mut(&mut self) -> &mut Option<Source>;
}

/// A list of named entries of one kind, in the order of its source.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Table<T> {
    /// Where the entries were read that name no source of their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// Whether the platform has nothing but these, which is so unless written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exhaustive: Option<bool>,
    /// Whether these entries stand in place of those of the catalog that this one is laid over.
    #[serde(default, skip_serializing_if = "Not::not")]
    pub replace: bool,
    /// Names to take out of the catalog that this one is laid over.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remove: Vec<String>,
    /// The entries.
    #[serde(default)]
    pub entries: Vec<T>,
}

impl<T: DeserializeOwned> Fields for Table<T> {
    const EXPECTED: &'static str = "a mapping";
    const NAMES: Names = Names { all: &["source", "exhaustive", "replace", "remove", "entries"], older: &[] };

    fn empty() -> Self {
        Self::default()
    }

    fn fill<'de, A: MapAccess<'de>>(&mut self, entries: A) -> Result<(), A::Error> {
        let fields = &mut [
            Some(&mut self.source as _),
            Some(&mut self.exhaustive as _),
            Some(&mut Defaulted(&mut self.replace) as _),
            Some(&mut Defaulted(&mut self.remove) as _),
            Some(&mut Defaulted(&mut self.entries) as _),
        ];
        fields::fill(entries, &Self::NAMES, fields, None)
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Table<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        fields::read(deserializer)
    }
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self { source: None, exhaustive: None, replace: false, remove: Vec::new(), entries: Vec::new() }
    }
}

impl<T: Entry> Table<T> {
    /// The entry with exactly this name.
    pub fn get(&self, name: &str) -> Option<&T> {
        self.entries.iter().find(|entry| entry.name() == name)
    }

    /// The entries.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.entries.iter()
    }

    /// The names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(Entry::name)
    }

    /// Whether the platform has nothing but these. Where it may have more, an unknown name is no proof of a fault.
    pub fn is_exhaustive(&self) -> bool {
        self.exhaustive.unwrap_or(true)
    }

    /// Whether nothing is listed.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Number of entries.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Where an entry was read.
    pub fn source_of<'t>(&'t self, entry: &'t T) -> Option<&'t Source> {
        entry.source().or(self.source.as_ref())
    }

    /// The names that a person who wrote `name` most likely meant, best first, at most three: entries that are known
    /// by that name elsewhere, then the family of that name with the newest first, then names that look like it.
    pub fn nearest(&self, name: &str) -> Vec<&str> {
        let lowercase = name.to_ascii_lowercase();
        let known_as = |entry: &&T| entry.aliases().iter().any(|alias| alias.eq_ignore_ascii_case(name));
        let of_family = |entry: &&T| entry.family().is_some_and(|family| family == lowercase);
        let mut found: Vec<&str> = self.iter().filter(known_as).map(Entry::name).collect();
        found.extend(self.iter().rev().filter(of_family).map(Entry::name));
        if found.is_empty() {
            found = nearest(name, self.names());
        }
        found.truncate(3);
        found
    }

    /// Lays another table over this one: its entries replace those of the same name and come after the others, and
    /// what it removes is gone.
    pub(super) fn merge(&mut self, overlay: Self) {
        if overlay.replace {
            self.entries.clear();
        }
        if self.source != overlay.source && !overlay.entries.is_empty() {
            // From here on the entries of one table come from two places.
            let source = if self.entries.is_empty() { overlay.source.clone() } else { None };
            let old_source = std::mem::replace(&mut self.source, source);
            for entry in &mut self.entries {
                fill(entry, old_source.as_ref());
            }
        }
        self.exhaustive = overlay.exhaustive.or(self.exhaustive);
        self.entries.retain(|entry| !overlay.remove.iter().any(|name| name == entry.name()));
        for mut entry in overlay.entries {
            if self.source != overlay.source {
                fill(&mut entry, overlay.source.as_ref());
            }
            match self.entries.iter_mut().find(|old| old.name() == entry.name()) {
                Some(old) => *old = entry,
                None => self.entries.push(entry),
            }
        }
    }
}

fn fill(entry: &mut impl Entry, source: Option<&Source>) {
    let slot = entry.source_mut();
    if slot.is_none() {
        *slot = source.cloned();
    }
}

impl<'t, T: Entry> IntoIterator for &'t Table<T> {
    type Item = &'t T;
    type IntoIter = std::slice::Iter<'t, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// Whether the releases that `version` stands for have the entry.
pub fn availability(entry: &impl Entry, version: Option<Version>) -> Support {
    match entry.since() {
        Some(since) => feature::support(&[(since, None)], version),
        None => Support::Yes,
    }
}
