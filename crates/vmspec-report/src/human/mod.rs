//! For people at a terminal, in the manner of the best compilers.
//!
//! ```text
//! error[undersized-disk]: disk is 5Gi, image `rocky-9` needs at least 11Gi
//!  --> vm.yaml:9:12
//!   |
//! 8 |     image: {name: rocky-9}
//!   |                   ------- needs 11Gi
//! 9 |   storage: 5Gi
//!   |            ^^^
//!   |
//!   = help: an image that does not fit its disk leaves the VM waiting for ever
//!   = docs: https://vmspec.dev/rules/undersized-disk
//! unsafe fix: make the disk 11Gi
//!   |
//! 9 -   storage: 5Gi
//! 9 +   storage: 11Gi
//!   |
//! ```

mod diff;
mod excerpt;
mod style;

use annotate_snippets::renderer::DEFAULT_TERM_WIDTH;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use vmspec::analysis::Report;
use vmspec::diagnostic::{Diagnostic, Severity};
use vmspec_yaml::{FieldPath, Segment};

use self::excerpt::Mark;
use self::style::Painter;
use crate::{Source, Sources, escape, rule_url};

/// A label this many lines away from the place of the finding is shown as an excerpt of its own.
const FAR_AWAY: u32 = 40;
/// Labels of one finding that are shown at most.
const MOST_LABELS: usize = 10;

/// How to render.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// Whether to colour the text with ANSI escape sequences.
    pub color: bool,
    /// Whether to make links of rule names with OSC 8 escape sequences.
    pub links: bool,
    /// Columns to render within; long source lines are cut.
    pub width: usize,
}

impl Default for Options {
    /// No colour, no links, 140 columns.
    fn default() -> Self {
        Self { color: false, links: false, width: DEFAULT_TERM_WIDTH }
    }
}

/// Renders all findings, each followed by an empty line. Without findings the text is empty.
pub fn render(report: &Report, sources: &Sources<'_>, options: &Options) -> String {
    let mut out = String::new();
    for diagnostic in &report.diagnostics {
        render_diagnostic(&mut out, diagnostic, sources, options);
        out.push('\n');
    }
    // Excerpts are escaped character by character, so that a command of several characters is still in them.
    escape::without_pipeline_commands(out.into()).into_owned()
}

/// A part of the source with the marks on it.
struct Part<'a> {
    file: &'a str,
    source: Source<'a>,
    marks: Vec<Mark>,
}

fn render_diagnostic(out: &mut String, diagnostic: &Diagnostic, sources: &Sources<'_>, options: &Options) {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let url = rule_url(diagnostic.rule);
    let mut title = level.primary_title(escape::line(&diagnostic.message)).id(diagnostic.rule);
    if options.links {
        title = title.id_url(url.clone());
    }
    let is_user_data = is_below_cloud_init(&diagnostic.path);
    let mut group = Group::with_title(title);
    let mut places = Vec::new();
    let mut last_line = 0;
    for part in parts(diagnostic, sources) {
        let excerpt = excerpt::excerpt(part.source, &part.marks, is_user_data);
        let annotations = part.marks.iter().zip(&excerpt.ranges).map(|(mark, range)| {
            let kind = if mark.primary { AnnotationKind::Primary } else { AnnotationKind::Context };
            kind.span(range.clone()).label(mark.label.clone())
        });
        group = group.element(
            Snippet::source(excerpt.text.clone())
                .line_start(excerpt.first_line)
                .path(placeholder(places.len()))
                .annotations(annotations),
        );
        places.push(place(&part));
        last_line = last_line.max(excerpt.first_line + excerpt.text.matches('\n').count());
    }
    if places.is_empty() {
        group = group.element(Origin::path(escape::file_name(&diagnostic.file)));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(escape::line(help).into_owned()));
    }
    group = group.element(Level::NOTE.with_name("docs").message(url));

    let renderer = if options.color { Renderer::styled() } else { Renderer::plain() };
    let snippets = renderer.term_width(options.width).render(&[group]);
    out.push_str(&with_places(&snippets, &places));
    out.push('\n');
    let digits = last_line.to_string().len();
    let painter = Painter { color: options.color };
    for fix in diagnostic.fixes() {
        diff::render(out, fix, sources.get(&diagnostic.file), is_user_data, digits, painter);
    }
}

/// The excerpts of a finding: that of its place first, with the labels that are near it.
fn parts<'a>(diagnostic: &'a Diagnostic, sources: &Sources<'a>) -> Vec<Part<'a>> {
    let mut parts: Vec<Part<'a>> = Vec::new();
    let Some(source) = sources.get(&diagnostic.file) else { return parts };
    let primary = Mark { span: diagnostic.span, label: None, primary: true };
    parts.push(Part { file: &diagnostic.file, source, marks: vec![primary] });
    for label in diagnostic.labels.iter().take(MOST_LABELS) {
        let Some(source) = sources.get(&label.file) else { continue };
        let mark =
            Mark { span: label.span, label: Some(escape::line(&label.message).into_owned()), primary: false };
        let line = source.line_of(label.span.start);
        let near = parts.iter_mut().find(|part| {
            let anchor = part.marks.first().map_or(0, |mark| source.line_of(mark.span.start));
            part.file == &*label.file && anchor.abs_diff(line) <= FAR_AWAY
        });
        match near {
            Some(part) => part.marks.push(mark),
            None => parts.push(Part { file: &label.file, source, marks: vec![mark] }),
        }
    }
    parts
}

/// `file:line:column` of the first mark.
fn place(part: &Part<'_>) -> String {
    let offset = part.marks.first().map_or(0, |mark| mark.span.start);
    let position = part.source.position(offset);
    format!("{}:{}:{}", escape::file_name(part.file), position.line + 1, position.column + 1)
}

/// Stands for a place until the snippets are rendered.
///
/// The snippet renderer counts columns in the excerpt, which is wrong where a line was cut or a secret hidden.
/// The characters are of private use, which [`escape`] lets no manifest write.
fn placeholder(index: usize) -> String {
    format!("\u{f8ff}{index}\u{f8fe}")
}

/// Puts the true places where the snippet renderer wrote `placeholder:line:column`.
fn with_places(rendered: &str, places: &[String]) -> String {
    let mut out = rendered.to_owned();
    for (index, place) in places.iter().enumerate() {
        let placeholder = placeholder(index);
        let Some(at) = out.find(&placeholder) else { continue };
        let rest = out.get(at + placeholder.len()..).unwrap_or_default();
        let counted = rest.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b':').count();
        out.replace_range(at..at + placeholder.len() + counted, place);
    }
    out
}

fn is_below_cloud_init(path: &FieldPath) -> bool {
    path.segments().iter().any(|segment| matches!(segment, Segment::Key(key) if key == "cloudInit"))
        && path.last().is_some_and(|last| !matches!(last, Segment::Key(key) if key == "cloudInit"))
}
