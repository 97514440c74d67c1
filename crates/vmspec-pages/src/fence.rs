//! What the first line of a fenced block says.

/// Whether the text behind the opening fence names a language that is read as YAML: `yaml title="vm.yaml"`,
/// `yml{1,3-4}`, `{.yaml}`, `JSON`.
pub(crate) fn is_yaml(info: &str) -> bool {
    let name = info.trim_start().trim_start_matches(['{', '.']);
    let end = name.find(|character: char| !character.is_ascii_alphanumeric()).unwrap_or(name.len());
    let name = name.get(..end).unwrap_or_default();
    ["yaml", "yml", "json"].iter().any(|known| name.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::is_yaml;

    #[test]
    fn languages() {
        for (info, expected) in [
            ("yaml", true),
            (" yml title=\"vm.yaml\" {1,3-5}", true),
            ("YAML{2}", true),
            ("{.yaml .numberLines}", true),
            ("yaml:vm.yaml", true),
            ("json", true),
            ("", false),
            ("yamlish", false),
            ("bash", false),
            ("text yaml", false),
        ] {
            assert_eq!(is_yaml(info), expected, "{info}");
        }
    }
}
