//! What is known of files: those that are open, as they are in the editor, and those beside them, as they are on disk.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use lsp_types::{TextDocumentContentChangeEvent, Uri};
use vmspec::analysis::{Baseline, Options, SourceFile, Workspace};
use vmspec::config;
use vmspec::diagnostic::Diagnostic;
use vmspec_yaml::{ColumnUnit, LineIndex};

use crate::outbox::Progress;
use crate::settings::ClientSettings;
use crate::{ConfigureError, Environment, Group, convert, uris};

/// A document that is open in the editor.
#[derive(Clone, Debug)]
pub(crate) struct OpenDocument {
    pub(crate) uri: Uri,
    pub(crate) version: i32,
    text: String,
}

/// Where a text comes from, so that one which is unchanged need not be parsed again.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Origin {
    Open(i32),
    Disk(Option<SystemTime>, u64),
}

/// Files that are judged together.
#[derive(Debug)]
pub(crate) struct Bundle {
    pub(crate) options: Options,
    pub(crate) baseline: Option<Baseline>,
    pub(crate) files: Vec<SourceFile>,
}

impl Bundle {
    pub(crate) fn workspace(&self) -> Workspace<'_> {
        Workspace::new(&self.files, &self.options)
    }
}

/// A file's place among the bundles.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Place {
    pub(crate) bundle: usize,
    pub(crate) file: usize,
}

/// All files.
#[derive(Debug)]
pub(crate) struct Desk {
    environment: Environment,
    pub(crate) folders: Vec<PathBuf>,
    pub(crate) settings: ClientSettings,
    open: BTreeMap<PathBuf, OpenDocument>,
    bundles: Vec<Bundle>,
    places: HashMap<PathBuf, (Place, Origin)>,
    /// The configuration file that kept everything from being judged by what it says.
    faulty: Option<PathBuf>,
    /// Whether the files or what is in force for them must be looked up again.
    is_stale: bool,
}

impl Desk {
    pub(crate) fn new(environment: Environment, folders: Vec<PathBuf>, settings: ClientSettings) -> Self {
        Self {
            environment,
            folders,
            settings,
            open: BTreeMap::new(),
            bundles: Vec::new(),
            places: HashMap::new(),
            faulty: None,
            is_stale: true,
        }
    }

    /// Has everything looked up again before the next answer.
    pub(crate) fn invalidate(&mut self) {
        self.is_stale = true;
    }

    pub(crate) fn open(&mut self, uri: Uri, version: i32, text: String) {
        let name = uris::name_of(&uri);
        let is_known = self.places.contains_key(&name);
        let is_configuration = self.is_configuration(&name);
        self.open.insert(name.clone(), OpenDocument { uri, version, text });
        if is_known {
            self.read_again(&name);
        } else if !is_configuration {
            self.invalidate();
        }
    }

    /// Carries out changes, in order.
    pub(crate) fn change(
        &mut self,
        uri: &Uri,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
        unit: ColumnUnit,
    ) {
        let name = uris::name_of(uri);
        let Some(document) = self.open.get_mut(&name) else { return };
        for change in changes {
            match change.range {
                None => document.text = change.text,
                Some(range) => {
                    let lines = LineIndex::new(&document.text);
                    let at = |position| convert::offset(&document.text, &lines, position, unit);
                    let (start, end) = (at(range.start), at(range.end));
                    document.text.replace_range(start..end.max(start), &change.text);
                }
            }
        }
        document.version = version;
        if !self.is_configuration(&name) {
            self.read_again(&name);
        }
    }

    pub(crate) fn close(&mut self, uri: &Uri) {
        self.open.remove(&uris::name_of(uri));
        self.invalidate();
    }

    pub(crate) fn open_documents(&self) -> impl Iterator<Item = (&Path, &OpenDocument)> {
        self.open.iter().map(|(name, document)| (name.as_path(), document))
    }

    /// Every file there is something to say about: manifests and configuration files.
    pub(crate) fn names(&self) -> Vec<PathBuf> {
        let mut names: Vec<PathBuf> = self.places.keys().chain(self.open.keys()).cloned().collect();
        names.extend(self.faulty.clone());
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Whether a file says how to judge others.
    pub(crate) fn is_configuration(&self, name: &Path) -> bool {
        let is_set = self
            .settings
            .config
            .as_deref()
            .is_some_and(|config| !config.as_os_str().is_empty() && name.ends_with(config));
        is_set || name.file_name().is_some_and(|file| file == config::FILE_NAME)
    }

    /// The text of a configuration file, as it is in the editor or else on disk, with what is wrong with it.
    pub(crate) fn proofread(&self, name: &Path) -> Option<(String, Vec<Diagnostic>)> {
        let text = match self.open.get(name) {
            Some(document) => document.text.clone(),
            None => std::fs::read_to_string(name).ok()?,
        };
        let found = (self.environment.proofread)(name, &text);
        Some((text, found))
    }

    /// The configuration file that can't be used as it is on disk.
    pub(crate) fn faulty(&self) -> Option<&Path> {
        self.faulty.as_deref()
    }

    /// The URI by which the client knows a file.
    pub(crate) fn uri(&self, name: &str) -> Option<Uri> {
        match self.open.get(Path::new(name)) {
            Some(document) => Some(document.uri.clone()),
            None => uris::uri_of(name),
        }
    }

    /// The version of a file that is open.
    pub(crate) fn version(&self, name: &str) -> Option<i32> {
        self.open.get(Path::new(name)).map(|document| document.version)
    }

    /// The bundle that a file is in, and its place there.
    pub(crate) fn find(&self, name: &Path) -> Option<(&Bundle, Place)> {
        let (place, _) = self.places.get(name)?;
        Some((self.bundles.get(place.bundle)?, *place))
    }

    /// Parses one file again, whose place is known.
    fn read_again(&mut self, name: &Path) {
        let Some((place, _)) = self.places.get(name).cloned() else { return self.invalidate() };
        let Some(document) = self.open.get(name) else { return self.invalidate() };
        let Some(bundle) = self.bundles.get_mut(place.bundle) else { return self.invalidate() };
        let Some(file) = bundle.files.get_mut(place.file) else { return self.invalidate() };
        *file = SourceFile::parse(shown(name), document.text.as_str(), &bundle.options.limits);
        self.places.insert(name.to_owned(), (place, Origin::Open(document.version)));
    }

    /// Looks up what has become stale, if anything has.
    ///
    /// # Errors
    ///
    /// With what is wrong with a configuration file or a setting. Everything is judged by defaults then.
    pub(crate) fn refresh(&mut self, progress: &mut Progress<'_>) -> Option<Result<(), String>> {
        if !std::mem::take(&mut self.is_stale) {
            return None;
        }
        let mut names: Vec<PathBuf> =
            self.folders.iter().flat_map(|folder| (self.environment.list)(folder)).collect();
        names.extend(self.open.keys().cloned());
        names.retain(|name| !self.is_configuration(name));
        names.sort_unstable();
        names.dedup();
        progress.begin(names.len().saturating_sub(self.places.len()));
        let (groups, outcome) = match (self.environment.configure)(&names, &self.settings) {
            Ok(groups) => {
                self.faulty = None;
                (groups, Ok(()))
            }
            Err(ConfigureError { message, file }) => {
                self.faulty = file;
                let files = (0..names.len()).collect();
                (vec![Group { options: Options::default(), baseline: None, files }], Err(message))
            }
        };
        let files = std::mem::take(&mut self.bundles).into_iter();
        let mut files: Vec<Vec<Option<SourceFile>>> =
            files.map(|bundle| bundle.files.into_iter().map(Some).collect()).collect();
        let mut old: HashMap<PathBuf, (SourceFile, Origin)> = HashMap::new();
        for (name, (place, origin)) in std::mem::take(&mut self.places) {
            let file = files.get_mut(place.bundle).and_then(|files| files.get_mut(place.file));
            old.extend(file.and_then(Option::take).map(|file| (name, (file, origin))));
        }
        for Group { options, baseline, files } in groups {
            let mut bundle = Bundle { options, baseline, files: Vec::with_capacity(files.len()) };
            for name in files.into_iter().filter_map(|index| names.get(index)) {
                let read = self.read(name, old.remove(name), &bundle.options);
                progress.advance();
                let Some((file, origin)) = read else { continue };
                let place = Place { bundle: self.bundles.len(), file: bundle.files.len() };
                bundle.files.push(file);
                self.places.insert(name.clone(), (place, origin));
            }
            self.bundles.push(bundle);
        }
        Some(outcome)
    }

    /// A file as it is now: the old one if nothing has changed, nothing if it can't be read.
    fn read(
        &self,
        name: &Path,
        old: Option<(SourceFile, Origin)>,
        options: &Options,
    ) -> Option<(SourceFile, Origin)> {
        let document = self.open.get(name);
        let origin = if let Some(document) = document {
            Origin::Open(document.version)
        } else {
            let metadata = std::fs::metadata(name).ok()?;
            Origin::Disk(metadata.modified().ok(), metadata.len())
        };
        if let Some((file, of_old)) = old
            && of_old == origin
        {
            return Some((file, origin));
        }
        let file = match document {
            Some(document) => SourceFile::parse(shown(name), document.text.as_str(), &options.limits),
            None => SourceFile::parse_bytes(shown(name), &std::fs::read(name).ok()?, &options.limits),
        };
        Some((file, origin))
    }
}

/// A path as files are named in findings.
fn shown(name: &Path) -> String {
    name.display().to_string()
}
