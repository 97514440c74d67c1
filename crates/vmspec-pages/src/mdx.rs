//! Fenced code blocks of MDX.

use std::ops::Range;

use vmspec::analysis::Block;

use crate::fence;

/// A fence that is open.
struct Fence {
    mark: char,
    length: usize,
    /// Bytes before the mark on its line.
    indentation: usize,
    /// Where its content begins, if that is YAML.
    content: Option<usize>,
    margins: Vec<Range<usize>>,
}

/// The fenced blocks of YAML and JSON in a page of MDX.
///
/// MDX knows no code by indentation and no HTML blocks, so that a fence is one wherever its line begins: within
/// components, and indented as deep as they are.
///
/// ```
/// let page = "<Tabs>\n    <Tab>\n    ```yaml\n    kind: VMDisk\n    ```\n    </Tab>\n</Tabs>\n";
/// let blocks = vmspec_pages::mdx(page);
/// assert_eq!(&page[blocks[0].span.clone()], "    kind: VMDisk\n");
/// ```
pub fn mdx(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Fence> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        match &mut open {
            None => open = Fence::opened_by(line, at),
            Some(fence) if fence.is_closed_by(line) => {
                blocks.extend(open.take().and_then(|fence| fence.block(at)));
            }
            Some(fence) => {
                let margin = blanks(line).min(fence.indentation);
                if margin > 0 {
                    fence.margins.push(at..at + margin);
                }
            }
        }
        at += line.len();
    }
    blocks.extend(open.and_then(|fence| fence.block(at)));
    blocks
}

impl Fence {
    fn opened_by(line: &str, at: usize) -> Option<Self> {
        let indentation = blanks(line);
        let rest = line.get(indentation..)?;
        let mark = rest.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
        let length = rest.len() - rest.trim_start_matches(mark).len();
        let info = rest.get(length..)?.trim_end();
        // A line such as ```` ```yaml``` ```` is code within a sentence.
        if length < 3 || (mark == '`' && info.contains('`')) {
            return None;
        }
        let content = fence::is_yaml(info).then_some(at + line.len());
        Some(Self { mark, length, indentation, content, margins: Vec::new() })
    }

    fn is_closed_by(&self, line: &str) -> bool {
        let line = line.trim();
        line.len() >= self.length && line.chars().all(|character| character == self.mark)
    }

    /// The block that ends here; nothing if it is empty or no YAML.
    fn block(self, end: usize) -> Option<Block> {
        let start = self.content.filter(|start| *start < end)?;
        let mut block = Block::new(start..end);
        block.margins = self.margins;
        Some(block)
    }
}

fn blanks(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

#[cfg(test)]
mod tests {
    use super::mdx;

    #[test]
    fn blocks() {
        let table: [(&str, &[(&str, usize)]); 8] = [
            ("```yaml\na: 1\n```\n", &[("a: 1\n", 0)]),
            ("<Tab>\n```yaml title=\"x\"\na: 1\n```\n</Tab>\n", &[("a: 1\n", 0)]),
            ("      ~~~yaml\n      a: 1\n\n  b: 2\n      ~~~\n", &[("      a: 1\n\n  b: 2\n", 2)]),
            ("```yaml\r\na: 1\r\n```\r\nx\r\n```yml\r\nb: 2\r\n```\r\n", &[("a: 1\r\n", 0), ("b: 2\r\n", 0)]),
            ("```js\n```yaml\na: 1\n```\n", &[]),
            ("```yaml``` is a language\na: 1\n", &[]),
            ("````yaml\na: |\n  ```\n````\n", &[("a: |\n  ```\n", 0)]),
            ("```yaml\na: 1", &[("a: 1", 0)]),
        ];
        for (text, expected) in table {
            let blocks = mdx(text);
            let found: Vec<_> =
                blocks.iter().map(|block| (&text[block.span.clone()], block.margins.len())).collect();
            assert_eq!(found, expected, "{text:?}");
        }
    }
}
