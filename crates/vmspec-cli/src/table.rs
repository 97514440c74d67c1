//! Tables for people: aligned columns, no lines around them.

use anstyle::{AnsiColor, Effects, Style};

/// How a column is aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Right,
}

/// Rows under headings. A column that is empty in all rows is left out.
#[derive(Debug)]
pub(crate) struct Table {
    columns: Vec<(&'static str, Align)>,
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(crate) fn new(columns: &[(&'static str, Align)]) -> Self {
        Self { columns: columns.to_vec(), rows: Vec::new() }
    }

    /// Adds a row with a cell for each column.
    pub(crate) fn row<const N: usize>(&mut self, cells: [String; N]) {
        self.rows.push(cells.map(|cell| vmspec_report::escape::line(&cell).into_owned()).into());
    }

    /// The widths that this table needs, to align several tables with the same columns.
    pub(crate) fn widths(&self) -> Vec<usize> {
        let mut widths = Vec::with_capacity(self.columns.len());
        for (index, (heading, _)) in self.columns.iter().enumerate() {
            let cells = self.rows.iter().filter_map(|row| row.get(index)).map(|cell| cell.chars().count());
            let widest = cells.max().unwrap_or(0);
            widths.push(if widest == 0 { 0 } else { widest.max(heading.len()) });
        }
        widths
    }

    /// Renders the table, indented by two spaces, with the given widths; a column of width 0 is left out.
    pub(crate) fn render(&self, widths: &[usize], color: bool) -> String {
        let headings: Vec<_> = self.columns.iter().map(|(heading, _)| (*heading).to_owned()).collect();
        let mut text = dim(&self.line(&headings, widths), color);
        text.push('\n');
        text.push_str(&self.render_rows(widths));
        text
    }

    /// The same without headings.
    pub(crate) fn render_rows(&self, widths: &[usize]) -> String {
        let mut text = String::new();
        for row in &self.rows {
            text.push_str(&self.line(row, widths));
            text.push('\n');
        }
        text
    }

    fn line(&self, cells: &[String], widths: &[usize]) -> String {
        let mut line = String::new();
        for ((cell, &width), (_, align)) in cells.iter().zip(widths).zip(&self.columns) {
            if width == 0 {
                continue;
            }
            line.push_str("  ");
            let padding = " ".repeat(width.saturating_sub(cell.chars().count()));
            match align {
                Align::Left => line.extend([cell.as_str(), &padding]),
                Align::Right => line.extend([padding.as_str(), cell]),
            }
        }
        line.truncate(line.trim_end().len());
        line
    }
}

/// A title.
pub(crate) fn bold(text: &str, color: bool) -> String {
    paint(Style::new().bold(), text, color)
}

/// Something of less weight.
pub(crate) fn dim(text: &str, color: bool) -> String {
    paint(Style::new().effects(Effects::DIMMED), text, color)
}

/// Code or a command.
pub(crate) fn code(text: &str, color: bool) -> String {
    paint(AnsiColor::Cyan.on_default(), text, color)
}

/// Text in a style, or as it is without colour.
pub(crate) fn paint(style: Style, text: &str, color: bool) -> String {
    if color { format!("{style}{text}{style:#}") } else { text.to_owned() }
}
