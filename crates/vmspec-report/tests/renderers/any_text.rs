//! Whatever the text and wherever the places are, rendering ends in harmless text.

use crate::support::{Files, diagnostic, fix, label, report};
use proptest::prelude::*;
use vmspec::diagnostic::Applicability;
use vmspec_report::{Format, Options, render};
use vmspec_yaml::Span;

/// Text in which what is hard to render is common.
fn hard_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("\n".to_owned()),
        Just("\r\n".to_owned()),
        Just("\r".to_owned()),
        Just("\t".to_owned()),
        Just("  key: value".to_owned()),
        Just("  cloudInit: |".to_owned()),
        Just("日本🏔e\u{301}\u{200d}".to_owned()),
        Just("\u{1b}[31m\u{7}\0\u{9b}\u{85}\u{2028}\u{202e}\u{feff}\u{f8ff}0\u{f8fe}".to_owned()),
        Just("::error::##[command]##vso[x]".to_owned()),
        Just("x".repeat(300)),
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..20).prop_map(|pieces| pieces.concat())
}

fn any_span() -> impl Strategy<Value = Span> {
    (0_usize..400, 0_usize..400).prop_map(|(start, length)| Span::new(start, start + length))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rendering_never_fails(
        text in hard_text(),
        message in hard_text(),
        name in hard_text(),
        place in any_span(),
        labels in prop::collection::vec(any_span(), 0..4),
        edits in prop::collection::vec((any_span(), hard_text()), 0..3),
        width in 1_usize..200,
    ) {
        let files = Files::new(&[(&name, &text)]);
        let mut finding = diagnostic(&name, place, &message);
        finding.help = Some(message.clone());
        finding.labels = labels.iter().map(|span| label(&name, *span, &message)).collect();
        let edits: Vec<_> = edits.iter().map(|(span, text)| (*span, text.as_str())).collect();
        finding.fix = Some(fix(&message, Applicability::Safe, &edits));
        let report = report(vec![finding]);
        let mut options = Options::default();
        options.human.width = width;
        for format in Format::ALL.iter().copied() {
            let rendered = render(format, &report, &files.sources(), &options);
            prop_assert!(!rendered.is_empty(), "{format}");
            let is_harmless = |c: char| c == '\n' || vmspec_report::escape::visible(c).is_none();
            prop_assert!(rendered.chars().all(is_harmless), "{format}: {rendered:?}");
            prop_assert!(!rendered.contains("##["), "{format}: {rendered}");
            let commands = rendered.lines().filter(|line| line.trim_start().starts_with("::")).count();
            prop_assert_eq!(commands, usize::from(format == Format::Github), "{}", rendered);
            if matches!(format, Format::Json | Format::Jsonl | Format::Sarif | Format::Gitlab | Format::Rdjson) {
                prop_assert!(serde_json::from_str::<serde_json::Value>(&rendered).is_ok(), "{rendered}");
            }
            if matches!(format, Format::Junit | Format::Checkstyle) {
                crate::formats::assert_well_formed(&rendered);
            }
        }
    }
}
