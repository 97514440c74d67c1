//! What to select around a place, step by step.

use vmspec_yaml::{Node, NodeKind, Span};

use super::spot;
use crate::analysis::SourceFile;

/// Steps that are told. Editors send and read them one within the other, and a parser of JSON goes only so deep.
const MOST_STEPS: usize = 40;

/// The bytes to select at a byte offset as a selection grows, each within the next: a key or value, the entry that it
/// stands in, the mapping or list, and so on up to the document. In a cloud-config, what it consists of comes first.
///
/// ```
/// use vmspec::analysis::assist::selections;
/// use vmspec::analysis::{Options, SourceFile};
///
/// let text = "kind: VMDisk\nmetadata: {name: data}\n";
/// let file = SourceFile::parse("disk.yaml", text, &Options::default().limits);
/// let around: Vec<_> = selections(&file, text.find("data}").unwrap()).into_iter().map(|span| span.slice(text)).collect();
/// assert_eq!(around, ["data", "name: data", "{name: data}", "metadata: {name: data}", text.trim_end()]);
/// ```
pub fn selections(file: &SourceFile, offset: usize) -> Vec<Span> {
    let tree = file.tree();
    let index = tree.documents().iter().position(|document| document.span().touches(offset));
    let Some(root) = index.and_then(|index| tree.root(index)) else { return Vec::new() };
    let mut spans = around(root, offset);
    if let Some((scalar, inner)) = spot::cloud_config_of(root)
        && scalar.span().touches(offset)
        && let (Some(map), Some(inner)) = (scalar.scalar_map(), inner.root(0))
    {
        let inner = around(inner, map.value_offset(offset));
        spans.extend(inner.into_iter().map(|span| map.span(span.range())));
    }
    spans.reverse();
    // An editor takes each step for the one around the last.
    let mut grown: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        let holds_more = |last: &Span| span.contains(*last) && span != *last;
        if span.touches(offset) && grown.last().is_none_or(holds_more) && grown.len() < MOST_STEPS {
            grown.push(span);
        }
    }
    grown
}

/// From the root to what stands at an offset.
fn around(root: Node<'_>, offset: usize) -> Vec<Span> {
    let mut spans = vec![root.full_span()];
    let mut node = root;
    while node.kind() != NodeKind::Scalar && !node.is_alias() {
        let entry = node.entries().find(|(key, value)| key.span().cover(value.full_span()).touches(offset));
        let below = match entry {
            Some((key, value)) => {
                spans.push(key.span().cover(value.full_span()));
                if key.span().touches(offset) {
                    spans.push(key.span());
                    break;
                }
                value
            }
            None => match node.items().find(|item| item.full_span().touches(offset)) {
                Some(item) => item,
                None => break,
            },
        };
        if !below.span().touches(offset) {
            break;
        }
        spans.push(below.full_span());
        node = below;
    }
    spans
}
