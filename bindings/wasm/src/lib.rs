//! vmspec for JavaScript: texts in, answers out.
//!
//! The npm package wraps this module and is what people call: it checks arguments, and turns bytes into the positions
//! that editors use. So what stands here stays small. Answers cross the border in two ways:
//!
//! - What holds values from a manifest is JSON text: reports with their patches, meanings, forms. An object that is put
//!   together field by field can't hold all of them: not a number beyond 2^53, nor the key `__proto__`. Reports are
//!   written by the one serializer that the command line uses as well, which is why both print the same, byte for byte.
//! - What editors ask for at each keystroke, and the catalog, are objects, which are there sooner than text that has to
//!   be parsed.
//!
//! A text never makes anything fail, however broken or hostile it is: what is wrong with it stands in the report.
//! A string is thrown for a setting that is none; the package makes a `TypeError` of it.

mod assist;
mod form;
mod meaning;
mod navigate;
mod offered;

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use vmspec::analysis::{
    Fixed, Migration, Options, Report, SourceFile, Workspace, check_change, fix_all, migrate,
};
use vmspec::catalog::Catalog;
use vmspec::diagnostic::{Applicability, Diagnostic, Fix};
use vmspec::platform::Platform;
use vmspec::rules::{Level, RuleLayer, Scope, Selector, Stage};
use vmspec_report::migration::AppliedFix;
use vmspec_report::{Root, Sources, change, concise, json, markdown, sarif, wire};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// The version of the engine, such as `0.1.0`.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// How to judge, and the texts to judge together.
///
/// Texts are parsed when they are put in, so that a change of one costs nothing for the others.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Session {
    options: Options,
    files: Vec<SourceFile>,
}

#[wasm_bindgen]
impl Session {
    /// A session without texts for a platform: `hikube`, `cozystack`, or one of them with a version as in
    /// `cozystack@1.6`.
    ///
    /// # Errors
    ///
    /// If the text names no platform.
    #[wasm_bindgen(constructor)]
    pub fn new(platform: &str) -> Result<Self, String> {
        let platform: Platform = platform.parse().map_err(|error| format!("{error}"))?;
        Ok(Self { options: Options::new(platform), files: Vec::new() })
    }

    /// Lays a catalog, written as YAML, over that of the platform.
    ///
    /// # Errors
    ///
    /// If the text is no catalog.
    #[wasm_bindgen(js_name = layOver)]
    pub fn lay_over(&mut self, catalog: &str) -> Result<(), String> {
        let overlay = Catalog::from_yaml(catalog).map_err(|error| error.to_string())?;
        self.change_platform(|platform| platform.with_overlay(overlay));
        Ok(())
    }

    /// Takes these names for all that the cluster has of a kind, which is named as by the cluster's `Option` resources:
    /// `instancetype`, `instanceprofile`, `image`, `storageclass` or `gpu`. Other kinds change nothing.
    #[expect(clippy::needless_pass_by_value, reason = "lists of strings come from JavaScript by value")]
    pub fn offer(&mut self, kind: &str, names: Vec<String>) {
        self.change_platform(|platform| {
            let mut catalog = Catalog::clone(&platform.catalog);
            offered::offer(&mut catalog, kind, &names);
            platform.with_catalog(catalog)
        });
    }

    /// Whether the texts of the session are all there are.
    #[wasm_bindgen(js_name = setComplete)]
    pub fn set_complete(&mut self, complete: bool) {
        self.options.scope = if complete { Scope::Closed } else { Scope::Open };
    }

    /// What the VMs are for.
    ///
    /// # Errors
    ///
    /// If the text is neither `production` nor `development`.
    #[wasm_bindgen(js_name = setStage)]
    pub fn set_stage(&mut self, stage: &str) -> Result<(), String> {
        self.options.stage = Some(match stage {
            "production" => Stage::Production,
            "development" => Stage::Development,
            _ => return Err("expected `production` or `development`".to_owned()),
        });
        Ok(())
    }

    /// Gives the findings of a rule, or of a group of rules, a severity, or turns it `off`.
    ///
    /// # Errors
    ///
    /// If there is no such rule, or no such severity.
    #[wasm_bindgen(js_name = setLevel)]
    pub fn set_level(&mut self, selector: &str, level: &str) -> Result<(), String> {
        let selector: Selector = selector.parse().map_err(|error| format!("{error}"))?;
        let known = Level::ALL.into_iter().find(|known| known.name() == level);
        let level = known.ok_or("expected `error`, `warning`, `info` or `off`")?;
        let layer = RuleLayer { severity: vec![(selector, level)], ..RuleLayer::default() };
        self.options.rules.lay_over(&layer);
        Ok(())
    }

    /// Puts a text in, in place of that with the same name if there is one.
    pub fn put(&mut self, name: &str, text: &str) {
        let file = SourceFile::parse(name, text, &self.options.limits);
        match self.files.iter_mut().find(|file| **file.name() == *name) {
            Some(old) => *old = file,
            None => self.files.push(file),
        }
    }

    /// Takes a text out.
    pub fn remove(&mut self, name: &str) {
        self.files.retain(|file| **file.name() != *name);
    }

    /// The JSON report: what `vmspec check --format json` prints.
    pub fn check(&self) -> String {
        json::render(&self.workspace().check(), &self.sources())
    }

    /// The report as one line a finding.
    pub fn concise(&self) -> String {
        concise::render(&self.workspace().check(), &self.sources())
    }

    /// The report for the comment on a pull request.
    pub fn markdown(&self) -> String {
        markdown::render(&self.workspace().check(), &self.sources(), &Root::default())
    }

    /// The report for code scanning. Rules are described by their addresses: their pages are no part of this module.
    pub fn sarif(&self) -> String {
        sarif::render(&self.workspace().check(), &self.sources(), &Root::default(), &[], false)
    }

    /// Applies all fixes that are safe, and if `and_unsafe` those as well that change what gets deployed.
    pub fn fix(&self, and_unsafe: bool) -> String {
        let accepts = |_: &Diagnostic, fix: &Fix| match fix.applicability {
            Applicability::Safe => true,
            Applicability::Unsafe => and_unsafe,
            Applicability::Manual => false,
        };
        let Fixed { files, applied, report, .. } = &fix_all(self.files.clone(), &self.options, accepts);
        json::to_text(&rewritten(files, applied, report, &[]))
    }

    /// Rewrites the texts for another platform, which is named as for [`Session::new`].
    ///
    /// # Errors
    ///
    /// If the text names no platform.
    pub fn migrate(&self, to: &str) -> Result<String, String> {
        let to: Platform = to.parse().map_err(|error| format!("{error}"))?;
        let Migration { files, applied, open, report, .. } = &migrate(self.files.clone(), &self.options, &to);
        Ok(json::to_text(&rewritten(files, applied, report, open)))
    }

    /// What each resource means on the platform.
    pub fn resolve(&self) -> String {
        json::to_text(&meaning::of(&self.workspace()))
    }

    /// What becomes of resources that are as in `old` when the texts of this session are applied: what
    /// `vmspec diff --format json` prints.
    pub fn diff(&self, old: &Session) -> String {
        let report = check_change(&old.files, &self.files, &self.options);
        change::json::render(&report, &Sources::of_change(&old.files, &self.files))
    }

    /// The documents of a text as values for forms.
    #[wasm_bindgen(js_name = readForm)]
    pub fn read_form(&self, name: &str) -> String {
        json::to_text(&self.file(name).map(form::read).unwrap_or_default())
    }

    /// The edits that give a field of a document a value, which is JSON; without one they take the field away. A document
    /// that has nothing in it becomes one of the `kind`.
    ///
    /// # Errors
    ///
    /// If the path is none, or the value no JSON.
    #[wasm_bindgen(js_name = editForm)]
    #[expect(
        clippy::needless_pass_by_value,
        reason = "a string that may be missing comes from JavaScript by value"
    )]
    pub fn edit_form(
        &self,
        name: &str,
        document: usize,
        path: &str,
        value: Option<String>,
        kind: Option<String>,
    ) -> Result<String, String> {
        let change = form::Change::read(path, value.as_deref())?;
        let outcome = match self.file(name) {
            Some(file) => change.edits(file, document, kind.as_deref()),
            None => form::Outcome::Refused { reason: "there is no such text".to_owned() },
        };
        Ok(json::to_text(&outcome))
    }
}

/// What editors ask.
#[wasm_bindgen]
#[expect(clippy::missing_errors_doc, reason = "none of these answers fails")]
impl Session {
    /// What could be written at a byte of a text.
    pub fn complete(&self, name: &str, offset: usize) -> Answer {
        let found = self.index(name).map(|file| assist::complete(&self.workspace(), file, offset));
        object(&assist::completions(&found.unwrap_or_default()))
    }

    /// What stands at a byte of a text, or `null`.
    pub fn hover(&self, name: &str, offset: usize) -> Answer {
        let found = self.index(name).and_then(|file| assist::hover(&self.workspace(), file, offset));
        object(&found.as_ref().map(assist::explanation))
    }

    /// What can be done about the findings at a range of bytes of a text.
    #[wasm_bindgen(js_name = codeActions)]
    pub fn code_actions(&self, name: &str, start: u32, end: u32) -> Answer {
        let range = assist::range(start, end);
        let found = self.index(name).map(|file| assist::code_actions(&self.workspace(), file, range));
        object(&found.iter().flatten().map(assist::action).collect::<Vec<_>>())
    }

    /// The resources of a text with the fields of their specs.
    pub fn symbols(&self, name: &str) -> Answer {
        let found = self.file(name).map(assist::symbols).unwrap_or_default();
        object(&found.iter().map(assist::outline).collect::<Vec<_>>())
    }

    /// Where the disk is defined that is named at a byte of a text, or `null`.
    pub fn definition(&self, name: &str, offset: usize) -> Answer {
        let found = self.index(name).and_then(|file| navigate::definition(&self.workspace(), file, offset));
        object(&found.and_then(|found| navigate::place(&self.files, &found)))
    }

    /// Where the disk is named that is defined or named at a byte of a text, and if `with_definition` where it is defined.
    pub fn references(&self, name: &str, offset: usize, with_definition: bool) -> Answer {
        let found = self
            .index(name)
            .map(|file| navigate::references(&self.workspace(), file, offset, with_definition));
        object(&navigate::places(&self.files, &found.unwrap_or_default()))
    }

    /// The edits that give the disk that is defined or named at a byte of a text another name, wherever it is named.
    pub fn rename(&self, name: &str, offset: usize, new_name: &str) -> Answer {
        let file = self.index(name).unwrap_or(usize::MAX);
        let outcome = navigate::rename(&self.workspace(), file, offset, new_name);
        object(&navigate::renamed(&self.files, outcome))
    }

    /// What to show behind names at a range of bytes of a text: sizes of instance types, images and disks.
    #[wasm_bindgen(js_name = inlayHints)]
    pub fn inlay_hints(&self, name: &str, start: u32, end: u32) -> Answer {
        let range = assist::range(start, end);
        let found = self.index(name).map(|file| navigate::inlay_hints(&self.workspace(), file, range));
        object(&found.iter().flatten().map(navigate::hint).collect::<Vec<_>>())
    }

    /// What to show above the disks of a text: by whom they are used.
    #[wasm_bindgen(js_name = codeLenses)]
    pub fn code_lenses(&self, name: &str) -> Answer {
        let found = self.index(name).map(|file| navigate::lenses(&self.workspace(), file));
        let lenses = found.iter().flatten();
        object(&lenses.map(|lens| navigate::above(&self.files, lens)).collect::<Vec<_>>())
    }

    /// What the platform offers.
    pub fn catalog(&self) -> Answer {
        object(&*self.options.platform.catalog)
    }
}

impl Session {
    fn workspace(&self) -> Workspace<'_> {
        Workspace::new(&self.files, &self.options)
    }

    fn sources(&self) -> Sources<'_> {
        Sources::new(&self.files)
    }

    fn file(&self, name: &str) -> Option<&SourceFile> {
        self.files.iter().find(|file| **file.name() == *name)
    }

    fn index(&self, name: &str) -> Option<usize> {
        self.files.iter().position(|file| **file.name() == *name)
    }

    fn change_platform(&mut self, change: impl FnOnce(Platform) -> Platform) {
        self.options.platform = change(self.options.platform.clone());
    }
}

/// An object, array or `null`. It holds names, places and texts, all of which JavaScript has, so that none of them fails.
type Answer = Result<JsValue, serde_wasm_bindgen::Error>;

fn object(answer: &impl Serialize) -> Answer {
    answer.serialize(&Serializer::json_compatible())
}

/// What has become of texts.
#[derive(Serialize)]
struct RewrittenTexts<'f> {
    files: Vec<RewrittenText<'f>>,
    applied: Vec<AppliedFix>,
    /// What is left for a person to look at, among the diagnostics of the report or beside them.
    open: Vec<wire::Diagnostic>,
    report: wire::Report,
}

#[derive(Serialize)]
struct RewrittenText<'f> {
    name: &'f str,
    text: &'f str,
}

fn rewritten<'f>(
    files: &'f [SourceFile],
    applied: &[Diagnostic],
    report: &Report,
    open: &[Diagnostic],
) -> RewrittenTexts<'f> {
    let sources = Sources::new(files);
    let texts = files.iter().map(|file| RewrittenText { name: file.name(), text: file.text() });
    RewrittenTexts {
        files: texts.collect(),
        applied: applied.iter().map(AppliedFix::from).collect(),
        open: wire::Report::new(&Report::of_diagnostics(open.to_vec()), &sources).diagnostics,
        report: wire::Report::new(report, &sources),
    }
}
