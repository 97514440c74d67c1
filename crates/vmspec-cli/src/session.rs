//! Texts to a report, on all cores.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use vmspec::analysis::{Baseline, FileReport, OpenBaseline, Options, Report, SourceFile, Workspace};
use vmspec::diagnostic::Severity;
use vmspec::rules::Level;
use vmspec_yaml::Limits;

use crate::configuration::{self, InputGroup, Settings};
use crate::error::Error;
use crate::inputs::{self, Input};
use crate::progress::Progress;

/// Reads and parses all inputs. Those that can't be read are left out and their errors returned.
pub(crate) fn load(inputs: &[Input], options: &Options) -> (Vec<SourceFile>, Vec<Error>) {
    let mut files = Vec::with_capacity(inputs.len());
    let mut errors = Vec::new();
    for result in load_each(inputs, options, inputs::parse) {
        match result {
            Ok(file) => files.push(file),
            Err(error) => errors.push(error),
        }
    }
    (files, errors)
}

/// Reads and parses all inputs, in their order.
pub(crate) fn load_each(
    inputs: &[Input],
    options: &Options,
    parse: fn(&Input, Vec<u8>, &Limits) -> Result<SourceFile, Error>,
) -> Vec<Result<SourceFile, Error>> {
    let load = |input: &Input| {
        let bytes = inputs::read(input, &options.limits)?;
        parse(input, bytes, &options.limits)
    };
    let progress = Progress::start("reading");
    inputs.par_iter().map(|input| progress.count(|| load(input))).collect()
}

/// Puts files together.
pub(crate) fn workspace<'a>(files: &'a [SourceFile], options: &'a Options) -> Workspace<'a> {
    let resolved = files.par_iter().map(|file| file.resolve(&options.platform)).collect();
    Workspace::of_resolved(files, resolved, options)
}

/// Judges all files of a workspace.
pub(crate) fn check(workspace: &Workspace<'_>) -> Report {
    workspace.report(check_files(workspace))
}

fn check_files(workspace: &Workspace<'_>) -> Vec<FileReport> {
    let count = workspace.files().len();
    let progress = Progress::start("checking");
    (0..count).into_par_iter().map(|index| progress.count(|| workspace.check_file(index))).collect()
}

/// What was found in inputs that may go by several configuration files.
#[derive(Debug)]
pub(crate) struct Judged {
    pub(crate) groups: Vec<JudgedGroup>,
}

/// What was found in inputs that go by one configuration file.
#[derive(Debug)]
pub(crate) struct JudgedGroup {
    pub(crate) settings: Settings,
    pub(crate) files: Vec<SourceFile>,
    /// For each file.
    pub(crate) found: Vec<FileReport>,
    /// The place of each file among all inputs.
    places: Vec<usize>,
}

/// Judges inputs. Those that can't be read are left out and their errors returned.
pub(crate) fn judge(groups: Vec<InputGroup>) -> (Judged, Vec<Error>) {
    let mut errors = Vec::new();
    let mut judged = Vec::with_capacity(groups.len());
    for InputGroup { settings, inputs } in groups {
        let (places, inputs): (Vec<usize>, Vec<Input>) = inputs.into_iter().unzip();
        let mut group = JudgedGroup { settings, files: Vec::new(), found: Vec::new(), places: Vec::new() };
        for (place, result) in
            places.into_iter().zip(load_each(&inputs, &group.settings.options, inputs::parse))
        {
            match result {
                Ok(file) => {
                    group.files.push(file);
                    group.places.push(place);
                }
                Err(error) => errors.push(error),
            }
        }
        group.found = check_files(&workspace(&group.files, &group.settings.options));
        judged.push(group);
    }
    (Judged { groups: judged }, errors)
}

impl Judged {
    /// Takes out what baselines accept. Returns how many of their entries have outlived their finding.
    pub(crate) fn accept(&mut self) -> Result<usize, Error> {
        let mut baselines: HashMap<PathBuf, Baseline> = HashMap::new();
        for path in self.groups.iter().filter_map(|group| group.settings.baseline.as_ref()) {
            if !baselines.contains_key(path) {
                baselines.insert(path.clone(), read_baseline(path)?);
            }
        }
        let mut open: HashMap<&Path, OpenBaseline<'_>> =
            baselines.iter().map(|(path, baseline)| (path.as_path(), baseline.open())).collect();
        for JudgedGroup { settings, files, found, .. } in &mut self.groups {
            let Some(open) = settings.baseline.as_deref().and_then(|path| open.get_mut(path)) else {
                continue;
            };
            for (file, found) in files.iter().zip(found) {
                open.accept(file, found);
            }
        }
        let stale = |group: &JudgedGroup| {
            let open = open.get(group.settings.baseline.as_deref()?)?;
            Some(open.stale(&group.files, &group.settings.options).len())
        };
        Ok(self.groups.iter().filter_map(stale).sum())
    }

    /// Leaves out the files of other names.
    pub(crate) fn keep(&mut self, is_kept: impl Fn(&str) -> bool) {
        for group in &mut self.groups {
            let JudgedGroup { files, found, places, .. } = group;
            let all = files.drain(..).zip(found.drain(..)).zip(places.drain(..));
            let kept: Vec<_> = all.filter(|((file, _), _)| is_kept(file.name())).collect();
            for ((file, report), place) in kept {
                files.push(file);
                found.push(report);
                places.push(place);
            }
        }
    }

    /// Whether anything was found that matters.
    pub(crate) fn is_serious(&self) -> bool {
        self.groups.iter().any(|group| {
            let matters = |severity| matches!(group.settings.fail_on, Level::On(least) if severity >= least);
            group.found.iter().flat_map(|found| &found.diagnostics).any(|found| matters(found.severity))
        })
    }

    /// The least severity that matters for any of the inputs; none if nothing does.
    pub(crate) fn fail_on(&self) -> Option<Severity> {
        let least = self.groups.iter().filter_map(|group| match group.settings.fail_on {
            Level::On(severity) => Some(severity),
            Level::Off => None,
        });
        least.min()
    }

    /// All files with what was found in them, in the order of the inputs.
    pub(crate) fn into_files(self) -> (Vec<SourceFile>, Vec<FileReport>) {
        let of_group = |group: JudgedGroup| group.places.into_iter().zip(group.files).zip(group.found);
        let mut all: Vec<_> = self.groups.into_iter().flat_map(of_group).collect();
        all.sort_by_key(|((place, _), _)| *place);
        all.into_iter().map(|((_, file), found)| (file, found)).unzip()
    }
}

/// Reads a file of accepted findings.
pub(crate) fn read_baseline(path: &Path) -> Result<Baseline, Error> {
    let text = fs::read_to_string(path).map_err(|source| Error::Read { path: path.to_owned(), source })?;
    let name = configuration::shown(path);
    Baseline::read(name.as_str(), &text).map_err(|faults| Error::Configuration { name, text, faults })
}
