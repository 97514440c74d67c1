//! What people see.

use crate::support::{Files, diagnostic, fix, label, report};
use vmspec::diagnostic::{Applicability, Diagnostic, Severity};
use vmspec_report::human::{Options, render};
use vmspec_yaml::{FieldPath, Span};

const DISK: &str = "\
apiVersion: apps.cozystack.io/v1alpha1
kind: VMDisk
metadata:
  name: root
spec:
  source:
    image:
      name: rocky-9
  storage: 5Gi # too small
  storageClass: local
";

fn plain(files: &Files, diagnostics: Vec<Diagnostic>) -> String {
    render(&report(diagnostics), &files.sources(), &Options::default())
}

#[test]
fn a_finding_with_everything() {
    let files = Files::new(&[("disk.yaml", DISK)]);
    let size = files.span("disk.yaml", "5Gi");
    let mut finding = diagnostic("disk.yaml", size, "disk is 5Gi, image `rocky-9` needs at least 11Gi");
    finding.help = Some("an image that does not fit its disk leaves the VM waiting for ever".to_owned());
    finding.labels = vec![label("disk.yaml", files.span("disk.yaml", "rocky-9"), "needs 11Gi")];
    finding.fix = Some(fix("make the disk 11Gi", Applicability::Unsafe, &[(size, "11Gi")]));
    insta::assert_snapshot!(plain(&files, vec![finding]), @"
    error[undersized-disk]: disk is 5Gi, image `rocky-9` needs at least 11Gi
     --> disk.yaml:9:12
      |
    8 |       name: rocky-9
      |             ------- needs 11Gi
    9 |   storage: 5Gi # too small
      |            ^^^
      |
      = help: an image that does not fit its disk leaves the VM waiting for ever
      = docs: https://vmspec.dev/rules/undersized-disk
    unsafe fix: make the disk 11Gi
      |
    9 -   storage: 5Gi # too small
    9 +   storage: 11Gi # too small
      |
    ");
}

#[test]
fn labels_in_other_files_and_far_away() {
    let far = format!("{DISK}{}# the end\n", "#\n".repeat(60));
    let files = Files::new(&[("disk.yaml", &far), ("vm.yaml", "spec:\n  disks:\n    - name: root\n")]);
    let mut finding = diagnostic("disk.yaml", files.span("disk.yaml", "root"), "two disks are named `root`");
    finding.severity = Severity::Warning;
    finding.labels = vec![
        label("vm.yaml", files.span("vm.yaml", "root"), "used here"),
        label("disk.yaml", files.span("disk.yaml", "the end"), "far away"),
        label("gone.yaml", Span::at(0), "a label into a file that is not there is left out"),
    ];
    insta::assert_snapshot!(plain(&files, vec![finding]), @"
    warning[undersized-disk]: two disks are named `root`
      --> disk.yaml:4:9
       |
     4 |   name: root
       |         ^^^^
       |
      ::: vm.yaml:3:13
       |
     3 |     - name: root
       |             ---- used here
       |
      ::: disk.yaml:71:3
       |
    71 | # the end
       |   ------- far away
       |
       = docs: https://vmspec.dev/rules/undersized-disk
    ");
}

#[test]
fn fixes_that_insert_remove_and_touch_several_places() {
    let files = Files::new(&[("disk.yaml", DISK)]);
    let class = files.span("disk.yaml", "  storageClass: local\n");
    let mut insert = diagnostic("disk.yaml", files.span("disk.yaml", "VMDisk"), "no namespace");
    insert.severity = Severity::Info;
    let before_spec = Span::at(files.span("disk.yaml", "spec:").start as usize);
    insert.fix = Some(fix("say it", Applicability::Safe, &[(before_spec, "  namespace: tenant-a\n")]));
    let mut remove = diagnostic("disk.yaml", class, "not needed");
    remove.fix = Some(fix("remove it", Applicability::Safe, &[(class, "")]));
    let mut several = diagnostic("disk.yaml", files.span("disk.yaml", "root"), "two places");
    several.fix = Some(fix(
        "choose a name",
        Applicability::Manual,
        &[
            (files.span("disk.yaml", "root"), "web"),
            (files.span("disk.yaml", "storage: 5Gi"), "storage: 6Gi\n  optical: false"),
        ],
    ));
    insta::assert_snapshot!(plain(&files, vec![insert, remove, several]), @"
    info[undersized-disk]: no namespace
     --> disk.yaml:2:7
      |
    2 | kind: VMDisk
      |       ^^^^^^
      |
      = docs: https://vmspec.dev/rules/undersized-disk
    fix: say it
      |
    4 |   name: root
    5 +   namespace: tenant-a
      |

    error[undersized-disk]: not needed
      --> disk.yaml:10:1
       |
    10 |   storageClass: local
       | ^^^^^^^^^^^^^^^^^^^^^
       |
       = docs: https://vmspec.dev/rules/undersized-disk
    fix: remove it
       |
    10 -   storageClass: local
       |

    error[undersized-disk]: two places
     --> disk.yaml:4:9
      |
    4 |   name: root
      |         ^^^^
      |
      = docs: https://vmspec.dev/rules/undersized-disk
    possible fix: choose a name
       |
     4 -   name: root
     4 +   name: web
    ...
     9 -   storage: 5Gi # too small
     9 +   storage: 6Gi
    10 +   optical: false # too small
       |
    ");
}

#[test]
fn places_at_the_edges_of_the_text() {
    let files =
        Files::new(&[("empty.yaml", ""), ("one.yaml", "kind: VMDisk"), ("two.yaml", "kind: VMDisk\n\n")]);
    let findings = vec![
        diagnostic("empty.yaml", Span::at(0), "nothing here"),
        diagnostic("one.yaml", Span::at(12), "at the end without a line end"),
        diagnostic("two.yaml", Span::at(14), "at the end after line ends"),
        diagnostic("two.yaml", Span::new(12, 14), "line ends only"),
        diagnostic("two.yaml", Span::new(90, 99), "beyond the end"),
        diagnostic("gone.yaml", Span::new(1, 2), "in a file that is not there"),
    ];
    insta::assert_snapshot!(plain(&files, findings), @"
    error[undersized-disk]: nothing here
     --> empty.yaml:1:1
      |
    1 |
      | ^
      |
      = docs: https://vmspec.dev/rules/undersized-disk

    error[undersized-disk]: at the end without a line end
     --> one.yaml:1:13
      |
    1 | kind: VMDisk
      |             ^
      |
      = docs: https://vmspec.dev/rules/undersized-disk

    error[undersized-disk]: at the end after line ends
     --> two.yaml:3:1
      |
    3 |
      | ^
      |
      = docs: https://vmspec.dev/rules/undersized-disk

    error[undersized-disk]: line ends only
     --> two.yaml:1:13
      |
    1 | kind: VMDisk
      |             ^
      |
      = docs: https://vmspec.dev/rules/undersized-disk

    error[undersized-disk]: beyond the end
     --> two.yaml:3:1
      |
    3 |
      | ^
      |
      = docs: https://vmspec.dev/rules/undersized-disk

    error[undersized-disk]: in a file that is not there
    --> gone.yaml
     = docs: https://vmspec.dev/rules/undersized-disk
    ");
}

#[test]
fn marks_over_several_lines() {
    let tall = format!("{DISK}list:\n{}end: 1\n", "  - x\n".repeat(20));
    let files = Files::new(&[("disk.yaml", &tall)]);
    let source = files.span("disk.yaml", "source:\n    image:\n      name: rocky-9\n");
    let list = files.span("disk.yaml", &format!("list:\n{}", "  - x\n".repeat(20)));
    let findings = vec![
        diagnostic("disk.yaml", source, "a block of three lines with its line end"),
        diagnostic("disk.yaml", list, "a block of twenty-one lines"),
    ];
    insta::assert_snapshot!(plain(&files, findings), @"
    error[undersized-disk]: a block of three lines with its line end
     --> disk.yaml:6:3
      |
    6 | /   source:
    7 | |     image:
    8 | |       name: rocky-9
      | |___________________^
      |
      = docs: https://vmspec.dev/rules/undersized-disk

    error[undersized-disk]: a block of twenty-one lines
      --> disk.yaml:11:1
       |
    11 | list:
       | ^^^^^
       |
       = docs: https://vmspec.dev/rules/undersized-disk
    ");
}

#[test]
fn line_ends_tabs_wide_characters_and_a_byte_order_mark() {
    let files = Files::new(&[
        ("crlf.yaml", "kind: VMDisk\r\nspec:\r\n  storage: 5Gi\r\n"),
        ("tab.yaml", "a:\tx: [\t5Gi\t]\n"),
        ("wide.yaml", "name: 日本 🏔 ü # 5Gi\n"),
        ("bom.yaml", "\u{feff}kind: 5Gi\n"),
    ]);
    let mut crlf = diagnostic("crlf.yaml", files.span("crlf.yaml", "5Gi"), "CR LF");
    crlf.fix = Some(fix("grow", Applicability::Unsafe, &[(files.span("crlf.yaml", "5Gi"), "6Gi")]));
    let findings = vec![
        crlf,
        diagnostic("tab.yaml", files.span("tab.yaml", "5Gi"), "tabs"),
        diagnostic("wide.yaml", files.span("wide.yaml", "5Gi"), "wide characters"),
        diagnostic("bom.yaml", files.span("bom.yaml", "5Gi"), "byte-order mark"),
    ];
    insta::assert_snapshot!(plain(&files, findings), @"
    error[undersized-disk]: CR LF
     --> crlf.yaml:3:12
      |
    3 |   storage: 5Gi
      |            ^^^
      |
      = docs: https://vmspec.dev/rules/undersized-disk
    unsafe fix: grow
      |
    3 -   storage: 5Gi
    3 +   storage: 6Gi
      |

    error[undersized-disk]: tabs
     --> tab.yaml:1:9
      |
    1 | a:    x: [    5Gi    ]
      |               ^^^
      |
      = docs: https://vmspec.dev/rules/undersized-disk

    error[undersized-disk]: wide characters
     --> wide.yaml:1:16
      |
    1 | name: 日本 🏔 ü # 5Gi
      |                  ^^^
      |
      = docs: https://vmspec.dev/rules/undersized-disk

    error[undersized-disk]: byte-order mark
     --> bom.yaml:1:8
      |
    1 | kind: 5Gi
      |       ^^^
      |
      = docs: https://vmspec.dev/rules/undersized-disk
    ");
}

#[test]
fn long_lines_are_cut_and_keep_their_columns() {
    let long =
        format!("{{\"a\": \"{}\", \"b\": \"5Gi\", \"c\": \"{}\"}}", "x".repeat(5000), "y".repeat(5000));
    let files = Files::new(&[("long.json", &long)]);
    let findings = vec![
        diagnostic("long.json", files.span("long.json", "5Gi"), "in the middle"),
        diagnostic("long.json", files.span("long.json", &"y".repeat(5000)), "longer than what is shown"),
    ];
    insta::assert_snapshot!(plain(&files, findings), @r#"
    error[undersized-disk]: in the middle
     --> long.json:1:5017
      |
    1 | …xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "b": "5Gi", "c": "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy...
      |                                                              ^^^
      |
      = docs: https://vmspec.dev/rules/undersized-disk

    error[undersized-disk]: longer than what is shown
     --> long.json:1:5029
      |
    1 | ...: "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy…
      |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = docs: https://vmspec.dev/rules/undersized-disk
    "#);
}

#[test]
fn hostile_text_is_shown_and_not_obeyed() {
    let text = "name: \u{1b}[2Jroot\u{202e}\u{200b}\u{7} # ##[error]x\n";
    let file = "::error::\u{1b}]0;x\u{7}.yaml";
    let files = Files::new(&[(file, text)]);
    let mut finding =
        diagnostic(file, files.span(file, "root"), "name `\u{1b}[2Jroot`\n::error::is bad \u{f8ff}0\u{f8fe}");
    finding.help = Some("##vso[task.complete]\u{9b}31m".to_owned());
    finding.labels = vec![label(file, files.span(file, "name"), "\u{1b}[31mred\nline")];
    finding.fix =
        Some(fix("call it \u{1b}x", Applicability::Safe, &[(files.span(file, "root"), "a\u{1b}[31mb")]));
    let rendered = plain(&files, vec![finding]);
    let bad = |c: char| {
        (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{200b}'..='\u{200f}')
    };
    assert!(!rendered.contains(bad));
    assert!(
        !rendered
            .lines()
            .any(|line| line.trim_start().starts_with("::") && !line.trim_start().starts_with(":::"))
    );
    insta::assert_snapshot!(rendered, @"
    error[undersized-disk]: name `␛[2Jroot`␊::error::is bad �0�
     --> ./::error::␛]0;x␇.yaml:1:11
      |
    1 | name: ␛[2Jroot��␇ # #♯[error]x
      | ----      ^^^^
      | |
      | ␛[31mred␊line
      |
      = help: #♯vso[task.complete]�31m
      = docs: https://vmspec.dev/rules/undersized-disk
    fix: call it ␛x
      |
    1 - name: ␛[2Jroot��␇ # #♯[error]x
    1 + name: ␛[2Ja␛[31mb��␇ # #♯[error]x
      |
    ");
}

#[test]
fn secrets_are_not_shown() {
    let text = "\
spec:
  cloudInit: |
    #cloud-config
    chpasswd: {list: 'root:correct-horse'}
    users:
      - name: ann
        passwd: correct-horse
    write_files:
      - content: |
          -----BEGIN OPENSSH PRIVATE KEY-----
          correct-horse
";
    let files = Files::new(&[("vm.yaml", text)]);
    let below = |path: FieldPath, needle: &str| {
        let span = files.span("vm.yaml", needle);
        let mut finding = diagnostic("vm.yaml", span, "something is wrong");
        finding.path = path;
        finding.fix = Some(fix("change it", Applicability::Safe, &[(span, "password: correct-horse-2")]));
        finding
    };
    let inside = FieldPath::root().key("spec").key("cloudInit").nested().key("users").index(0);
    let findings = vec![
        below(inside, "ann"),
        below(FieldPath::root().key("spec"), "passwd: correct-horse"),
        below(FieldPath::root(), text),
        below(FieldPath::root(), "          correct-horse\n"),
    ];
    let rendered = plain(&files, findings);
    assert!(!rendered.contains("correct"), "{rendered}");
    insta::assert_snapshot!(rendered, @"
    error[undersized-disk]: something is wrong
     --> vm.yaml:6:15
      |
    6 |       - name: ‹hidden›
      |               ^^^^^^^^
      |
      = docs: https://vmspec.dev/rules/undersized-disk
    fix: change it

    error[undersized-disk]: something is wrong
     --> vm.yaml:7:9
      |
    7 |         passwd: ‹hidden›
      |         ^^^^^^^^^^^^^^^^
      |
      = docs: https://vmspec.dev/rules/undersized-disk
    fix: change it
      |
    7 -         passwd: ‹hidden›
    7 +         password: ‹hidden›
      |

    error[undersized-disk]: something is wrong
     --> vm.yaml:1:1
      |
    1 | spec:
      | ^^^^^
      |
      = docs: https://vmspec.dev/rules/undersized-disk
    fix: change it
       |
     1 - spec:
     2 -   cloudInit: |
     3 -     #cloud-config
     4 -     chpasswd: ‹hidden›
     5 -     users:
     6 -       - name: ‹hidden›
     7 -         passwd: ‹hidden›
     8 -     write_files:
     9 -       - content: |
    10 -           ‹hidden›
    11 -           ‹hidden›
     1 + password: ‹hidden›
       |

    error[undersized-disk]: something is wrong
      --> vm.yaml:11:1
       |
    11 |           ‹hidden›
       | ^^^^^^^^^^^^^^^^^^
       |
       = docs: https://vmspec.dev/rules/undersized-disk
    fix: change it
       |
    11 -           ‹hidden›
    11 + password: ‹hidden›
       |
    ");
}

#[test]
fn colors_come_from_us_alone() {
    let files = Files::new(&[("disk.yaml", DISK)]);
    let mut options = Options::default();
    options.color = true;
    let finding = diagnostic("disk.yaml", files.span("disk.yaml", "5Gi"), "small \u{1b}[5m");
    let rendered = render(&report(vec![finding]), &files.sources(), &options);
    assert!(rendered.contains("\u{1b}["), "{rendered:?}");
    assert!(!rendered.contains("\u{1b}[5m"), "{rendered:?}");
}

/// The place on the arrow line is that of the report, whatever the excerpt shows.
#[test]
fn rendering_a_large_text_looks_at_a_few_lines_only() {
    let large = DISK.repeat(20_000);
    let files = Files::new(&[("large.yaml", &large)]);
    let at = large.len() / 2;
    let finding = diagnostic("large.yaml", Span::at(at), "here");
    let rendered = plain(&files, vec![finding]);
    assert!(rendered.len() < 500, "{rendered}");
}
