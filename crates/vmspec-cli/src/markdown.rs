//! Markdown as it reads best in a terminal.

use crate::table::{bold, code};

/// Renders a page without its title: headings stand alone, code is indented, links show their address.
pub(crate) fn render(markdown: &str, color: bool) -> String {
    let mut text = String::new();
    let mut in_code = false;
    for line in markdown.lines().skip_while(|line| line.trim().is_empty() || line.starts_with("# ")) {
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
            continue;
        }
        if in_code && !line.is_empty() {
            text.push_str(&code(&format!("    {line}"), color));
        } else if line.starts_with('#') && !in_code {
            text.push_str(&bold(line.trim_start_matches('#').trim(), color));
        } else {
            text.push_str(&with_plain_links(line));
        }
        text.push('\n');
    }
    text
}

/// `[words](address)` as `words (address)`, and `<address>` as `address`.
fn with_plain_links(line: &str) -> String {
    let mut text = String::new();
    let mut rest = line;
    while let Some(at) = rest.find(['[', '<']) {
        let (before, from) = rest.split_at(at);
        text.push_str(before);
        let (shown, after) = named_link(from).or_else(|| bare_link(from)).unwrap_or_else(|| {
            let (bracket, after) = from.split_at(1);
            (bracket.to_owned(), after)
        });
        text.push_str(&shown);
        rest = after;
    }
    text + rest
}

/// The link at the start of a text, as it is shown, and what follows it.
fn named_link(from: &str) -> Option<(String, &str)> {
    let (words, after) = from.strip_prefix('[')?.split_once("](")?;
    let (address, after) = after.split_once(')')?;
    (!words.contains(['[', ']'])).then(|| (format!("{words} ({address})"), after))
}

fn bare_link(from: &str) -> Option<(String, &str)> {
    let (address, after) = from.strip_prefix('<')?.split_once('>')?;
    address.starts_with("http").then(|| (address.to_owned(), after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages() {
        for (markdown, expected) in [
            ("# title\n\nOne `word`.\n", "One `word`.\n"),
            ("## Why\nBecause.", "Why\nBecause.\n"),
            ("```yaml\na: [b](c)\n\n# d\n```\nx", "    a: [b](c)\n\n    # d\nx\n"),
            (
                "See [the docs](https://a.b), [x] and <https://c.d/>.",
                "See the docs (https://a.b), [x] and https://c.d/.\n",
            ),
            ("`disks[0]` is <b>", "`disks[0]` is <b>\n"),
        ] {
            assert_eq!(render(markdown, false), expected);
        }
    }
}
