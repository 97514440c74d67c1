//! A language server for `VMInstance` and `VMDisk` manifests, over [`vmspec::analysis::assist`].
//!
//! The server holds what editors have open and what lies beside it in the workspace, and translates: what to say is
//! decided in `vmspec`, and is the same on the command line and in browsers. Which files there are, and which
//! configuration counts for them, is told by whoever starts the server, as an [`Environment`].
//!
//! One thread answers one message after the other, since no answer takes long. Findings are published when no further
//! message is waiting, so that fast typing does not queue up. A request that panics gets an error for an answer.
//!
//! Start reading at [`serve`]; `desk` is what is known of files, `requests` what is answered.

mod capabilities;
mod convert;
mod desk;
mod findings;
mod requests;
mod server;
mod settings;
mod uris;

use std::fmt;
use std::path::{Path, PathBuf};

use lsp_server::Connection;
use vmspec::analysis::{Baseline, Options};

pub use settings::ClientSettings;

/// Lists the manifests below a directory.
pub type List = dyn Fn(&Path) -> Vec<PathBuf>;

/// Says what is in force for files, in groups that are judged together; or what is wrong with what should say so. Every
/// file must be in one of the groups.
pub type Configure = dyn Fn(&[PathBuf], &ClientSettings) -> Result<Vec<Group>, String>;

/// What the server is told about the world around it.
pub struct Environment {
    /// Which manifests there are.
    pub list: Box<List>,
    /// What is in force for them.
    pub configure: Box<Configure>,
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

/// Why a server ended before it was asked to.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// The client broke the protocol, or went away.
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
/// # Errors
///
/// If the client breaks off without asking to end, or says what is no message of the protocol.
pub fn serve_stdio(environment: Environment) -> Result<(), ServeError> {
    let (connection, threads) = Connection::stdio();
    let served = serve(connection, environment);
    threads.join()?;
    served
}

/// Serves a client until it asks to end.
///
/// # Errors
///
/// If the client breaks off without asking to end, or says what is no message of the protocol.
pub fn serve(connection: Connection, environment: Environment) -> Result<(), ServeError> {
    server::run(connection, environment)
}
