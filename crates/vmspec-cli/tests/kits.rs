//! What is given to code hosts, hooks and package managers: each script runs as it would there, each file is one by its
//! schema, and all speak of the same release.

#![cfg(unix)]
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "tests fail by panics")]
#![expect(clippy::print_stdout, reason = "a test says why it is skipped")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

const VERSION: &str = env!("CARGO_PKG_VERSION");
const FAULTY: &str = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata:\n  name: data\nspec:\n  storage: 20 GB\n";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).expect(path)
}

fn yaml(path: &str) -> Value {
    serde_yaml::from_str(&read(path)).expect(path)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Whether a program is there. Where it is not, what needs it is not tested.
fn exists(program: &str) -> bool {
    let found = Command::new(program).arg("--version").output().is_ok();
    if !found {
        println!("skipped: there is no {program}");
    }
    found
}

/// A folder with a faulty manifest, and a command that runs there with the program on its path.
struct Job {
    folder: tempfile::TempDir,
}

impl Job {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("disk.yaml"), FAULTY).unwrap();
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect(name)
    }

    fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        let folder = Path::new(env!("CARGO_BIN_EXE_vmspec")).parent().unwrap();
        let path = std::env::join_paths(
            [folder.to_owned()].into_iter().chain(std::env::split_paths(&std::env::var_os("PATH").unwrap())),
        );
        command
            .env("PATH", path.unwrap())
            .env("RUNNER_TEMP", self.folder.path())
            .env_remove("GITHUB_ACTIONS");
        for (variable, file) in [
            ("GITHUB_PATH", "path.txt"),
            ("GITHUB_OUTPUT", "output.txt"),
            ("GITHUB_STEP_SUMMARY", "summary.md"),
        ] {
            command.env(variable, self.path(file));
        }
        command.current_dir(self.folder.path());
        command
    }

    fn shell(&self, script: &str) -> Output {
        self.command("bash").args(["-euc", script]).output().unwrap()
    }
}

#[test]
fn files_are_what_their_readers_define() {
    let mut files = vec![
        ("action.yml".to_owned(), include_str!("schemas/github-action.schema.json")),
        ("kits/gitlab/vmspec.gitlab-ci.yml".to_owned(), include_str!("schemas/gitlab-ci.schema.json")),
    ];
    for entry in fs::read_dir(root().join(".github/workflows")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        files
            .push((format!(".github/workflows/{name}"), include_str!("schemas/github-workflow.schema.json")));
    }
    assert!(files.len() > 3);
    for (file, schema) in files {
        let schema: Value = serde_json::from_str(schema).unwrap();
        let validator = jsonschema::validator_for(&schema).expect("a schema");
        let content = yaml(&file);
        let faults: Vec<String> = validator.iter_errors(&content).map(|fault| fault.to_string()).collect();
        assert!(faults.is_empty(), "{file}: {faults:#?}");
        assert!(!validator.is_valid(&Value::from(1)), "the schema of {file} takes anything");
    }
}

#[test]
fn all_speak_of_this_release() {
    assert_eq!(yaml("action.yml")["inputs"]["version"]["default"], VERSION);
    let image = format!("ghcr.io/vmspec/vmspec:{VERSION}");
    for file in [".pre-commit-hooks.yaml", "kits/gitlab/vmspec.gitlab-ci.yml", "docs/ci.md"] {
        let content = read(file);
        assert!(content.contains(&image), "{file} does not name {image}");
        let others = content.matches("ghcr.io/vmspec/vmspec:").count() - content.matches(&image).count();
        assert_eq!(others, 0, "{file} names another image");
        for before in ["vmspec/vmspec/v", "vmspec/vmspec@v", "rev: v"] {
            let mut names = content.split(before).skip(1);
            assert!(names.all(|rest| rest.starts_with(VERSION)), "{file} names another release");
        }
    }
    let toolchain = read("rust-toolchain.toml");
    let channel = toolchain.split('"').nth(1).unwrap();
    let dockerfile = read("Dockerfile");
    assert!(
        dockerfile.contains(&format!("FROM rust:{channel}-alpine")),
        "the image builds with another Rust"
    );
    assert!(
        dockerfile.contains(&format!("RUSTUP_TOOLCHAIN={channel}\n")),
        "the image builds with another Rust"
    );
}

#[test]
fn all_crates_are_published() {
    let workflow = read(".github/workflows/release.yml");
    let published = workflow.lines().find(|line| line.contains("cargo publish")).unwrap();
    for entry in fs::read_dir(root().join("crates")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let manifest = read(&format!("crates/{name}/Cargo.toml"));
        let is_published = !manifest.contains("publish = false");
        assert_eq!(published.split(' ').any(|word| word == name), is_published, "{name}");
    }
}

#[test]
fn the_action_checks_annotates_and_sums_up() {
    let job = Job::new();
    let check = root().join("kits/github/check.sh");
    let output = job.command(&check).env("VMSPEC_PATHS", "disk.yaml\n$(touch,injected)").output().unwrap();
    // A file that is missing is worse than findings.
    assert_eq!(output.status.code(), Some(2), "{}", text(&output.stderr));
    assert!(!job.path("injected").exists());

    let output = job
        .command(&check)
        .env("VMSPEC_PATHS", "disk.yaml")
        .env("VMSPEC_ARGS", "--platform cozystack@1.6")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
    let log = text(&output.stdout);
    assert!(log.starts_with("::error title=vmspec (invalid-value),file=disk.yaml,line=6,"), "{log}");
    assert!(job.read("summary.md").contains("`disk.yaml:6`"));
    let sarif =
        job.read("output.txt").lines().last().unwrap().strip_prefix("sarif-file=").unwrap().to_owned();
    let log: Value = serde_json::from_str(&fs::read_to_string(sarif).unwrap()).unwrap();
    assert_eq!(log["runs"][0]["results"][0]["ruleId"], "invalid-value");

    fs::write(job.path("disk.yaml"), FAULTY.replace("20 GB", "20Gi")).unwrap();
    let output = job.command(&check).env("VMSPEC_FAIL_ON", "info").output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stdout));

    // What the action hands over is what the script takes.
    let steps = yaml("action.yml")["runs"]["steps"].clone();
    let script = fs::read_to_string(check).unwrap();
    for name in steps[1]["env"].as_object().unwrap().keys() {
        assert!(script.contains(&format!("${{{name}")), "the script does not read {name}");
    }
}

/// A release as the workflow makes it, with the binary of this build.
fn release(job: &Job) -> Option<PathBuf> {
    let machine = Command::new("uname").args(["-sm"]).output().ok()?;
    let target = match text(&machine.stdout).trim() {
        "Linux x86_64" => "x86_64-unknown-linux-musl",
        "Linux aarch64" => "aarch64-unknown-linux-musl",
        "Darwin x86_64" => "x86_64-apple-darwin",
        "Darwin arm64" => "aarch64-apple-darwin",
        _ => return None,
    };
    let folder = job.path("releases").join(format!("v{VERSION}"));
    let output = job
        .command(root().join("kits/release/package.sh"))
        .args([target.as_ref(), Path::new(env!("CARGO_BIN_EXE_vmspec")), &folder])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    Some(folder.join(format!("vmspec-{target}.tar.gz")))
}

#[test]
fn a_release_is_packed_found_verified_and_installed() {
    let job = Job::new();
    if !exists("curl") {
        return;
    }
    let Some(archive) = release(&job) else { return };
    let releases = format!("file://{}", job.path("releases").display());
    let install = || {
        let mut command = job.command("bash");
        let path = std::env::var_os("PATH").unwrap();
        let script = root().join("kits/github/install.sh");
        // The path of this process, on which there is no vmspec.
        command
            .arg(script)
            .env("PATH", path)
            .env("VMSPEC_RELEASES", &releases)
            .env("VMSPEC_VERSION", VERSION);
        command.env_remove("RUNNER_OS").env_remove("RUNNER_ARCH");
        command.output().unwrap()
    };
    if exists("vmspec") {
        return;
    }
    let output = install();
    assert!(output.status.success(), "{}{}", text(&output.stdout), text(&output.stderr));
    assert_eq!(text(&output.stdout), format!("vmspec {VERSION}\n"));
    let folder = PathBuf::from(job.read("path.txt").trim());
    assert!(
        folder.join("man/man1/vmspec-check.1").exists() && folder.join("completions/vmspec.bash").exists()
    );

    fs::write(&archive, "something else").unwrap();
    assert!(!install().status.success(), "a changed archive is installed");
}

#[test]
fn the_job_of_gitlab_writes_its_reports() {
    let job = Job::new();
    let template = yaml("kits/gitlab/vmspec.gitlab-ci.yml");
    let script = template["vmspec"]["script"][0].as_str().unwrap();
    let variables = template["variables"].as_object().unwrap();
    let mut command = job.command("sh");
    command.args(["-ec", script]);
    command.envs(variables.iter().map(|(name, value)| (name, value.as_str().unwrap())));
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
    for report in template["vmspec"]["artifacts"]["reports"].as_object().unwrap().values() {
        assert!(job.read(report.as_str().unwrap()).contains("invalid-value"));
    }
}

#[test]
fn hooks_fail_on_faults_and_pass_without() {
    let job = Job::new();
    fs::write(job.path("page.md"), format!("```yaml\n{FAULTY}```\n")).unwrap();
    fs::write(job.path("other.yaml"), "kind: Secret\napiVersion: v1\n").unwrap();
    let hooks = yaml(".pre-commit-hooks.yaml");
    let mut tried = 0;
    for hook in hooks.as_array().unwrap() {
        let entry = hook["entry"].as_str().unwrap();
        if hook["language"] != "system" {
            continue;
        }
        for (file, code) in [("disk.yaml", 1), ("page.md", 1), ("other.yaml", 0)] {
            let output = job.shell(&format!("{entry} {file}"));
            assert_eq!(output.status.code(), Some(code), "{entry} {file}: {}", text(&output.stderr));
        }
        tried += 1;
    }
    assert_eq!(tried, 3);
}

/// The hooks as pre-commit itself runs them, from a clone of this repository.
#[test]
fn pre_commit_runs_the_hooks() {
    if !exists("pre-commit") || !exists("git") || !root().join(".git").exists() {
        return;
    }
    let job = Job::new();
    fs::write(job.path("page.md"), format!("```yaml\n{FAULTY}```\n")).unwrap();
    assert!(job.shell("git init --quiet . && git add disk.yaml page.md").status.success());
    for (hook, file) in [("vmspec", "disk.yaml"), ("vmspec-docs", "page.md")] {
        let cache = job.path("cache");
        let (cache, root) = (cache.display(), root());
        let run =
            format!("PRE_COMMIT_HOME='{cache}' pre-commit try-repo '{}' {hook} --all-files", root.display());
        let output = job.shell(&run);
        let told = text(&output.stdout);
        assert_eq!(output.status.code(), Some(1), "{told}{}", text(&output.stderr));
        assert!(told.contains("- exit code: 1") && told.contains(&format!("--> {file}:")), "{told}");
    }
}

#[test]
fn the_npm_packages_run_the_binary() {
    if !exists("node") {
        return;
    }
    let job = Job::new();
    let platform =
        job.command("node").args(["-p", "`${process.platform}-${process.arch}`"]).output().unwrap();
    let platform = text(&platform.stdout).trim().to_owned();
    let output = job
        .command("node")
        .arg(root().join("kits/npm/packages.mjs"))
        .args(["9.9.9", "packages", &format!("{platform}={}", env!("CARGO_BIN_EXE_vmspec"))])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    let manifest: Value = serde_json::from_str(&job.read("packages/vmspec-cli/package.json")).unwrap();
    assert_eq!(manifest["optionalDependencies"][format!("@vmspec/cli-{platform}")], "9.9.9");

    // As npm lays them out.
    fs::create_dir_all(job.path("node_modules/@vmspec")).unwrap();
    fs::rename(job.path("packages/vmspec-cli"), job.path("node_modules/vmspec-cli")).unwrap();
    let run = || {
        let mut command = job.command("node");
        command.args(["node_modules/vmspec-cli/vmspec.js", "check", "--format", "concise", "disk.yaml"]);
        command.output().unwrap()
    };
    let output = run();
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains(&format!("@vmspec/cli-{platform} is missing")));
    let folder = format!("cli-{platform}");
    fs::rename(job.path("packages").join(&folder), job.path("node_modules/@vmspec").join(&folder)).unwrap();
    let output = run();
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
    assert!(text(&output.stdout).starts_with("disk.yaml:6:12: error[invalid-value]"));
}
