//! Nodes into serde types, with every error instead of the first.
//!
//! [`decode`] takes any type that implements [`serde::Deserialize`].
//! A clean document is read in one pass, and text is borrowed from the tree where the type allows it.
//!
//! # Recovery
//!
//! serde stops at the first error. So on an error, its place and kind are recorded, the smallest enclosing mapping
//! entry or sequence item is left out, and the node is read again, until nothing fails.
//! What was left out stands in [`Decoded::unreliable`].
//! An error that is only a consequence of what was left out before (a required field that *is* written, but wrongly;
//! a rule of the type over several fields of which one is gone) is not reported, and leaves out the collection it
//! speaks of.
//!
//! Items that were left out shift the indices of those behind them: [`Decoded::source_path`] turns a path in the value
//! into the path in the text.
//!
//! # How values are read
//!
//! * Plain scalars mean what they mean to the document's reader: see [`scalar`](crate::scalar) and
//!   [`Dialect`](crate::Dialect). A number or boolean is not text.
//! * Integer fields take whole numbers however written, `22.0` and `1e3` included, as JSON Schema does.
//! * `null` and an empty value are `None`, and nothing to all other types.
//! * A struct is a mapping; a list in its place is an error, although serde could read it.
//! * Keys that a struct does not name are reported ([`IssueKind::UnknownField`]) and handed to its visitor all the
//!   same, so that a type may keep them.
//! * Of keys written twice the first counts, to PyYAML the last; the other is the parser's to report.
//! * Enums are externally tagged, unless the type says otherwise: a name, or a mapping with one entry.
//! * Types that may be text or a struct: see [`STRING_OR_STRUCT`].
//!
//! `#[serde(untagged)]`, `#[serde(flatten)]` and `#[serde(tag = "…")]` work, but serde buffers such values: the issues
//! inside them name the node at which buffering began, and unknown fields in them are not seen.

mod access;
mod deserializer;
mod fault;
mod key;
mod place;
mod protocol;
mod session;
mod words;

use serde::Deserialize;

use crate::{FieldPath, Limits, Node, Segment, Span};

pub use protocol::{NULLABLE, STRING_OR_STRUCT};

/// What came of decoding a node.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Decoded<T> {
    /// The value, with everything left out that could not be read; nothing if even that was not enough.
    pub value: Option<T>,
    /// What was wrong, in the order of the text.
    pub issues: Vec<Issue>,
    /// Paths in the text whose written content is not in `value`. What is said about such a path or one below it rests
    /// on nothing.
    pub unreliable: Vec<FieldPath>,
}

impl<T> Decoded<T> {
    /// A value with which nothing is wrong.
    pub fn sound(value: T) -> Self {
        Self { value: Some(value), issues: Vec::new(), unreliable: Vec::new() }
    }

    /// The same with something else made of the value.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Decoded<U> {
        Decoded { value: self.value.map(make), issues: self.issues, unreliable: self.unreliable }
    }

    /// The path in the text of what stands at `path` in the value: items that were left out are counted in.
    ///
    /// ```
    /// use vmspec_yaml::{Limits, decode, parse};
    ///
    /// let tree = parse("[1, two, 3]", &Limits::default());
    /// let decoded = decode::<Vec<u8>>(tree.root(0).unwrap(), &Limits::default());
    /// assert_eq!(decoded.value, Some(vec![1, 3]));
    /// assert_eq!(decoded.source_path(&"[1]".parse().unwrap()).to_string(), "[2]");
    /// ```
    pub fn source_path(&self, path: &FieldPath) -> FieldPath {
        let mut source = FieldPath::root();
        for segment in path.segments() {
            source = match segment {
                Segment::Key(key) => source.key(key.clone()),
                Segment::Index(index) => {
                    let index = self.source_index(&source, *index);
                    source.index(index)
                }
                Segment::Nested => source.nested(),
            };
        }
        source
    }

    /// The index in the text of the item that has this index in the value of the list at `list`.
    fn source_index(&self, list: &FieldPath, index: usize) -> usize {
        let mut left_out: Vec<usize> = self
            .unreliable
            .iter()
            .filter_map(|path| match path.segments().split_last()? {
                (Segment::Index(index), rest) if rest == list.segments() => Some(*index),
                _ => None,
            })
            .collect();
        left_out.sort_unstable();
        left_out.into_iter().fold(index, |index, gone| if gone <= index { index + 1 } else { index })
    }

    /// Whether what stands at this path of the text, or around it, was left out of the value.
    pub fn is_unreliable(&self, source_path: &FieldPath) -> bool {
        self.unreliable.iter().any(|unreliable| source_path.starts_with(unreliable))
    }
}

/// Something that the type does not take.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Issue {
    /// Where, from the node that was decoded. For an unknown field, the field; for a missing one, the field that
    /// should be there.
    pub path: FieldPath,
    /// The bytes at fault: a value, for an unknown field its key. Where nothing is written, the key it is missing
    /// behind; for a missing field, the key that holds its mapping, or the mapping's first key if none does.
    pub span: Span,
    /// What.
    pub kind: IssueKind,
}

/// The kinds of [`Issue`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum IssueKind {
    /// A value of another type than the field takes.
    WrongType {
        /// What the type takes, in its own words: `a boolean`.
        expected: String,
        /// What stands there: `text`, `a list`, `a mapping`, `nothing`, or a short number or boolean as it is written:
        /// ``the boolean `yes` ``.
        found: String,
    },
    /// The right type, but not a value of it; the message is that of the value type.
    InvalidValue {
        /// One lower-case sentence without a full stop.
        message: String,
    },
    /// None of the values that the type knows.
    UnknownValue {
        /// What stands there; empty if issues don't repeat values.
        found: String,
        /// The values that are known.
        known: &'static [&'static str],
    },
    /// A field that must be there is not.
    MissingField {
        /// The field.
        field: &'static str,
    },
    /// A key that no field takes. The value is not lost on types that keep unknown fields.
    UnknownField {
        /// The key as written.
        field: String,
        /// The fields that the type has.
        known: &'static [&'static str],
    },
    /// A bound of [`Limits`] was hit; nothing behind this place was read.
    LimitExceeded {
        /// One lower-case sentence without a full stop.
        message: String,
    },
}

/// Decodes a node into a value, collecting all issues.
///
/// On an error the smallest enclosing mapping entry or sequence item is left out, and the rest is read again; so
/// `value` holds everything that is sound. See the [module](self) for the rules.
///
/// ```
/// use serde::Deserialize;
/// use vmspec_yaml::{Limits, decode, parse};
///
/// #[derive(Deserialize)]
/// struct Server {
///     host: String,
///     port: Option<u16>,
/// }
///
/// let tree = parse("host: example.org\nport: 70000\nprot: 80\n", &Limits::default());
/// let decoded = decode::<Server>(tree.root(0).unwrap(), &Limits::default());
/// let server = decoded.value.unwrap();
/// assert_eq!((server.host.as_str(), server.port), ("example.org", None));
/// let paths: Vec<String> = decoded.issues.iter().map(|issue| issue.path.to_string()).collect();
/// assert_eq!(paths, ["port", "prot"]);
/// ```
pub fn decode<'t, T: Deserialize<'t>>(node: Node<'t>, limits: &Limits) -> Decoded<T> {
    decode_with(node, &Options::new(limits))
}

/// How to decode.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Options {
    /// What a document may cost.
    pub limits: Limits,
    /// Whether `null` where an optional value may stand means that there is none. Otherwise it is a value like any
    /// other, of a type that few fields take. Default: it is.
    pub null_is_absent: bool,
    /// Whether issues repeat values; they never should where values may be secrets. Keys are always repeated.
    /// Default: they do.
    pub names_values: bool,
}

impl Options {
    /// The defaults.
    pub fn new(limits: &Limits) -> Self {
        Self { limits: limits.clone(), null_is_absent: true, names_values: true }
    }
}

/// Decodes a node as [`decode`] does, in another way.
///
/// ```
/// use vmspec_yaml::decode::{Options, decode_with};
/// use vmspec_yaml::{IssueKind, Limits, parse};
///
/// let tree = parse("[1, null, 2000]", &Limits::default());
/// let mut options = Options::new(&Limits::default());
/// options.null_is_absent = false;
/// options.names_values = false;
/// let decoded = decode_with::<Vec<Option<u8>>>(tree.root(0).unwrap(), &options);
/// assert_eq!(decoded.value, Some(vec![Some(1)]));
/// let nothing = IssueKind::WrongType { expected: "a whole number".into(), found: "nothing".into() };
/// let secret = IssueKind::InvalidValue { message: "expected a whole number from 0 to 255".into() };
/// assert_eq!(decoded.issues.into_iter().map(|issue| issue.kind).collect::<Vec<_>>(), [nothing, secret]);
/// ```
pub fn decode_with<'t, T: Deserialize<'t>>(node: Node<'t>, options: &Options) -> Decoded<T> {
    session::Session::new(node, options).run()
}
