//! Rewriting manifests for another platform, in the forms that it reads.

use std::collections::HashMap;

use super::fixing::fix_all_with;
use super::{Options, Report, SourceFile, Suppressed, Workspace};
use crate::diagnostic::{Applicability, Diagnostic, Fix, Severity};
use crate::platform::Platform;
use crate::rules::RuleSettings;
use vmspec_yaml::FieldPath;

/// The rules about forms that only some platforms read, each with the least applicability of its fixes that a migration
/// applies, if it applies any. Unsafe ones are among them: who migrates wants the manifest to mean there what it says
/// here, whatever is deployed so far.
const FORMS: &[(&str, Option<Applicability>)] = &[
    ("string-disk", Some(Applicability::Unsafe)),
    ("deprecated-running", Some(Applicability::Unsafe)),
    ("deprecated-subnets", Some(Applicability::Unsafe)),
    ("unsupported-field", Some(Applicability::Unsafe)),
    // Older charts had empty sizes as defaults, newer ones refuse them.
    (EMPTY_SIZE, Some(Applicability::Safe)),
    // Which of the two counted depends on a release that may not be known, so a person has to say what is meant.
    ("conflicting-run-state", None),
    // A VM and its disk in one object have to be taken apart by hand.
    ("removed-kind", None),
];

/// The rule that speaks of empty sizes. What else it speaks of is as wrong on every platform.
const EMPTY_SIZE: &str = "invalid-value";

/// What became of manifests on their way to another platform.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Migration {
    /// The texts, in the given order.
    pub files: Vec<SourceFile>,
    /// What was rewritten, as it was found.
    pub applied: Vec<Diagnostic>,
    /// What could not be done, with its place and reason: forms that have no certain counterpart, and what is right on
    /// the old platform but not on the new one. In the order of the files, then of the text.
    pub open: Vec<Diagnostic>,
    /// What the new platform would say of the texts. No rule is off, since other rules matter there.
    pub report: Report,
}

/// Rewrites manifests that were made for the platform of `options`, so that they mean the same on another one.
///
/// Only forms change: bare names of disks become mappings, `running` becomes the `runStrategy` that it stands for,
/// `subnets` become `networks`. Comments and layout stay. Which rules are on does not matter, but what a comment or an
/// annotation suppresses is left alone, and reported as open.
///
/// ```
/// use vmspec::analysis::{Options, SourceFile, migrate};
/// use vmspec::platform::Platform;
///
/// let options = Options::new(Platform::hikube());
/// let text = "\
/// apiVersion: apps.cozystack.io/v1alpha1
/// kind: VMInstance
/// metadata: {name: web}
/// spec:
///   running: false # until Monday
///   instanceProfile: windows
///   disks:
///     - web-system
/// ";
/// let file = SourceFile::parse("vm.yaml", text, &options.limits);
/// let migration = migrate(vec![file], &options, &"cozystack@1.6".parse()?);
/// assert!(migration.files[0].text().ends_with(
///     "  runStrategy: Halted # until Monday\n  instanceProfile: windows\n  disks:\n    - name: web-system\n"
/// ));
/// assert!(migration.open.iter().any(|found| found.rule == "unknown-instance-profile"));
/// # Ok::<(), vmspec::platform::ParsePlatformError>(())
/// ```
pub fn migrate(files: Vec<SourceFile>, options: &Options, to: &Platform) -> Migration {
    fn check(workspace: &Workspace<'_>) -> Report {
        workspace.check()
    }
    migrate_with(files, options, to, check)
}

/// The same where `check` judges a workspace: as [`Workspace::check`] does, but for example on several threads.
pub fn migrate_with(
    files: Vec<SourceFile>,
    options: &Options,
    to: &Platform,
    check: impl Fn(&Workspace<'_>) -> Report,
) -> Migration {
    let here = with_all_rules(options, &options.platform);
    let there = with_all_rules(options, to);
    let fixed = fix_all_with(files, &there, &check, is_applied);
    let before = check(&Workspace::new(&fixed.files, &here));
    let known = severities(&before.diagnostics);
    let is_open = |found: &&Diagnostic| {
        let before = known.get(&Place::of(found)).copied();
        is_form(found)
            || (found.severity > Severity::Info && before.is_none_or(|before| before < found.severity))
    };
    let mut open: Vec<Diagnostic> = fixed.report.diagnostics.iter().filter(is_open).cloned().collect();
    open.extend(fixed.report.suppressed.iter().filter(|one| is_form(&one.diagnostic)).map(suppressed));
    let order: HashMap<_, _> =
        fixed.files.iter().enumerate().map(|(index, file)| (&**file.name(), index)).collect();
    open.sort_by_key(|found| (order.get(&*found.file).copied(), found.span, found.rule));
    Migration { applied: fixed.applied, open, report: fixed.report, files: fixed.files }
}

/// The same options for a platform, with no rule turned off and nothing left untold.
fn with_all_rules(options: &Options, platform: &Platform) -> Options {
    Options {
        platform: platform.clone(),
        rules: RuleSettings::default(),
        rules_by_file: HashMap::new(),
        most_diagnostics: usize::MAX,
        ..options.clone()
    }
}

fn is_applied(found: &Diagnostic, fix: &Fix) -> bool {
    let applies = |(rule, least): &(&str, Option<Applicability>)| {
        *rule == found.rule && least.is_some_and(|least| fix.applicability >= least)
    };
    FORMS.iter().any(applies)
}

/// Whether a finding is about a form that the other platform does not read.
fn is_form(found: &Diagnostic) -> bool {
    let is_rewritten = || found.fix.as_ref().is_some_and(|fix| is_applied(found, fix));
    FORMS.iter().any(|(rule, _)| *rule == found.rule) && (found.rule != EMPTY_SIZE || is_rewritten())
}

/// A finding that somebody suppresses, with the reason why nothing was done about it.
fn suppressed(one: &Suppressed) -> Diagnostic {
    let help = format!("the {} that suppresses it keeps it from being rewritten", one.by.name());
    Diagnostic { help: Some(help), ..one.diagnostic.clone() }
}

/// What makes a finding the same on two platforms.
#[derive(PartialEq, Eq, Hash)]
struct Place<'d> {
    file: &'d str,
    document: usize,
    item: &'d FieldPath,
    rule: &'static str,
    path: &'d FieldPath,
}

impl<'d> Place<'d> {
    fn of(found: &'d Diagnostic) -> Self {
        Self {
            file: &found.file,
            document: found.document,
            item: &found.item,
            rule: found.rule,
            path: &found.path,
        }
    }
}

/// How much each finding matters; of several of a rule at one place, the gravest.
fn severities(diagnostics: &[Diagnostic]) -> HashMap<Place<'_>, Severity> {
    let mut severities = HashMap::new();
    for found in diagnostics {
        let severity = severities.entry(Place::of(found)).or_insert(found.severity);
        *severity = found.severity.max(*severity);
    }
    severities
}

#[cfg(test)]
mod tests {
    use super::FORMS;
    use crate::rules;

    #[test]
    fn forms_are_named_by_rules() {
        for (rule, _) in FORMS {
            assert!(rules::find(rule).is_some(), "{rule}");
        }
    }
}
