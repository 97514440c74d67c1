//! Fenced code blocks of Markdown.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use vmspec::analysis::Block;

use crate::fence;

/// The fenced blocks of YAML and JSON in a page of Markdown, as `CommonMark` defines them: within lists and quotations too,
/// and not within comments and other code.
///
/// ```
/// let page = "# Disks\n\n- Like so:\n\n  ```yaml title=\"disk.yaml\"\n  kind: VMDisk\n  ```\n";
/// let blocks = vmspec_pages::markdown(page);
/// assert_eq!(&page[blocks[0].span.clone()], "  kind: VMDisk\n");
/// ```
pub fn markdown(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    // The bytes of the content of the block at hand: without what stands before it on its lines.
    let mut open: Option<Vec<Range<usize>>> = None;
    for (event, range) in Parser::new_ext(text, extensions()).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if fence::is_yaml(&info) => {
                open = Some(Vec::new());
            }
            Event::Text(_) => open.iter_mut().for_each(|content| content.push(range.clone())),
            Event::End(TagEnd::CodeBlock) => {
                blocks.extend(open.take().and_then(|content| block(text, &content)));
            }
            _ => {}
        }
    }
    blocks
}

/// What else stands between lines of dashes would be taken for a heading, and a front matter is no block.
fn extensions() -> Options {
    Options::ENABLE_YAML_STYLE_METADATA_BLOCKS | Options::ENABLE_FOOTNOTES | Options::ENABLE_TABLES
}

/// The block with this content; nothing if it is empty.
fn block(text: &str, content: &[Range<usize>]) -> Option<Block> {
    let start = line_start(text, content.first()?.start);
    let end = content.last()?.end;
    let mut block = Block::new(start..next_line(text, end.saturating_sub(1)).max(end));
    let mut at = start;
    while at < end {
        // The first content at or behind the start of the line says where its margin ends.
        let next = next_line(text, at);
        let first = content.partition_point(|piece| piece.end <= at);
        let inner = content.get(first).map_or(next, |piece| piece.start.clamp(at, next));
        if inner > at {
            block.margins.push(at..inner);
        }
        at = next;
    }
    Some(block)
}

fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1)
}

fn next_line(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |end| at + end + 1)
}

#[cfg(test)]
mod tests {
    use super::markdown;

    /// Each block with its margins drawn as `·`.
    fn drawn(text: &str) -> Vec<String> {
        let draw = |block: &vmspec::analysis::Block| {
            let bytes = text.char_indices().filter(|(at, _)| block.span.contains(at));
            let is_margin = |at: usize| block.margins.iter().any(|margin| margin.contains(&at));
            bytes.map(|(at, character)| if is_margin(at) { '·' } else { character }).collect()
        };
        markdown(text).iter().map(draw).collect()
    }

    #[test]
    fn blocks() {
        let table: [(&str, &[&str]); 17] = [
            ("```yaml\na: 1\n\nb: 2\n```\n", &["a: 1\n\nb: 2\n"]),
            ("~~~yml\na: 1\n```\nb: 2\n~~~\n", &["a: 1\n```\nb: 2\n"]),
            ("````yaml\na: |\n  ```\n````\n", &["a: |\n  ```\n"]),
            ("```yaml\na: 1\n```\n\n```json\n{}\n```\n", &["a: 1\n", "{}\n"]),
            ("```yaml\r\na: 1\r\nb: 2\r\n```\r\n", &["a: 1\r\nb: 2\r\n"]),
            ("1. x\n\n   ```yaml\n   a:\n     b: 1\n\n   c: 2\n   ```\n", &["···a:\n···  b: 1\n\n···c: 2\n"]),
            ("- x\n  - y\n    ```yaml\n    a: 1\n    ```\n", &["····a: 1\n"]),
            ("> ```yaml\n> a:\n>   b: 1\n>\n> c: 2\n> ```\n", &["··a:\n··  b: 1\n·\n··c: 2\n"]),
            ("  ```yaml\n  a: 1\n b: 2\n  ```\n", &["··a: 1\n·b: 2\n"]),
            ("```yaml\na: ü 🏔\nb: 1", &["a: ü 🏔\nb: 1"]),
            ("```yaml\n```\n", &[]),
            ("```\na: 1\n```\n", &[]),
            ("    ```yaml\n    a: 1\n    ```\n", &[]),
            ("<!--\n```yaml\na: 1\n```\n-->\n", &[]),
            ("````markdown\n```yaml\na: 1\n```\n````\n", &[]),
            ("---\ntitle: x\n---\n\n```yaml\na: 1\n```\n", &["a: 1\n"]),
            ("| a |\n|---|\n| b |\n\n```yaml\n- a\n---\n- b\n```\n", &["- a\n---\n- b\n"]),
        ];
        for (text, expected) in table {
            assert_eq!(drawn(text), expected, "{text:?}");
        }
    }
}
