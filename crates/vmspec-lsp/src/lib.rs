//! A language server for `VMInstance` and `VMDisk` manifests, over [`vmspec::analysis::assist`].
//!
//! The server holds what editors have open and what lies beside it in the workspace, and translates: what to say is
//! decided in `vmspec`, and is the same on the command line and in browsers. Which files there are, and which
//! configuration counts for them, is told by whoever starts the server, as an [`Environment`].
//!
//! One thread answers one message after the other, since no answer takes long. Another reads ahead: findings are
//! published when no further message is waiting, so that fast typing does not queue up, and a request that has been
//! called off is not answered. What is answered is always about the text as it was when the client asked, so that no
//! request fails because of what was typed since. A request that panics gets an error for an answer.
//!
//! Clients that ask for findings get them so, and others are told of them: never both.
//!
//! Start reading at [`serve`]; `desk` is what is known of files, `requests` what is answered.

mod capabilities;
mod convert;
mod desk;
mod findings;
mod inbox;
mod outbox;
mod requests;
mod server;
mod settings;
mod telling;
mod uris;

use std::fmt;
use std::path::{Path, PathBuf};

use lsp_server::Connection;
use vmspec::analysis::{Baseline, Options};
use vmspec::diagnostic::Diagnostic;

pub use settings::ClientSettings;

/// Lists the manifests below a directory.
pub type List = dyn Fn(&Path) -> Vec<PathBuf>;

/// Says what is in force for files, in groups that are judged together; or what is wrong with what should say so. Every
/// file must be in one of the groups.
pub type Configure = dyn Fn(&[PathBuf], &ClientSettings) -> Result<Vec<Group>, ConfigureError>;

/// Says what is wrong with the text of a configuration file, by its path.
pub type Proofread = dyn Fn(&Path, &str) -> Vec<Diagnostic>;

/// What the server is told about the world around it.
pub struct Environment {
    /// Which manifests there are.
    pub list: Box<List>,
    /// What is in force for them.
    pub configure: Box<Configure>,
    /// What is wrong with configuration files.
    pub proofread: Box<Proofread>,
}

/// Why nothing can be said of what is in force.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{message}")]
pub struct ConfigureError {
    /// What is wrong, for the person.
    pub message: String,
    /// The configuration file at fault, if it is one.
    pub file: Option<PathBuf>,
}

impl From<String> for ConfigureError {
    fn from(message: String) -> Self {
        Self { message, file: None }
    }
}

impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Environment").finish_non_exhaustive()
    }
}

/// Files that go by the same configuration.
#[derive(Clone, Debug)]
pub struct Group {
    /// How to judge them. Files are named by their paths.
    pub options: Options,
    /// What is accepted.
    pub baseline: Option<Baseline>,
    /// The files, by their places among those that were asked about.
    pub files: Vec<usize>,
}

/// How a session ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ending {
    /// The client asked for it.
    Orderly,
    /// The client left without a word. The protocol has the process end with exit code 1 then.
    Abrupt,
}

/// Why a server could not begin, or not go on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// The client went away before it said anything.
    #[error("the client broke off: {0}")]
    Protocol(#[from] lsp_server::ProtocolError),
    /// The client's messages could not be read.
    #[error("can't read the client's messages: {0}")]
    Io(#[from] std::io::Error),
    /// The client's first message could not be understood.
    #[error("can't understand how the client begins: {0}")]
    Initialize(#[from] serde_json::Error),
}

/// Serves a client on standard input and output until it asks to end.
///
/// ```no_run
/// use vmspec::analysis::Options;
/// use vmspec_lsp::{Environment, Group, serve_stdio};
///
/// // One configuration for all files that are open, and none besides them.
/// let environment = Environment {
///     list: Box::new(|_directory| Vec::new()),
///     configure: Box::new(|files, _settings| {
///         let files = (0..files.len()).collect();
///         Ok(vec![Group { options: Options::default(), baseline: None, files }])
///     }),
///     proofread: Box::new(|_path, _text| Vec::new()),
/// };
/// serve_stdio(environment)?;
/// # Ok::<(), vmspec_lsp::ServeError>(())
/// ```
///
/// # Errors
///
/// If the client's first message is not understood, or what it says is no message of the protocol.
pub fn serve_stdio(environment: Environment) -> Result<Ending, ServeError> {
    let (connection, threads) = Connection::stdio();
    let ending = serve(connection, environment)?;
    threads.join()?;
    Ok(ending)
}

/// Serves a client until it asks to end.
///
/// # Errors
///
/// If the client's first message is not understood.
pub fn serve(connection: Connection, environment: Environment) -> Result<Ending, ServeError> {
    server::run(connection, environment)
}
