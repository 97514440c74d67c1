//! A manifest in a page is judged and repaired like one in a file of its own, only at another place.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::unwrap_used, reason = "tests fail by panics")]

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use vmspec::analysis::{FindBlocks, Options, Report, SourceFile, Workspace, fix_all};
use vmspec::diagnostic::{Applicability, Diagnostic, Fix};
use vmspec_pages::{markdown, mdx, shell};
use vmspec_yaml::Span;

static OPTIONS: LazyLock<Options> = LazyLock::new(Options::default);

/// The manifests in the pages of the rules, faulty ones most of all.
fn manifests() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/rules");
    let mut manifests = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let page = fs::read_to_string(entry.unwrap().path()).unwrap();
        let blocks = page.split("\n```yaml").skip(1).filter_map(|rest| rest.split_once('\n'));
        let blocks = blocks.filter_map(|(_, block)| Some(block.split_once("```")?.0.to_owned()));
        // With such characters, or without what makes it a manifest, a page is another matter.
        manifests.extend(blocks.filter(|block| block.contains("kind: VM") && !block.contains('\t')));
    }
    assert!(manifests.len() > 100);
    manifests
}

/// A way to put a manifest into a page.
struct Wrapping {
    find_blocks: FindBlocks,
    before: &'static str,
    /// What stands before each line that is not empty.
    margin: &'static str,
    after: &'static str,
    line_end: &'static str,
}

const WRAPPINGS: [Wrapping; 8] = [
    Wrapping {
        find_blocks: markdown,
        before: "# Ü\n\n```yaml\n",
        margin: "",
        after: "```\n",
        line_end: "\n",
    },
    Wrapping {
        find_blocks: markdown,
        before: "1. Like so:\n\n   ~~~yml title=\"vm.yaml\"\n",
        margin: "   ",
        after: "   ~~~\n\nAnd so on: [x](y).\n",
        line_end: "\n",
    },
    Wrapping { find_blocks: markdown, before: "```yaml\n", margin: "", after: "```\nx\n", line_end: "\r\n" },
    Wrapping {
        find_blocks: mdx,
        before: "<Tab>\n     ```yaml\n",
        margin: "     ",
        after: "     ```\n</Tab>\n",
        line_end: "\n",
    },
    Wrapping {
        find_blocks: shell,
        before: "kubectl apply -f - <<'EOF'\n",
        margin: "",
        after: "EOF\necho done\n",
        line_end: "\n",
    },
    Wrapping {
        find_blocks: shell,
        before: "\tcat <<-'EOF' | kubectl apply -f -\n",
        margin: "\t",
        after: "\tEOF\n",
        line_end: "\n",
    },
    Wrapping {
        find_blocks: markdown,
        before: "> Like so:\n>\n> ```yaml\n",
        margin: "> ",
        after: "> ```\n",
        line_end: "\n",
    },
    Wrapping {
        find_blocks: markdown,
        before: "1. Like so:\n\n\t```yaml\n",
        margin: "\t",
        after: "\t```\n",
        line_end: "\n",
    },
];

impl Wrapping {
    fn wrap(&self, manifest: &str) -> String {
        let lines = manifest.lines();
        // A quotation ends where its mark is missing.
        let empty = if self.margin.starts_with('>') { ">" } else { "" };
        let lines = lines.map(|line| match line {
            "" => format!("{empty}\n"),
            line => format!("{}{line}\n", self.margin),
        });
        format!("{}{}{}", self.before, lines.collect::<String>(), self.after).replace('\n', self.line_end)
    }

    fn page(&self, manifest: &str) -> SourceFile {
        SourceFile::parse_page("page", self.wrap(manifest), self.find_blocks, &OPTIONS.limits)
    }

    /// The manifest as a file of its own, with the same line ends.
    fn file(&self, manifest: &str) -> SourceFile {
        let text = manifest.replace('\n', self.line_end);
        SourceFile::parse("page", text, &OPTIONS.limits)
    }
}

fn check(file: &SourceFile) -> Report {
    Workspace::new(std::slice::from_ref(file), &OPTIONS).check()
}

/// What a finding says, of what, and what its fixes put in the place of what; all without the margins.
fn told(file: &SourceFile, found: &Diagnostic, margin: &str) -> Vec<String> {
    let plain = |text: &str| {
        let text =
            if margin.is_empty() { text.to_owned() } else { text.replace(&format!("\n{margin}"), "\n") };
        text.strip_prefix(margin).unwrap_or(&text).to_owned()
    };
    let slice = |span: Span| plain(span.slice(file.text()));
    let mut told = vec![found.rule.to_owned(), found.message.clone(), slice(found.span)];
    told.extend(found.labels.iter().map(|label| slice(label.span)));
    for edit in found.fixes().flat_map(|fix| &fix.edits) {
        told.extend([slice(edit.span), plain(&edit.text)]);
    }
    told
}

#[test]
fn findings_are_the_same_at_another_place() {
    for (index, manifest) in manifests().into_iter().enumerate() {
        // Each manifest in two ways; all of them in all ways would take half a minute.
        for wrapping in [&WRAPPINGS[index % 8], &WRAPPINGS[(index + 1) % 8]] {
            let (page, file) = (wrapping.page(&manifest), wrapping.file(&manifest));
            let all = |file: &SourceFile, margin: &str| -> Vec<_> {
                check(file).diagnostics.iter().map(|found| told(file, found, margin)).collect()
            };
            let (of_page, of_file) = (all(&page, wrapping.margin), all(&file, ""));
            assert_eq!(of_page, of_file, "{}", page.text());
        }
    }
}

#[test]
fn repairs_are_the_same_at_another_place() {
    let is_certain = |_: &Diagnostic, fix: &Fix| fix.applicability >= Applicability::Unsafe;
    let mut repaired = 0;
    for (index, manifest) in manifests().into_iter().enumerate() {
        let wrapping = &WRAPPINGS[index % 8];
        let file = fix_all(vec![wrapping.file(&manifest)], &OPTIONS, is_certain);
        let page = fix_all(vec![wrapping.page(&manifest)], &OPTIONS, is_certain);
        let expected = wrapping.wrap(&file.files[0].text().replace("\r\n", "\n"));
        assert_eq!(page.files[0].text(), expected);
        repaired += file.applied.len();
    }
    assert!(repaired > 50, "only {repaired} repairs were compared");
}

#[test]
fn a_quotation_keeps_its_marks() {
    let page = "> ```yaml\n> apiVersion: apps.cozystack.io/v1alpha1\n> kind: VMInstance\n> metadata: {name: a}\n> \
                spec:\n>   running: true\n>   disks:\n>   - a\n>   - b\n> ```\n";
    let file = SourceFile::parse_page("page", page, markdown, &OPTIONS.limits);
    let fixed = fix_all(vec![file], &OPTIONS, |_, fix| fix.applicability == Applicability::Safe);
    let text = fixed.files[0].text();
    assert!(text.contains(">   runStrategy: Always\n"), "{text}");
    assert!(text.lines().all(|line| line.starts_with('>')), "{text}");
}

#[test]
fn blocks_stand_alone_and_all_are_counted() {
    let disk =
        "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {name: a}\nspec: {storage: 5Gi}\n";
    let page = format!(
        "```yaml\n{disk}```\n\n```yaml\n{disk}---\n{disk}```\n\n```yaml\nspec:\n  disks: [\n```\n\n```yaml\nkind: \
         Secret\n```\n\n```yaml\n- a\n---\nkind: VMDisk\nmetadata: {{name: {{{{ .name }}}}}}\n```\n"
    );
    let report = check(&SourceFile::parse_page("page", page, markdown, &OPTIONS.limits));
    let summary = report.summary;
    let counts = [summary.documents, summary.checked, summary.skipped, summary.fragments, summary.templates];
    assert_eq!(counts, [7, 3, 1, 2, 1]);
    // The same disk twice in one block is a fault, and in two blocks none.
    let rules: Vec<_> = report.diagnostics.iter().map(|found| (found.rule, found.document)).collect();
    assert_eq!(rules, [("duplicate-resource", 2)]);
}
