//! `JUnit` XML, for the list of tests that many CI systems show.
//!
//! Each file is a suite and each finding a case. A finding that fails the run is a failure, any other a case that passes
//! and says what was found. A file without findings is one case that passes, so that a list of tests is never empty.
//!
//! Source: <https://github.com/testmoapp/junitxml>.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::io;

use quick_xml::Writer;
use quick_xml::events::BytesText;
use vmspec::analysis::Report;
use vmspec::diagnostic::Severity;

use crate::located::{Located, located};
use crate::{Root, Sources, escape, rule_url, xml};

/// A file with its findings.
struct Suite<'a> {
    path: String,
    findings: Vec<Located<'a>>,
}

/// Renders all files. Findings of at least the severity `fail_on` are failures.
pub fn render(report: &Report, sources: &Sources<'_>, root: &Root, fail_on: Option<Severity>) -> String {
    let suites = suites(report, sources, root);
    let all: Vec<&Suite<'_>> = suites.iter().collect();
    xml::document(|writer| {
        let element = writer.create_element("testsuites").with_attribute(("name", "vmspec"));
        element
            .with_attributes(counts(&all, fail_on).iter().map(|(name, count)| (*name, count.as_str())))
            .write_inner_content(|writer| {
                suites.iter().try_for_each(|suite| write_suite(writer, suite, fail_on))
            })?;
        Ok(())
    })
}

/// The files of a report by name, each with its findings by place.
fn suites<'a>(report: &'a Report, sources: &Sources<'a>, root: &Root) -> Vec<Suite<'a>> {
    let mut by_path: BTreeMap<String, Vec<Located<'a>>> =
        sources.names().map(|name| (root.path_of(name), Vec::new())).collect();
    for finding in located(report, sources, root) {
        by_path.entry(finding.path.clone()).or_default().push(finding);
    }
    by_path.into_iter().map(|(path, findings)| Suite { path, findings }).collect()
}

fn fails(finding: &Located<'_>, fail_on: Option<Severity>) -> bool {
    fail_on.is_some_and(|least| finding.diagnostic.severity >= least)
}

/// The counts that the elements of suites have as attributes.
fn counts(suites: &[&Suite<'_>], fail_on: Option<Severity>) -> [(&'static str, String); 3] {
    let tests: usize = suites.iter().map(|suite| suite.findings.len().max(1)).sum();
    let findings = suites.iter().flat_map(|suite| &suite.findings);
    let failures = findings.filter(|finding| fails(finding, fail_on)).count();
    [("tests", tests.to_string()), ("failures", failures.to_string()), ("errors", "0".to_owned())]
}

fn write_suite(writer: &mut Writer<Vec<u8>>, suite: &Suite<'_>, fail_on: Option<Severity>) -> io::Result<()> {
    let name = escape::line(&suite.path);
    let counts = counts(&[suite], fail_on);
    let element = writer.create_element("testsuite").with_attribute(("name", &*name));
    let element = element.with_attributes(counts.iter().map(|(name, count)| (*name, count.as_str())));
    element.write_inner_content(|writer| {
        if suite.findings.is_empty() {
            let case = [("name", "no findings"), ("classname", &*name), ("file", &*name)];
            writer.create_element("testcase").with_attributes(case).write_empty()?;
        }
        suite.findings.iter().try_for_each(|finding| write_case(writer, finding, &name, fail_on))
    })?;
    Ok(())
}

fn write_case(
    writer: &mut Writer<Vec<u8>>,
    finding: &Located<'_>,
    file: &str,
    fail_on: Option<Severity>,
) -> io::Result<()> {
    let Located { diagnostic, range, .. } = finding;
    let (line, column) = (range.start.line.to_string(), range.start.column.to_string());
    // Without the line, so that the history of a test survives its moving.
    let resource =
        diagnostic.resource.as_ref().map(|resource| format!(" {}/{}", resource.kind, resource.name));
    let name = format!("{}{} {}", diagnostic.rule, resource.unwrap_or_default(), diagnostic.path);
    let name = escape::line(name.trim_end());
    let case = writer.create_element("testcase").with_attributes([
        ("name", &*name),
        ("classname", file),
        ("file", file),
        ("line", &line),
        ("column", &column),
    ]);
    let severity = diagnostic.severity.name();
    let message = escape::line(&diagnostic.message);
    let mut text = format!("{file}:{line}:{column}: {severity}[{}]: {message}", diagnostic.rule);
    if let Some(help) = &diagnostic.help {
        let _ = write!(text, "\n  help: {}", escape::line(help));
    }
    let _ = write!(text, "\n  docs: {}", rule_url(diagnostic.rule));
    case.write_inner_content(|writer| {
        if fails(finding, fail_on) {
            let failure = writer.create_element("failure");
            let failure = failure.with_attributes([("message", &*message), ("type", severity)]);
            failure.write_text_content(BytesText::new(&text))?;
        } else {
            writer.create_element("system-out").write_text_content(BytesText::new(&text))?;
        }
        Ok(())
    })?;
    Ok(())
}
