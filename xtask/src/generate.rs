//! Files that are made from the code and committed, so that they can be read and linked without building anything.

use std::path::PathBuf;

use anyhow::{Result, bail};
use serde_json::Value;

use crate::command::root;
use crate::coverage::Coverage;
use crate::{fields, npm_names, rule_index, rule_pages};

/// A generated file, by its path from the root.
struct Generated {
    path: PathBuf,
    text: String,
}

/// All generated files.
///
/// # Errors
///
/// If something that they are made from can't be read, or is not true.
fn all() -> Result<Vec<Generated>> {
    let coverage = Coverage::read()?;
    let faults = coverage.faults();
    if !faults.is_empty() {
        bail!("docs/rules/coverage.yaml:\n{}", faults.join("\n"));
    }
    let schemas = vmspec::schema::published().into_iter();
    let mut files: Vec<Generated> =
        schemas.map(|published| json(&format!("schemas/{}", published.path), &published.schema)).collect();
    files.push(json("schemas/config-v1.schema.json", &vmspec::schema::config()));
    files.push(json("schemas/report-v1.schema.json", &vmspec_report::schema::report()));
    files.push(json("schemas/change-v1.schema.json", &vmspec_report::schema::change()));
    files.push(json("schemas/migration-v1.schema.json", &vmspec_report::schema::migration()));
    files.push(text("crates/vmspec/src/analysis/assist/fields/table.rs", fields::table()?));
    files.push(text("docs/rules/README.md", rule_index::index()));
    files.push(text("docs/rules/not-checked.md", rule_index::not_checked(&coverage)));
    files.push(text("bindings/npm/src/generated/names.ts", npm_names::unions()));
    files.push(text("bindings/npm/src/generated/rules.ts", npm_names::rule_table()));
    files.extend(rule_pages::all()?.into_iter().map(|(path, page)| text(&path, page)));
    Ok(files)
}

fn text(path: &str, text: String) -> Generated {
    Generated { path: PathBuf::from(path), text }
}

fn json(path: &str, value: &Value) -> Generated {
    Generated { path: PathBuf::from(path), text: format!("{value:#}\n") }
}

/// Writes all generated files.
///
/// # Errors
///
/// If one can't be made or written.
pub(crate) fn write() -> Result<()> {
    for file in all()? {
        let path = root().join(&file.path);
        if std::fs::read_to_string(&path).is_ok_and(|committed| committed == file.text) {
            continue;
        }
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(&path, file.text)?;
        println!("wrote {}", file.path.display());
    }
    Ok(())
}

/// Compares all generated files with what is there.
///
/// # Errors
///
/// If one can't be made, differs or is missing.
pub(crate) fn check() -> Result<()> {
    let files = all()?;
    let mut stale = Vec::new();
    for file in &files {
        let committed = std::fs::read_to_string(root().join(&file.path));
        if committed.is_ok_and(|committed| committed == file.text) {
            continue;
        }
        stale.push(file.path.display().to_string());
    }
    if !stale.is_empty() {
        bail!("not as the code says: {}; `cargo xtask generate` writes them", stale.join(", "));
    }
    let abandoned = abandoned(&files)?;
    if !abandoned.is_empty() {
        bail!("nothing makes these any more, so remove them: {}", abandoned.join(", "));
    }
    println!("{} generated files compared", files.len());
    Ok(())
}

/// Files among the published schemas that are not generated: a schema that was renamed or given up.
fn abandoned(files: &[Generated]) -> Result<Vec<String>> {
    let mut abandoned = Vec::new();
    let mut folders = vec![PathBuf::from("schemas/v1")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(root().join(&folder))? {
            let path = folder.join(entry?.file_name());
            if root().join(&path).is_dir() {
                folders.push(path);
            } else if files.iter().all(|file| file.path != path) {
                abandoned.push(path.display().to_string());
            }
        }
    }
    Ok(abandoned)
}

#[cfg(test)]
mod tests {
    #[test]
    fn generated_files_are_what_the_code_says() {
        super::check().unwrap();
    }
}
