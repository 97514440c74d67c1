//! Which part of a source line is not shown, because it is or may be a secret.
//!
//! Decided from the text alone, so that it also holds where the text is broken, and in favour of hiding: what stands
//! below `cloudInit` is hidden but for its keys, and elsewhere whatever looks like a password or a private key.

use std::ops::Range;

use vmspec::diagnostic::Fix;
use vmspec_yaml::{FieldPath, LineIndex, Segment};

use crate::Source;

/// What is shown in place of a hidden part. The length of the secret does not show.
pub const HIDDEN: &str = "‹hidden›";

/// How many lines above a line are looked at to find out what it belongs to. A line that belongs to nothing within
/// them is hidden.
const LINES_ABOVE: u32 = 5_000;

/// Parts of a key that announce a secret, in lower case.
const SECRET_KEYS: [&str; 9] =
    ["passw", "passphrase", "secret", "token", "credential", "private", "apikey", "api_key", "api-key"];

/// The part of a line to hide, as bytes of the line; nothing if all of it may be shown.
pub fn hidden_part(source: Source<'_>, line: u32) -> Option<Range<usize>> {
    let text = source.line(line);
    if text.trim().is_empty() {
        return None;
    }
    if is_below_cloud_init(source, line) || looks_like_key_material(text) {
        return value_part(text);
    }
    if let Some(at) = text.find("cloudInit") {
        // Not `cloudInitSeed`, and not the header of a block scalar, which holds nothing.
        let rest = text.get(at + "cloudInit".len()..).unwrap_or_default();
        let value = rest.trim_start_matches(['"', '\'']);
        if let Some(value) = value.strip_prefix(':')
            && !is_block_header(value)
        {
            return Some(text.len() - value.len()..text.len());
        }
    }
    secret_value(text).map(|start| start..text.len())
}

/// The part of a line to hide if only its key may be shown, or nothing if there is no more than a key.
pub fn value_part(line: &str) -> Option<Range<usize>> {
    let part = value_start(line)..line.trim_end().len();
    (!part.is_empty()).then_some(part)
}

/// Whether the text that a fix puts in, or takes away, may be or hold a secret. `path` is that of the finding.
pub(crate) fn fix_may_show_secret(fix: &Fix, path: &FieldPath, source: Source<'_>) -> bool {
    if path.segments().iter().any(|segment| matches!(segment, Segment::Key(key) if key == "cloudInit")) {
        return true;
    }
    fix.edits.iter().any(|edit| {
        let lines = LineIndex::new(&edit.text);
        let new = Source::new(&edit.text, &lines);
        let new_lines = 0..u32::try_from(lines.line_count()).unwrap_or(u32::MAX);
        let mut old_lines = source.line_of(edit.span.start)..=source.line_of(edit.span.end);
        old_lines.any(|line| hidden_part(source, line).is_some())
            || new_lines.into_iter().any(|line| hidden_part(new, line).is_some())
    })
}

/// Whether a line lies below a `cloudInit` key, going by indentation.
fn is_below_cloud_init(source: Source<'_>, line: u32) -> bool {
    let mut indent = indentation(source.line(line));
    if indent == 0 {
        return false;
    }
    let lowest = line.saturating_sub(LINES_ABOVE);
    for above in (lowest..line).rev() {
        let text = source.line(above);
        if text.trim().is_empty() || indentation(text) >= indent {
            continue;
        }
        indent = indentation(text);
        let key = text.trim_start().trim_start_matches(['-', ' ', '"', '\'']);
        let after = key.strip_prefix("cloudInit").map(|rest| rest.trim_start_matches(['"', '\'']));
        if after.is_some_and(|rest| rest.starts_with(':')) {
            return true;
        }
        if indent == 0 {
            return false;
        }
    }
    lowest > 0 && indent > 0
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

/// Where the value of a line `key: value`, `- key: value` or `- value` starts. A line of any other form is all value.
fn value_start(line: &str) -> usize {
    let mut rest = line.trim_start();
    while let Some(item) = rest.strip_prefix("- ") {
        rest = item.trim_start();
    }
    let key_length =
        rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')).count();
    let after_key = rest.get(key_length..).unwrap_or_default();
    if key_length > 0 && (after_key.starts_with(": ") || after_key == ":") {
        rest = after_key.get(1..).unwrap_or_default().trim_start();
    }
    line.len() - rest.len()
}

fn is_block_header(value: &str) -> bool {
    let value = value.trim();
    value.starts_with(['|', '>'])
        && value.bytes().skip(1).all(|byte| matches!(byte, b'+' | b'-' | b'0'..=b'9'))
}

/// Private keys with their bodies, and hashes of passwords.
fn looks_like_key_material(line: &str) -> bool {
    let trimmed = line.trim().trim_start_matches("- ");
    let body = trimmed.len() >= 32
        && trimmed.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'='));
    body || line.contains("-----BEGIN")
        || line.contains("PRIVATE KEY")
        || ["$1$", "$2a$", "$2b$", "$2y$", "$5$", "$6$", "$y$", "$7$", "$argon2"]
            .iter()
            .any(|hash| line.contains(hash))
}

/// Where a secret starts in a line that names one: behind `password:`, or the password of a URL.
fn secret_value(line: &str) -> Option<usize> {
    let lower = line.to_ascii_lowercase();
    let named = SECRET_KEYS.iter().filter_map(|key| {
        let at = lower.find(key)?;
        let separator = lower.get(at..)?.find([':', '='])?;
        let start = at + separator + 1;
        (!line.get(start..)?.trim().is_empty()).then_some(start)
    });
    let in_url = lower.find("://").and_then(|scheme| {
        let authority = lower.get(scheme + 3..)?;
        let authority = authority.split(['/', ' ', '"', '\'']).next()?;
        let user = authority.get(..authority.rfind('@')?)?;
        Some(scheme + 3 + user.find(':')? + 1)
    });
    named.chain(in_url).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text as it may be shown.
    fn shown(text: &str) -> String {
        let lines = LineIndex::new(text);
        let source = Source::new(text, &lines);
        let count = u32::try_from(text.lines().count()).unwrap();
        let line = |number| {
            let mut line = source.line(number).to_owned();
            if let Some(part) = hidden_part(source, number) {
                line.replace_range(part, HIDDEN);
            }
            line
        };
        (0..count).map(line).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn secrets_are_hidden_and_the_rest_is_not() {
        for (text, expected) in [
            ("spec:\n  storage: 5Gi", "spec:\n  storage: 5Gi"),
            (
                "spec:\n  cloudInit: |\n    #cloud-config\n    password: hunter2\n  running: true",
                "spec:\n  cloudInit: |\n    ‹hidden›\n    password: ‹hidden›\n  running: true",
            ),
            (
                "  cloudInit: |-\n    users:\n      - name: bob\n\n        x: y\n  cloudInitSeed: \"1\"",
                "  cloudInit: |-\n    users:\n      - name: ‹hidden›\n\n        x: ‹hidden›\n  cloudInitSeed: \"1\"",
            ),
            (r##"  cloudInit: "#cloud-config\npassword: hunter2""##, "  cloudInit:‹hidden›"),
            (r#"{"spec": {"cloudInit": "password: hunter2"}}"#, r#"{"spec": {"cloudInit":‹hidden›"#),
            ("password: hunter2", "password:‹hidden›"),
            ("{adminPassword: hunter2}", "{adminPassword:‹hidden›"),
            ("passwordFile:", "passwordFile:"),
            ("- -----BEGIN OPENSSH PRIVATE KEY-----", "- ‹hidden›"),
            ("  b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ", "  ‹hidden›"),
            (
                "- ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI ann@example",
                "- ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI ann@example",
            ),
            ("hash: $6$salt$abc", "hash: ‹hidden›"),
            ("url: https://ann:hunter2@example.com/x", "url: https://ann:‹hidden›"),
            ("url: https://example.com:8080/@x", "url: https://example.com:8080/@x"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
