//! Diagnostics of documents that don't say properly what they are.

use serde_json::Value;
use vmspec_yaml::FieldPath;
use vmspec_yaml::edit::Operation;

use super::DocumentContext;
use crate::analysis::identity::{Identity, api_version_path, kind_path};
use crate::diagnostic::{Applicability, Diagnostic, Remedy, Severity};
use crate::model::API_VERSION;
use crate::platform::{Feature, Platform, Support};
use crate::rules::{Spot, structure};

/// What is wrong with `apiVersion` and `kind`, if anything.
pub(in crate::analysis) fn of_identity(
    context: &DocumentContext<'_>,
    identity: &Identity,
) -> Option<Diagnostic> {
    match identity {
        Identity::Ours(_) | Identity::Foreign => None,
        // The line may be there, among those that could not be read.
        Identity::OursWithoutApiVersion(_) if !context.is_certain(&api_version_path()) => None,
        Identity::NoKind if !context.is_certain(&kind_path()) => None,
        Identity::OursWithoutApiVersion(_) => {
            let path = api_version_path();
            let template = "`apiVersion` is missing, expected `{expected}`";
            let args = vec![("field", "apiVersion".to_owned()), ("expected", API_VERSION.to_owned())];
            let diagnostic = context.at(&structure::MISSING_FIELD, path.clone(), Spot::Value, template, args);
            let value = Value::from(API_VERSION);
            let remedy = Remedy {
                title: format!("add `apiVersion: {API_VERSION}`"),
                applicability: Applicability::Safe,
                operations: vec![match context.root.get("apiVersion") {
                    Some(_) => Operation::Replace { path, value },
                    None => Operation::Insert { path, value },
                }],
            };
            Some(context.fixed(diagnostic, remedy))
        }
        Identity::OursInOtherVersion(_, written) => {
            let path = api_version_path();
            let template = "`{found}` has no such kind, expected `{expected}`";
            let args = vec![("found", written.clone()), ("expected", API_VERSION.to_owned())];
            let diagnostic =
                context.at(&structure::WRONG_API_VERSION, path.clone(), Spot::Value, template, args);
            Some(context.fixed(diagnostic, replace(path, API_VERSION)))
        }
        Identity::NoKind => {
            let template = "`kind` is missing, expected `VMInstance` or `VMDisk`";
            let args = vec![("field", "kind".to_owned())];
            Some(context.at(&structure::MISSING_FIELD, kind_path(), Spot::Value, template, args))
        }
        Identity::RemovedKind => {
            let template =
                "the kind `VirtualMachine` was removed in v1.0.0, expected a `VMInstance` with `VMDisk`s";
            let mut diagnostic =
                context.at(&structure::REMOVED_KIND, kind_path(), Spot::Value, template, Vec::new());
            diagnostic.help = Some(
                "give each disk a `VMDisk` of its own, and list their names in `disks` of a `VMInstance`"
                    .to_owned(),
            );
            Some(diagnostic)
        }
        Identity::Misspelled { written, meant } => {
            let path = kind_path();
            let template = "there is no kind `{found}`, expected `{expected}`";
            let args = vec![("found", written.clone()), ("expected", meant.name().to_owned())];
            let diagnostic = context.at(&structure::UNKNOWN_KIND, path.clone(), Spot::Value, template, args);
            Some(context.fixed(diagnostic, replace(path, meant.name())))
        }
    }
}

/// The diagnostic as it counts on a platform: a text is read before it is known where it goes.
pub(in crate::analysis) fn on_platform(diagnostic: Diagnostic, platform: &Platform) -> Option<Diagnostic> {
    if diagnostic.rule != structure::REMOVED_KIND.name {
        return Some(diagnostic);
    }
    match platform.supports(Feature::VirtualMachineKind) {
        Support::Yes => None,
        Support::No => Some(diagnostic),
        Support::Unknown => Some(Diagnostic { severity: Severity::Warning, ..diagnostic }),
    }
}

fn replace(path: FieldPath, value: &str) -> Remedy {
    Remedy {
        title: format!("use `{value}`"),
        applicability: Applicability::Safe,
        operations: vec![Operation::Replace { path, value: Value::from(value) }],
    }
}
