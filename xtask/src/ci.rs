//! Everything that must hold before a change lands.
//!
//! All steps run, even after one failed, so that one run shows all there is to mend.
//! The last line counts the tests that the steps ran, and each other step as one.

use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::command::{cargo, command, execute, execute_watched, exists, root, target_dir};
use crate::tally::Tally;
use crate::{features, generate, npm, public_api, tools};

/// A step: its name, what it shows, and what it does. What tests it runs, it counts.
struct Step {
    name: &'static str,
    about: &'static str,
    run: fn(&mut Tally) -> Result<()>,
}

const STEPS: &[Step] = &[
    Step {
        name: "format",
        about: "the code is formatted",
        run: |_| execute(&mut cargo("fmt --all --check")),
    },
    Step { name: "clippy", about: "no lint speaks, with all features and without", run: clippy },
    Step { name: "tests", about: "the tests of all crates pass", run: tests },
    Step { name: "doctests", about: "the examples in the documentation run", run: doc_tests },
    Step { name: "docs", about: "the documentation builds without a warning", run: docs },
    Step {
        name: "generated",
        about: "the generated files are what the code says",
        run: |_| generate::check(),
    },
    Step {
        name: "features",
        about: "every set of features builds, and without any the library needs little",
        run: |_| features::check(),
    },
    Step {
        name: "public-api",
        about: "the public interface is the one that was written down",
        run: |_| public_api::check(),
    },
    Step {
        name: "kube",
        about: "the kinds work through a client of Kubernetes, and on WebAssembly",
        run: kube,
    },
    Step {
        name: "schemas",
        about: "validators and editors make of the JSON Schemas what they should",
        run: schemas,
    },
    Step {
        name: "npm",
        about: "the npm package builds, has not grown unnoticed, and passes its tests",
        run: npm_package,
    },
    Step {
        name: "loaders",
        about: "the packed package loads in bundlers, runtimes and editors, and the playground works",
        run: loaders,
    },
    Step {
        name: "vscode",
        about: "the extension for Visual Studio Code is packed, and holds what it needs",
        run: vscode_extension,
    },
    Step { name: "fuzz", about: "a short search for inputs that break a promise finds none", run: fuzz },
    Step { name: "deny", about: "licences, sources and duplicates of dependencies are allowed", run: deny },
];

/// Runs the steps named, or all, and says whether everything holds.
///
/// # Errors
///
/// If a name is none of a step.
pub(crate) fn run(names: &[&str]) -> Result<bool> {
    if let Some(unknown) = names.iter().find(|name| STEPS.iter().all(|step| step.name != **name)) {
        let known: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
        bail!("no step is called `{unknown}`: expected one of {}", known.join(", "));
    }
    let mut total = Tally::default();
    let mut rows = Vec::new();
    for step in STEPS.iter().filter(|step| names.is_empty() || names.contains(&step.name)) {
        println!("\n== {}: {} ==", step.name, step.about);
        let start = Instant::now();
        let mut tally = Tally::default();
        let outcome = (step.run)(&mut tally);
        if let Err(error) = &outcome {
            println!("error: {error:#}");
        }
        // A step without tests of its own counts as one. So does one that failed although no test did.
        if outcome.is_err() && tally.failed == 0 {
            tally.failed = 1;
        } else if outcome.is_ok() && tally == Tally::default() {
            tally.passed = 1;
        }
        total.add(tally);
        rows.push((step.name, outcome.is_ok(), start.elapsed(), tally));
    }
    println!("\n== summary ==");
    for (name, good, time, tally) in rows {
        println!("{}", row(name, good, time, tally));
    }
    println!("{} passed, {} failed", total.passed, total.failed);
    Ok(total.failed == 0)
}

fn row(name: &str, good: bool, time: Duration, tally: Tally) -> String {
    let verdict = if good { "ok" } else { "FAILED" };
    format!(
        "{name:<10} {verdict:<7} {:>6.1} s {:>6} passed {:>4} failed",
        time.as_secs_f64(),
        tally.passed,
        tally.failed
    )
}

fn clippy(_: &mut Tally) -> Result<()> {
    execute(&mut cargo("clippy --workspace --all-targets --all-features -- -D warnings"))?;
    execute(&mut cargo("clippy --package vmspec-yaml --package vmspec --no-default-features -- -D warnings"))
}

fn tests(tally: &mut Tally) -> Result<()> {
    let mut command = cargo("test --workspace --all-features --lib --bins --tests --examples --no-fail-fast");
    point_at_shared_facts(&mut command);
    execute_watched(&mut command, |line| tally.read(line))
}

fn doc_tests(tally: &mut Tally) -> Result<()> {
    execute_watched(&mut cargo("test --workspace --all-features --doc --no-fail-fast"), |line| {
        tally.read(line);
    })
}

/// Some tests compare with facts that were measured elsewhere and are no part of the repository.
/// They run where `VMSPEC_SHARED` names the folder, which may also stand beside the repository.
fn point_at_shared_facts(command: &mut Command) {
    let beside = root().join("../shared");
    if let Some(folder) = std::env::var_os("VMSPEC_SHARED") {
        println!("measured facts: {}", folder.to_string_lossy());
    } else if let Ok(folder) = beside.canonicalize() {
        println!("measured facts: {}", folder.display());
        command.env("VMSPEC_SHARED", folder);
    } else {
        println!("measured facts: VMSPEC_SHARED is not set, so the tests that compare with them are skipped");
    }
}

fn docs(_: &mut Tally) -> Result<()> {
    let mut command = cargo("doc --workspace --all-features --no-deps --quiet");
    execute(command.env("RUSTDOCFLAGS", "-D warnings"))
}

/// The example that talks to a cluster is a workspace of its own, which builds into the same folder.
fn kube(tally: &mut Tally) -> Result<()> {
    execute(&mut cargo("check --quiet --package vmspec --features kube --target wasm32-unknown-unknown"))?;
    let here = root().join("examples/kube");
    execute(cargo("fmt --check").current_dir(&here))?;
    let mut tests = cargo("test --quiet --locked");
    tests.current_dir(here).env("CARGO_TARGET_DIR", target_dir());
    execute_watched(&mut tests, |line| tally.read(line))
}

fn schemas(tally: &mut Tally) -> Result<()> {
    tools::node_modules("schemas/tests")?;
    let mut tests = command("node", ["--test", "--test-reporter=tap"]);
    if let Some(program) = tools::check_jsonschema() {
        tests.env("CHECK_JSONSCHEMA", program);
    }
    execute_watched(tests.current_dir(root().join("schemas/tests")), |line| tally.read(line))
}

fn vscode_extension(tally: &mut Tally) -> Result<()> {
    let folder = root().join("editors/vscode");
    tools::node_modules("editors/vscode")?;
    execute(command("npm", ["run", "--silent", "package"]).current_dir(&folder))?;
    execute(&mut cargo("build --package vmspec-cli"))?;
    let files = ["test/extension.test.js", "test/session.test.js"];
    let mut tests = command("node", ["--test", "--test-reporter=tap"].into_iter().chain(files));
    tests.env("VMSPEC_NATIVE", target_dir().join("debug/vmspec"));
    execute_watched(tests.current_dir(&folder), |line| tally.read(line))
}

fn npm_package(tally: &mut Tally) -> Result<()> {
    let sizes = npm::build(npm::Effort::Full)?;
    // Its report is what the package's is compared with.
    execute(&mut cargo("build --package vmspec-cli"))?;
    let mut tests = command("node", ["--test", "--test-reporter=tap", "test/"]);
    tests.env("VMSPEC_NATIVE", target_dir().join("debug/vmspec"));
    point_at_shared_facts(&mut tests);
    execute_watched(tests.current_dir(root().join("bindings/npm")), |line| tally.read(line))?;
    sizes.check_growth()
}

/// Tries the package that the step before has built, as it would be published.
fn loaders(tally: &mut Tally) -> Result<()> {
    if !root().join("bindings/npm/dist/index.js").exists() {
        npm::build(npm::Effort::Full)?;
    }
    let folders = ["bindings/npm/loaders", "bindings/npm/playground"];
    for folder in folders {
        tools::node_modules(folder)?;
    }
    execute(&mut cargo("build --package vmspec-cli"))?;
    let geckodriver = tools::geckodriver();
    for folder in folders {
        let mut tests = command("node", ["--test", "--test-reporter=tap", "test/"]);
        tests.env("VMSPEC_NATIVE", target_dir().join("debug/vmspec"));
        if let Some(program) = &geckodriver {
            tests.env("VMSPEC_GECKODRIVER", program);
        }
        execute_watched(tests.current_dir(root().join(folder)), |line| tally.read(line))?;
    }
    Ok(())
}

const FUZZ_TARGETS: [&str; 6] = ["parse", "decode", "check", "edit", "nested", "keys"];
const FUZZ_SECONDS_PER_TARGET: u32 = 15;

/// libFuzzer needs a nightly compiler. Where there is none, the ordinary tests have driven the targets already, with
/// changes drawn from a fixed sequence.
fn fuzz(_: &mut Tally) -> Result<()> {
    if !exists("cargo", &["+nightly", "--version"]) {
        println!("no nightly toolchain: the tests of vmspec-fuzz stand for this step");
        return Ok(());
    }
    let program = tools::cargo_fuzz()?;
    for target in FUZZ_TARGETS {
        let limit = format!("-max_total_time={FUZZ_SECONDS_PER_TARGET}");
        // What is found goes into the first folder, which is not committed.
        let corpus = format!("fuzz/corpus/{target}");
        std::fs::create_dir_all(root().join(&corpus))?;
        let words =
            ["run", target, &corpus, "fuzz/seeds", "--", &limit, "-verbosity=0", "-print_final_stats=1"];
        let mut search = command(&program.to_string_lossy(), words);
        // The release profile takes minutes to build with the fuzzer's instruments, and a short search needs no speed.
        search.envs([("CARGO_PROFILE_RELEASE_LTO", "off"), ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")]);
        search.envs([("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"), ("RUSTUP_TOOLCHAIN", "nightly")]);
        execute(&mut search)?;
    }
    Ok(())
}

/// Advisories are left to a scheduled run: they need a database from the network, and a new one must not turn an
/// unrelated change red.
fn deny(_: &mut Tally) -> Result<()> {
    let program = tools::cargo_deny()?;
    let words = ["--all-features", "check", "--hide-inclusion-graph", "bans", "licenses", "sources"];
    execute(&mut command(&program.to_string_lossy(), words))
}
