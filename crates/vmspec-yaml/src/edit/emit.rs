//! Values as YAML text, in the style of the document around them.

use serde_json::{Number, Value};

use super::quote::{self, Quotes};

/// How the document is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    pub(super) line_break: &'static str,
    /// Columns by which an inner mapping stands to the right of its key.
    pub(super) step: usize,
    /// Columns by which the dashes of a sequence stand to the right of its key.
    pub(super) dash_step: usize,
    pub(super) quotes: Quotes,
}

/// A value in block style: what stands on the line of its key or dash, and the lines below, each with its break.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) head: String,
    pub(super) body: String,
}

impl Style {
    /// A value behind a key that stands in this column.
    pub(super) fn behind_key(&self, value: &Value, column: usize) -> Block {
        let mut body = String::new();
        match value {
            Value::Object(entries) if !entries.is_empty() => {
                for (key, value) in entries {
                    self.entry(key, value, column + self.step, &mut body);
                }
            }
            Value::Array(items) if !items.is_empty() => {
                for item in items {
                    self.item(item, column + self.dash_step, &mut body);
                }
            }
            _ => return self.scalar(value, self.quotes, column + self.step, column),
        }
        Block { head: String::new(), body }
    }

    /// A value whose first character stands in this column, behind a dash or at the start of a document.
    pub(super) fn at_column(&self, value: &Value, column: usize) -> Block {
        let mut lines = String::new();
        match value {
            Value::Object(entries) if !entries.is_empty() => {
                for (key, value) in entries {
                    self.entry(key, value, column, &mut lines);
                }
            }
            Value::Array(items) if !items.is_empty() => {
                for item in items {
                    self.item(item, column, &mut lines);
                }
            }
            _ => return self.scalar(value, self.quotes, column, column.saturating_sub(2)),
        }
        let (first, rest) = lines.split_once(self.line_break).unwrap_or((&lines, ""));
        Block { head: first.trim_start_matches(' ').to_owned(), body: rest.to_owned() }
    }

    /// A scalar or an empty collection. The lines of a `|` scalar stand in `column`, and are counted from that of the
    /// collection around it if they need to be.
    pub(super) fn scalar(&self, value: &Value, quotes: Quotes, column: usize, outer_column: usize) -> Block {
        match value {
            Value::String(text) if quote::is_literal(text) && column > outer_column => {
                self.literal(text, column, outer_column)
            }
            _ => Block { head: inline(value, quotes, false), body: String::new() },
        }
    }

    fn literal(&self, text: &str, column: usize, outer_column: usize) -> Block {
        let lines = text.strip_suffix('\n').unwrap_or(text);
        let chomping = if lines.len() == text.len() { "-" } else { "" };
        // Leading blanks would be taken for indentation.
        let is_indented = lines.trim_start_matches('\n').starts_with(' ');
        let indicator = if is_indented { (column - outer_column).to_string() } else { String::new() };
        let mut body = String::new();
        for line in lines.split('\n') {
            if !line.is_empty() {
                body.push_str(&" ".repeat(column));
                body.push_str(line);
            }
            body.push_str(self.line_break);
        }
        Block { head: format!("|{indicator}{chomping}"), body }
    }

    /// An entry of a block mapping in this column.
    pub(super) fn entry(&self, key: &str, value: &Value, column: usize, out: &mut String) {
        let name = quote::quoted(key, self.quotes, false);
        self.line(&format!("{name}:"), &self.behind_key(value, column), column, out);
    }

    /// An item of a block sequence with its dash in this column.
    pub(super) fn item(&self, value: &Value, column: usize, out: &mut String) {
        self.line("-", &self.at_column(value, column + 2), column, out);
    }

    fn line(&self, lead: &str, block: &Block, column: usize, out: &mut String) {
        out.push_str(&" ".repeat(column));
        out.push_str(lead);
        if !block.head.is_empty() {
            out.push(' ');
            out.push_str(&block.head);
        }
        out.push_str(self.line_break);
        out.push_str(&block.body);
    }
}

/// A value on one line: collections in flow style.
pub(super) fn inline(value: &Value, quotes: Quotes, in_flow: bool) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => number_text(number),
        Value::String(text) => quote::quoted(text, quotes, in_flow),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| inline(item, quotes, true)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(entries) => {
            let entry = |(key, value): (&String, &Value)| {
                format!("{}: {}", quote::quoted(key, quotes, true), inline(value, quotes, true))
            };
            let entries: Vec<String> = entries.iter().map(entry).collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

/// A number that readers of YAML 1.1 take for a number as well: for them, an exponent needs a point and a sign.
fn number_text(number: &Number) -> String {
    let text = number.to_string();
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else { return text };
    let point = if mantissa.contains('.') { "" } else { ".0" };
    let sign = if exponent.starts_with(['-', '+']) { "" } else { "+" };
    format!("{mantissa}{point}e{sign}{exponent}")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const STYLE: Style = Style { line_break: "\n", step: 2, dash_step: 2, quotes: Quotes::NoneOrDouble };

    #[test]
    fn values_stand_behind_their_key() {
        let table = [
            (json!(1), " 1\n"),
            (json!(1e300), " 1.0e+300\n"),
            (json!("yes"), " \"yes\"\n"),
            (json!({}), " {}\n"),
            (json!([]), " []\n"),
            (
                json!({"a": {"b": [1, {"c": 2, "d": []}, [3, 4]]}}),
                "
  a:
    b:
      - 1
      - c: 2
        d: []
      - - 3
        - 4
",
            ),
            (json!("a\n\n  b\n"), " |\n  a\n\n    b\n"),
            (json!("a\nb"), " |-\n  a\n  b\n"),
            (json!(" a\nb\n"), " |2\n   a\n  b\n"),
            (json!("a\n\n"), " \"a\\n\\n\"\n"),
            (json!("\n"), " \"\\n\"\n"),
            (json!("a\n\tb\n"), " \"a\\n\\tb\\n\"\n"),
            (json!("a\r\nb\n"), " \"a\\r\\nb\\n\"\n"),
            (json!(["a\nb\n"]), "\n  - |\n    a\n    b\n"),
        ];
        for (value, expected) in table {
            let mut text = String::new();
            STYLE.entry("k", &value, 0, &mut text);
            assert_eq!(text, format!("k:{expected}"));
        }
    }

    #[test]
    fn flow_style_stays_on_one_line() {
        let value = json!({"a": ["x, y", "z\n"], "b": {}});
        assert_eq!(inline(&value, STYLE.quotes, true), r#"{a: ["x, y", "z\n"], b: {}}"#);
        assert_eq!(inline(&value, Quotes::Double, true), r#"{"a": ["x, y", "z\n"], "b": {}}"#);
    }
}
