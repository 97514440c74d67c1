//! The npm package: WebAssembly from Rust, its JavaScript from wasm-bindgen, made small by wasm-opt, and measured.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::command::{cargo, command, execute, root, target_dir};
use crate::tools;

/// What the module should cost a page that loads it at most: 130 KB after gzip.
// FIXME: it costs almost four times that, 485 KB. Reading YAML alone is 88, into both models 116, and a check with all
// that it says 353 (modules of their own, built like this one). Parts of it, by what functions name, each compressed by
// itself: rules are 63; decoding, with the path of every fault and the structs of cloud-init and of catalogs, is 59;
// completion and hover are 37; granit-parser is 26, and what makes a tree of its events and goes on after errors 28;
// edits are 25, comparing two states 21, writing JSON 19, faults of texts 13, SSH keys 7, reading floats 5; data are
// 54: messages, texts about fields, catalogs. Of all these, 92 are vectors, iterators and maps of the standard
// library, once for each type of item. So the goal needs another design of all that is generic.
//
// What helps is to see what one caller brings along. Code that is there many times over compresses to a fifth, so that
// all 30 kinds of hash maps are 12. A library for one caller costs all of its size: reading JSON by `serde_json` besides
// YAML was 10, floats in `format!` and 128-bit numbers with their tables 10, `std::path` 2, a second kind of tree 2.
//
// Not worth it: inlining more (`-Zinline-mir`, `-inline-threshold`) makes the module larger by 9 and 10, inlining less by
// 1, `-Zmir-opt-level=3` by 12. LLVM's `-ir-outliner` and wasm-opt's `--merge-similar-functions` save bytes, and cost 1
// and 2 after gzip. LLVM's hoisting and sinking (`-enable-gvn-hoist`, `-enable-gvn-sink`) would save 1, and is off by
// default. Until the module is small enough, growth is what fails.
const GZIP_GOAL_BYTES: usize = 130 * 1000;

/// The standard library, built for size from its source, the component `rust-src`. It saves 33 KB after gzip, together
/// with [`WITHOUT_MESSAGES`].
///
/// Cargo and rustc take both from nightly releases only, or where `RUSTC_BOOTSTRAP` is set. That the next release may
/// not take them is no risk here: `rust-toolchain.toml` names the release, and the tests of the package try the module.
const SMALL_STD: [&str; 2] = ["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"];

/// A panic is a trap, after which the package takes a new module: nobody reads its message, nor the places of panics.
const WITHOUT_MESSAGES: [&str; 3] =
    ["-Zunstable-options", "-Cpanic=immediate-abort", "-Zlocation-detail=none"];

/// What wasm-opt is to do. It counts bytes, but what travels is compressed, and code that repeats itself compresses well.
/// So large functions that are called once stay as they are, instead of being inlined (`-ocimfs` is the bound), generic
/// functions stand side by side, where gzip finds their likeness, and values that are used twice are computed twice.
/// Together that is a fifth less after gzip, although more bytes than with `-Oz` alone. Small functions are inlined
/// wherever they are called (`-aimfs` is the bound), which costs 10 KB and takes a tenth off the time of a check: with it,
/// a kilobyte of manifest is checked in less than 0.3 ms.
///
/// The lowest kilobyte is the end of the stack, to which no pointer plus an offset wraps around: knowing that saves 2 KB.
/// Ordering functions by the likeness of their code saves less than 1 KB more; `--converge`, `--const-hoisting` and
/// inlining still more make the module larger after gzip.
const SMALL: [&str; 11] = [
    "-Os",
    "-aimfs",
    "12",
    "-ocimfs",
    "30",
    "--skip-pass=local-cse",
    "--reorder-locals",
    "--low-memory-unused",
    "--reorder-functions-by-name",
    "--strip-debug",
    "--strip-producers",
];

/// How much the module may grow, in percent, before `bindings/npm/size.json` has to admit it.
const TOLERANCE_PERCENT: usize = 2;

const MODULE: &str = "vmspec_bg.wasm";

/// Sizes of the module in bytes.
pub(crate) struct Sizes {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

impl Sizes {
    /// Compares with the sizes that are committed.
    ///
    /// # Errors
    ///
    /// If the module has grown by more than the record admits, or there is no record.
    pub(crate) fn check_growth(&self) -> Result<()> {
        let record: serde_json::Value = serde_json::from_slice(&std::fs::read(record_path())?)?;
        let recorded = record.get("gzip").and_then(serde_json::Value::as_u64);
        let recorded = recorded.context("`size.json` records no size after gzip")?;
        let most = usize::try_from(recorded)? * (100 + TOLERANCE_PERCENT) / 100;
        if self.gzip > most {
            bail!(
                "the module is {} bytes after gzip, and {recorded} are recorded: `cargo xtask npm` admits the growth",
                self.gzip
            );
        }
        Ok(())
    }
}

fn record_path() -> PathBuf {
    root().join("bindings/npm/size.json")
}

/// How much work goes into the module.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effort {
    /// A module that is built in seconds and several times as large, to work on the package.
    Quick,
    /// The module that is published.
    Full,
}

/// Builds the package and records the size of its module in `bindings/npm/size.json`.
///
/// # Errors
///
/// As [`build`], or if the record can't be written.
pub(crate) fn build_and_record() -> Result<()> {
    let sizes = build(Effort::Full)?;
    let Sizes { raw, gzip, brotli } = sizes;
    let record = format!(
        "{{\n  \"file\": \"{MODULE}\",\n  \"unit\": \"bytes\",\n  \"raw\": {raw},\n  \"gzip\": {gzip},\n  \"brotli\": {brotli}\n}}\n"
    );
    std::fs::write(record_path(), record)?;
    Ok(())
}

/// Builds `bindings/npm/dist` and prints the size of the module.
///
/// # Errors
///
/// If a tool is missing or fails.
pub(crate) fn build(effort: Effort) -> Result<Sizes> {
    tools::node_modules("bindings/npm")?;
    let profile = match effort {
        Effort::Quick => "wasm-quick",
        Effort::Full => "wasm",
    };
    let mut compile = cargo("build --package vmspec-wasm --target wasm32-unknown-unknown");
    let mut flags = anonymous_paths()?;
    if effort == Effort::Full {
        compile.args(SMALL_STD).env("RUSTC_BOOTSTRAP", "1");
        flags.extend(WITHOUT_MESSAGES.map(str::to_owned));
    }
    let flags = format!("target.wasm32-unknown-unknown.rustflags = {flags:?}");
    execute(compile.args(["--profile", profile, "--config", &flags]))?;
    let package = root().join("bindings/npm");
    let bindings = package.join("wasm");
    if bindings.exists() {
        std::fs::remove_dir_all(&bindings)?;
    }
    let compiled = target_dir().join("wasm32-unknown-unknown").join(profile).join("vmspec_wasm.wasm");
    Bindgen::new()
        .input_path(&compiled)
        .out_name("vmspec")
        .web(true)?
        // The package hands the module over itself, and a new one after a trap.
        .omit_default_module_path(true)
        .reset_state_function(true)
        .typescript(true)
        .generate(&bindings)
        .context("wasm-bindgen failed")?;
    let module = bindings.join(MODULE);
    if effort == Effort::Full {
        shrink(&module)?;
    }
    execute(command("node", ["build.js"]).current_dir(&package))?;
    measure(&module)
}

/// Flags that keep the builder's directories out of the module, which holds the places of panics.
fn anonymous_paths() -> Result<Vec<String>> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home =
        home.or_else(|| Some(std::env::home_dir()?.join(".cargo"))).context("there is no home directory")?;
    let sysroot = command("rustc", ["--print", "sysroot"]).output()?.stdout;
    let sysroot = PathBuf::from(String::from_utf8(sysroot)?.trim_end());
    let paths = [(home.join("registry/src"), ""), (sysroot.join("lib/rustlib/src/rust"), "/rustc")];
    let flags = paths.map(|(path, name)| format!("--remap-path-prefix={}={name}", path.display()));
    Ok(flags.to_vec())
}

/// Feature flags are left out on purpose: wasm-opt reads the module's own list of them, and `--all-features` makes a
/// module that Node.js 20 does not load.
fn shrink(module: &Path) -> Result<()> {
    let wasm_opt = root().join("bindings/npm/node_modules/.bin/wasm-opt");
    let mut wasm_opt = command(&wasm_opt.to_string_lossy(), SMALL);
    execute(wasm_opt.arg(module).arg("-o").arg(module))
}

fn measure(module: &Path) -> Result<Sizes> {
    let bytes = std::fs::read(module)?;
    let sizes = Sizes { raw: bytes.len(), gzip: gzip(&bytes)?, brotli: brotli(&bytes)? };
    println!("{MODULE}: {} bytes raw, {} gzip, {} brotli", sizes.raw, sizes.gzip, sizes.brotli);
    if sizes.gzip > GZIP_GOAL_BYTES {
        println!("the goal is {GZIP_GOAL_BYTES} bytes after gzip");
    }
    Ok(sizes)
}

fn gzip(bytes: &[u8]) -> Result<usize> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

fn brotli(bytes: &[u8]) -> Result<usize> {
    let mut small = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut &bytes[..], &mut small, &parameters)?;
    Ok(small.len())
}
