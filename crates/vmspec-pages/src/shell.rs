//! Here-documents of shell scripts.

use std::ops::Range;

use vmspec::analysis::Block;

/// A here-document that a line announces.
struct HereDocument<'t> {
    delimiter: &'t str,
    /// Whether tabs before its lines are taken away: `<<-`.
    drops_tabs: bool,
    /// Whether the shell fills in variables.
    is_filled_in: bool,
}

/// The here-documents of a shell script: `kubectl apply -f - <<EOF`.
///
/// Those in which the shell puts something in are templates: what they hold is known only when the script runs.
///
/// ```
/// let script = "kubectl apply -f - <<'EOF'\nkind: VMDisk\nEOF\ncat <<EOF\nname: $NAME\nEOF\n";
/// let blocks = vmspec_pages::shell(script);
/// assert_eq!(&script[blocks[0].span.clone()], "kind: VMDisk\n");
/// assert!(!blocks[0].is_template && blocks[1].is_template);
/// ```
pub fn shell(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<(HereDocument<'_>, usize, Vec<Range<usize>>)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        match &mut open {
            None => open = announced(line).map(|document| (document, end, Vec::new())),
            Some((document, start, margins)) => {
                let tabs =
                    if document.drops_tabs { line.len() - line.trim_start_matches('\t').len() } else { 0 };
                if line.get(tabs..).unwrap_or_default().trim_end_matches(['\r', '\n']) == document.delimiter {
                    let body = text.get(*start..at).unwrap_or_default();
                    if !body.is_empty() {
                        let mut block = Block::new(*start..at);
                        block.margins = std::mem::take(margins);
                        block.is_template = document.is_filled_in && body.contains(['$', '`', '\\']);
                        blocks.push(block);
                    }
                    open = None;
                } else if tabs > 0 {
                    margins.push(at..at + tabs);
                }
            }
        }
        at = end;
    }
    blocks
}

/// The here-document that begins below a line. Of several, none: which is which is the shell's to know.
fn announced(line: &str) -> Option<HereDocument<'_>> {
    let code = line.trim_end();
    let at = code.find("<<")?;
    let before = code.get(..at)?;
    let rest = code.get(at + 2..)?;
    let is_comment = before.trim_start().starts_with('#') || before.contains(" #");
    // `<<<` is a here-string, and within `((` it shifts bits.
    if is_comment || before.contains("((") || rest.starts_with('<') || rest.contains("<<") {
        return None;
    }
    let drops_tabs = rest.starts_with('-');
    let word = rest.trim_start_matches('-').trim_start();
    let quote = word.chars().next().filter(|quote| matches!(quote, '\'' | '"' | '\\'));
    let name = word.trim_start_matches(['\'', '"', '\\']);
    let length = name.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(name.len());
    let delimiter = name.get(..length).filter(|delimiter| !delimiter.is_empty())?;
    Some(HereDocument { delimiter, drops_tabs, is_filled_in: quote.is_none() })
}

#[cfg(test)]
mod tests {
    use super::shell;

    #[test]
    fn here_documents() {
        let table: [(&str, &[&str]); 11] = [
            ("cat <<EOF\na: 1\nEOF\n", &["a: 1\n"]),
            ("cat <<'EOF' | kubectl apply -f -\na: $1\nEOF\n", &["a: $1\n"]),
            ("cat <<\"EOF\" > x.yaml\na: `x`\nEOF\n", &["a: `x`\n"]),
            ("cat <<EOF\na: $NAME\nEOF\n", &["(template)"]),
            ("\tcat <<-EOF\n\ta: 1\n\tEOF\nb\n", &["\ta: 1\n"]),
            ("cat << EOF\r\na: 1\r\nEOF\r\n", &["a: 1\r\n"]),
            ("cat <<EOF\na: 1\n EOF\nb: 2\nEOF\n", &["a: 1\n EOF\nb: 2\n"]),
            ("cat <<< word\na: 1\n", &[]),
            ("echo $((1 << 2))\na: 1\n2\n", &[]),
            ("# cat <<EOF\na: 1\nEOF\n", &[]),
            ("cat <<EOF\na: 1\n", &[]),
        ];
        for (text, expected) in table {
            let shown = |block: vmspec::analysis::Block| {
                if block.is_template { "(template)" } else { &text[block.span] }
            };
            let found: Vec<&str> = shell(text).into_iter().map(shown).collect();
            assert_eq!(found, expected, "{text:?}");
        }
    }
}
