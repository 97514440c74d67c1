//! Merge keys: what `<<` brings into a mapping.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use crate::Dialect;
use crate::scalar::core_tag;
use crate::tree::{Content, Document, Entry, NodeId, ScalarStyle, slice};

/// The entries of a mapping with those that its merge keys bring.
pub(crate) struct Merged {
    /// Each key once.
    pub(crate) entries: Vec<Entry>,
    pub(crate) faults: Vec<MergeFault>,
}

/// Why kubectl refuses a merge.
pub(crate) enum MergeFault {
    /// What stands behind `<<` is neither a mapping nor a list of mappings.
    NoMapping {
        /// The value.
        value: NodeId,
    },
    /// The merge brings a key that is there.
    Overlap {
        /// The value of the mapping's own `<<` entry.
        value: NodeId,
        /// The key that comes with it.
        key: NodeId,
        /// The key that was there.
        first: NodeId,
    },
}

/// Whether this key is `<<`, whose value's entries join the mapping.
pub(crate) fn is_merge_key(document: &Document, source: &str, key: NodeId) -> bool {
    let Content::Scalar { style, .. } = document.data(key).content else { return false };
    let may_merge = match document.tag(key) {
        None => style == ScalarStyle::Plain,
        Some(tag) => core_tag(tag) == Some("merge"),
    };
    may_merge && document.scalar_text(source, key) == "<<"
}

impl Document {
    /// Applies merge keys. A mapping that is reached twice is merged once, so that the work is bounded by the size of
    /// the document, however the merges are nested.
    pub(crate) fn merged_entries(&self, source: &str, mapping: NodeId) -> Merged {
        let mut merged = Merged { entries: Vec::new(), faults: Vec::new() };
        // Indices in `merged.entries`.
        let mut keys: HashMap<Cow<'_, str>, usize> = HashMap::new();
        // Mappings to merge, each with the value of the outermost `<<` that brings it. The last is merged first.
        let mut waiting: Vec<(NodeId, Option<NodeId>)> = vec![(mapping, None)];
        let mut seen = HashSet::from([mapping]);
        while let Some((mapping, brought_by)) = waiting.pop() {
            let Content::Mapping { first, len, .. } = self.data(mapping).content else { continue };
            let mut brought = Vec::new();
            for &Entry { key, value } in slice(&self.entries, first, len) {
                if is_merge_key(self, source, key) {
                    let brought_by = brought_by.unwrap_or(value);
                    match self.mappings_to_merge(value) {
                        Some(targets) => {
                            brought.extend(targets.into_iter().map(|target| (target, Some(brought_by))));
                        }
                        None => merged.faults.push(MergeFault::NoMapping { value }),
                    }
                    continue;
                }
                let Ok(name) = self.key_text(source, key) else { continue };
                match keys.entry(name) {
                    std::collections::hash_map::Entry::Vacant(place) => {
                        place.insert(merged.entries.len());
                        merged.entries.push(Entry { key, value });
                    }
                    std::collections::hash_map::Entry::Occupied(first) => {
                        let Some(first) = merged.entries.get_mut(*first.get()) else { continue };
                        // Duplicates in the mapping itself have their own problem.
                        if let Some(value) = brought_by {
                            merged.faults.push(MergeFault::Overlap { value, key, first: first.key });
                        } else if self.dialect == Dialect::PyYaml {
                            *first = Entry { key, value };
                        }
                    }
                }
            }
            for (target, by) in brought.into_iter().rev() {
                if seen.insert(target) {
                    waiting.push((target, by));
                } else if let Some(value) = by
                    && let Content::Mapping { first, len: 1.., .. } = self.data(target).content
                    && let Some(entry) = slice(&self.entries, first, 1).first()
                {
                    merged.faults.push(MergeFault::Overlap { value, key: entry.key, first: entry.key });
                }
            }
        }
        merged
    }

    fn mappings_to_merge(&self, value: NodeId) -> Option<Vec<NodeId>> {
        let target = self.target(value);
        let is_mapping = |id: NodeId| matches!(self.data(id).content, Content::Mapping { .. });
        match self.data(target).content {
            Content::Mapping { .. } => Some(vec![target]),
            // The list itself must be written in place.
            Content::Sequence { first, len, .. } if target == value => {
                let items: Vec<NodeId> =
                    slice(&self.items, first, len).iter().map(|&item| self.target(item)).collect();
                items.iter().all(|&item| is_mapping(item)).then_some(items)
            }
            // An alias to nothing has its own problem.
            Content::Alias { .. } => Some(Vec::new()),
            _ => None,
        }
    }
}
