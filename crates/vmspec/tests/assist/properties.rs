//! What holds of every place of every text.

use vmspec::Span;
use vmspec::analysis::assist::{
    CompletionKind, code_actions, complete, definition, folds, hover, inlay_hints, lenses, references,
    selections, symbols,
};
use vmspec::analysis::{Options, SourceFile, Workspace, check};
use vmspec::diagnostic::Severity;
use vmspec_yaml::edit::apply;

/// Manifests with a bit of everything.
const MANIFESTS: [&str; 5] = [
    include_str!("manifests/web.yaml"),
    include_str!("manifests/flow.yaml"),
    include_str!("manifests/string-disks.yaml"),
    include_str!("manifests/broken.yaml"),
    include_str!("manifests/quoted.yaml"),
];

fn is_place(text: &str, span: Span) -> bool {
    span.start <= span.end && text.get(span.range()).is_some()
}

/// Asks for everything at an offset, and looks that all spans are spans of the text.
fn ask(text: &str, offset: usize) {
    let options = Options::default();
    let files = [SourceFile::parse("it.yaml", text, &options.limits)];
    let workspace = Workspace::new(&files, &options);
    let completions = complete(&workspace, 0, offset);
    assert!(is_place(text, completions.span), "{:?} at {offset} of\n{text}", completions.span);
    for item in completions.items.iter().step_by(9) {
        let edited = apply(text, &completions.edits_of(item));
        assert!(edited.contains(&item.text), "{} at {offset} of\n{text}", item.label);
    }
    if let Some(hover) = hover(&workspace, 0, offset) {
        assert!(is_place(text, hover.span), "{:?} at {offset} of\n{text}", hover.span);
        assert!(!hover.markdown.contains("s3cr3t"), "{}", hover.markdown);
    }
    let around = selections(&files[0], offset);
    assert!(around.iter().all(|span| is_place(text, *span)), "{around:?} at {offset} of\n{text}");
    assert!(
        around.iter().zip(around.iter().skip(1)).all(|(inner, outer)| outer.contains(*inner)),
        "{around:?}"
    );
    definition(&workspace, 0, offset);
    references(&workspace, 0, offset, true);
}

fn ask_of_file(text: &str) {
    let options = Options::default();
    let files = [SourceFile::parse("it.yaml", text, &options.limits)];
    let workspace = Workspace::new(&files, &options);
    for action in code_actions(&workspace, 0, Span::new(0, text.len())) {
        assert!(action.edits.iter().all(|edit| is_place(text, edit.span)), "{action:?}");
    }
    for hint in inlay_hints(&workspace, 0, Span::new(0, text.len())) {
        assert!(is_place(text, Span::at(hint.offset as usize)));
    }
    assert!(lenses(&workspace, 0).iter().all(|lens| is_place(text, lens.span)));
    let folds = folds(&files[0]);
    assert!(folds.iter().all(|fold| is_place(text, fold.span)), "{folds:?} of\n{text}");
    for symbol in symbols(&files[0]) {
        assert!(symbol.span.contains(symbol.selection) && is_place(text, symbol.span));
        let all = format!("{symbol:?}");
        assert!(!all.contains("s3cr3t"), "{all}");
    }
}

fn prefixes(text: &str) -> impl Iterator<Item = &str> {
    text.char_indices().map(|(at, _)| at).chain([text.len()]).filter_map(|at| text.get(..at))
}

#[test]
fn no_prefix_is_too_broken() {
    for manifest in MANIFESTS {
        for text in prefixes(manifest).step_by(2) {
            ask(text, text.len());
        }
        for text in prefixes(manifest).step_by(101) {
            ask_of_file(text);
            for offset in (0..=text.len()).step_by(11) {
                ask(text, offset);
            }
        }
    }
}

#[test]
fn no_offset_is_too_odd() {
    for manifest in MANIFESTS {
        let with_crlf = manifest.replace('\n', "\r\n");
        for (text, step) in [(manifest, 2), (&with_crlf, 13), (&format!("\u{feff}{manifest}"), 17)] {
            for offset in (0..text.len() + 3).step_by(step) {
                ask(text, offset);
            }
        }
    }
}

/// Blanks, brackets and aliases without end.
#[test]
fn no_text_is_too_hostile() {
    let head = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMInstance\nspec:\n";
    for rest in [
        " ".repeat(70_000),
        format!("{}x: ", " ".repeat(70_000)),
        "{[".repeat(3_000),
        "- ".repeat(3_000),
        "  a: &a {b: *a, c: }\n  d: *a\n".to_owned(),
        "  <<: *x\n  &x disks: *x\n".to_owned(),
        (0..300).map(|depth| " ".repeat(depth)).collect::<Vec<_>>().join("a:\n"),
        "\u{e5c1}: \u{e5c1}\n".to_owned(),
    ] {
        let text = format!("{head}{rest}");
        let step = (text.len() / 5).max(1);
        for offset in (0..=text.len()).step_by(step).chain([text.len(), text.len() - 2]) {
            ask(&text, offset);
        }
    }
}

/// The key of a chosen completion is there, at the place where it was asked for.
#[test]
fn chosen_keys_are_there() {
    for manifest in MANIFESTS.into_iter().take(3) {
        for (at, line) in lines(manifest) {
            let indent = line.len() - line.trim_start().len();
            let text = format!("{}{:indent$}\n{}", &manifest[..at], "", &manifest[at..]);
            let options = Options::default();
            let files = [SourceFile::parse("it.yaml", text.as_str(), &options.limits)];
            let workspace = Workspace::new(&files, &options);
            let completions = complete(&workspace, 0, at + indent);
            for item in completions.items.iter().filter(|item| item.kind == CompletionKind::Key) {
                let edited = apply(&text, &completions.edits_of(item));
                let before = check("it.yaml", &text, &options).diagnostics;
                let after = check("it.yaml", &edited, &options).diagnostics;
                let count = |rule: &str, of: &[vmspec::diagnostic::Diagnostic]| {
                    of.iter().filter(|found| found.rule == rule).count()
                };
                for rule in ["unknown-field", "unknown-cloud-config-key", "syntax-error", "duplicate-key"] {
                    assert!(
                        count(rule, &after) <= count(rule, &before),
                        "{rule} after {} in\n{edited}\n{after:?}",
                        item.label
                    );
                }
            }
        }
    }
}

/// A value that suits makes no new error about itself.
#[test]
fn chosen_values_are_right() {
    for manifest in MANIFESTS.into_iter().take(3) {
        for (at, line) in lines(manifest) {
            let content = line.trim_end();
            let Some(colon) = content.find(": ") else { continue };
            let offset = at + colon + 2;
            let options = Options::default();
            let files = [SourceFile::parse("it.yaml", manifest, &options.limits)];
            let workspace = Workspace::new(&files, &options);
            let completions = complete(&workspace, 0, offset);
            let before: Vec<_> = errors(manifest);
            for item in completions.items.iter().filter(|item| item.unfit.is_none()) {
                let edited = apply(manifest, &completions.edits_of(item));
                let of_line = |error: &&(Span, String)| {
                    let (start, end) = (at, at + content.len() + item.text.len());
                    start <= error.0.start as usize && (error.0.start as usize) < end
                };
                let new: Vec<_> = errors(&edited)
                    .into_iter()
                    .filter(|error| of_line(&error) && !before.iter().any(|(_, text)| *text == error.1))
                    .collect();
                assert!(new.is_empty(), "{} at {line:?} gave {new:?} in\n{edited}", item.label);
            }
        }
    }
}

fn errors(text: &str) -> Vec<(Span, String)> {
    let found = check("it.yaml", text, &Options::default()).diagnostics;
    let errors = found.into_iter().filter(|found| found.severity == Severity::Error);
    errors.map(|found| (found.span, format!("{} {}", found.rule, found.message))).collect()
}

fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line)
    })
}
