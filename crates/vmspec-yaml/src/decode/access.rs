//! What collections hand to visitors: entries, items, and the content of enum variants.
//!
//! The methods that serde asks for are compiled once for each type that is read, so all work that does not depend on
//! the type is done in functions beside them.

use std::borrow::Cow;
use std::collections::HashSet;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor};

use super::deserializer::NodeDeserializer;
use super::fault::{Cause, Fault};
use super::key::KeyDeserializer;
use super::place::{Place, Step};
use super::words::Found;
use crate::{Dialect, Entry, Node};

/// Above this many entries, keys are looked up in a set to find those written twice.
const FEW_ENTRIES: usize = 24;

/// The entries of a mapping, those of merge keys included.
pub(super) struct EntryAccess<'a, 't> {
    place: &'a Place<'a, 't>,
    /// The fields of the struct that is read, if it is a struct.
    known: Option<&'static [&'static str]>,
    /// Merging makes a list of its own, in which each key stands once, and so does PyYAML's way with keys that are
    /// written twice; else this is the list as written.
    entries: Cow<'t, [Entry]>,
    /// Number of entries taken from `entries`.
    taken: usize,
    /// The keys taken, if there are many.
    seen: HashSet<&'t str>,
    /// The entry whose key was handed out last.
    current: Option<Place<'a, 't>>,
}

impl<'a, 't> EntryAccess<'a, 't> {
    /// The entries of the mapping at `place`.
    ///
    /// # Errors
    ///
    /// If it is nested too deeply.
    pub(super) fn new(
        place: &'a Place<'a, 't>,
        known: Option<&'static [&'static str]>,
    ) -> Result<Self, Fault> {
        place.context.enter(place)?;
        let mapping = place.node;
        let is_rearranged = mapping.document().dialect() == Dialect::PyYaml
            || mapping.entries().any(|(key, _)| key.is_merge_key());
        let entries = if is_rearranged {
            let merged = mapping.document().merged_entries(mapping.tree().text(), mapping.target().id());
            Cow::Owned(merged.entries)
        } else {
            Cow::Borrowed(mapping.raw_entries())
        };
        Ok(Self { place, known, entries, taken: 0, seen: HashSet::new(), current: None })
    }

    fn next_entry(&mut self) -> Option<(Node<'t>, Node<'t>)> {
        let &Entry { key, value } = self.entries.get(self.taken)?;
        self.taken += 1;
        Some((self.place.node.with(key), self.place.node.with(value)))
    }

    /// Whether an entry before the current one has the same key.
    fn is_repeated(&mut self, key: Node<'t>) -> bool {
        match &self.entries {
            Cow::Owned(_) => false,
            Cow::Borrowed(entries) if entries.len() <= FEW_ENTRIES => {
                let mut before = entries.iter().take(self.taken.saturating_sub(1));
                before.any(|entry| self.place.node.with(entry.key).text() == key.text())
            }
            Cow::Borrowed(_) => !self.seen.insert(key.text()),
        }
    }

    /// Goes to the next entry that is to be read, and gives its key.
    fn advance(&mut self) -> Result<Option<Cow<'t, str>>, Fault> {
        let context = self.place.context;
        while let Some((key, value)) = self.next_entry() {
            // The parser has reported keys that are no text and keys that are written twice.
            let Some(name) = key.key_text() else { continue };
            if self.is_repeated(key) {
                continue;
            }
            let place = self.place.child(Step::Key(key), value);
            // What is left out costs nothing: it must not hit a bound once more.
            if context.is_left_out(&place) {
                continue;
            }
            context.visit(&place)?;
            if let Some(known) = self.known
                && !known.contains(&&*name)
            {
                context.unknown_field(&place, key, known);
            }
            self.current = Some(place);
            return Ok(Some(name));
        }
        Ok(None)
    }

    /// Places a fault of the key that was handed out last.
    fn blame_key(&self, fault: Fault) -> Fault {
        match &self.current {
            Some(place @ Place { step: Step::Key(key), .. }) => fault.at_key(place, key.span()),
            _ => fault,
        }
    }

    /// Where the value of that key is.
    fn current(&self) -> Result<&Place<'a, 't>, Fault> {
        self.current.as_ref().ok_or_else(|| misused("a value was asked for before its key"))
    }
}

// For a reference, so that visitors need not move the whole of it.
impl<'t> MapAccess<'t> for &mut EntryAccess<'_, 't> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'t>>(&mut self, seed: K) -> Result<Option<K::Value>, Fault> {
        let Some(name) = self.advance()? else { return Ok(None) };
        let key = seed.deserialize(KeyDeserializer { name });
        key.map(Some).map_err(|fault| self.blame_key(fault))
    }

    fn next_value_seed<V: DeserializeSeed<'t>>(&mut self, seed: V) -> Result<V::Value, Fault> {
        let place = self.current()?;
        seed.deserialize(NodeDeserializer { place }).map_err(|fault| fault.at(place))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.entries.len().saturating_sub(self.taken))
    }
}

/// The items of a sequence.
pub(super) struct ItemAccess<'a, 't> {
    place: &'a Place<'a, 't>,
    length: usize,
    /// The index of the next item.
    next: usize,
    /// The item that was handed out last.
    current: Option<Place<'a, 't>>,
}

impl<'a, 't> ItemAccess<'a, 't> {
    /// The items of the sequence at `place`.
    ///
    /// # Errors
    ///
    /// If it is nested too deeply.
    pub(super) fn new(place: &'a Place<'a, 't>) -> Result<Self, Fault> {
        place.context.enter(place)?;
        Ok(Self { place, length: place.node.items().len(), next: 0, current: None })
    }

    /// Goes to the next item that was not left out.
    fn advance(&mut self) -> Result<Option<&Place<'a, 't>>, Fault> {
        while let Some(item) = self.place.node.at(self.next) {
            let place = self.place.child(Step::Index(self.next), item);
            self.next += 1;
            if !place.context.is_left_out(&place) {
                place.context.visit(&place)?;
                return Ok(Some(self.current.insert(place)));
            }
        }
        Ok(None)
    }

    /// Takes the items that nobody asked for, and counts them.
    pub(super) fn count_rest(&mut self) -> Result<usize, Fault> {
        let mut count = 0;
        while self.advance()?.is_some() {
            count += 1;
        }
        Ok(count)
    }
}

// For a reference, as with entries.
impl<'t> SeqAccess<'t> for &mut ItemAccess<'_, 't> {
    type Error = Fault;

    fn next_element_seed<T: DeserializeSeed<'t>>(&mut self, seed: T) -> Result<Option<T::Value>, Fault> {
        let Some(place) = self.advance()? else { return Ok(None) };
        let item = seed.deserialize(NodeDeserializer { place });
        item.map(Some).map_err(|fault| fault.at(place))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.length.saturating_sub(self.next))
    }
}

/// An enum's variant: its name alone, or a mapping whose one entry has that name.
pub(super) struct Variant<'a, 't> {
    name: Cow<'t, str>,
    entry: Option<VariantEntry<'a, 't>>,
}

struct VariantEntry<'a, 't> {
    key: Node<'t>,
    place: Place<'a, 't>,
}

impl<'a, 't> Variant<'a, 't> {
    /// The variant of this name, without content.
    pub(super) fn named(name: &'t str) -> Self {
        Self { name: name.into(), entry: None }
    }

    /// The variant in the mapping at `place`.
    ///
    /// # Errors
    ///
    /// If the mapping does not have exactly one entry, or its key is no name.
    pub(super) fn in_mapping(place: &'a Place<'a, 't>) -> Result<Self, Fault> {
        let mut entries = EntryAccess::new(place, None)?;
        let (Some((key, value)), None) = (entries.next_entry(), entries.next_entry()) else {
            return Err(Fault::wrong_type("a mapping with exactly one key", Found::Mapping));
        };
        let place = place.child(Step::Key(key), value);
        if place.context.is_left_out(&place) {
            return Err(Fault::new(Cause::Known));
        }
        place.context.visit(&place)?;
        let name = key.key_text().ok_or_else(|| Fault::new(Cause::Known).at(&place))?;
        Ok(Self { name, entry: Some(VariantEntry { key, place }) })
    }

    /// Where the content is.
    ///
    /// # Errors
    ///
    /// If there is none.
    fn content(&self) -> Result<&Place<'a, 't>, Fault> {
        let entry = self.entry.as_ref().ok_or_else(|| {
            Fault::wrong_type(format!("a mapping with the key `{}`", self.name), Found::Text)
        })?;
        Ok(&entry.place)
    }

    fn blame_name(&self, fault: Fault) -> Fault {
        match &self.entry {
            Some(VariantEntry { key, place }) => fault.at_key(place, key.span()),
            None => fault,
        }
    }
}

impl<'t> EnumAccess<'t> for Variant<'_, 't> {
    type Error = Fault;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'t>>(self, seed: V) -> Result<(V::Value, Self), Fault> {
        match seed.deserialize(KeyDeserializer { name: self.name.clone() }) {
            Ok(variant) => Ok((variant, self)),
            Err(fault) => Err(self.blame_name(fault)),
        }
    }
}

impl<'t> VariantAccess<'t> for Variant<'_, 't> {
    type Error = Fault;

    fn unit_variant(self) -> Result<(), Fault> {
        if self.entry.is_none() {
            return Ok(());
        }
        let place = self.content()?;
        <()>::deserialize(NodeDeserializer { place }).map_err(|fault| fault.at(place))
    }

    fn newtype_variant_seed<T: DeserializeSeed<'t>>(self, seed: T) -> Result<T::Value, Fault> {
        let place = self.content()?;
        seed.deserialize(NodeDeserializer { place }).map_err(|fault| fault.at(place))
    }

    fn tuple_variant<V: Visitor<'t>>(self, length: usize, visitor: V) -> Result<V::Value, Fault> {
        let place = self.content()?;
        NodeDeserializer { place }.deserialize_tuple(length, visitor).map_err(|fault| fault.at(place))
    }

    fn struct_variant<V: Visitor<'t>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        let place = self.content()?;
        NodeDeserializer { place }.deserialize_struct("", fields, visitor).map_err(|fault| fault.at(place))
    }
}

/// A visitor broke the rules of serde.
fn misused(message: &str) -> Fault {
    Fault::new(Cause::InvalidValue { message: message.to_owned() })
}
