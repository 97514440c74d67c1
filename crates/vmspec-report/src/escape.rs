//! Text from manifests, made harmless for terminals and pipelines.
//!
//! A terminal obeys control characters, and a pipeline's log viewer obeys commands at the start of a line, wherever
//! they come from. What could be obeyed is shown as a visible character instead, one for one, so that columns stay.

use std::borrow::Cow;

/// The character to show for one that must not reach a terminal, or nothing if it is harmless.
///
/// Control characters become their Unicode pictures. Characters that reorder, hide or split text (bidirectional
/// controls, zero-width characters, tags, line separators) or mean what somebody made them mean (private use) become
/// U+FFFD.
///
/// ```
/// use vmspec_report::escape::visible;
///
/// assert_eq!(visible('\u{1b}'), Some('␛'));
/// assert_eq!(visible('\u{202e}'), Some('\u{fffd}'));
/// assert_eq!(visible('ü'), None);
/// ```
pub fn visible(character: char) -> Option<char> {
    match character {
        '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(character)),
        '\x7f' => Some('\u{2421}'),
        '\u{80}'..='\u{9f}'
        | '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{115f}'..='\u{1160}'
        | '\u{17b4}'..='\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{3164}'
        | '\u{e000}'..='\u{f8ff}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}' => Some('\u{fffd}'),
        _ => None,
    }
}

/// Text for one line of output: every character that could be obeyed, line ends included, is replaced.
///
/// ```
/// use vmspec_report::escape::line;
///
/// assert_eq!(line("red \u{1b}[31m\r\n::error::"), "red ␛[31m␍␊::error::");
/// assert_eq!(line("##vso[task.setvariable]"), "#♯vso[task.setvariable]");
/// ```
pub fn line(text: &str) -> Cow<'_, str> {
    let escaped = if text.chars().any(|character| visible(character).is_some()) {
        Cow::Owned(text.chars().map(|character| visible(character).unwrap_or(character)).collect())
    } else {
        Cow::Borrowed(text)
    };
    without_pipeline_commands(escaped)
}

/// A file name for output, where it may be the first thing on a line: GitHub obeys lines that start with `::`.
///
/// ```
/// use vmspec_report::escape::file_name;
///
/// assert_eq!(file_name("vm.yaml"), "vm.yaml");
/// assert_eq!(file_name("::add-mask::x.yaml"), "./::add-mask::x.yaml");
/// ```
pub fn file_name(name: &str) -> Cow<'_, str> {
    let name = line(name);
    if name.trim_start().starts_with("::") { Cow::Owned(format!("./{}", name.trim_start())) } else { name }
}

/// Azure Pipelines and the GitHub runner obey `##vso[…]` and `##[…]` anywhere in a line.
pub(crate) fn without_pipeline_commands(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.contains("##[") || text.contains("##vso[") {
        Cow::Owned(text.replace("##[", "#♯[").replace("##vso[", "#♯vso["))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_character_that_a_terminal_obeys_survives() {
        for code in 0..=0x0010_ffff_u32 {
            let Some(character) = char::from_u32(code) else { continue };
            let shown = visible(character).unwrap_or(character);
            assert!(!shown.is_control(), "U+{code:04X} stays a control character");
            assert_eq!(visible(shown), None, "U+{code:04X} is shown as something that needs escaping itself");
        }
    }

    #[test]
    fn common_text_is_borrowed() {
        for text in ["", "spec.disks[0]", "Zürich 🏔 日本語", "e\u{301}"] {
            assert!(matches!(line(text), Cow::Borrowed(_)), "{text}");
        }
    }
}
