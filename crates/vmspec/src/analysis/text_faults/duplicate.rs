//! Keys that are given twice: which of the two entries to take away.

use vmspec_yaml::edit::{edits_of_value, edits_without_entry};
use vmspec_yaml::{Node, Span};

use super::DocumentContext;
use crate::diagnostic::{Applicability, Diagnostic, Fix};

impl DocumentContext<'_> {
    /// The diagnostic of a key that is given twice, with fixes: of two entries that say the same it does not matter which
    /// one stays; otherwise a person has to choose. The spans are those of the keys.
    pub(super) fn without_duplicate(&self, found: Diagnostic, first: Span, second: Span) -> Diagnostic {
        let (Some(first), Some(second)) = (entry_at(self.root, first), entry_at(self.root, second)) else {
            return found;
        };
        let fix = |(key, _): (Node<'_>, Node<'_>), title: &str, applicability| {
            let edits = edits_without_entry(key)?;
            let edits = match &self.nest {
                Some(nest) => edits_of_value(nest.scalar, &edits)?,
                None => edits,
            };
            // No path tells the two entries apart, so there is no operation for objects.
            Some(Fix { title: title.to_owned(), applicability, edits, operations: Vec::new() })
        };
        let says = |(_, value): (Node<'_>, Node<'_>)| value.to_json().ok();
        if says(first).is_some_and(|value| Some(value) == says(second)) {
            return Diagnostic { fix: fix(second, "remove the second one", Applicability::Safe), ..found };
        }
        let choices = [(first, "keep the second one"), (second, "keep the first one")];
        let mut fixes =
            choices.into_iter().filter_map(|(entry, title)| fix(entry, title, Applicability::Manual));
        Diagnostic { fix: fixes.next(), alternatives: fixes.collect(), ..found }
    }
}

/// The entry whose key has this span.
fn entry_at(root: Node<'_>, key: Span) -> Option<(Node<'_>, Node<'_>)> {
    let holds = |node: &Node<'_>| node.full_span().start <= key.start && key.end <= node.full_span().end;
    let mut node = root;
    loop {
        if let Some(entry) = node.entries().find(|(own, _)| own.span() == key) {
            return Some(entry);
        }
        let mut values = node.entries().map(|(_, value)| value).chain(node.items());
        node = values.find(|value| holds(value) && !value.is_alias())?;
    }
}
