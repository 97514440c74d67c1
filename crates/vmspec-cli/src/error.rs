//! What can go wrong with a run itself.

use std::fmt::Write;
use std::io;
use std::path::PathBuf;

use vmspec::catalog::CatalogFault;
use vmspec::diagnostic::Diagnostic;

use crate::inputs::Others;

/// Why a run failed, as a whole or for one file. All but [`Write`](Error::Write) are for the person who runs vmspec to
/// mend.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error("can't read `{}`: {}", path.display(), reason(source))]
    Read { path: PathBuf, source: io::Error },
    #[error("can't read standard input: {}", reason(_0))]
    ReadStdin(io::Error),
    #[error("{}", nothing_to_read(directories, *others))]
    NothingToRead { directories: Vec<PathBuf>, others: Others },
    #[error("standard input can be read only once, but `-` is given twice")]
    StdinTwice,
    #[error("`{}` is not a catalog\n{}", path.display(), faults(path, list))]
    Catalog { path: PathBuf, list: Vec<CatalogFault> },
    #[error("`{name}` can't be used:\n{}", described(name, faults))]
    Configuration { name: String, text: String, faults: Vec<Diagnostic> },
    #[error("there is no rule `{name}`{}\n  list all rules with `vmspec rules`", did_you_mean(nearest))]
    UnknownRule { name: String, nearest: Vec<String> },
    #[error("can't fix `{name}`: it is not a regular file\n  pipe it through `vmspec fix -` instead")]
    NotARegularFile { name: String },
    #[error("can't fix `{name}`: it is larger than {most} bytes\n  --max-file-size raises the limit")]
    TooLarge { name: String, most: usize },
    #[error("can't read `{name}`: it is not UTF-8")]
    NotUtf8 { name: String },
    #[error(
        "can't compare `{name}`: blocks of a page may show one resource several times\n  give manifests, as files or directories"
    )]
    PageInDiff { name: String },
    #[error("can't write `{}`: {}", path.display(), reason(source))]
    WriteFile { path: PathBuf, source: io::Error },
    #[error("can't watch for changes: {0}")]
    Watch(notify::Error),
    #[error("standard input can't be watched")]
    WatchStdin,
    #[error("can't ask: {0}")]
    Ask(dialoguer::Error),
    #[error("`{}` exists\n  --force overwrites it", path.display())]
    Exists { path: PathBuf },
    #[error(
        "there is no SSH key for the VM, so that nobody could log in\n  name one with --ssh-key-file, or make one with `ssh-keygen -t ed25519`"
    )]
    NoSshKey,
    #[error("can't tell what has changed: {message}")]
    Git { message: String },
    #[error(transparent)]
    Serve(#[from] vmspec_lsp::ServeError),
    #[error("can't write to standard output: {}", reason(_0))]
    Write(io::Error),
}

/// What the operating system says, in the style of our own messages: ``no such file or directory``.
pub(crate) fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split_once(" (os error").map_or(text.as_str(), |(reason, _)| reason);
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_lowercase().chain(characters).collect())
}

fn nothing_to_read(directories: &[PathBuf], others: Others) -> String {
    let count = |number: usize, noun: &str| format!("{number} {noun}{}", if number == 1 { "" } else { "s" });
    let mut hints = String::new();
    if others.pages > 0 {
        let pages = count(others.pages, "Markdown file");
        let _ = write!(hints, "\n  `--markdown` reads the YAML blocks of {pages} there");
    }
    if others.scripts > 0 {
        let scripts = count(others.scripts, "shell script");
        let _ = write!(hints, "\n  `--heredoc` reads the here-documents of {scripts} there");
    }
    let names: Vec<_> = directories.iter().map(|directory| format!("`{}`", directory.display())).collect();
    let holds = if names.len() == 1 { "holds" } else { "hold" };
    format!(
        "nothing to check: {} {holds} no .yaml, .yml or .json file{hints}\n  hidden files and those that a .gitignore \
         names are left out; a file that is named itself is always read",
        names.join(", ")
    )
}

fn faults(path: &std::path::Path, faults: &[CatalogFault]) -> String {
    let lines: Vec<_> = faults
        .iter()
        .map(|fault| format!("  {}:{}:{}: {}", path.display(), fault.line, fault.column, fault.message))
        .collect();
    lines.join("\n")
}

fn described(name: &str, faults: &[Diagnostic]) -> String {
    let lines: Vec<_> = faults.iter().map(|fault| format!("  {name}: {}", fault.message)).collect();
    lines.join("\n")
}

fn did_you_mean(nearest: &[String]) -> String {
    match nearest {
        [] => String::new(),
        [one] => format!("; did you mean `{one}`?"),
        [others @ .., last] => {
            let others: Vec<_> = others.iter().map(|name| format!("`{name}`")).collect();
            format!("; did you mean {} or `{last}`?", others.join(", "))
        }
    }
}
