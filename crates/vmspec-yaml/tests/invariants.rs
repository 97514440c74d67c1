//! What holds for every text, however broken: spans fit, and what has no problem has a value.

use proptest::prelude::*;
use vmspec_yaml::{Limits, parse};

/// Pieces that mean something to the parser or to its recovery.
const PIECES: &[&str] = &[
    "\"",
    "'",
    ":",
    ": ",
    "[",
    "{",
    "}",
    "]",
    "-",
    "- ",
    "\t",
    " ",
    "  ",
    "    ",
    "#",
    " #",
    "&a",
    "*a",
    "!t",
    "!!str",
    "|",
    ">",
    "|2-",
    ">+",
    "%YAML 1.2",
    "@",
    "\n",
    "\n",
    "\n",
    "\n  ",
    "\n    ",
    "`",
    ",",
    "?",
    "? ",
    "ü",
    "😀",
    "\u{85}",
    "\u{feff}",
    "x",
    "key",
    "a: b",
    "\r",
    "\r\n",
    "---",
    "...",
    "\\",
    "\\u12",
    "\0",
    "\u{7}",
    "{{ x }}",
    "{{",
    "}}",
    "{%",
    "<<<<<<< a",
    "=======",
    ">>>>>>> b",
    "<<: *a",
    "~",
    "1",
    "yes",
    ".nan",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn spans_fit_and_values_are_there(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
        let text = pieces.concat();
        let tree = parse(text.as_str(), &Limits::default());
        prop_assert!(!tree.documents().is_empty());
        for (index, document) in tree.documents().iter().enumerate() {
            let problems = document.problems().iter().map(|problem| problem.span);
            let others = document.comments().iter().chain(document.lost_spans()).copied();
            for span in problems.chain(others).chain([document.span()]) {
                prop_assert!(text.get(span.range()).is_some(), "{:?}", span);
            }
            let Some(root) = tree.root(index) else { continue };
            let mut waiting = vec![root];
            while let Some(node) = waiting.pop() {
                prop_assert!(text.get(node.full_span().range()).is_some(), "{:?}", node);
                if node.is_alias() {
                    continue;
                }
                if let Some(map) = node.scalar_map() {
                    for (at, char) in node.text().char_indices() {
                        prop_assert!(map.span(at..at + char.len_utf8()).end as usize <= text.len());
                    }
                }
                waiting.extend(node.items());
                waiting.extend(node.entries().flat_map(|(key, value)| [key, value]));
            }
            if document.problems().is_empty() {
                prop_assert!(root.to_json().is_ok());
            }
        }
    }
}
