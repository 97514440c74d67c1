//! What an editor waits for: the language server as a process of its own, over standard input and output, and
//! completion in the library.

use std::hint::black_box;
use std::io::{BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use lsp_server::{Message, Notification, Request};
use serde_json::{Value, json};
use vmspec::analysis::assist::complete;
use vmspec::analysis::{Options, SourceFile, Workspace};

use crate::manifests;
use crate::times::shown;

const FILES: usize = 1_000;
const KEYSTROKES: usize = 100;
const OPENINGS: usize = 5;
const BYTES: usize = 100_000;

pub(crate) fn print_table() -> Result<()> {
    let program = std::env::current_exe()?.with_file_name("vmspec");
    if !program.exists() {
        bail!("`{}` is not there: cargo build --release -p vmspec-cli", program.display());
    }
    let folder = std::env::temp_dir().join(format!("vmspec-benches-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let outcome = measure(&program, &folder);
    std::fs::remove_dir_all(&folder)?;
    outcome
}

fn measure(program: &Path, folder: &Path) -> Result<()> {
    let text = large_text();
    println!("| what | best | median |\n|---|---|---|");
    row(
        &format!("a keystroke in a file of {} KB, to its findings", text.len() / 1_000),
        keystrokes(program, folder, &text)?,
    );
    for number in 0..FILES {
        std::fs::write(folder.join(format!("{number:04}.yaml")), manifests::group(number))?;
    }
    row(&format!("{FILES} files opened, to the findings of one"), openings(program, folder)?);
    let small = manifests::group(0);
    row(&format!("completion in {} bytes, in the library", small.len()), completions(&small)?);
    row(&format!("completion in {} KB, in the library", text.len() / 1_000), completions(&text)?);
    Ok(())
}

fn row(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let best = times.first().copied().unwrap_or_default();
    let median = times.get(times.len() / 2).copied().unwrap_or_default();
    println!("| {what} | {} | {} |", shown(best), shown(median));
}

fn large_text() -> String {
    let mut text = String::new();
    let mut number = 0;
    while text.len() < BYTES {
        if !text.is_empty() {
            text.push_str("---\n");
        }
        text.push_str(&manifests::group(number));
        number += 1;
    }
    text
}

/// Types a letter into a key in the middle of a file, and takes it away again.
fn keystrokes(program: &Path, folder: &Path, text: &str) -> Result<Vec<Duration>> {
    let middle = text.len() / 2;
    let at = middle + text.get(middle..).and_then(|rest| rest.find("\nspec:")).context("a spec")? + 1;
    let line = text.get(..at).unwrap_or_default().matches('\n').count();
    let mut server = Server::start(program, folder)?;
    server.open("large.yaml", text)?;
    let mut times = Vec::new();
    for version in 0..KEYSTROKES {
        let (end, letter) = if version % 2 == 0 { (0, "x") } else { (1, "") };
        let range = json!({"start": {"line": line, "character": 0}, "end": {"line": line, "character": end}});
        let params = json!({
            "textDocument": {"uri": server.uri("large.yaml"), "version": version + 2},
            "contentChanges": [{"range": range, "text": letter}],
        });
        let start = Instant::now();
        server.tell("textDocument/didChange", params)?;
        server.wait()?;
        times.push(start.elapsed());
    }
    Ok(times)
}

/// Starts the server in a folder and opens one of its files.
fn openings(program: &Path, folder: &Path) -> Result<Vec<Duration>> {
    let mut times = Vec::new();
    // Something is wrong with it, so that there is something to wait for.
    let text = manifests::group(7).replace("spec:", "spek:");
    for _ in 0..OPENINGS {
        let start = Instant::now();
        let mut server = Server::start(program, folder)?;
        server.open("0007.yaml", &text)?;
        times.push(start.elapsed());
    }
    Ok(times)
}

fn completions(text: &str) -> Result<Vec<Duration>> {
    let options = Options::default();
    let files = [SourceFile::parse("it.yaml", text, &options.limits)];
    let workspace = Workspace::new(&files, &options);
    let at = text.rfind("\nspec:").context("a spec")? + "\nspec:\n  ".len();
    let mut times = Vec::new();
    for _ in 0..KEYSTROKES {
        let start = Instant::now();
        black_box(complete(&workspace, 0, at));
        times.push(start.elapsed());
    }
    Ok(times)
}

struct Server {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    folder: PathBuf,
}

impl Server {
    fn start(program: &Path, folder: &Path) -> Result<Self> {
        let mut child =
            Command::new(program).arg("lsp").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let input = child.stdin.take().context("an input")?;
        let output = BufReader::new(child.stdout.take().context("an output")?);
        let mut server = Self { child, input, output, folder: folder.to_owned() };
        let params = json!({
            "capabilities": {},
            "workspaceFolders": [{"uri": format!("file://{}", folder.display()), "name": "it"}],
        });
        server.send(&Request::new(1.into(), "initialize".to_owned(), params).into())?;
        while !matches!(server.read()?, Message::Response(_)) {}
        server.tell("initialized", json!({}))?;
        Ok(server)
    }

    fn uri(&self, name: &str) -> String {
        format!("file://{}", self.folder.join(name).display())
    }

    fn send(&mut self, message: &Message) -> Result<()> {
        message.write(&mut self.input)?;
        Ok(self.input.flush()?)
    }

    fn read(&mut self) -> Result<Message> {
        Message::read(&mut self.output)?.context("the server is gone")
    }

    fn tell(&mut self, method: &str, params: Value) -> Result<()> {
        self.send(&Notification::new(method.to_owned(), params).into())
    }

    /// Waits for findings.
    fn wait(&mut self) -> Result<()> {
        loop {
            if let Message::Notification(note) = self.read()?
                && note.method == "textDocument/publishDiagnostics"
            {
                return Ok(());
            }
        }
    }

    fn open(&mut self, name: &str, text: &str) -> Result<()> {
        let document = json!({"uri": self.uri(name), "languageId": "yaml", "version": 1, "text": text});
        self.tell("textDocument/didOpen", json!({"textDocument": document}))?;
        self.wait()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It was only measured, and nobody needs to say goodbye.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
