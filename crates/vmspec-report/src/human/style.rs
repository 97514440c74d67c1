//! Colours for what this crate draws itself, the same that the snippet renderer uses.

use annotate_snippets::renderer::{
    DEFAULT_ADDITION_STYLE, DEFAULT_HELP_STYLE, DEFAULT_LINE_NUM_STYLE, DEFAULT_REMOVAL_STYLE,
};
use anstyle::Style;

/// Puts colour around text, or leaves it alone.
#[derive(Clone, Copy, Debug)]
pub(super) struct Painter {
    pub(super) color: bool,
}

impl Painter {
    pub(super) fn help(self, text: &str) -> String {
        self.paint(DEFAULT_HELP_STYLE, text)
    }

    pub(super) fn gutter(self, text: &str) -> String {
        self.paint(DEFAULT_LINE_NUM_STYLE, text)
    }

    pub(super) fn addition(self, text: &str) -> String {
        self.paint(DEFAULT_ADDITION_STYLE, text)
    }

    pub(super) fn removal(self, text: &str) -> String {
        self.paint(DEFAULT_REMOVAL_STYLE, text)
    }

    fn paint(self, style: Style, text: &str) -> String {
        if self.color { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }
}
