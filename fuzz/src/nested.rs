//! User data inside of manifests, and public keys.

use serde_json::json;
use vmspec::analysis::{Options, check};
use vmspec::diagnostic::Diagnostic;
use vmspec::model::{SshPublicKey, SshPublicKeyFault};
use vmspec_yaml::{FieldPath, Limits, ScalarStyle, Segment, parse};

const HEAD: &str = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMInstance\nmetadata: {name: a}\nspec:\n";

/// User data is judged the same however its text is written, and every place in it lies in that text.
pub fn nested(data: &[u8]) {
    let Some(text) = writable(data) else { return };
    // JSON is YAML, and a string of JSON can hold any text.
    let quoted = format!("{HEAD}  cloudInit: {}\n", json!(text));
    let found = faults_inside(&quoted, text);
    if let Some(block) = literal_block(text) {
        let of_block = faults_inside(&block, text);
        assert_eq!(found, of_block, "the same text in two spellings:\n{quoted}\n{block}");
    }
}

/// A text that YAML can hold: a few characters can't stand in it, nor in JSON that is read as YAML.
fn writable(data: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(data).ok()?;
    let is_refused = |char: char| {
        char.is_control() && !char.is_whitespace() || matches!(char, '\u{feff}' | '\u{fffe}' | '\u{ffff}')
    };
    (!text.contains(is_refused)).then_some(text)
}

/// The rules and paths of what is found in the user data, after a look at its places.
fn faults_inside(manifest: &str, user_data: &str) -> Vec<(&'static str, String)> {
    let tree = parse(manifest, &Limits::default());
    let path = FieldPath::root().key("spec").key("cloudInit");
    let scalar = tree.root(0).and_then(|root| root.descend(&path));
    let scalar = scalar.filter(|scalar| scalar.text() == user_data);
    let scalar = scalar.unwrap_or_else(|| panic!("the text is not the one that was written:\n{manifest}"));
    let key = manifest.find("cloudInit").unwrap_or_default();
    let (first, last) = (key, scalar.full_span().end as usize);
    let report = check("input.yaml", manifest, &Options::default());
    let inside = report.diagnostics.iter().filter(|found| is_inside(found));
    let mut faults: Vec<_> = inside
        .map(|found| {
            let (start, end) = (found.span.start as usize, found.span.end as usize);
            assert!(first <= start && start <= end && end <= last, "{found:?} is outside of\n{manifest}");
            assert!(manifest.is_char_boundary(start) && manifest.is_char_boundary(end), "{found:?}");
            (found.rule, found.path.to_string())
        })
        .collect();
    faults.sort();
    faults
}

fn is_inside(found: &Diagnostic) -> bool {
    found.path.segments().contains(&Segment::Nested)
}

/// The manifest with the text as a literal block; nothing if a block can't hold it.
fn literal_block(text: &str) -> Option<String> {
    let is_plain =
        |char: char| char == '\n' || !char.is_control() && !"\u{85}\u{2028}\u{2029}\u{feff}".contains(char);
    if !text.ends_with('\n')
        || text.ends_with("\n\n")
        || text.starts_with(['\n', ' '])
        || !text.chars().all(is_plain)
    {
        return None;
    }
    let mut manifest = format!("{HEAD}  cloudInit: |\n");
    for line in text.lines() {
        manifest.push_str(if line.is_empty() { "" } else { "    " });
        manifest.push_str(line);
        manifest.push('\n');
    }
    let tree = parse(manifest.as_str(), &Limits::default());
    let path = FieldPath::root().key("spec").key("cloudInit");
    let scalar = tree.root(0)?.descend(&path)?;
    (scalar.style() == Some(ScalarStyle::Literal)).then_some(manifest)
}

/// A key is sound, or its fault has a place in it; a manifest with it is judged by at most one of the rules that say
/// what such a text is, and never shows the body of a private key.
pub fn keys(data: &[u8]) {
    let Some(text) = writable(data) else { return };
    let parsed = SshPublicKey::parse(text);
    match &parsed {
        Ok(key) => {
            assert!(text.contains(key.options) && text.contains(key.comment));
            assert!(key.fingerprint().starts_with("SHA256:"), "{key:?}");
            let again = format!("  {}\n", text.trim());
            assert_eq!(SshPublicKey::parse(&again).as_ref(), Ok(key), "white space around {text:?}");
        }
        Err(error) => {
            assert!(text.get(error.range.clone()).is_some(), "{error:?} has no place in {text:?}");
            let is_empty = text.trim().is_empty();
            assert_eq!(error.fault == SshPublicKeyFault::Empty, is_empty, "{text:?}");
        }
    }
    let manifest = format!("{HEAD}  sshKeys: [{}]\n", json!(text));
    let report = check("input.yaml", &manifest, &Options::default());
    let verdicts: Vec<_> =
        report.diagnostics.iter().filter(|found| KEY_RULES.contains(&found.rule)).collect();
    assert!(verdicts.len() <= 1, "several verdicts about {text:?}: {verdicts:?}");
    assert_eq!(verdicts.is_empty(), parsed.is_ok(), "{text:?}: {verdicts:?}");
}

/// The rules that say what a text in the place of a key is.
const KEY_RULES: [&str; 5] =
    ["broken-ssh-key", "invalid-ssh-key", "placeholder-ssh-key", "private-key", "unsupported-ssh-key-type"];
