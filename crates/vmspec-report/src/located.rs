//! Findings as programs want them: with the path from the root, lines and columns, and an identity.

use std::collections::HashMap;

use vmspec::analysis::Report;
use vmspec::diagnostic::{Applicability, Diagnostic, Fix};
use vmspec_yaml::Span;

use crate::{Root, Source, Sources, secrets, wire};

/// A finding with what machine formats say of it.
pub(crate) struct Located<'a> {
    pub(crate) diagnostic: &'a Diagnostic,
    pub(crate) source: Option<Source<'a>>,
    /// From the root, with slashes.
    pub(crate) path: String,
    /// Lines and columns from 1, columns in code points.
    pub(crate) range: wire::Range,
    /// What stays the same when lines move.
    pub(crate) fingerprint: String,
}

/// A replacement of one range by a text.
pub(crate) struct Replacement {
    pub(crate) span: Span,
    pub(crate) text: String,
}

/// All findings of a report, in its order.
pub(crate) fn located<'a>(report: &'a Report, sources: &Sources<'a>, root: &Root) -> Vec<Located<'a>> {
    located_among(&report.diagnostics, sources, root)
}

/// The same for any findings.
pub(crate) fn located_among<'a>(
    diagnostics: impl IntoIterator<Item = &'a Diagnostic>,
    sources: &Sources<'a>,
    root: &Root,
) -> Vec<Located<'a>> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut paths: HashMap<&str, String> = HashMap::new();
    let locate = |diagnostic: &'a Diagnostic| {
        let path = paths.entry(&diagnostic.file).or_insert_with(|| root.path_of(&diagnostic.file)).clone();
        let identity = identity(diagnostic, &path);
        let count = seen.entry(identity.clone()).or_default();
        *count += 1;
        Located {
            diagnostic,
            source: sources.get(&diagnostic.file),
            range: wire::range(&diagnostic.file, diagnostic.span, sources),
            fingerprint: fingerprint(&format!("{identity}\0{count}")),
            path,
        }
    };
    diagnostics.into_iter().map(locate).collect()
}

impl Located<'_> {
    /// The message, and what to do in a second line.
    pub(crate) fn message_and_help(&self) -> String {
        match &self.diagnostic.help {
            Some(help) => format!("{}\n{help}", self.diagnostic.message),
            None => self.diagnostic.message.clone(),
        }
    }

    /// The fixes that a person can take as they are, each with its replacements: one, or several to choose from. None
    /// that only shows the way, and none that would show a secret.
    pub(crate) fn fixes(&self) -> Vec<(&'_ Fix, Vec<Replacement>)> {
        let Some(source) = self.source else { return Vec::new() };
        let is_choice = !self.diagnostic.alternatives.is_empty();
        let can_be_taken = |fix: &&Fix| {
            (is_choice || fix.applicability != Applicability::Manual)
                && !fix.edits.is_empty()
                && !secrets::fix_may_show_secret(fix, &self.diagnostic.path, source)
        };
        let replacement =
            |edit: &vmspec_yaml::edit::Edit| Replacement { span: edit.span, text: edit.text.clone() };
        let replacements = |fix: &Fix| fix.edits.iter().map(replacement).collect();
        self.diagnostic.fixes().filter(can_be_taken).map(|fix| (fix, replacements(fix))).collect()
    }
}

/// What makes two findings the same in two versions of a repository: neither line nor value.
fn identity(diagnostic: &Diagnostic, path: &str) -> String {
    let resource = diagnostic.resource.as_ref();
    let parts = [
        diagnostic.rule,
        path,
        resource.map(|resource| resource.kind.as_str()).unwrap_or_default(),
        resource.and_then(|resource| resource.namespace.as_deref()).unwrap_or_default(),
        resource.map(|resource| resource.name.as_str()).unwrap_or_default(),
        &diagnostic.path.to_string(),
    ];
    parts.join("\0")
}

/// The 64-bit FNV-1a hash as hexadecimal digits. It must not change between releases: code hosts would take every
/// finding for a new one.
fn fingerprint(identity: &str) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in identity.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::fingerprint;

    #[test]
    fn fingerprints_are_those_of_fnv() {
        // The test vectors of the algorithm's authors.
        assert_eq!(fingerprint(""), "cbf29ce484222325");
        assert_eq!(fingerprint("foobar"), "85944171f73967e8");
    }
}
