//! What is in force: configuration files found, read and laid under the flags.
//!
//! A manifest goes by the `.vmspec.yaml` that is nearest to it, in its directory and those above. Manifests that go by
//! the same file are judged together; flags win over files.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use globset::{GlobBuilder, GlobMatcher};
use vmspec::FieldPath;
use vmspec::analysis::Options;
use vmspec::catalog::Catalog;
use vmspec::config::{ConfigFile, FILE_NAME};
use vmspec::diagnostic::{Diagnostic, Severity};
use vmspec::platform::Platform;
use vmspec::rules::{Level, RuleLayer, RuleSettings, Scope};

use crate::args::{FailOn, RuleArgs, TargetArgs};
use crate::error::Error;
use crate::inputs::{Input, Origin};
use crate::session;

/// What the command line says.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Flags<'a> {
    pub(crate) target: &'a TargetArgs,
    pub(crate) rules: Option<&'a RuleArgs>,
    pub(crate) fail_on: Option<FailOn>,
    pub(crate) baseline: Option<&'a Path>,
}

impl<'a> Flags<'a> {
    /// Those that every command has.
    pub(crate) fn new(target: &'a TargetArgs) -> Self {
        Self { target, rules: None, fail_on: None, baseline: None }
    }

    /// What they say about rules.
    fn layer(&self) -> RuleLayer {
        self.rules.map(RuleArgs::layer).unwrap_or_default()
    }
}

/// What is in force for the manifests that go by one configuration file, or by none.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// The file that they go by.
    pub(crate) source: Option<Arc<Source>>,
    pub(crate) options: Options,
    /// The least severity that matters.
    pub(crate) fail_on: Level,
    /// The file of accepted findings.
    pub(crate) baseline: Option<PathBuf>,
    /// What the command line says about rules.
    flags: RuleLayer,
}

/// A configuration file.
#[derive(Debug)]
pub(crate) struct Source {
    pub(crate) file: ConfigFile,
    /// The directory that its paths are relative to, absolute.
    directory: PathBuf,
    /// The globs of each override.
    globs: Vec<Vec<GlobMatcher>>,
}

/// A manifest with its index among all.
type PlacedInput = (usize, Input);

/// Manifests that go by the same configuration file.
#[derive(Debug)]
pub(crate) struct InputGroup {
    pub(crate) settings: Settings,
    pub(crate) inputs: Vec<PlacedInput>,
}

/// Groups manifests by the configuration files that they go by, in the order of their first.
pub(crate) fn groups(inputs: Vec<Input>, flags: &Flags<'_>) -> Result<Vec<InputGroup>, Error> {
    let mut finder = Finder::new(flags);
    let mut groups: Vec<(Option<PathBuf>, Vec<PlacedInput>)> = Vec::new();
    for (index, input) in inputs.into_iter().enumerate() {
        let path = finder.find(directory_of(&input));
        match groups.iter_mut().find(|(of_group, _)| *of_group == path) {
            Some((_, inputs)) => inputs.push((index, input)),
            None => groups.push((path, vec![(index, input)])),
        }
    }
    let group = |(path, inputs): (Option<PathBuf>, Vec<PlacedInput>)| {
        let mut settings = Settings::read(path.as_deref(), flags)?;
        for (_, input) in &inputs {
            settings.add_file(input);
        }
        Ok(InputGroup { settings, inputs })
    };
    groups.into_iter().map(group).collect()
}

impl Settings {
    /// What is in force for a file, which need not exist, or a directory.
    pub(crate) fn of_path(path: &Path, flags: &Flags<'_>) -> Result<Self, Error> {
        let directory = if path.is_dir() { path } else { written_parent(path) };
        Self::read(Finder::new(flags).find(directory).as_deref(), flags)
    }

    /// What a configuration file and the flags say.
    fn read(path: Option<&Path>, flags: &Flags<'_>) -> Result<Self, Error> {
        let source = path.map(Source::read).transpose()?;
        let mut options = Options::default();
        let mut fail_on = Level::On(Severity::Error);
        let mut baseline = None;
        let mut catalogs = Vec::new();
        if let Some(source) = &source {
            let config = source.file.config();
            options.platform = config.platform.clone().unwrap_or_default();
            options.scope = scope(config.complete.unwrap_or_default());
            options.stage = config.stage;
            options.rules.lay_over(&config.rules());
            fail_on = config.fail_on.unwrap_or(fail_on);
            baseline = config.baseline.as_ref().map(|path| source.directory.join(path));
            catalogs = source.catalogs()?;
        }
        if let Some(platform) = &flags.target.platform {
            options.platform = platform.clone();
        }
        for path in &flags.target.catalog {
            catalogs.push(read_catalog(path)?);
        }
        options.platform = catalogs.into_iter().fold(options.platform, Platform::with_overlay);
        if let Some(complete) = flags.target.complete {
            options.scope = scope(complete);
        }
        if let Some(stage) = flags.target.stage {
            options.stage = Some(stage.of_rules());
        }
        options.rules.lay_over(&flags.layer());
        Ok(Self {
            source: source.map(Arc::new),
            options,
            fail_on: flags.fail_on.map_or(fail_on, |fail_on| Level::On(fail_on.severity())),
            baseline: flags.baseline.map(Path::to_owned).or(baseline),
            flags: flags.layer(),
        })
    }

    /// Notes what overrides say about a manifest.
    pub(crate) fn add_file(&mut self, input: &Input) {
        let path = match &input.origin {
            Origin::File(path) => path.as_path(),
            Origin::Stdin => Path::new(&input.name),
        };
        if let Some(rules) = self.rules_of_overrides(path) {
            self.options.rules_by_file.insert(input.name.as_str().into(), rules);
        }
    }

    /// What is in force for a file that an override names.
    fn rules_of_overrides(&self, path: &Path) -> Option<RuleSettings> {
        let layers = self.layers(path);
        let is_overridden = layers.iter().any(|(origin, _)| matches!(origin, LayerOrigin::Override(_)));
        is_overridden.then(|| {
            let mut rules = RuleSettings::default();
            for (_, layer) in &layers {
                rules.lay_over(layer);
            }
            rules
        })
    }

    /// What is said about rules for a file, and where, in the order in which it is laid over.
    pub(crate) fn layers(&self, path: &Path) -> Vec<(LayerOrigin, RuleLayer)> {
        let mut layers = Vec::new();
        if let Some(source) = &self.source {
            let config = source.file.config();
            layers.push((LayerOrigin::File, config.rules()));
            let overrides = config.overrides.iter().zip(&source.globs).enumerate();
            let full = parent(path).join(path.file_name().unwrap_or_default());
            let relative = full.strip_prefix(&source.directory).unwrap_or(&full);
            for (index, (one, globs)) in overrides {
                if globs.iter().any(|glob| glob.is_match(relative)) {
                    layers.push((LayerOrigin::Override(index), one.rules()));
                }
            }
        }
        layers.push((LayerOrigin::Flags, self.flags.clone()));
        layers
    }
}

/// Where something is said about rules.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum LayerOrigin {
    File,
    /// An override in the file.
    Override(usize),
    Flags,
}

/// What is wrong with a configuration file of this text, and with the files that it names.
pub(crate) fn faults(path: &Path, text: &str) -> Vec<Diagnostic> {
    let source = match Source::of_text(path, text.to_owned()) {
        Ok(source) => source,
        Err(Error::Configuration { faults, .. }) => return faults,
        Err(_) => return Vec::new(),
    };
    let config = source.file.config();
    let mut faults = Vec::new();
    for (index, path) in config.catalogs.iter().enumerate() {
        if let Err(error) = read_catalog(&source.directory.join(path)) {
            let at = FieldPath::root().key("catalogs").index(index);
            faults.push(source.file.fault(at, unusable(path, &error)));
        }
    }
    if let Some(path) = &config.baseline
        && let Err(error) = session::read_baseline(&source.directory.join(path))
    {
        faults.push(source.file.fault(FieldPath::root().key("baseline"), unusable(path, &error)));
    }
    faults
}

/// Why a file that a configuration file names can't be used, in one line.
fn unusable(path: &str, error: &Error) -> String {
    match error {
        Error::Read { source, .. } => unreadable(path, source),
        Error::Catalog { list, .. } => {
            let first = list.first().map(|fault| format!(": {} in line {}", fault.message, fault.line));
            format!("`{path}` is not a catalog{}", first.unwrap_or_default())
        }
        Error::Configuration { faults, .. } => {
            let first = faults.first().map(|fault| format!(": {}", fault.message));
            format!("`{path}` can't be used{}", first.unwrap_or_default())
        }
        other => other.to_string(),
    }
}

impl Source {
    fn read(path: &Path) -> Result<Self, Error> {
        let text =
            fs::read_to_string(path).map_err(|source| Error::Read { path: path.to_owned(), source })?;
        Self::of_text(path, text)
    }

    fn of_text(path: &Path, text: String) -> Result<Self, Error> {
        let name = shown(path);
        let file = ConfigFile::read(name.as_str(), &text).map_err(|faults| Error::Configuration {
            name: name.clone(),
            text,
            faults,
        })?;
        let mut source = Self { file, directory: parent(path), globs: Vec::new() };
        for (index, one) in source.file.config().overrides.iter().enumerate() {
            let mut globs = Vec::with_capacity(one.files.len());
            for (item, glob) in one.files.iter().enumerate() {
                let at = || FieldPath::root().key("overrides").index(index).key("files").index(item);
                let glob = matcher(glob)
                    .map_err(|error| source.fault(at(), format!("`{glob}` is no glob: {}", error.kind())))?;
                globs.push(glob);
            }
            source.globs.push(globs);
        }
        Ok(source)
    }

    /// The catalogs that it names.
    fn catalogs(&self) -> Result<Vec<Catalog>, Error> {
        let read = |(index, path): (usize, &String)| {
            let at = FieldPath::root().key("catalogs").index(index);
            read_catalog(&self.directory.join(path)).map_err(|error| match error {
                Error::Read { source: error, .. } => self.fault(at, unreadable(path, &error)),
                Error::Catalog { path, list } => Error::Catalog { path: shown(&path).into(), list },
                other => other,
            })
        };
        self.file.config().catalogs.iter().enumerate().map(read).collect()
    }

    /// The error that what stands at a path is wrong.
    fn fault(&self, at: FieldPath, message: String) -> Error {
        self.faults(vec![self.file.fault(at, message)])
    }

    fn faults(&self, faults: Vec<Diagnostic>) -> Error {
        Error::Configuration { name: self.file.name().to_string(), text: self.file.text().to_owned(), faults }
    }
}

/// A glob as `.gitignore` has them: one without a slash names files in any directory, one that ends with a slash all
/// files below a directory.
fn matcher(glob: &str) -> Result<GlobMatcher, globset::Error> {
    let glob = match glob.strip_suffix('/') {
        Some(directory) => format!("{directory}/**"),
        None if glob.contains('/') => glob.strip_prefix("./").unwrap_or(glob).to_owned(),
        None => format!("**/{glob}"),
    };
    Ok(GlobBuilder::new(&glob).literal_separator(true).build()?.compile_matcher())
}

fn unreadable(path: &str, error: &io::Error) -> String {
    format!("can't read `{path}`: {}", crate::error::reason(error))
}

fn scope(complete: bool) -> Scope {
    if complete { Scope::Closed } else { Scope::Open }
}

/// The platform with catalog files laid over its catalog, in order.
pub(crate) fn with_catalogs(platform: Platform, files: &[PathBuf]) -> Result<Platform, Error> {
    files.iter().try_fold(platform, |platform, path| Ok(platform.with_overlay(read_catalog(path)?)))
}

fn read_catalog(path: &Path) -> Result<Catalog, Error> {
    let text = fs::read_to_string(path).map_err(|source| Error::Read { path: path.to_owned(), source })?;
    Catalog::from_yaml(&text).map_err(|error| Error::Catalog { path: path.to_owned(), list: error.faults })
}

/// Finds configuration files.
struct Finder<'a> {
    flags: &'a Flags<'a>,
    /// By directory, as it is written.
    found: HashMap<PathBuf, Option<PathBuf>>,
}

impl<'a> Finder<'a> {
    fn new(flags: &'a Flags<'a>) -> Self {
        Self { flags, found: HashMap::new() }
    }

    /// The file that counts for a directory.
    fn find(&mut self, directory: &Path) -> Option<PathBuf> {
        if self.flags.target.no_config {
            return None;
        }
        if self.flags.target.config.is_some() {
            return self.flags.target.config.clone();
        }
        if let Some(found) = self.found.get(directory) {
            return found.clone();
        }
        let absolute = absolute(directory);
        let mut candidates = absolute.ancestors().map(|ancestor| ancestor.join(FILE_NAME));
        let found = candidates.find(|candidate| candidate.is_file());
        self.found.insert(directory.to_owned(), found.clone());
        found
    }
}

/// The directory of a manifest, as it is written; for standard input without a name, the current one.
fn directory_of(input: &Input) -> &Path {
    written_parent(match &input.origin {
        Origin::File(path) => path,
        Origin::Stdin => Path::new(&input.name),
    })
}

/// The directory of a file, as it is written.
fn written_parent(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The directory of a file, absolute.
fn parent(path: &Path) -> PathBuf {
    absolute(written_parent(path))
}

/// A directory's path without links and detours; one that does not exist as it is written.
fn absolute(directory: &Path) -> PathBuf {
    let as_written = || std::path::absolute(directory).unwrap_or_else(|_| directory.to_owned());
    directory.canonicalize().unwrap_or_else(|_| as_written())
}

/// A path as it is shown: relative to the current directory where it lies below.
pub(crate) fn shown(path: &Path) -> String {
    let here = absolute(Path::new("."));
    path.strip_prefix(&here).unwrap_or(path).display().to_string()
}
