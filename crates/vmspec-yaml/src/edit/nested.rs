//! Edits of the text that a scalar holds, as edits of the text that the scalar stands in.

use super::kept::{around_kept, joined};
use super::{Edit, alone, apply, counterpart, lines, unlimited_size};
use crate::{Document, Node, ScalarMap, ScalarStyle, Span, parse_as};

/// The edits of the source that make a scalar's value what `edits` would make of it; nothing if that is not possible
/// without writing the scalar anew.
///
/// Edits within a line work in every style, those that change lines in `|` scalars, whose indentation new lines get, and
/// in double quotes, where line breaks are written `\n`. The result is parsed again and compared, so this is never a
/// guess. No edit repeats text that stays.
///
/// ```
/// use vmspec_yaml::edit::{Edit, apply, edits_of_value};
/// use vmspec_yaml::{Limits, Span, parse};
///
/// let text = "cloudInit: |\n  #cloud-config\n  users:\n    - ann\n";
/// let tree = parse(text, &Limits::default());
/// let scalar = tree.root(0).unwrap().get("cloudInit").unwrap();
/// let first_item = scalar.text().find("  - ann").unwrap();
/// let edit = Edit { span: Span::at(first_item), text: "  - default\n".to_owned() };
/// let edits = edits_of_value(scalar, &[edit]).unwrap();
/// assert_eq!(apply(text, &edits), "cloudInit: |\n  #cloud-config\n  users:\n    - default\n    - ann\n");
/// ```
pub fn edits_of_value(scalar: Node<'_>, edits: &[Edit]) -> Option<Vec<Edit>> {
    alone::edits_in_part(scalar, |scalar| in_tree(scalar, edits).ok_or(())).ok()
}

/// As [`edits_of_value`], with all documents of the tree at hand.
pub(super) fn in_tree(scalar: Node<'_>, edits: &[Edit]) -> Option<Vec<Edit>> {
    let source = scalar.tree().text();
    let value = scalar.text();
    let map = scalar.scalar_map()?;
    let mut outer = Vec::with_capacity(edits.len());
    for edit in edits {
        let removed = value.get(edit.span.range())?;
        let changes_lines = removed.contains('\n') || edit.text.contains('\n');
        let edit = match scalar.style()? {
            ScalarStyle::DoubleQuoted => inside(&map, edit, double_quoted(&edit.text)?),
            _ if changes_lines => whole_lines(scalar, &map, edit)?,
            ScalarStyle::SingleQuoted => inside(&map, edit, edit.text.replace('\'', "''")),
            ScalarStyle::Plain | ScalarStyle::Literal | ScalarStyle::Folded => {
                inside(&map, edit, edit.text.clone())
            }
        };
        outer.push(edit);
    }
    let mut minimal = Vec::with_capacity(outer.len());
    for edit in joined(source, &outer) {
        minimal.extend(without_what_stays(source, &edit)?);
    }
    let outer = minimal;
    let documents = scalar.tree().documents();
    let index = documents.iter().position(|document| std::ptr::eq(document, scalar.document()))?;
    let edited = parse_as(apply(source, &outer), scalar.document().dialect(), &unlimited_size());
    let problems = |documents: &[Document]| documents.get(index).map(|document| document.problems().len());
    let is_as_intended = problems(edited.documents()) <= problems(documents)
        && counterpart(edited.root(index)?, scalar)?.text() == apply(value, edits);
    is_as_intended.then_some(outer)
}

/// An edit that puts a text, as it is written in the scalar's style, in the place of what an edit of the value removes.
fn inside(map: &ScalarMap, edit: &Edit, text: String) -> Edit {
    Edit { span: map.span(edit.span.range()), text }
}

/// A text as it stands in double quotes; nothing if it holds characters that had better not be written there.
fn double_quoted(text: &str) -> Option<String> {
    let mut written = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '\n' => written.push_str("\\n"),
            '"' | '\\' => written.extend(['\\', char]),
            char if char.is_control() => return None,
            char => written.push(char),
        }
    }
    Some(written)
}

/// An edit that changes lines, with the lines that it touches as wholes.
fn whole_lines(scalar: Node<'_>, map: &ScalarMap, edit: &Edit) -> Option<Edit> {
    if scalar.is_alias() || scalar.style() != Some(ScalarStyle::Literal) {
        return None;
    }
    let source = scalar.tree().text();
    let value = scalar.text();
    let range = edit.span.range();
    let start = lines::start(value, range.start);
    let is_at_line_start = lines::start(value, range.end) == range.end;
    let end = if is_at_line_start { range.end } else { lines::next(value, range.end) };
    let mut new = format!("{}{}{}", value.get(start..range.start)?, edit.text, value.get(range.end..end)?);
    if end == value.len() && !value.ends_with('\n') && new.ends_with('\n') {
        new.pop();
    }

    let first_text = value.find(|char| char != '\n')?;
    let indent = lines::column(source, map.source_offset(first_text));
    let line_break = if source.get(..map.source_offset(first_text))?.ends_with("\r\n")
        || source.get(scalar.span().range())?.contains("\r\n")
    {
        "\r\n"
    } else {
        "\n"
    };
    let mut text = String::with_capacity(new.len() + 64);
    for line in new.split_inclusive('\n') {
        let (content, is_ended) = line.strip_suffix('\n').map_or((line, false), |content| (content, true));
        if !content.is_empty() {
            text.push_str(&" ".repeat(indent));
            text.push_str(content);
        }
        if is_ended {
            text.push_str(line_break);
        }
    }
    let line_of = |offset: usize| {
        let at = map.source_offset(offset);
        if offset < value.len() { lines::start(source, at) } else { at }
    };
    Some(Edit { span: Span::new(line_of(start), line_of(end).max(line_of(start))), text })
}

/// The edit without the text that it takes away and puts back.
fn without_what_stays(source: &str, edit: &Edit) -> Option<Vec<Edit>> {
    if let Some(edits) = around_kept(source, edit) {
        return Some(edits);
    }
    let range = edit.span.range();
    let old = source.get(range.clone())?;
    let common = |(one, other): &(char, char)| one == other;
    let prefix: usize =
        old.chars().zip(edit.text.chars()).take_while(common).map(|(char, _)| char.len_utf8()).sum();
    let (old_rest, new_rest) = (old.get(prefix..)?, edit.text.get(prefix..)?);
    let suffix: usize = old_rest
        .chars()
        .rev()
        .zip(new_rest.chars().rev())
        .take_while(common)
        .map(|(char, _)| char.len_utf8())
        .sum();
    let span = Span::new(range.start + prefix, range.end - suffix);
    Some(vec![Edit { span, text: new_rest.get(..new_rest.len() - suffix)?.to_owned() }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Limits, parse};

    /// Edits the value of `a` by replacing `from` with `to`.
    fn edited(text: &str, from: &str, to: &str) -> Option<String> {
        let tree = parse(text, &Limits::default());
        let scalar = tree.root(0).unwrap().get("a").unwrap();
        let at = scalar.text().find(from).unwrap();
        let edit = Edit { span: Span::new(at, at + from.len()), text: to.to_owned() };
        edits_of_value(scalar, &[edit]).map(|edits| apply(text, &edits))
    }

    #[test]
    fn edits_reach_the_source() {
        let table = [
            ("a: |\n  x: 1\n  y: 2\nb: 1\n", "1", "10", Some("a: |\n  x: 10\n  y: 2\nb: 1\n")),
            ("a: |\n  x: 1\n  y: 2\nb: 1\n", "x: 1\n", "", Some("a: |\n  y: 2\nb: 1\n")),
            ("a: |\n  x: 1\n  y: 2\nb: 1\n", "y: 2\n", "", Some("a: |\n  x: 1\nb: 1\n")),
            (
                "a: |\n  x: 1\n  y: 2\nb: 1\n",
                "x: 1\n",
                "x: 1\n\nz:\n  - 1\n",
                Some("a: |\n  x: 1\n\n  z:\n    - 1\n  y: 2\nb: 1\n"),
            ),
            (
                "a: |\r\n  x: 1\r\n  y: 2\r\n",
                "y: 2\n",
                "y: 2\nz: 3\n",
                Some("a: |\r\n  x: 1\r\n  y: 2\r\n  z: 3\r\n"),
            ),
            ("a: |-\n    x: 1", "1", "1\ny: 2", Some("a: |-\n    x: 1\n    y: 2")),
            ("a: |2\n    x: 1\n  y: 2\n", "y: 2\n", "", Some("a: |2\n    x: 1\n")),
            ("a: \"x: 1\\ny: 2\"\n", "1", "10", Some("a: \"x: 10\\ny: 2\"\n")),
            ("a: \"x: 1\\ny: 2\"\n", "1\n", "", Some("a: \"x: y: 2\"\n")),
            ("a: \"x: 1\\ny: 2\"\n", "1\n", "\"\\\n", Some("a: \"x: \\\"\\\\\\ny: 2\"\n")),
            ("a: \"x: 1\\\n  \\ny: 2\"\n", "1", "1\nz: 3", Some("a: \"x: 1\\nz: 3\\\n  \\ny: 2\"\n")),
            ("a: \"x: 1\"\n", "1", "\u{7}", None),
            ("a: 'x: ''1'''\n", "1", "2", Some("a: 'x: ''2'''\n")),
            ("a: 'x: 1'\n", "1", "'2'", Some("a: 'x: ''2'''\n")),
            ("a: 'x: 1'\n", "1", "1\ny: 2", None),
            ("a: x y\n", "x", "x: 1", None),
            ("a: >\n  x: 1\n  y: 2\n", "1", "3", Some("a: >\n  x: 3\n  y: 2\n")),
        ];
        for (text, from, to, expected) in table {
            assert_eq!(edited(text, from, to).as_deref(), expected, "{text:?}: {from:?} to {to:?}");
        }
    }

    #[test]
    fn what_stays_is_not_repeated() {
        let text = "a: |\n  pin: 1234\n";
        let tree = parse(text, &Limits::default());
        let scalar = tree.root(0).unwrap().get("a").unwrap();
        let edit = Edit { span: Span::new(5, 9), text: "\"1234\"".to_owned() };
        let edits = edits_of_value(scalar, &[edit]).unwrap();
        assert_eq!(apply(text, &edits), "a: |\n  pin: \"1234\"\n");
        assert!(edits.iter().all(|edit| edit.text == "\""), "{edits:?}");
    }

    #[test]
    fn a_document_among_others() {
        let text = "b: 1\n---\n# c\na: |\n  ü: 1\n---\nc: 1\n";
        let tree = parse(text, &Limits::default());
        let scalar = tree.root(1).unwrap().get("a").unwrap();
        let edit = Edit { span: Span::at(0), text: "x: 1\n".to_owned() };
        let edits = edits_of_value(scalar, &[edit]).unwrap();
        assert_eq!(apply(text, &edits), "b: 1\n---\n# c\na: |\n  x: 1\n  ü: 1\n---\nc: 1\n");
    }
}
