//! All formats of a report under one roof.

use std::fmt;
use std::str::FromStr;

use vmspec::analysis::Report;
use vmspec::diagnostic::Severity;

use crate::{
    Root, Sources, checkstyle, concise, github, gitlab, human, json, jsonl, junit, markdown, rdjson, sarif,
    summary,
};

/// What a report can be rendered as.
///
/// ```
/// use vmspec_report::Format;
///
/// assert_eq!("sarif".parse(), Ok(Format::Sarif));
/// assert!(Format::ALL.iter().all(|format| format.name().parse() == Ok(*format)));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
#[non_exhaustive]
pub enum Format {
    /// See [`human`].
    Human,
    /// See [`concise`].
    Concise,
    /// See [`json`](mod@json).
    Json,
    /// See [`jsonl`].
    Jsonl,
    /// See [`sarif`].
    Sarif,
    /// See [`github`].
    Github,
    /// See [`gitlab`].
    Gitlab,
    /// See [`junit`].
    Junit,
    /// See [`checkstyle`].
    Checkstyle,
    /// See [`rdjson`].
    Rdjson,
    /// See [`markdown`].
    Markdown,
}

impl Format {
    /// All formats, those for people first.
    pub const ALL: &'static [Self] = &[
        Self::Human,
        Self::Concise,
        Self::Json,
        Self::Jsonl,
        Self::Sarif,
        Self::Github,
        Self::Gitlab,
        Self::Junit,
        Self::Checkstyle,
        Self::Rdjson,
        Self::Markdown,
    ];

    /// How it is asked for: `sarif`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Concise => "concise",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Sarif => "sarif",
            Self::Github => "github",
            Self::Gitlab => "gitlab",
            Self::Junit => "junit",
            Self::Checkstyle => "checkstyle",
            Self::Rdjson => "rdjson",
            Self::Markdown => "markdown",
        }
    }

    /// Whom it is for, as a phrase without a full stop.
    pub fn about(self) -> &'static str {
        match self {
            Self::Human => "The line, the underline, what to do and the fix",
            Self::Concise => "One line a finding: `file:line:column: error[rule]: message`",
            Self::Json => "The JSON report, version 1, for programs",
            Self::Jsonl => "The findings of the JSON report, one a line, for `jq` and log collectors",
            Self::Sarif => "SARIF 2.1.0, for code scanning on GitHub, Azure DevOps and others",
            Self::Github => "Annotations of a GitHub workflow; the default under GITHUB_ACTIONS",
            Self::Gitlab => "A Code Quality report of GitLab",
            Self::Junit => "JUnit XML, for the list of tests that many CI systems have",
            Self::Checkstyle => "Checkstyle XML, for Jenkins and others",
            Self::Rdjson => "Reviewdog's format, with fixes as suggestions",
            Self::Markdown => "For the comment on a pull request",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// That no format has a name.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct UnknownFormat {
    name: String,
}

impl fmt::Display for UnknownFormat {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = Format::ALL.iter().map(|format| format.name()).collect();
        let names = names.join(", ");
        write!(formatter, "there is no format `{}`: expected one of {names}", self.name)
    }
}

impl std::error::Error for UnknownFormat {}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        let found = Self::ALL.iter().copied().find(|format| format.name() == name);
        found.ok_or_else(|| UnknownFormat { name: name.to_owned() })
    }
}

/// What is said of a rule, in formats that describe rules beside the findings.
#[derive(Clone, Copy, Debug)]
pub struct RuleText<'a> {
    /// The rule's name.
    pub name: &'a str,
    /// What its findings are about: `storage`.
    pub group: &'a str,
    /// Its usual severity.
    pub severity: Severity,
    /// One sentence without a full stop.
    pub summary: &'a str,
    /// Its page in Markdown.
    pub page: &'a str,
}

/// How to render, whatever the format.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options<'a> {
    /// Colours and width, for people.
    pub human: human::Options,
    /// Whether texts for people end with a line that counts what was found and checked.
    pub summary: bool,
    /// Whether texts for people, and SARIF, tell what is suppressed, too.
    pub suppressed: bool,
    /// The least severity that fails a run; `None` if none does.
    pub fail_on: Option<Severity>,
    /// What file names are relative to in formats that other programs read.
    pub root: Root,
    /// What is said of rules; a rule that is not among them is described by its address alone.
    pub rules: &'a [RuleText<'a>],
}

impl Default for Options<'_> {
    /// No colours, a summary, errors fail a run, file names as they are given, no descriptions of rules.
    fn default() -> Self {
        Self {
            human: human::Options::default(),
            summary: true,
            suppressed: false,
            fail_on: Some(Severity::Error),
            root: Root::default(),
            rules: &[],
        }
    }
}

/// Renders a report.
///
/// ```
/// use vmspec::analysis::{Options, SourceFile, Workspace};
/// use vmspec_report::{Format, Sources, render};
///
/// let options = Options::default();
/// let files = [SourceFile::parse("disk.yaml", "kind: VMDisk\n", &options.limits)];
/// let report = Workspace::new(&files, &options).check();
/// let sarif = render(Format::Sarif, &report, &Sources::new(&files), &vmspec_report::Options::default());
/// assert!(sarif.contains("\"version\": \"2.1.0\""), "{sarif}");
/// ```
pub fn render(format: Format, report: &Report, sources: &Sources<'_>, options: &Options<'_>) -> String {
    let with_summary = |mut text: String| {
        if options.suppressed {
            text.push_str(&concise::suppressed(report, sources));
        }
        if options.summary {
            text.push_str(&summary::lines(report));
        }
        text
    };
    let root = &options.root;
    match format {
        Format::Human => with_summary(human::render(report, sources, &options.human)),
        Format::Concise => with_summary(concise::render(report, sources)),
        Format::Json => json::render(report, sources),
        Format::Jsonl => jsonl::render(report, sources),
        Format::Sarif => sarif::render(report, sources, root, options.rules, options.suppressed),
        Format::Github => with_summary(github::render(report, sources, root)),
        Format::Gitlab => gitlab::render(report, sources, root),
        Format::Junit => junit::render(report, sources, root, options.fail_on),
        Format::Checkstyle => checkstyle::render(report, sources, root),
        Format::Rdjson => rdjson::render(report, sources, root),
        Format::Markdown => markdown::render(report, sources, root),
    }
}
