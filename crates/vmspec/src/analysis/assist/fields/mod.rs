//! Which fields there are, what they mean and what they take, as the types of manifests and cloud-configs say.
//!
//! `table.rs` is made from the types by `cargo xtask generate`, so that there is no second list of fields by hand.

#[rustfmt::skip]
mod table;

use vmspec_yaml::{FieldPath, Segment};

/// A mapping with known fields.
#[derive(Debug)]
pub(super) struct Struct {
    /// The type's name.
    pub(super) name: &'static str,
    pub(super) doc: &'static str,
    pub(super) fields: &'static [Field],
}

/// A field of a [`Struct`].
#[derive(Debug)]
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) doc: &'static str,
    /// What holds if the field is left out, as YAML on one line; empty if that is nothing.
    pub(super) default: &'static str,
    /// A value that makes sense, as text; empty if none is given.
    pub(super) example: &'static str,
    pub(super) required: bool,
    /// Whether the platform fills it in, so that nobody writes it.
    pub(super) of_platform: bool,
    /// Whether there is a newer spelling.
    pub(super) older: bool,
    pub(super) forms: &'static [Form],
}

/// A form of value that a field takes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Form {
    Text,
    Boolean,
    Number,
    Port,
    Quantity,
    /// One of these words.
    Choice(&'static [Choice]),
    /// A name that is listed elsewhere.
    Named(Names),
    /// A mapping, by its index in the table.
    Struct(usize),
    List(&'static [Form]),
    /// A mapping with any keys.
    Map(&'static [Form]),
}

/// A word that a field takes.
#[derive(Debug)]
pub(super) struct Choice {
    pub(super) value: &'static str,
    pub(super) doc: &'static str,
}

/// Where names are listed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Names {
    InstanceTypes,
    Profiles,
    Images,
    StorageClasses,
    Gpus,
    Buses,
    CpuModels,
    /// Resources of the kind `VMDisk`.
    Disks,
}

/// The struct of this name.
pub(super) fn find(name: &str) -> Option<&'static Struct> {
    table::STRUCTS.iter().find(|found| found.name == name)
}

impl Form {
    /// The struct that a value of this form is.
    pub(super) fn as_struct(self) -> Option<&'static Struct> {
        match self {
            Self::Struct(index) => table::STRUCTS.get(index),
            _ => None,
        }
    }
}

impl Struct {
    pub(super) fn field(&self, name: &str) -> Option<&'static Field> {
        // Older cloud-configs write `lock-passwd` for `lock_passwd`.
        self.fields.iter().find(|field| field.name == name || is_hyphenated(field.name, name))
    }

    /// Whether only one of its fields is meant to be written.
    pub(super) fn takes_one(&self) -> bool {
        self.name == "VMDiskSource"
    }
}

fn is_hyphenated(field: &str, name: &str) -> bool {
    field.len() == name.len()
        && field.bytes().zip(name.bytes()).all(|(one, other)| one == other || (one, other) == (b'_', b'-'))
}

/// What is known of a place in a document.
#[derive(Clone, Copy, Debug)]
pub(in crate::analysis) struct Known {
    /// The field whose value, or part of it, stands there; nothing at the root.
    pub(super) field: Option<&'static Field>,
    /// The forms that a value takes there.
    pub(super) forms: &'static [Form],
}

impl Known {
    /// The structs among the forms.
    pub(super) fn structs(&self) -> impl Iterator<Item = &'static Struct> + use<> {
        self.forms.iter().filter_map(|form| form.as_struct())
    }

    /// The forms of items, if lists are taken.
    pub(super) fn items(&self) -> Option<&'static [Form]> {
        self.forms.iter().find_map(|form| match form {
            Form::List(items) => Some(*items),
            _ => None,
        })
    }
}

/// What is known of the place of `path` in a document of this kind; nothing if no type has such a place.
pub(in crate::analysis) fn at(kind: &str, path: &FieldPath) -> Option<Known> {
    let mut around = find(kind)?;
    let mut known: Option<Known> = None;
    for segment in path.segments() {
        known = Some(match (segment, known) {
            (Segment::Nested, _) => {
                around = find("CloudConfig")?;
                // What stands at the root of the nested document is told by the struct alone.
                known = None;
                continue;
            }
            (Segment::Key(key), None) => of_field(around.field(key)?),
            (Segment::Key(key), Some(known)) => {
                let field = known.structs().find_map(|found| found.field(key));
                match field {
                    Some(field) => of_field(field),
                    None => Known { field: known.field, forms: values_of_map(known.forms)? },
                }
            }
            (Segment::Index(_), known) => {
                let known = known?;
                Known { field: known.field, forms: known.items()? }
            }
        });
    }
    Some(known.unwrap_or(Known { field: None, forms: root_form(around) }))
}

fn of_field(field: &'static Field) -> Known {
    Known { field: Some(field), forms: field.forms }
}

fn values_of_map(forms: &'static [Form]) -> Option<&'static [Form]> {
    forms.iter().find_map(|form| match form {
        Form::Map(values) => Some(*values),
        _ => None,
    })
}

/// A form for each struct, so that a root has one as every other place has.
fn root_form(found: &'static Struct) -> &'static [Form] {
    let index = table::STRUCTS.iter().position(|other| std::ptr::eq(other, found)).unwrap_or_default();
    table::ROOTS.get(index..=index).unwrap_or_default()
}
