//! What a rule has found, before anybody looked for the bytes.

use std::fmt::{Display, Write};
use std::ops::Range;

use super::{ResourceId, Rule};
use crate::FieldPath;
use crate::diagnostic::{Applicability, Args, Remedy, Severity};
use vmspec_yaml::edit::Operation;

/// Which part of an entry a finding speaks of.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
#[non_exhaustive]
pub enum Spot {
    /// The value.
    #[default]
    Value,
    /// The key: the field should not be there, whatever its value.
    Key,
    /// These bytes of a text.
    Part {
        /// The first byte.
        start: usize,
        /// The first byte behind.
        end: usize,
    },
}

/// A second place that explains a finding.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct FindingLabel {
    /// The resource that the path belongs to.
    pub resource: ResourceId,
    /// The place.
    pub path: FieldPath,
    /// What is there: a phrase without a full stop.
    pub message: String,
}

/// A fault that a rule has found in a resource.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Finding {
    /// The rule's name.
    pub rule: &'static str,
    /// How much it matters here.
    pub severity: Severity,
    /// One lower-case sentence without a full stop.
    pub message: String,
    /// The facts of the message by name.
    pub args: Args,
    /// What to do, or why it matters.
    pub help: Option<String>,
    /// The resource.
    pub resource: ResourceId,
    /// The place; it may name a field that is missing.
    pub path: FieldPath,
    /// The part of the place.
    pub spot: Spot,
    /// Other fields that it rests on, written or not: where one of them could not be read, the finding is void.
    pub premises: Vec<(ResourceId, FieldPath)>,
    /// Other places that explain it. It rests on them too.
    pub labels: Vec<FindingLabel>,
    /// What can be done about it.
    pub remedy: Option<Remedy>,
    /// What else can be done about it, where a person has to choose.
    pub alternatives: Vec<Remedy>,
}

impl Rule {
    /// A finding of this rule with its usual severity.
    ///
    /// In `template` every `{name}` stands for the argument of that name.
    pub(crate) fn finding(
        &'static self,
        resource: ResourceId,
        path: FieldPath,
        template: &str,
        args: &[(&'static str, &dyn Display)],
    ) -> Finding {
        let args: Args = args.iter().map(|(name, value)| (*name, value.to_string())).collect();
        Finding {
            rule: self.name,
            severity: self.severity,
            message: fill(template, &args),
            args,
            help: None,
            resource,
            path,
            spot: Spot::Value,
            premises: Vec::new(),
            labels: Vec::new(),
            remedy: None,
            alternatives: Vec::new(),
        }
    }
}

impl Finding {
    pub(crate) fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub(crate) fn on_key(mut self) -> Self {
        self.spot = Spot::Key;
        self
    }

    pub(crate) fn on_part(mut self, part: Range<usize>) -> Self {
        self.spot = Spot::Part { start: part.start, end: part.end };
        self
    }

    /// Names a field of the resource that decides whether this is a fault, besides the one at fault.
    pub(crate) fn given(self, premise: FieldPath) -> Self {
        let resource = self.resource;
        self.given_of(resource, premise)
    }

    /// Names a field of another resource that decides whether this is a fault.
    pub(crate) fn given_of(mut self, resource: ResourceId, premise: FieldPath) -> Self {
        self.premises.push((resource, premise));
        self
    }

    pub(crate) fn label(mut self, resource: ResourceId, path: FieldPath, message: impl Into<String>) -> Self {
        self.labels.push(FindingLabel { resource, path, message: message.into() });
        self
    }

    pub(crate) fn fix(
        mut self,
        applicability: Applicability,
        title: impl Into<String>,
        operations: Vec<Operation>,
    ) -> Self {
        self.remedy = Some(Remedy { title: title.into(), applicability, operations });
        self
    }

    /// Another remedy to choose from, besides one that is manual too.
    pub(crate) fn or_fix(mut self, title: impl Into<String>, operations: Vec<Operation>) -> Self {
        let applicability = Applicability::Manual;
        self.alternatives.push(Remedy { title: title.into(), applicability, operations });
        self
    }
}

/// Characters of a value that a message shows. The values come from texts of any size.
const MOST_SHOWN: usize = 200;

/// Fills the `{name}` places of a message, which stays one line of bearable length.
pub(crate) fn fill(template: &str, args: &Args) -> String {
    let mut message = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        message.push_str(before);
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        if let Some((_, value)) = args.iter().find(|(arg, _)| *arg == name) {
            let mut shown = value.char_indices();
            let end = shown.nth(MOST_SHOWN).map_or(value.len(), |(end, _)| end);
            let value_shown = value.get(..end).unwrap_or(value);
            message.extend(value_shown.chars().map(|char| if char.is_control() { ' ' } else { char }));
            if end < value.len() {
                message.push('…');
            }
        } else {
            debug_assert!(false, "no argument for {{{name}}} in {template:?}");
            let _ = write!(message, "{{{name}}}");
        }
        rest = after;
    }
    message.push_str(rest);
    message
}

/// Where rules put what they find.
#[derive(Default, Debug)]
pub struct Findings(Vec<Finding>);

impl Findings {
    /// Adds a finding.
    pub fn add(&mut self, finding: Finding) {
        self.0.push(finding);
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn raise_from(&mut self, first: usize, least: Severity) {
        for finding in self.0.iter_mut().skip(first) {
            finding.severity = finding.severity.max(least);
        }
    }

    pub(crate) fn into_vec(self) -> Vec<Finding> {
        self.0
    }
}

/// The path of a field of `spec`.
pub(crate) fn spec_field(field: &'static str) -> FieldPath {
    FieldPath::root().key("spec").key(field)
}

/// The path of what a disk's source names: `source_field("http", "url")`.
pub(crate) fn source_field(source: &'static str, field: &'static str) -> FieldPath {
    spec_field("source").key(source).key(field)
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn a_template_is_filled_by_name() {
        let args = vec![("disk", "5Gi".to_owned()), ("image", "{disk}".to_owned())];
        assert_eq!(fill("disk is {disk}, image `{image}`", &args), "disk is 5Gi, image `{disk}`");
    }

    #[test]
    fn a_message_is_one_short_line() {
        let args = vec![("name", "a\r\nb".to_owned()), ("image", "ü".repeat(1000))];
        assert_eq!(fill("`{name}`", &args), "`a  b`");
        assert_eq!(fill("`{image}`", &args), format!("`{}…`", "ü".repeat(200)));
    }
}
