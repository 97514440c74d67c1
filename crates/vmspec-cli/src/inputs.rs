//! Paths to texts.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;
use vmspec::analysis::{FindBlocks, SourceFile};
use vmspec_yaml::Limits;

use crate::args::InputArgs;
use crate::error::Error;

/// The name of standard input in reports, unless another is given.
const STDIN_NAME: &str = "<stdin>";

/// One text to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Input {
    /// As it appears in reports.
    pub(crate) name: String,
    pub(crate) origin: Origin,
    /// The most bytes that are read, if somebody has said so.
    pub(crate) most_bytes: Option<usize>,
}

impl Input {
    /// Whether it holds manifests between other text.
    pub(crate) fn is_page(&self) -> bool {
        self.find_blocks().is_some()
    }

    /// How its manifests are found, if it is a page of documentation or a script.
    fn find_blocks(&self) -> Option<FindBlocks> {
        let path = match &self.origin {
            Origin::File(path) => path.as_path(),
            Origin::Stdin => Path::new(&self.name),
        };
        match Kind::of_path(path)? {
            Kind::Manifest => None,
            Kind::Page(find_blocks) => Some(find_blocks),
            Kind::Script => Some(vmspec_pages::shell),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    Stdin,
    File(PathBuf),
}

/// What the arguments stand for, and the directories that could not be listed. Each file comes once, in the order of
/// the arguments, those of a directory by name.
pub(crate) fn collect(args: &InputArgs) -> Result<(Vec<Input>, Vec<Error>), Error> {
    let here = [PathBuf::from(".")];
    let paths = if args.paths.is_empty() { &here } else { args.paths.as_slice() };
    let mut inputs = Vec::new();
    let mut errors = Vec::new();
    let mut directories = Vec::new();
    let mut others = Others::default();
    for path in paths {
        if path.as_os_str() == "-" {
            let name = args.stdin_filename.clone().unwrap_or_else(|| STDIN_NAME.to_owned());
            let stdin = Input { name, origin: Origin::Stdin, most_bytes: None };
            if inputs.contains(&stdin) {
                return Err(Error::StdinTwice);
            }
            inputs.push(stdin);
        } else if path.is_dir() {
            directories.push(path.clone());
            walk(path, args, &mut inputs, &mut others, &mut errors);
        } else {
            inputs.push(file(path));
        }
    }
    if paths.len() > 1 {
        keep_first_of_each_file(&mut inputs);
    }
    for input in &mut inputs {
        input.most_bytes = args.max_file_size;
    }
    if inputs.is_empty() && errors.is_empty() {
        return Err(Error::NothingToRead { directories, others });
    }
    Ok((inputs, errors))
}

/// Reads an input, at most one byte more than the limit: the byte beyond makes the check say that it is too large.
pub(crate) fn read(input: &Input, limits: &Limits) -> Result<Vec<u8>, Error> {
    let limit = most_bytes(input, limits);
    let limit = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    match &input.origin {
        Origin::Stdin => {
            io::stdin().lock().take(limit).read_to_end(&mut bytes).map_err(Error::ReadStdin)?;
        }
        Origin::File(path) => {
            let read = File::open(path).and_then(|file| {
                let length = file.metadata()?.len().min(limit);
                // One byte more, so that the end of the file is seen without making room again.
                bytes.reserve(usize::try_from(length).unwrap_or(0).saturating_add(1));
                file.take(limit).read_to_end(&mut bytes)
            });
            read.map_err(|source| Error::Read { path: path.clone(), source })?;
        }
    }
    Ok(bytes)
}

/// The size up to which an input is looked at, in bytes.
fn most_bytes(input: &Input, limits: &Limits) -> usize {
    input.most_bytes.unwrap_or(limits.bytes)
}

/// Whether files of this name are read in directories, perhaps only if somebody asks for them.
pub(crate) fn is_input_name(path: &Path) -> bool {
    Kind::of_path(path).is_some()
}

/// Reads an input as what its name says it is.
pub(crate) fn parse(input: &Input, bytes: Vec<u8>, limits: &Limits) -> Result<SourceFile, Error> {
    let name = input.name.as_str();
    let mut limits = limits.clone();
    limits.bytes = most_bytes(input, &limits);
    let Some(find_blocks) = input.find_blocks() else {
        return Ok(SourceFile::parse_bytes(name, &bytes, &limits));
    };
    let text = String::from_utf8(bytes).map_err(|_| Error::NotUtf8 { name: name.to_owned() })?;
    Ok(SourceFile::parse_page(name, text, find_blocks, &limits))
}

/// The same for what is to be written back, of which every byte must be known.
pub(crate) fn parse_whole(input: &Input, bytes: Vec<u8>, limits: &Limits) -> Result<SourceFile, Error> {
    let most = most_bytes(input, limits);
    if bytes.len() > most {
        return Err(Error::TooLarge { name: input.name.clone(), most });
    }
    if std::str::from_utf8(&bytes).is_err() {
        return Err(Error::NotUtf8 { name: input.name.clone() });
    }
    parse(input, bytes, limits)
}

/// Takes out the files that are written and not read, such as an earlier report in one of the directories.
pub(crate) fn leave_out(inputs: &mut Vec<Input>, written: &[&Path]) {
    let identity = |path: &Path| path.canonicalize().ok();
    let written: Vec<PathBuf> = written.iter().filter_map(|path| identity(path)).collect();
    inputs.retain(|input| match &input.origin {
        Origin::File(path) => {
            written.is_empty() || !identity(path).is_some_and(|path| written.contains(&path))
        }
        Origin::Stdin => true,
    });
}

/// Files in directories that are read only if somebody asks for them.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Others {
    pub(crate) pages: usize,
    pub(crate) scripts: usize,
}

/// What a file is by its name.
#[derive(Clone, Copy)]
enum Kind {
    Manifest,
    Page(FindBlocks),
    Script,
}

impl Kind {
    fn of_path(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?;
        let is = |known: &[&str]| known.iter().any(|known| extension.eq_ignore_ascii_case(known));
        if is(&["yaml", "yml", "json"]) {
            return Some(Self::Manifest);
        }
        let page = || vmspec_pages::for_extension(extension).map(Self::Page);
        if is(&["sh", "bash"]) { Some(Self::Script) } else { page() }
    }
}

/// The manifests below a directory; what can't be listed is left out.
pub(crate) fn manifests_below(directory: &Path) -> Vec<PathBuf> {
    let args = InputArgs {
        paths: Vec::new(),
        markdown: false,
        heredoc: false,
        stdin_filename: None,
        max_file_size: None,
    };
    let mut inputs = Vec::new();
    walk(directory, &args, &mut inputs, &mut Others::default(), &mut Vec::new());
    let path = |input: Input| match input.origin {
        Origin::File(path) => Some(path),
        Origin::Stdin => None,
    };
    inputs.into_iter().filter_map(path).collect()
}

/// Adds what is to be read below a directory.
fn walk(
    directory: &Path,
    args: &InputArgs,
    inputs: &mut Vec<Input>,
    others: &mut Others,
    errors: &mut Vec<Error>,
) {
    let mut builder = WalkBuilder::new(directory);
    // A .gitignore means the same in an unpacked archive as in a repository. Links are not followed, so that nothing
    // is read twice and no loop is walked.
    builder.require_git(false).follow_links(false).sort_by_file_name(Ord::cmp);
    for entry in builder.build() {
        match entry {
            Ok(entry) => {
                if !entry.file_type().is_some_and(|kind| kind.is_file()) {
                    continue;
                }
                let is_wanted = match Kind::of_path(entry.path()) {
                    None => false,
                    Some(Kind::Manifest) => true,
                    Some(Kind::Page(_)) => {
                        others.pages += 1;
                        args.markdown
                    }
                    Some(Kind::Script) => {
                        others.scripts += 1;
                        args.heredoc
                    }
                };
                if is_wanted {
                    inputs.push(file(entry.path().strip_prefix("./").unwrap_or(entry.path())));
                }
            }
            Err(error) => {
                errors.push(Error::Read { path: directory.to_owned(), source: into_io_error(error) });
            }
        }
    }
}

/// A file by its path.
pub(crate) fn file(path: &Path) -> Input {
    Input { name: path.display().to_string(), origin: Origin::File(path.to_owned()), most_bytes: None }
}

/// Drops files that an earlier argument stands for already, and the file whose name standard input is given: it holds
/// what an editor has not saved yet. The same resource twice would look like a fault.
fn keep_first_of_each_file(inputs: &mut Vec<Input>) {
    let identity = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let stdin = inputs.iter().find(|input| input.origin == Origin::Stdin);
    let mut seen: HashSet<PathBuf> =
        stdin.map(|input| identity(Path::new(&input.name))).into_iter().collect();
    inputs.retain(|input| match &input.origin {
        Origin::Stdin => true,
        Origin::File(path) => seen.insert(identity(path)),
    });
}

fn into_io_error(error: ignore::Error) -> io::Error {
    let text = error.to_string();
    error.into_io_error().unwrap_or_else(|| io::Error::other(text))
}
