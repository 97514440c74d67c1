//! Names as Kubernetes and the platform take them.
//!
//! The models keep names as they are written; the functions here say whether they are valid, and why not.
//!
//! ```
//! use vmspec::model::name;
//!
//! assert!(name::check_vm_instance_name("web-1").is_ok());
//! assert_eq!(
//!     name::check_vm_instance_name("Web_1").unwrap_err().to_string(),
//!     "`Web_1` begins with `W`: expected a lower-case letter",
//! );
//! ```
//!
//! Source: `staging/src/k8s.io/apimachinery/pkg/util/validation` of Kubernetes 1.35, compared by running it.

use std::fmt;

/// The prefix of the Helm release, and so of all objects, of a `VMInstance`.
///
/// Source: `packages/system/vm-instance-rd`, Cozystack v1.6.2.
pub const VM_INSTANCE_RELEASE_PREFIX: &str = "vm-instance-";

/// The prefix of the Helm release, and so of all objects, of a `VMDisk`.
///
/// Source: `packages/system/vm-disk-rd`, Cozystack v1.6.2.
pub const VM_DISK_RELEASE_PREFIX: &str = "vm-disk-";

/// The longest name of a Helm release, in bytes.
///
/// Source: `pkg/registry/apps/application/rest.go`, Cozystack v1.6.2.
pub const RELEASE_NAME_MAX: usize = 53;

/// The longest name of a `VMInstance`, in bytes: what its prefix leaves of a release name.
pub const VM_INSTANCE_NAME_MAX: usize = RELEASE_NAME_MAX - VM_INSTANCE_RELEASE_PREFIX.len();

/// The longest name of a `VMDisk`, in bytes: what its prefix leaves of a release name.
pub const VM_DISK_NAME_MAX: usize = RELEASE_NAME_MAX - VM_DISK_RELEASE_PREFIX.len();

/// The longest label, label value and name part of a qualified name, in bytes.
pub const LABEL_MAX: usize = 63;

/// The longest subdomain, in bytes.
pub const SUBDOMAIN_MAX: usize = 253;

/// A name does not have the form that it must have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameError {
    name: String,
    offset: usize,
    kind: NameErrorKind,
    alphabet: Alphabet,
}

/// The ways in which a name is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NameErrorKind {
    /// The name, or a part of it, is empty.
    Empty,
    /// The name, or a part of it, is too long.
    TooLong {
        /// Its length in bytes.
        length: usize,
        /// The greatest length in bytes.
        max: usize,
    },
    /// The name, or a part of it, begins with a character that may not stand there.
    First(char),
    /// The name, or a part of it, ends with a character that may not stand there.
    Last(char),
    /// A character may stand nowhere in the name.
    Character(char),
    /// There is more than one `/`.
    SecondSlash,
}

/// The characters that a kind of name is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Alphabet {
    Dns1035,
    Dns1123,
    Qualified,
}

impl Alphabet {
    fn may_begin(self, c: char) -> bool {
        if self == Self::Dns1035 { c.is_ascii_lowercase() } else { self.may_end(c) }
    }

    fn may_end(self, c: char) -> bool {
        c.is_ascii_lowercase() || c.is_ascii_digit() || (self == Self::Qualified && c.is_ascii_uppercase())
    }

    fn contains(self, c: char) -> bool {
        self.may_end(c) || c == '-' || (self == Self::Qualified && matches!(c, '_' | '.'))
    }

    /// What may stand at the beginning, in words.
    fn begin(self) -> &'static str {
        if self == Self::Dns1035 { "a lower-case letter" } else { self.end() }
    }

    /// What may stand at the end, in words.
    fn end(self) -> &'static str {
        if self == Self::Qualified { "a letter or a digit" } else { "a lower-case letter or a digit" }
    }

    /// What may stand in it, in words.
    fn all(self) -> &'static str {
        match self {
            Self::Dns1035 | Self::Dns1123 => "lower-case letters, digits and `-`",
            Self::Qualified => "letters, digits, `-`, `_` and `.`",
        }
    }
}

/// Checks the name of a `VMInstance`: a DNS-1035 label of at most [`VM_INSTANCE_NAME_MAX`] bytes.
///
/// # Errors
///
/// [`NameError`] about the first fault, characters before length.
///
/// Source: `pkg/registry/apps/application/rest.go`, Cozystack v1.0.0 to v1.6.2.
pub fn check_vm_instance_name(name: &str) -> Result<(), NameError> {
    check_part(name, 0, name.len(), VM_INSTANCE_NAME_MAX, Alphabet::Dns1035)
}

/// Checks the name of a `VMDisk`: a DNS-1035 label of at most [`VM_DISK_NAME_MAX`] bytes.
///
/// ```
/// use vmspec::model::name::check_vm_disk_name;
///
/// assert!(check_vm_disk_name("web-data").is_ok());
/// assert!(check_vm_disk_name("2nd-disk").is_err());
/// ```
///
/// # Errors
///
/// [`NameError`] about the first fault, characters before length.
///
/// Source: `pkg/registry/apps/application/rest.go`, Cozystack v1.0.0 to v1.6.2.
pub fn check_vm_disk_name(name: &str) -> Result<(), NameError> {
    check_part(name, 0, name.len(), VM_DISK_NAME_MAX, Alphabet::Dns1035)
}

/// Checks a DNS-1035 label: `[a-z]([-a-z0-9]*[a-z0-9])?`, at most [`LABEL_MAX`] bytes.
///
/// # Errors
///
/// [`NameError`] about the first fault, characters before length.
pub fn check_dns1035_label(name: &str) -> Result<(), NameError> {
    check_part(name, 0, name.len(), LABEL_MAX, Alphabet::Dns1035)
}

/// Checks a DNS-1123 label: `[a-z0-9]([-a-z0-9]*[a-z0-9])?`, at most [`LABEL_MAX`] bytes.
///
/// # Errors
///
/// [`NameError`] about the first fault, characters before length.
pub fn check_dns1123_label(name: &str) -> Result<(), NameError> {
    check_part(name, 0, name.len(), LABEL_MAX, Alphabet::Dns1123)
}

/// Checks a DNS-1123 subdomain: labels with dots between them, at most [`SUBDOMAIN_MAX`] bytes in all.
///
/// The labels themselves may be of any length.
///
/// # Errors
///
/// [`NameError`] about the first fault, characters before length.
pub fn check_dns1123_subdomain(name: &str) -> Result<(), NameError> {
    check_subdomain(name, 0, name.len())
}

/// Checks the value of a label: empty, or letters, digits, `-`, `_` and `.` with a letter or digit at both ends, at most
/// [`LABEL_MAX`] bytes.
///
/// # Errors
///
/// [`NameError`] about the first fault, characters before length.
pub fn check_label_value(value: &str) -> Result<(), NameError> {
    if value.is_empty() {
        return Ok(());
    }
    check_part(value, 0, value.len(), LABEL_MAX, Alphabet::Qualified)
}

/// Checks a qualified name, as the keys of labels and annotations are: a name like the value of a label, but not empty,
/// with or without a DNS-1123 subdomain and `/` before it.
///
/// # Errors
///
/// [`NameError`] about the first fault, characters before length.
pub fn check_qualified_name(name: &str) -> Result<(), NameError> {
    let Some(slash) = name.find('/') else {
        return check_part(name, 0, name.len(), LABEL_MAX, Alphabet::Qualified);
    };
    if let Some(second) = name.get(slash + 1..).and_then(|rest| rest.find('/')) {
        let offset = slash + 1 + second;
        let kind = NameErrorKind::SecondSlash;
        return Err(NameError { name: name.to_owned(), offset, kind, alphabet: Alphabet::Qualified });
    }
    check_subdomain(name, 0, slash)?;
    check_part(name, slash + 1, name.len(), LABEL_MAX, Alphabet::Qualified)
}

/// The nearest valid name of at most `max` bytes for a DNS-1035 label: in lower case, with `-` for what may not stand
/// there.
///
/// Nothing if no letter is left to begin with.
///
/// ```
/// use vmspec::model::name;
///
/// assert_eq!(name::nearest_dns1035_label("Web_Server.1", 41).as_deref(), Some("web-server-1"));
/// assert_eq!(name::nearest_dns1035_label("123", 41), None);
/// ```
pub fn nearest_dns1035_label(name: &str, max: usize) -> Option<String> {
    let mut nearest = String::new();
    for character in name.chars() {
        let character = character.to_ascii_lowercase();
        let character = if Alphabet::Dns1035.contains(character) { character } else { '-' };
        let may_follow =
            if nearest.is_empty() { Alphabet::Dns1035.may_begin(character) } else { nearest.len() < max };
        if may_follow && !(character == '-' && nearest.ends_with('-')) {
            nearest.push(character);
        }
    }
    nearest.truncate(nearest.trim_end_matches('-').len());
    (!nearest.is_empty()).then_some(nearest)
}

fn check_subdomain(name: &str, start: usize, end: usize) -> Result<(), NameError> {
    let mut from = start;
    for label in name.get(start..end).unwrap_or_default().split('.') {
        check_part(name, from, from + label.len(), usize::MAX, Alphabet::Dns1123)?;
        from += label.len() + 1;
    }
    check_length(name, start, end, SUBDOMAIN_MAX, Alphabet::Dns1123)
}

/// Checks the bytes `start..end` of a name.
fn check_part(name: &str, start: usize, end: usize, max: usize, alphabet: Alphabet) -> Result<(), NameError> {
    let part = name.get(start..end).unwrap_or_default();
    let error = |offset: usize, kind| {
        Err(NameError { name: name.to_owned(), offset: start + offset, kind, alphabet })
    };
    let (Some(first), Some((last_offset, last))) = (part.chars().next(), part.char_indices().next_back())
    else {
        return error(0, NameErrorKind::Empty);
    };
    if !alphabet.may_begin(first) {
        return error(0, NameErrorKind::First(first));
    }
    if let Some((offset, character)) = part.char_indices().find(|(_, c)| !alphabet.contains(*c)) {
        return error(offset, NameErrorKind::Character(character));
    }
    if !alphabet.may_end(last) {
        return error(last_offset, NameErrorKind::Last(last));
    }
    check_length(name, start, end, max, alphabet)
}

fn check_length(
    name: &str,
    start: usize,
    end: usize,
    max: usize,
    alphabet: Alphabet,
) -> Result<(), NameError> {
    let length = end - start;
    if length <= max {
        return Ok(());
    }
    let kind = NameErrorKind::TooLong { length, max };
    Err(NameError { name: name.to_owned(), offset: start + max, kind, alphabet })
}

impl NameError {
    /// What is wrong.
    pub fn kind(&self) -> NameErrorKind {
        self.kind
    }

    /// The byte of the name where it goes wrong; for a name that is too long, the first byte too many.
    pub fn offset(&self) -> usize {
        self.offset
    }
}

impl fmt::Display for NameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, alphabet, .. } = self;
        match self.kind {
            NameErrorKind::Empty if name.is_empty() => {
                write!(f, "the name is empty: expected {} at least", alphabet.begin())
            }
            NameErrorKind::Empty => {
                write!(f, "a part of `{name}` is empty: expected {} at least", alphabet.begin())
            }
            NameErrorKind::TooLong { length, max } if length == name.len() => {
                write!(f, "`{name}` has {length} characters: expected at most {max}")
            }
            NameErrorKind::TooLong { length, max } => {
                write!(f, "a part of `{name}` has {length} characters: expected at most {max}")
            }
            NameErrorKind::First(c) if self.offset == 0 => {
                write!(f, "`{name}` begins with `{c}`: expected {}", alphabet.begin())
            }
            NameErrorKind::First(c) => {
                write!(f, "a part of `{name}` begins with `{c}`: expected {}", alphabet.begin())
            }
            NameErrorKind::Last(c) if self.offset + c.len_utf8() == name.len() => {
                write!(f, "`{name}` ends with `{c}`: expected {}", alphabet.end())
            }
            NameErrorKind::Last(c) => {
                write!(f, "a part of `{name}` ends with `{c}`: expected {}", alphabet.end())
            }
            NameErrorKind::Character(c) => {
                write!(f, "`{name}` has `{c}` in it: expected {} only", alphabet.all())
            }
            NameErrorKind::SecondSlash => write!(f, "`{name}` has more than one `/`: expected one at most"),
        }
    }
}

impl std::error::Error for NameError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_name_the_fault_and_its_place() {
        let subdomain = "x".repeat(254);
        let label = "x".repeat(64);
        for (check, name, offset, message) in [
            (
                check_vm_instance_name as fn(&str) -> Result<(), NameError>,
                "",
                0,
                "the name is empty: expected a lower-case letter at least".to_owned(),
            ),
            (
                check_vm_instance_name,
                "1a",
                0,
                "`1a` begins with `1`: expected a lower-case letter".to_owned(),
            ),
            (
                check_vm_instance_name,
                "web_1",
                3,
                "`web_1` has `_` in it: expected lower-case letters, digits and `-` only".to_owned(),
            ),
            (
                check_vm_disk_name,
                "web-",
                3,
                "`web-` ends with `-`: expected a lower-case letter or a digit".to_owned(),
            ),
            (
                check_vm_disk_name,
                "zürich",
                1,
                "`zürich` has `ü` in it: expected lower-case letters, digits and `-` only".to_owned(),
            ),
            (
                check_dns1123_subdomain,
                "a..b",
                2,
                "a part of `a..b` is empty: expected a lower-case letter or a digit at least".to_owned(),
            ),
            (
                check_dns1123_subdomain,
                "a-.b",
                1,
                "a part of `a-.b` ends with `-`: expected a lower-case letter or a digit".to_owned(),
            ),
            (
                check_dns1123_subdomain,
                &subdomain,
                253,
                format!("`{subdomain}` has 254 characters: expected at most 253"),
            ),
            (
                check_qualified_name,
                "example.org/-a",
                12,
                "a part of `example.org/-a` begins with `-`: expected a letter or a digit".to_owned(),
            ),
            (
                check_qualified_name,
                "a/b/c",
                3,
                "`a/b/c` has more than one `/`: expected one at most".to_owned(),
            ),
            (
                check_qualified_name,
                &format!("a/{label}"),
                65,
                format!("a part of `a/{label}` has 64 characters: expected at most 63"),
            ),
        ] {
            let error = check(name).unwrap_err();
            assert_eq!((error.offset(), error.to_string()), (offset, message));
        }
    }

    #[test]
    fn lengths_leave_room_for_the_release_prefix() {
        assert_eq!((VM_INSTANCE_NAME_MAX, VM_DISK_NAME_MAX), (41, 45));
        assert!(check_vm_instance_name(&"x".repeat(41)).is_ok());
        let error = check_vm_instance_name(&"x".repeat(42)).unwrap_err();
        assert_eq!((error.kind(), error.offset()), (NameErrorKind::TooLong { length: 42, max: 41 }, 41));
        assert!(check_vm_disk_name(&"x".repeat(45)).is_ok());
        assert!(check_vm_disk_name(&"x".repeat(46)).is_err());
    }

    #[test]
    fn nearest_names_are_valid() {
        for (name, nearest) in [
            ("Web", Some("web")),
            ("web server", Some("web-server")),
            ("9lives", Some("lives")),
            ("_a__b_", Some("a-b")),
            ("Zürich", Some("z-rich")),
            ("---", None),
            ("", None),
        ] {
            assert_eq!(nearest_dns1035_label(name, 41).as_deref(), nearest, "{name}");
            assert!(nearest.is_none_or(|nearest| check_vm_instance_name(nearest).is_ok()));
        }
        assert_eq!(nearest_dns1035_label("ab-cd", 3).as_deref(), Some("ab"));
    }
}
