//! Text in: the tree, the decoded value, the report.

use vmspec::analysis::{Options, SourceFile, Workspace};
use vmspec::diagnostic::Severity;
use vmspec::platform::{Platform, Version};
use vmspec::rules::{Scope, Stage};
use vmspec_yaml::{Limits, Node, NodeKind, ScalarStyle, Span, Tree, parse_bytes};

/// Every span lies in the text on character boundaries, every plain scalar is its own source text, and the bounds hold.
pub fn parse(data: &[u8]) {
    let limits = Limits::default();
    let tree = parse_bytes(data, &limits);
    for problem in tree.problems() {
        assert_inside(&tree, problem.span);
    }
    for (index, document) in tree.documents().iter().enumerate() {
        assert_inside(&tree, document.span());
        assert!(document.problems().len() <= limits.problems + 1, "more problems than the limit");
        for problem in document.problems() {
            assert_inside(&tree, problem.span);
            assert!(!problem.message.is_empty());
        }
        for comment in document.comments() {
            assert_inside(&tree, *comment);
            assert!(comment.slice(tree.text()).starts_with('#'), "a comment starts with `#`");
        }
        if let Some(root) = tree.root(index) {
            walk(root, &limits);
        }
    }
}

fn walk(root: Node<'_>, limits: &Limits) {
    let mut open = vec![(root, 1)];
    while let Some((node, depth)) = open.pop() {
        assert!(depth <= limits.depth + 1, "deeper than the limit");
        assert_inside(node.tree(), node.span());
        assert_inside(node.tree(), node.full_span());
        if node.is_alias() {
            continue;
        }
        match node.kind() {
            NodeKind::Scalar => {
                let source = node.span().slice(node.tree().text());
                // Line breaks in it are folded, and around lines that could not be read its bytes may hold those too.
                if node.style() == Some(ScalarStyle::Plain) && !source.contains(['\n', '\r']) {
                    assert_eq!(source, node.text(), "a plain scalar is its source text");
                }
            }
            NodeKind::Sequence => open.extend(node.items().map(|item| (item, depth + 1))),
            NodeKind::Mapping => {
                for (key, value) in node.entries() {
                    assert_eq!(key.parent().map(Node::id), Some(node.id()), "a key lies in its mapping");
                    open.extend([(key, depth + 1), (value, depth + 1)]);
                }
            }
        }
    }
}

fn assert_inside(tree: &Tree, span: Span) {
    let text = tree.text();
    let (start, end) = (span.start as usize, span.end as usize);
    assert!(
        start <= end && text.is_char_boundary(start) && text.is_char_boundary(end),
        "{start}..{end} is no span"
    );
}

/// A value that could not be read whole comes with an issue, and every issue has a place.
pub fn decode(data: &[u8]) {
    let limits = Limits::default();
    let tree = parse_bytes(data, &limits);
    for index in 0..tree.documents().len() {
        let Some(root) = tree.root(index) else { continue };
        let decoded = vmspec_yaml::decode::<serde_json::Value>(root, &limits);
        let reported = tree.documents().get(index).is_some_and(|document| !document.problems().is_empty());
        assert!(decoded.value.is_some() || reported || !decoded.issues.is_empty(), "no value and no reason");
        assert!(decoded.issues.len() <= limits.issues + 1, "more issues than the limit");
        for issue in &decoded.issues {
            assert_inside(&tree, issue.span);
        }
    }
}

/// A report comes for any text, everything in it points into the text, and its counts are right.
pub fn check(data: &[u8]) {
    let mut options = Options::default();
    if data.len() % 2 == 1 {
        options.platform = Platform::cozystack().with_version(Version::new(1, 6, 2));
        options.scope = Scope::Closed;
        options.stage = Some(Stage::Production);
    }
    let file = SourceFile::parse_bytes("input.yaml", data, &options.limits);
    let files = [file];
    let report = Workspace::new(&files, &options).check();
    let [file] = &files;

    let count =
        |severity| report.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    let summary = report.summary;
    assert_eq!(summary.errors, count(Severity::Error));
    assert_eq!(summary.warnings, count(Severity::Warning));
    assert_eq!(summary.infos, count(Severity::Info));
    assert_eq!(summary.documents, summary.checked + summary.skipped);
    assert!(
        report.diagnostics.is_sorted_by_key(|diagnostic| diagnostic.span.start),
        "findings come by place"
    );
    for diagnostic in &report.diagnostics {
        assert_inside(file.tree(), diagnostic.span);
        assert!(vmspec::rules::find(diagnostic.rule).is_some(), "`{}` is no rule", diagnostic.rule);
        assert!(!diagnostic.message.is_empty(), "a finding without a message");
        for label in &diagnostic.labels {
            assert_inside(file.tree(), label.span);
        }
        let edits = diagnostic.fix.iter().flat_map(|fix| &fix.edits);
        let mut free_from = 0;
        for edit in edits {
            assert_inside(file.tree(), edit.span);
            assert!(edit.span.start >= free_from, "edits overlap or are not in order");
            free_from = edit.span.end;
        }
    }
}
