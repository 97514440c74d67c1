//! Texts that are meant to break a parser: each ends in a problem or a clean tree, and fast.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use vmspec_yaml::{Limits, Node, ProblemKind, Tree, parse, parse_bytes};

/// What one text may cost in a build without optimisation. Quadratic work on these texts takes minutes.
const TIME: Duration = Duration::from_secs(20);

fn timed(name: &str, parse: impl FnOnce() -> Tree) -> Tree {
    let start = Instant::now();
    let tree = parse();
    assert!(start.elapsed() < TIME, "{name} took {:?}", start.elapsed());
    for document in tree.documents() {
        for problem in document.problems() {
            assert!(tree.text().get(problem.span.range()).is_some(), "{name}: {problem:?}");
        }
    }
    tree
}

fn kinds(tree: &Tree) -> Vec<ProblemKind> {
    let documents = tree.documents().iter().flat_map(vmspec_yaml::Document::problems);
    tree.problems().iter().chain(documents).map(|problem| problem.kind.clone()).collect()
}

#[test]
fn deep_nesting_is_cut_off() {
    let mut indented = String::new();
    for level in 0..2_000 {
        writeln!(indented, "{}a:", " ".repeat(level)).expect("a string takes all");
    }
    let texts = [
        ("[", "[".repeat(20_000)),
        ("{a: ", "{a: ".repeat(20_000)),
        ("- ", "- ".repeat(20_000)),
        ("? ", "? ".repeat(20_000)),
        ("indented", indented),
        ("closed", format!("{}{}", "[".repeat(20_000), "]".repeat(20_000))),
        ("in a mapping", format!("a: 1\nb: {}\nc: 2\n", "[".repeat(20_000))),
    ];
    for (name, text) in texts {
        let tree = timed(name, || parse(text, &Limits::default()));
        assert!(kinds(&tree).contains(&ProblemKind::LimitExceeded), "{name}");
        assert!(!kinds(&tree).contains(&ProblemKind::Syntax), "{name}");
        let mut depth = 0;
        let mut node = tree.root(0);
        while let Some(inner) = node {
            depth += 1;
            node = inner.at(0).or_else(|| inner.entries().last().map(|(_, value)| value));
        }
        assert!(depth <= 101, "{name}: {depth}");
    }
}

#[test]
fn depth_is_counted_exactly() {
    let limits = Limits::default();
    for (open, close) in [("[", "]"), ("- ", ""), ("{a: ", "}")] {
        for (levels, expected) in [(limits.depth, 0), (limits.depth + 1, 1)] {
            let text = format!("{}1{}", open.repeat(levels), close.repeat(levels));
            assert_eq!(kinds(&parse(text, &limits)).len(), expected, "{open} {levels}");
        }
    }
}

#[test]
fn aliases_do_not_blow_up() {
    let mut laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..30 {
        let aliases = vec![format!("*a{}", level - 1); 9].join(", ");
        writeln!(laughs, "a{level}: &a{level} [{aliases}]").expect("a string takes all");
    }
    let many = vec!["x"; 10_000].join(", ");
    let quadratic = format!("a: &a [{many}]\nb: [{}]\n", vec!["*a"; 10_000].join(", "));
    let mut merges = "m0: &m0 {k0: 1}\n".to_owned();
    for level in 1..60 {
        writeln!(merges, "m{level}: &m{level}\n  <<: [*m{0}, *m{0}]\n  k{level}: 1", level - 1)
            .expect("a string takes all");
    }
    for (name, text) in [("laughs", laughs), ("quadratic", quadratic)] {
        let tree = timed(name, || parse(text, &Limits::default()));
        assert_eq!(kinds(&tree), [ProblemKind::LimitExceeded], "{name}");
        assert!(tree.root(0).expect("there is a root").to_json().is_err(), "{name}");
    }
    let tree = timed("merges", || parse(merges, &Limits::default()));
    let last = tree.root(0).and_then(|root| root.get("m59")).expect("there is an `m59`");
    assert_eq!(last.get("k59").map(Node::text), Some("1"));
    assert!(last.effective_entries().len() < 60);
}

fn visit(node: Node<'_>) -> usize {
    1 + node.items().map(visit).sum::<usize>() + node.entries().map(|(_, value)| visit(value)).sum::<usize>()
}

#[test]
fn aliases_to_themselves_lead_nowhere() {
    for text in ["a: &a [*a]\n", "&a {b: *a}\n", "a: &a\n  b: &b\n    - *a\n    - *b\n"] {
        let tree = parse(text, &Limits::default());
        assert!(kinds(&tree).iter().all(|kind| *kind == ProblemKind::NotKubernetes), "{text:?}");
        assert!(!kinds(&tree).is_empty(), "{text:?}");
        assert!(visit(tree.root(0).expect("there is a root")) < 10);
    }
}

#[test]
fn aliases_into_depth_are_cut_off() {
    let deep = format!("{}1{}", "[".repeat(60), "]".repeat(60));
    let text = format!("a: &a {deep}\nb: {}*a{}\n", "[".repeat(60), "]".repeat(60));
    let tree = parse(text, &Limits::default());
    assert_eq!(kinds(&tree), [ProblemKind::LimitExceeded]);
}

#[test]
fn large_texts_are_read_or_refused() {
    let big = "x".repeat(50 << 20);
    let tree = timed("50 MB", || parse(format!("a: {big}"), &Limits::default()));
    assert_eq!(kinds(&tree), [ProblemKind::LimitExceeded]);
    assert_eq!(tree.documents().len(), 0);
    assert_eq!(
        tree.problems()[0].message,
        "the text is longer than 16777216 bytes, so nothing of it is read"
    );

    let mut limits = Limits::default();
    limits.documents = 3;
    let tree = parse("a\n---\nb\n---\nc\n---\nd\n", &limits);
    assert_eq!(tree.documents().len(), 3);
    assert_eq!(kinds(&tree), [ProblemKind::LimitExceeded]);
}

#[test]
fn many_of_one_thing() {
    let clean = [
        ("comments", format!("a:\n{}  b: 1\n", "# c\n".repeat(100_000))),
        ("documents", "---\na: 1\n".repeat(20_000)),
        ("entries", (0..50_000).fold(String::new(), |text, index| text + &format!("k{index}: v\n"))),
        ("items", "- x\n".repeat(100_000)),
        (
            "flow pairs",
            format!(
                "{{{}}}",
                (0..50_000).fold(String::new(), |text, index| text + &format!("k{index}: v, "))
            ),
        ),
        ("blank lines", format!("a: |\n{}  x\nb: 1\n", "\n".repeat(100_000))),
        (
            "anchors",
            (0..20_000).fold(String::new(), |text, index| text + &format!("- &a{index} x\n- *a{index}\n")),
        ),
        ("spaces", format!("a:{}b\n", " ".repeat(1_000_000))),
        ("lone CR", "a: 1\rb: 2\r".to_owned()),
        ("percent signs", format!("a: b\n{}", "c%: 1\n---\n".repeat(1_000))),
    ];
    for (name, text) in clean {
        let tree = timed(name, || parse(text, &Limits::default()));
        assert_eq!(kinds(&tree), [], "{name}");
    }
    let limits = Limits::default();
    let faulty = [
        ("duplicates", "a: 1\n".repeat(50_000)),
        ("unknown aliases", "- *a\n".repeat(50_000)),
        ("lone words", "a: 1\n".to_owned() + &"exter\n".repeat(20_000)),
        ("quotes", "a: \"\n".repeat(20_000)),
        ("brackets", "a: [\n".repeat(20_000)),
        ("closing brackets", "]".repeat(50_000)),
        ("templates", "a: {{ x }}\n".repeat(20_000)),
        ("open templates", "{{".repeat(50_000)),
        ("conflicts", "a: 1\n<<<<<<< a\n=======\n>>>>>>> b\n".repeat(10_000)),
        ("tabs", "\ta: 1\n".repeat(20_000)),
        ("NUL", "\0".repeat(100_000)),
        ("NUL in text", "a: x\0\n".repeat(20_000)),
        (
            "staircase",
            (0..500).fold(String::new(), |text, level| text + &format!("{}a: 1\n", " ".repeat(level))),
        ),
        (
            "stairs down",
            (0..500).rev().fold(String::new(), |text, level| text + &format!("{}a: 1\n", " ".repeat(level))),
        ),
        ("line separators", "a: b\u{2028}\n".repeat(20_000)),
        ("question marks", "? ? ? ?\n".repeat(10_000)),
        ("directives", "%YAML 1.1\n".repeat(10_000)),
    ];
    for (name, text) in faulty {
        let tree = timed(name, || parse(text, &limits));
        let found = kinds(&tree);
        assert!(!found.is_empty(), "{name}");
        assert!(
            tree.documents().iter().all(|document| document.problems().len() <= limits.problems),
            "{name}"
        );
    }
}

#[test]
fn unfinished_texts_have_a_problem_and_no_panic() {
    let full =
        "a: &x !!str \"q\\n\" # c\nb: ['x', {y: *x}]\nc: |2-\n    t\n? d\n: >+\n  f\n--- !t\n- - z\n...\n";
    for end in 0..full.len() {
        let tree = parse(&full[..end], &Limits::default());
        assert!(kinds(&tree).len() <= 2, "{:?}: {:?}", &full[..end], tree.documents());
    }
}

#[test]
fn bytes_that_are_no_text() {
    let limits = Limits::default();
    let tree = parse_bytes(b"a: \xff\xfe\nb: x\xc3\nc: 1\n", &limits);
    assert_eq!(tree.text(), "a: ??\nb: x?\nc: 1\n");
    assert_eq!(kinds(&tree), [ProblemKind::NotUtf8]);
    assert_eq!(tree.problems()[0].span.range(), 3..5);
    assert_eq!(tree.root(0).and_then(|root| root.get("c")).map(Node::text), Some("1"));

    let utf16: Vec<u8> = "\u{feff}a: 1\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let tree = parse_bytes(&utf16, &limits);
    assert_eq!(kinds(&tree), [ProblemKind::NotUtf8]);
    assert_eq!(tree.problems()[0].message, "the text is UTF-16: expected UTF-8");
    assert_eq!(tree.text().len(), utf16.len());

    let without_mark: Vec<u8> = "kind: x\nname: ü\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
    let tree = parse_bytes(&without_mark, &limits);
    assert_eq!(tree.problems()[0].message, "the text is UTF-16: expected UTF-8");

    assert_eq!(kinds(&parse_bytes(b"a: 1\n", &limits)), []);
    assert_eq!(kinds(&parse_bytes(b"", &limits)), []);
}
