//! The manifests of `examples/` are what their folder says: good for their platform, or faulty.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "tests fail by panics")]

use std::fs;
use std::path::{Path, PathBuf};

use vmspec::analysis::{Options, Report, SourceFile, Workspace};
use vmspec::diagnostic::Severity;
use vmspec::rules::Scope;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(name)
}

fn judge(path: &Path, options: &Options) -> Report {
    let bytes = fs::read(path).expect("the example can be read");
    let files = [SourceFile::parse_bytes(path.display().to_string(), &bytes, &options.limits)];
    Workspace::new(&files, options).check()
}

#[test]
fn good_examples_have_nothing_above_info_and_at_most_two_infos() {
    for platform in ["hikube", "cozystack", "cozystack@1.6"] {
        let name = platform.split('@').next().unwrap();
        let mut options = Options::new(platform.parse().unwrap());
        options.scope = Scope::Closed;
        for entry in fs::read_dir(folder(name)).unwrap() {
            let path = entry.unwrap().path();
            let report = judge(&path, &options);
            assert!(report.summary.checked > 0, "{}", path.display());
            let serious = report.diagnostics.iter().filter(|found| found.severity > Severity::Info).count();
            assert_eq!(serious, 0, "{} on {platform}: {:#?}", path.display(), report.diagnostics);
            assert!(
                report.diagnostics.len() <= 2,
                "{} on {platform}: {:#?}",
                path.display(),
                report.diagnostics
            );
        }
    }
}

#[test]
fn the_faulty_example_shows_the_faults_that_people_make_most() {
    let report = judge(&folder("faulty.yaml"), &Options::default());
    let rules: Vec<_> = report.diagnostics.iter().map(|found| found.rule).collect();
    for rule in ["undersized-disk", "unknown-field", "wrong-type", "invalid-value", "unknown-disk-bus"] {
        assert!(rules.contains(&rule), "{rule} is not among {rules:?}");
    }
}
