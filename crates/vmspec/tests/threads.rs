//! Whoever reads files on several threads can hand over everything that comes of it.

use vmspec::analysis::{Baseline, ChangeReport, Migration, Options, Report, SourceFile, Workspace, assist};
use vmspec::catalog::{Catalog, CatalogError};
use vmspec::config::ConfigFile;
use vmspec::diagnostic::Diagnostic;
use vmspec::model::{EmitError, ParseQuantityError, SshPublicKeyError};
use vmspec::platform::{ParsePlatformError, Platform};
use vmspec::resolve::{ResolvedDisk, ResolvedVm};
use vmspec::rules::{Bundle, Finding, Rule};
use vmspec::{VMDisk, VMInstance};
use vmspec_yaml::{Decoded, Node, Tree};

fn travels<T: Send + Sync>() {}

fn is_error<T: std::error::Error + Send + Sync + 'static>() {}

#[test]
fn what_is_made_goes_to_other_threads() {
    travels::<(Tree, Node<'_>, Decoded<VMInstance>)>();
    travels::<(VMInstance, VMDisk, Catalog, Platform)>();
    travels::<(ResolvedVm<'_>, ResolvedDisk<'_>, Bundle<'_>, Rule, Finding)>();
    travels::<(SourceFile, Options, Workspace<'_>, Baseline, ConfigFile)>();
    travels::<(Report, ChangeReport, Migration, Diagnostic, assist::Completions)>();
    is_error::<CatalogError>();
    is_error::<EmitError>();
    is_error::<ParsePlatformError>();
    is_error::<ParseQuantityError>();
    is_error::<SshPublicKeyError>();
    is_error::<assist::RenameError>();
    is_error::<vmspec_yaml::edit::EditError>();
}
