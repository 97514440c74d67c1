//! What kind of user data a text is: cloud-init goes by how it begins.
//!
//! Source: `cloudinit/handlers/__init__.py` (`type_from_starts_with`) and `cloudinit/user_data.py` (`convert_string`) of
//! cloud-init: the beginning is compared without regard to case, and blanks and blank lines before it do not count.

/// What cloud-init takes user data for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum UserDataKind {
    /// Nothing but blanks.
    Empty,
    /// `#cloud-config`: YAML that says what to set up.
    CloudConfig,
    /// `#!`: a script that runs once, at the end of the first start.
    Script,
    /// `#include`, `#include-once`: addresses of user data.
    Include,
    /// `#cloud-boothook`: a script that runs early at every start.
    Boothook,
    /// `#cloud-config-archive`: a YAML list of user data.
    Archive,
    /// `#cloud-config-jsonp`: a JSON Patch to a cloud-config.
    JsonPatch,
    /// `#part-handler`: Python code that reads other user data.
    PartHandler,
    /// `#upstart-job`: a job for a system that is no longer in use.
    UpstartJob,
    /// `## template: jinja`: a template that is filled in first.
    Template,
    /// A MIME message with several parts.
    Mime,
    /// None of these: cloud-init warns in its log and does nothing.
    Unrecognised,
}

/// How texts begin; longer beginnings first.
const BEGINNINGS: [(&str, UserDataKind); 12] = [
    ("#cloud-config-archive", UserDataKind::Archive),
    ("#cloud-config-jsonp", UserDataKind::JsonPatch),
    ("## template: jinja", UserDataKind::Template),
    ("#cloud-boothook", UserDataKind::Boothook),
    ("#cloud-config", UserDataKind::CloudConfig),
    ("#include-once", UserDataKind::Include),
    ("#part-handler", UserDataKind::PartHandler),
    ("#upstart-job", UserDataKind::UpstartJob),
    ("#include", UserDataKind::Include),
    ("#!", UserDataKind::Script),
    ("content-type:", UserDataKind::Mime),
    ("mime-version:", UserDataKind::Mime),
];

/// The header of a cloud-config.
pub const HEADER: &str = "#cloud-config";

impl UserDataKind {
    /// The kind of a text.
    ///
    /// ```
    /// use vmspec::cloud_config::UserDataKind;
    ///
    /// assert_eq!(UserDataKind::of("#cloud-config\nhostname: web\n"), UserDataKind::CloudConfig);
    /// assert_eq!(UserDataKind::of("#!/bin/sh\nreboot\n"), UserDataKind::Script);
    /// assert_eq!(UserDataKind::of("hostname: web\n"), UserDataKind::Unrecognised);
    /// ```
    pub fn of(text: &str) -> Self {
        let text = text.trim_start();
        if text.is_empty() {
            return Self::Empty;
        }
        let starts_with = |beginning: &str| {
            text.get(..beginning.len()).is_some_and(|start| start.eq_ignore_ascii_case(beginning))
        };
        BEGINNINGS
            .iter()
            .find(|(beginning, _)| starts_with(beginning))
            .map_or(Self::Unrecognised, |(_, kind)| *kind)
    }
}

/// How a text deviates from one that begins with `#cloud-config`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum Misspelling {
    /// Blanks or letters in the line that should not be there: `# cloud-config`, `#cloud_config`, `cloud-config`.
    Line,
    /// A byte-order mark stands before it.
    ByteOrderMark,
    /// Comments, a `---` or other lines stand before it.
    NotFirst,
    /// The text is encoded in base64, which nobody decodes.
    Base64,
    /// Capitals, blank lines before it, or something right behind it: cloud-init reads it, but its own checks refuse it.
    Tolerated,
}

/// How far down a header is looked for.
const LINES: usize = 20;

/// How a text misses its header; nothing if it has it, or none was meant.
///
/// ```
/// use vmspec::cloud_config::{Misspelling, misspelling};
///
/// assert_eq!(misspelling("# cloud-config\nhostname: web\n"), Some(Misspelling::Line));
/// assert_eq!(misspelling("#cloud-config\nhostname: web\n"), None);
/// ```
pub fn misspelling(text: &str) -> Option<Misspelling> {
    match UserDataKind::of(text) {
        UserDataKind::CloudConfig => {
            let is_exact = text
                .strip_prefix(HEADER)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace));
            return (!is_exact).then_some(Misspelling::Tolerated);
        }
        UserDataKind::Unrecognised => {}
        _ => return None,
    }
    if let Some(rest) = text.trim_start().strip_prefix('\u{feff}') {
        return (UserDataKind::of(rest) != UserDataKind::Unrecognised).then_some(Misspelling::ByteOrderMark);
    }
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.next()?;
    if is_misspelled(first) {
        return Some(Misspelling::Line);
    }
    // `#cloud-config` in base64, whatever follows it, or the beginning of anything compressed.
    if first.starts_with("I2Nsb3VkLWNvbmZpZ") || first.starts_with("H4sI") {
        return Some(Misspelling::Base64);
    }
    let is_header = |line: &str| UserDataKind::of(line) == UserDataKind::CloudConfig;
    lines.take(LINES).any(is_header).then_some(Misspelling::NotFirst)
}

/// `# cloud-config`, `#cloud_config`, `#cloudconfig`, `cloud-config`, `#cloud-confg`.
fn is_misspelled(line: &str) -> bool {
    // Another comment may stand behind it.
    let line = line.split(" #").next().unwrap_or(line);
    if line.len() > 2 * HEADER.len() {
        return false;
    }
    let is_letter = |char: &char| char.is_ascii_alphanumeric();
    let letters: String = line.chars().filter(is_letter).map(|char| char.to_ascii_lowercase()).collect();
    let is_comment = line.starts_with('#');
    letters == "cloudconfig" && !line.contains(": ")
        || is_comment && strsim::osa_distance(&letters, "cloudconfig") <= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds() {
        let table = [
            ("", UserDataKind::Empty),
            (" \n\t\n", UserDataKind::Empty),
            ("#cloud-config", UserDataKind::CloudConfig),
            ("\n  #Cloud-Config: yes\n", UserDataKind::CloudConfig),
            ("#cloud-config-archive\n- x", UserDataKind::Archive),
            ("#cloud-config-jsonp\n[]", UserDataKind::JsonPatch),
            ("#!/bin/sh", UserDataKind::Script),
            ("#include\nhttps://example.org", UserDataKind::Include),
            ("#include-once https://example.org", UserDataKind::Include),
            ("#cloud-boothook\n", UserDataKind::Boothook),
            ("#part-handler\n", UserDataKind::PartHandler),
            ("#upstart-job\n", UserDataKind::UpstartJob),
            ("## template: jinja\n#cloud-config\n", UserDataKind::Template),
            ("Content-Type: multipart/mixed\nMIME-Version: 1.0\n", UserDataKind::Mime),
            ("mime-version: 1.0", UserDataKind::Mime),
            ("## template:jinja\n", UserDataKind::Unrecognised),
            ("\u{feff}#cloud-config", UserDataKind::Unrecognised),
            ("# cloud-config", UserDataKind::Unrecognised),
            ("hostname: web", UserDataKind::Unrecognised),
            ("#", UserDataKind::Unrecognised),
            ("ü", UserDataKind::Unrecognised),
        ];
        for (text, expected) in table {
            assert_eq!(UserDataKind::of(text), expected, "{text:?}");
        }
    }

    #[test]
    fn misspellings() {
        let table = [
            ("#cloud-config\nusers: []", None),
            ("#cloud-config  \r\nusers: []", None),
            ("#cloud-config # of the web servers", None),
            ("#!/bin/sh", None),
            ("hostname: web", None),
            ("", None),
            ("# cloud-config\nusers: []", Some(Misspelling::Line)),
            ("#cloud_config", Some(Misspelling::Line)),
            ("#cloudconfig", Some(Misspelling::Line)),
            ("##cloud-config", Some(Misspelling::Line)),
            ("cloud-config", Some(Misspelling::Line)),
            ("cloud-config:\n  users: []", Some(Misspelling::Line)),
            ("#cloud-confg", Some(Misspelling::Line)),
            ("# clouds\n", None),
            ("# cloud-config # of the web servers", Some(Misspelling::Line)),
            ("\u{feff}#cloud-config", Some(Misspelling::ByteOrderMark)),
            ("---\n#cloud-config\n", Some(Misspelling::NotFirst)),
            ("# made by hand\n\n#cloud-config\n", Some(Misspelling::NotFirst)),
            ("I2Nsb3VkLWNvbmZpZwp1c2VyczogW10K", Some(Misspelling::Base64)),
            ("H4sIAAAAAAAAA1NOzskvTdFNzs9Ly0wHAA==", Some(Misspelling::Base64)),
            ("#Cloud-config\n", Some(Misspelling::Tolerated)),
            ("\n#cloud-config\n", Some(Misspelling::Tolerated)),
            ("#cloud-config: x\n", Some(Misspelling::Tolerated)),
        ];
        for (text, expected) in table {
            assert_eq!(misspelling(text), expected, "{text:?}");
        }
    }
}
