//! Finds YAML between other text, so that [`SourceFile::parse_page`] can judge it where it stands.
//!
//! | function | finds |
//! |---|---|
//! | [`markdown`] | fenced code blocks of Markdown |
//! | [`mdx`] | the same in MDX, where they may stand within components |
//! | [`shell`] | here-documents of shell scripts |
//!
//! What the YAML says is not looked at here.
//!
//! [`SourceFile::parse_page`]: vmspec::analysis::SourceFile::parse_page

mod fence;
mod markdown;
mod mdx;
mod shell;

pub use markdown::markdown;
pub use mdx::mdx;
pub use shell::shell;

use vmspec::analysis::FindBlocks;

/// The function for a page with this file extension, if it is one of Markdown or MDX.
///
/// ```
/// assert!(vmspec_pages::for_extension("MD").is_some());
/// assert!(vmspec_pages::for_extension("yaml").is_none());
/// ```
pub fn for_extension(extension: &str) -> Option<FindBlocks> {
    match extension.to_ascii_lowercase().as_str() {
        "md" | "markdown" => Some(markdown),
        "mdx" => Some(mdx),
        _ => None,
    }
}

/// The examples of the README run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
