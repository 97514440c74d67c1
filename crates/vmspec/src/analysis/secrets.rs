//! Which part of a source line is not shown, because it is or may be a secret.
//!
//! Decided from the text alone, so that it also holds where the text is broken, and in favour of hiding: what stands
//! below `cloudInit` is hidden but for its keys and a few words that are no secrets, and elsewhere whatever looks like a
//! password, a private key or an address with either.

use std::ops::Range;

use serde_json::Value;
use vmspec_yaml::{FieldPath, Segment};

use crate::model::SshPublicKey;

/// What is shown in place of a hidden part. The length of the secret does not show.
pub const HIDDEN: &str = "‹hidden›";

/// How many lines above a line are looked at to find out what it belongs to. A line that belongs to nothing within
/// them is hidden.
const LINES_ABOVE: usize = 5_000;

/// Parts of a key that announce a secret, in lower case.
const SECRET_KEYS: [&str; 12] = [
    "passw",
    "passphrase",
    "secret",
    "token",
    "credential",
    "private",
    "apikey",
    "api_key",
    "api-key",
    "authorization",
    "accesskey",
    "access_key",
];

/// Keys whose text may be user data, whether that is meant or a mistake.
const USER_DATA: [&str; 4] = ["cloudinit", "cloud-init", "cloud_init", "userdata"];

/// The part of a line to hide, as bytes of the line; nothing if all of it may be shown. The line is the one that starts
/// at this byte.
///
/// ```
/// use vmspec::analysis::secrets::hidden_part;
///
/// let text = "source: {http: {url: 'https://ann:hunter2@example.com/a.img'}}\n";
/// assert_eq!(&text[hidden_part(text, 0).unwrap()], "hunter2@example.com/a.img'}}");
/// assert_eq!(hidden_part("storage: 5Gi\n", 0), None);
/// ```
pub fn hidden_part(text: &str, line_start: usize) -> Option<Range<usize>> {
    hidden(text, line_start, None)
}

/// The same for a line that is known to be user data, however that is written: nothing of it is shown but its key and
/// what is no secret.
///
/// ```
/// use vmspec::analysis::secrets::hidden_part_of_user_data;
///
/// assert_eq!(hidden_part_of_user_data("fqdn: web.example.org\n", 0), Some(6..21));
/// assert_eq!(hidden_part_of_user_data("ssh_pwauth: true\n", 0), None);
/// ```
pub fn hidden_part_of_user_data(text: &str, line_start: usize) -> Option<Range<usize>> {
    hidden(text, line_start, Some(Holder::UserData))
}

fn hidden(text: &str, line_start: usize, at_least: Option<Holder>) -> Option<Range<usize>> {
    let (above, rest) = text.split_at_checked(line_start)?;
    let line = rest.split(LINE_ENDS).next().unwrap_or_default();
    if line.trim().is_empty() {
        return None;
    }
    if looks_like_key_material(line) {
        return value_part(line);
    }
    match holder(above, line).or(at_least) {
        Some(Holder::Secret) => value_part(line),
        Some(Holder::UserData) => value_part(line).filter(|part| !is_harmless(line, part.start)),
        None => {
            let starts = user_data_value(line).into_iter().chain(named_secret(line));
            starts.chain(secret_in_address(line)).min().map(|start| start..line.len())
        }
    }
}

/// The part of a line behind its key, or nothing if there is no more than a key.
fn value_part(line: &str) -> Option<Range<usize>> {
    let part = value_start(line)..line.trim_end().len();
    (!part.is_empty()).then_some(part)
}

/// What user data says in so many words that it is no secret, unless its key announces one.
const HARMLESS: [&str; 17] = [
    "#cloud-config",
    "## template: jinja",
    "[]",
    "{}",
    "|",
    "|-",
    ">",
    ">-",
    "default",
    "true",
    "false",
    "yes",
    "no",
    "on",
    "off",
    "null",
    "~",
];

/// Whether the value of a line of user data may be shown: one of a few words, in quotes or not, or the mode of a file.
fn is_harmless(line: &str, value_start: usize) -> bool {
    let (before, value) = line.split_at_checked(value_start).unwrap_or_default();
    let value = value.trim().trim_matches(['"', '\'']);
    let is_mode = || {
        before.trim_end().ends_with("permissions:")
            && (3..=4).contains(&value.len())
            && value.bytes().all(|digit| matches!(digit, b'0'..=b'7'))
    };
    named_secret(line).is_none()
        && (HARMLESS.iter().any(|word| word.eq_ignore_ascii_case(value)) || is_mode())
}

const LINE_ENDS: [char; 2] = ['\n', '\r'];

/// What a line is a part of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holder {
    /// User data, some of which may be shown.
    UserData,
    /// The value of a key that announces a secret, or a private key.
    Secret,
}

/// What a line lies in, going by indentation.
fn holder(above: &str, line: &str) -> Option<Holder> {
    let mut indent = indentation(line);
    let mut may_be_in_key = true;
    let mut count = 0;
    for text in above.rsplit(LINE_ENDS).filter(|text| !text.trim().is_empty()) {
        count += 1;
        if count > LINES_ABOVE {
            return (indent > 0).then_some(Holder::Secret);
        }
        if may_be_in_key && text.contains("-----") {
            if text.contains("-----BEGIN ") && text.contains("PRIVATE KEY") && !text.contains("-----END ") {
                return Some(Holder::Secret);
            }
            may_be_in_key = !text.contains("-----END ");
        }
        if indentation(text) >= indent {
            continue;
        }
        indent = indentation(text);
        let holder = held_below(text);
        if holder.is_some() || indent == 0 {
            return holder;
        }
    }
    None
}

/// What stands below the key of a line, if it is to be hidden.
fn held_below(line: &str) -> Option<Holder> {
    let (key, _) = line.split_once(':')?;
    let key = key.trim_start_matches(['-', ' ', '\t', '"', '\'', '?']).to_ascii_lowercase();
    if SECRET_KEYS.iter().any(|part| key.contains(part)) {
        Some(Holder::Secret)
    } else {
        USER_DATA.iter().any(|name| key.starts_with(name)).then_some(Holder::UserData)
    }
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

/// Where the value of `cloudInit` starts in its own line; nothing if that holds the header of a block scalar only.
fn user_data_value(line: &str) -> Option<usize> {
    let lower = line.to_ascii_lowercase();
    USER_DATA.iter().find_map(|name| {
        let start = lower.find(name)? + name.len();
        let value = line.get(start..)?.trim_start_matches(['"', '\'']).strip_prefix(':')?;
        (!value.trim().is_empty() && !is_block_header(value)).then_some(line.len() - value.len())
    })
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

/// Where a secret starts in a line that names one: behind `password:`, `password=`, or a `password` at its start.
fn named_secret(line: &str) -> Option<usize> {
    let lower = line.to_ascii_lowercase();
    let content = line.len() - line.trim_start_matches(['-', ' ', '\t', '"', '\'']).len();
    let behind = |key: &&str| {
        let at = lower.find(*key)?;
        let rest = lower.get(at..)?;
        let separator = rest.find([':', '=']).or_else(|| rest.find(' ').filter(|_| at == content))?;
        let start = at + separator + 1;
        let value = line.get(start..)?;
        (!value.trim().is_empty() && !is_block_header(value)).then_some(start)
    };
    SECRET_KEYS.iter().filter_map(behind).min()
}

/// Where the user, the password or the query of an address starts.
fn secret_in_address(line: &str) -> Option<usize> {
    let is_end =
        |letter: char| letter.is_ascii_whitespace() || matches!(letter, '"' | '\'' | '`' | ',' | '}');
    let words = line.split(is_end).scan(0, |start, word| {
        let at = *start;
        *start += word.len() + 1;
        Some((at, word))
    });
    let in_word = |(at, word): (usize, &str)| {
        let host = word.find("://").map_or(0, |scheme| scheme + "://".len());
        let address = word.get(host..)?;
        let authority = address.split('/').next().unwrap_or_default();
        let user = authority.rfind('@').and_then(|end| authority.get(..end));
        let in_user = user.and_then(|user| match user.find(':') {
            Some(colon) => Some(host + colon + 1),
            None => (host > 0).then_some(host),
        });
        let in_query = (host > 0).then(|| address.find('?').map(|query| host + query + 1)).flatten();
        in_user.or(in_query).map(|start| at + start)
    };
    words.filter_map(in_word).min()
}

/// Whether a field may hold a secret, whatever was written there.
pub(super) fn is_secret_place(path: &FieldPath) -> bool {
    let key = |index: usize| match path.segments().get(index) {
        Some(Segment::Key(key)) => Some(&**key),
        _ => None,
    };
    matches!(
        (key(0), key(1)),
        (Some("spec"), Some("cloudInit" | "sshKeys")) | (Some("metadata"), Some("annotations"))
    )
}

/// Whether a value that is written to a field may be a secret. Public keys are none.
pub(super) fn may_be_secret(path: &FieldPath, value: &Value) -> bool {
    match value {
        Value::String(text) if SshPublicKey::parse(text).is_ok() => false,
        Value::String(text) => is_secret_place(path) || hidden_part(text, 0).is_some(),
        Value::Number(_) => is_secret_place(path),
        Value::Array(items) => items.iter().any(|item| may_be_secret(path, item)),
        Value::Object(fields) => fields.values().any(|field| may_be_secret(path, field)),
        Value::Null | Value::Bool(_) => false,
    }
}

/// The most letters of a key that are repeated. Longer ones are hardly keys.
const LONGEST_KEY: usize = 40;

/// A key of user data for a message; nothing if it may be a value in the wrong place.
pub(super) fn presentable(key: &str) -> Option<&str> {
    let is_usual = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'/');
    (key.len() <= LONGEST_KEY && key.bytes().all(is_usual)).then_some(key)
}

/// A path with `…` for keys of user data that may be values in the wrong place.
pub(super) fn presentable_path(path: FieldPath) -> FieldPath {
    let is_user_data = |segment: &Segment| *segment == Segment::Key("cloudInit".into());
    let Some(start) = path.segments().iter().position(is_user_data) else { return path };
    let shown = |(index, segment): (usize, &Segment)| match segment {
        Segment::Key(key) if index > start && presentable(key).is_none() => Segment::Key("…".into()),
        other => other.clone(),
    };
    FieldPath::from_segments(path.segments().iter().enumerate().map(shown).collect())
}

/// A message about a text without the parts of the text that it repeats.
pub(super) fn without_values(message: &str) -> String {
    let mut shown = String::with_capacity(message.len());
    for (index, part) in message.split('`').enumerate() {
        let is_quoted = index % 2 == 1;
        let is_ours =
            part == "key: value" || part.bytes().all(|byte| byte.is_ascii_punctuation() || byte == b' ');
        if index > 0 {
            shown.push('`');
        }
        shown.push_str(if is_quoted && !is_ours { "…" } else { part });
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text as it may be shown.
    fn shown(text: &str) -> String {
        let starts = [0].into_iter().chain(text.match_indices('\n').map(|(at, _)| at + 1));
        let line = |start: usize| {
            let mut line = text[start..].lines().next().unwrap_or_default().to_owned();
            if let Some(part) = hidden_part(text, start) {
                line.replace_range(part, HIDDEN);
            }
            line
        };
        starts.map(line).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn secrets_are_hidden_and_the_rest_is_not() {
        for (text, expected) in [
            ("spec:\n  storage: 5Gi", "spec:\n  storage: 5Gi"),
            (
                "spec:\n  cloudInit: |\n    #cloud-config\n    password: hunter2\n  running: true",
                "spec:\n  cloudInit: |\n    #cloud-config\n    password: ‹hidden›\n  running: true",
            ),
            (
                "  cloudInit: |\n    ssh_pwauth: yes\n    password: yes\n    chpasswd:\n      x: true\n    permissions: '0644'\n    pin: 0644",
                "  cloudInit: |\n    ssh_pwauth: yes\n    password: ‹hidden›\n    chpasswd:\n      x: ‹hidden›\n    permissions: '0644'\n    pin: ‹hidden›",
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
            ("url: https://hunter2@example.com/x", "url: https://‹hidden›"),
            ("url: ann:hunter2@example.com/x", "url: ann:‹hidden›"),
            ("url: https://example.com/a.img?sig=hunter2", "url: https://example.com/a.img?‹hidden›"),
            ("owner: ann@example.com", "owner: ann@example.com"),
            ("password hunter2", "password ‹hidden›"),
            ("# the password of everything", "# the password of everything"),
            ("adminPassword: |\n  hunter2\nrunning: true", "adminPassword: |\n  ‹hidden›\nrunning: true"),
            ("token: >-\n  a: b\n  c", "token: >-\n  a: ‹hidden›\n  ‹hidden›"),
            (
                "- |\n  -----BEGIN PRIVATE KEY-----\n  short\n  -----END PRIVATE KEY-----\n- x",
                "- |\n  ‹hidden›\n  ‹hidden›\n  ‹hidden›\n- x",
            ),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn messages_lose_what_they_repeat() {
        let table = [
            (
                "`hunter2` is neither `key: value` nor a list item",
                "`…` is neither `key: value` nor a list item",
            ),
            ("no `,` before `hunter2`: expected one", "no `,` before `…`: expected one"),
            ("a value cannot start with `@`", "a value cannot start with `@`"),
            ("nothing", "nothing"),
        ];
        for (message, expected) in table {
            assert_eq!(without_values(message), expected);
        }
    }

    #[test]
    fn keys_that_look_like_keys_are_shown() {
        assert_eq!(presentable("ssh_authorised_keys"), Some("ssh_authorised_keys"));
        assert_eq!(presentable("${secret}"), None);
        assert_eq!(presentable(&"a".repeat(41)), None);
    }
}
