//! `vmspec baseline`: accept what is found now.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use vmspec::analysis::{Baseline, FileReport, SourceFile};

use crate::args::BaselineArgs;
use crate::configuration::{self, Flags};
use crate::error::Error;
use crate::output::Output;
use crate::{Verdict, inputs, session};

/// Where accepted findings go if nobody says where.
const DEFAULT_FILE: &str = ".vmspec-baseline.yaml";

/// Writes the baseline, or one for each that configuration files name.
pub(crate) fn run(args: &BaselineArgs) -> Result<Verdict, Error> {
    let flags = Flags { rules: Some(&args.rules), ..Flags::new(&args.target) };
    let (inputs, mut errors) = inputs::collect(&args.inputs)?;
    let (judged, unreadable) = session::judge(configuration::groups(inputs, &flags)?);
    errors.extend(unreadable);
    errors.iter().for_each(Output::report_error);
    if !errors.is_empty() {
        // What could not be read would be missing.
        return Ok(Verdict::Failed);
    }
    let mut by_path: BTreeMap<PathBuf, Vec<(&SourceFile, &FileReport)>> = BTreeMap::new();
    let mut is_configured = true;
    for group in &judged.groups {
        is_configured &= group.settings.baseline.is_some();
        let path = args.output.clone().or_else(|| group.settings.baseline.clone());
        let files = by_path.entry(path.unwrap_or_else(|| DEFAULT_FILE.into())).or_default();
        files.extend(group.files.iter().zip(&group.found));
    }
    for (path, files) in by_path {
        let baseline = Baseline::of_files(files);
        fs::write(&path, baseline.to_yaml())
            .map_err(|source| Error::WriteFile { path: path.clone(), source })?;
        if !args.quiet {
            let count = baseline.entries().len();
            let findings = if count == 1 { "finding" } else { "findings" };
            let shown = configuration::shown(&path);
            Output::note(&format!("accepted {count} {findings} in `{shown}`"));
            if !is_configured {
                Output::note(&format!(
                    "leave them out with `vmspec check --baseline {shown}`, or with `baseline: {shown}` in .vmspec.yaml"
                ));
            }
        }
    }
    Ok(Verdict::Clean)
}
