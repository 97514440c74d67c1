//! Checkstyle XML, which Jenkins and many other tools read.

use std::io;

use quick_xml::Writer;
use vmspec::analysis::Report;

use crate::located::{Located, located};
use crate::{Root, Sources, escape, xml};

/// Renders one `file` element for each file with findings.
pub fn render(report: &Report, sources: &Sources<'_>, root: &Root) -> String {
    let findings = located(report, sources, root);
    xml::document(|writer| {
        let checkstyle = writer.create_element("checkstyle").with_attribute(("version", "4.3"));
        checkstyle.write_inner_content(|writer| {
            findings
                .chunk_by(|one, other| one.path == other.path)
                .try_for_each(|file| write_file(writer, file))
        })?;
        Ok(())
    })
}

fn write_file(writer: &mut Writer<Vec<u8>>, findings: &[Located<'_>]) -> io::Result<()> {
    let name = findings.first().map(|finding| escape::line(&finding.path)).unwrap_or_default();
    let file = writer.create_element("file").with_attribute(("name", &*name));
    file.write_inner_content(|writer| findings.iter().try_for_each(|finding| write_error(writer, finding)))?;
    Ok(())
}

fn write_error(writer: &mut Writer<Vec<u8>>, finding: &Located<'_>) -> io::Result<()> {
    let Located { diagnostic, range, .. } = finding;
    let error = writer.create_element("error").with_attributes([
        ("line", range.start.line.to_string().as_str()),
        ("column", range.start.column.to_string().as_str()),
        ("severity", diagnostic.severity.name()),
        ("message", &*escape::line(&diagnostic.message)),
        ("source", format!("vmspec.{}", diagnostic.rule).as_str()),
    ]);
    error.write_empty()?;
    Ok(())
}
