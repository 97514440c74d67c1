//! Text that somebody or some tool was to fill in.

/// What to do about a variable.
pub(crate) const FILL_IN: &str = "fill it in before the platform reads the manifest";

/// The first part of a text that a shell or a template engine was to replace: `${NAME}`, `$name`, `$(name)`,
/// `{{ name }}`, `<name>`, `%NAME%`.
///
/// No name that the platform takes holds such a part.
pub(crate) fn variable(text: &str) -> Option<&str> {
    text.char_indices().find_map(|(start, character)| {
        let rest = text.get(start..)?;
        let length = match character {
            '$' => dollar(rest),
            '{' => enclosed(rest, "{{", "}}", |_| true),
            '<' => enclosed(rest, "<", ">", |inner| inner.starts_with(|c: char| c.is_alphabetic())),
            '%' => enclosed(rest, "%", "%", is_word),
            _ => None,
        }?;
        rest.get(..length)
    })
}

/// The number of bytes from `open` to the first `close`, if what is between them will do.
fn enclosed(text: &str, open: &str, close: &str, will_do: fn(&str) -> bool) -> Option<usize> {
    let (inner, _) = text.strip_prefix(open)?.split_once(close)?;
    (!inner.trim().is_empty() && will_do(inner)).then_some(open.len() + inner.len() + close.len())
}

fn dollar(text: &str) -> Option<usize> {
    let word = || {
        let end = text.char_indices().skip(1).find(|(_, c)| !is_word_character(*c));
        let end = end.map_or(text.len(), |(end, _)| end);
        let begins_as_word = text.get(1..)?.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
        begins_as_word.then_some(end)
    };
    enclosed(text, "${", "}", |_| true).or_else(|| enclosed(text, "$(", ")", |_| true)).or_else(word)
}

fn is_word(text: &str) -> bool {
    text.chars().all(is_word_character)
}

fn is_word_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '_'
}

#[cfg(test)]
mod tests {
    use super::variable;

    #[test]
    fn table() {
        for (text, expected) in [
            ("${NAME}", Some("${NAME}")),
            ("web-${NAME:-a}-data", Some("${NAME:-a}")),
            ("$base", Some("$base")),
            ("$base-data", Some("$base")),
            ("$(VM_NAME)", Some("$(VM_NAME)")),
            ("{{ .Values.name }}-x", Some("{{ .Values.name }}")),
            ("<your-name>", Some("<your-name>")),
            ("vm-<Ihr Name>", Some("<Ihr Name>")),
            ("%NAME%", Some("%NAME%")),
            ("", None),
            ("web-1", None),
            ("$", None),
            ("$1", None),
            ("${", None),
            ("${}", None),
            ("{{}}", None),
            ("a < b > c", None),
            ("100% of 50%", None),
            ("tenant-workshopXX", None),
            ("größe", None),
        ] {
            assert_eq!(variable(text), expected, "{text}");
        }
    }
}
