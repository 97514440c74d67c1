use super::*;
use crate::diagnostic::Severity;

#[test]
fn everything_that_can_be_said() {
    let text = "\
# Ours.
platform: cozystack@1.6
catalogs: [catalogs/ours.yaml]
stage: production
complete: true
failOn: off
baseline: .vmspec-baseline.yaml
select: [storage, disks, undersized-disk]
ignore:
- tight-disk
severity:
  unknown-field: error
  practice: off
overrides:
- files: [legacy/**]
  ignore: [storage]
  severity: {dangling-disk: info}
";
    let file = ConfigFile::read(".vmspec.yaml", text).unwrap();
    let config = file.config();
    assert_eq!(config.platform.as_ref().map(ToString::to_string).as_deref(), Some("cozystack@1.6"));
    assert_eq!((config.stage, config.complete), (Some(Stage::Production), Some(true)));
    assert_eq!(config.fail_on, Some(Level::Off));
    assert_eq!(config.rules().select.map(|select| select.len()), Some(3));
    let severities: Vec<_> =
        config.severity.0.iter().map(|(selector, level)| format!("{selector}={level}")).collect();
    assert_eq!(severities, ["unknown-field=error", "practice=off"]);
    let overriding = &config.overrides[0];
    assert_eq!(overriding.files, ["legacy/**"]);
    assert_eq!(overriding.rules().severity, [("dangling-disk".parse().unwrap(), Level::On(Severity::Info))]);
    for (overriding, clause, path, line) in [
        (None, Clause::Select, "select", 8),
        (None, Clause::Ignore(0), "ignore[0]", 10),
        (None, Clause::Severity(1), "severity.practice", 13),
        (Some(0), Clause::Ignore(0), "overrides[0].ignore[0]", 16),
        (Some(0), Clause::Severity(0), "overrides[0].severity.dangling-disk", 17),
    ] {
        let found = file.clause_path(overriding, clause);
        assert_eq!((found.to_string().as_str(), file.line(&found)), (path, line));
    }
}

#[test]
fn mistakes_have_a_place() {
    for (text, expected) in [
        ("", ""),
        ("# nothing yet\n", ""),
        ("platfrom: hikube", "platfrom | unknown key `platfrom`: did you mean `platform`?"),
        (
            "platform: kubernetes",
            "kubernetes | `platform`: unknown platform `kubernetes`: expected `hikube` or `cozystack`, with or without \
             a version as in `cozystack@1.6`",
        ),
        ("stage: test", "test | `stage` is `test`: expected one of `production`, `development`"),
        ("complete: \"yes\"", "\"yes\" | `complete` is text: expected a boolean"),
        (
            "ignore: [tigth-disk]",
            "tigth-disk | `ignore[0]`: there is no rule and no group `tigth-disk`: did you mean `tight-disk`?",
        ),
        ("ignore: tight-disk", "tight-disk | `ignore` is text: expected a list"),
        (
            "severity: {tight-disk: fatal, storages: error}",
            "fatal | `severity.tight-disk` is `fatal`: expected one of `error`, `warning`, `info`, `off`\n\
             storages | `severity.storages`: there is no rule and no group `storages`: did you mean `storage`?",
        ),
        (
            "severity: {tight-disk: on}",
            "on | `severity.tight-disk`: expected `error`, `warning`, `info` or `off`, found `true`",
        ),
        ("overrides: [{ignore: [disks]}]", "ignore | `files` is missing"),
        (
            "overrides: [{files: [a], platform: hikube}]",
            "platform | unknown key `platform`: expected one of `files`, `select`, `ignore`, `severity`",
        ),
        ("[a]", "[a] | the document is a list: expected a mapping"),
        (
            "stage: production\n---\nstage: development",
            "stage: development | a second document: expected one",
        ),
    ] {
        let faults = ConfigFile::read(".vmspec.yaml", text).map_or_else(|faults| faults, |_| Vec::new());
        let found: Vec<_> =
            faults.iter().map(|fault| format!("{} | {}", fault.span.slice(text), fault.message)).collect();
        assert_eq!(found.join("\n"), expected, "{text}");
    }
}
