//! The way from the root of a document to one of its nodes.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde_json::Value;

use crate::json::from_json;

/// One step of a [`FieldPath`].
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Segment {
    /// The value of a mapping entry.
    Key(Cow<'static, str>),
    /// An item of a sequence, from 0.
    Index(usize),
    /// Into the document that the text of this scalar holds, such as the cloud-config in `cloudInit`.
    Nested,
}

/// The way from the root of a document to a node: `spec.disks[0].name`.
///
/// A path names a place whether or not something is there, so a rule can speak of a field that is missing.
///
/// # Syntax
///
/// Keys are joined by `.`, indices stand in brackets, a key that holds anything but letters, digits, `_` and `-`
/// is quoted in brackets, and `:` goes into a nested document:
///
/// ```
/// use vmspec_yaml::FieldPath;
///
/// let path = FieldPath::root().key("spec").key("disks").index(0).key("name");
/// assert_eq!(path.to_string(), "spec.disks[0].name");
///
/// let label = FieldPath::root().key("metadata").key("labels").key("app.kubernetes.io/name");
/// assert_eq!(label.to_string(), r#"metadata.labels["app.kubernetes.io/name"]"#);
///
/// let user = FieldPath::root().key("spec").key("cloudInit").nested().key("users").index(0);
/// assert_eq!(user.to_string(), "spec.cloudInit:users[0]");
/// assert_eq!(user.to_string().parse(), Ok(user));
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default)]
pub struct FieldPath(Vec<Segment>);

impl FieldPath {
    /// The path of the document's root, which prints as nothing.
    pub fn root() -> Self {
        Self::default()
    }

    /// A path from its segments.
    pub fn from_segments(segments: Vec<Segment>) -> Self {
        Self(segments)
    }

    /// The path of an entry below this one.
    #[must_use]
    pub fn key(mut self, key: impl Into<Cow<'static, str>>) -> Self {
        self.0.push(Segment::Key(key.into()));
        self
    }

    /// The path of an item below this one, counted from 0.
    #[must_use]
    pub fn index(mut self, index: usize) -> Self {
        self.0.push(Segment::Index(index));
        self
    }

    /// The path of the root of the document that this scalar's text holds.
    #[must_use]
    pub fn nested(mut self) -> Self {
        self.0.push(Segment::Nested);
        self
    }

    /// This path followed by `rest`.
    #[must_use]
    pub fn join(mut self, rest: &Self) -> Self {
        self.0.extend(rest.0.iter().cloned());
        self
    }

    /// The steps.
    pub fn segments(&self) -> &[Segment] {
        &self.0
    }

    /// Whether this is the path of the root.
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// The path one step up, or nothing for the root.
    pub fn parent(&self) -> Option<Self> {
        let (_, rest) = self.0.split_last()?;
        Some(Self(rest.to_vec()))
    }

    /// The last step.
    pub fn last(&self) -> Option<&Segment> {
        self.0.last()
    }

    /// Whether `self` is `ancestor` or lies below it.
    pub fn starts_with(&self, ancestor: &Self) -> bool {
        self.0.starts_with(&ancestor.0)
    }

    /// The path as a JSON Pointer (RFC 6901), or nothing if it goes into a nested document.
    ///
    /// ```
    /// # use vmspec_yaml::FieldPath;
    /// let path = FieldPath::root().key("metadata").key("labels").key("app/name");
    /// assert_eq!(path.to_json_pointer().as_deref(), Some("/metadata/labels/app~1name"));
    /// ```
    pub fn to_json_pointer(&self) -> Option<String> {
        let mut pointer = String::new();
        for segment in &self.0 {
            pointer.push('/');
            match segment {
                Segment::Key(key) => pointer.push_str(&key.replace('~', "~0").replace('/', "~1")),
                Segment::Index(index) => pointer.push_str(&index.to_string()),
                Segment::Nested => return None,
            }
        }
        Some(pointer)
    }
}

fn is_simple(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut first = true;
        for segment in &self.0 {
            match segment {
                Segment::Key(key) if is_simple(key) => {
                    if !first {
                        f.write_str(".")?;
                    }
                    f.write_str(key)?;
                }
                Segment::Key(key) => write!(f, "[{}]", serde_json::to_string(key).map_err(|_| fmt::Error)?)?,
                Segment::Index(index) => write!(f, "[{index}]")?,
                Segment::Nested => f.write_str(":")?,
            }
            first = matches!(segment, Segment::Nested);
        }
        Ok(())
    }
}

/// The JSON string that a text begins with, and what follows it.
fn quoted_key(text: &str) -> Option<(String, &str)> {
    let mut escaped = false;
    let end = text.char_indices().skip(1).find(|(_, char)| {
        let is_end = *char == '"' && !escaped;
        escaped = *char == '\\' && !escaped;
        is_end
    });
    let (quoted, rest) = text.split_at_checked(end?.0 + 1)?;
    match from_json(quoted)? {
        Value::String(key) => Some((key, rest)),
        _ => None,
    }
}

/// The text is not a field path.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ParsePathError {
    offset: usize,
}

impl ParsePathError {
    /// The byte offset at which the text stops being a path.
    pub fn offset(&self) -> usize {
        self.offset
    }
}

impl fmt::Display for ParsePathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not a field path from byte {} on: expected a form like `spec.disks[0].name`", self.offset)
    }
}

impl std::error::Error for ParsePathError {}

impl FromStr for FieldPath {
    type Err = ParsePathError;

    /// Reads what [`Display`](fmt::Display) prints.
    ///
    /// # Errors
    ///
    /// On an empty key, an unclosed bracket, or a bracket that holds neither a number nor a JSON string.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut path = Self::root();
        let mut rest = text;
        let mut may_start_bare = true;
        let error = |rest: &str| ParsePathError { offset: text.len() - rest.len() };
        while let Some(first) = rest.chars().next() {
            match first {
                '[' => {
                    let inner = rest.get(1..).unwrap_or_default();
                    if inner.starts_with('"') {
                        let (key, tail) = quoted_key(inner).ok_or_else(|| error(rest))?;
                        path = path.key(key);
                        rest = tail;
                    } else {
                        let (digits, _) = inner.split_once(']').ok_or_else(|| error(rest))?;
                        path = path.index(digits.parse().map_err(|_| error(rest))?);
                        rest = inner.get(digits.len()..).unwrap_or_default();
                    }
                    rest = rest.strip_prefix(']').ok_or_else(|| error(rest))?;
                    may_start_bare = false;
                }
                ':' => {
                    path = path.nested();
                    rest = rest.get(1..).unwrap_or_default();
                    may_start_bare = true;
                }
                _ => {
                    if !may_start_bare {
                        rest = rest.strip_prefix('.').ok_or_else(|| error(rest))?;
                    }
                    let end = rest.find(['.', '[', ':']).unwrap_or(rest.len());
                    let (key, tail) = rest.split_at(end);
                    if !is_simple(key) {
                        return Err(error(rest));
                    }
                    path = path.key(key.to_owned());
                    rest = tail;
                    may_start_bare = false;
                }
            }
        }
        Ok(path)
    }
}
