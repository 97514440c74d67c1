//! Texts to a report, on all cores.

use std::fs;
use std::path::PathBuf;

use rayon::prelude::*;
use vmspec::analysis::{Options, Report, SourceFile, Workspace};
use vmspec::catalog::Catalog;
use vmspec::platform::Platform;
use vmspec::rules::Scope;

use crate::args::TargetArgs;
use crate::error::Error;
use crate::inputs::{self, Input};

/// The options of the analysis that the arguments ask for.
pub(crate) fn options(args: &TargetArgs) -> Result<Options, Error> {
    let mut options = Options::new(with_catalogs(args.platform.clone(), &args.catalog)?);
    options.scope = if args.complete { Scope::Closed } else { Scope::Open };
    options.stage = args.stage.map(crate::args::Stage::of_rules);
    Ok(options)
}

/// The platform with catalog files laid over its catalog, in order.
pub(crate) fn with_catalogs(platform: Platform, files: &[PathBuf]) -> Result<Platform, Error> {
    if files.is_empty() {
        return Ok(platform);
    }
    let mut catalog = Catalog::clone(&platform.catalog);
    for path in files {
        let text = fs::read_to_string(path).map_err(|source| Error::Read { path: path.clone(), source })?;
        let overlay = Catalog::from_yaml(&text)
            .map_err(|error| Error::Catalog { path: path.clone(), list: error.faults })?;
        catalog.merge(overlay);
    }
    Ok(platform.with_catalog(catalog))
}

/// Reads and parses all inputs. Those that can't be read are left out and their errors returned.
pub(crate) fn load(inputs: &[Input], options: &Options) -> (Vec<SourceFile>, Vec<Error>) {
    let loaded: Vec<_> = inputs
        .par_iter()
        .map(|input| {
            let bytes = inputs::read(input, options.limits.bytes)?;
            Ok(SourceFile::parse_bytes(input.name.as_str(), &bytes, &options.limits))
        })
        .collect();
    let mut files = Vec::with_capacity(loaded.len());
    let mut errors = Vec::new();
    for result in loaded {
        match result {
            Ok(file) => files.push(file),
            Err(error) => errors.push(error),
        }
    }
    (files, errors)
}

/// Judges all files of a workspace.
pub(crate) fn check(workspace: &Workspace<'_>) -> Report {
    let count = workspace.files().len();
    workspace.report((0..count).into_par_iter().map(|index| workspace.check_file(index)).collect())
}
