//! Phrases that several rules share.

/// ``did you mean `a`, `b` or `c`?``
pub(crate) fn did_you_mean(names: &[&str]) -> String {
    format!("did you mean {}?", listed(names, "or"))
}

/// The names in backticks with commas between them and the conjunction before the last: ``a`, `b` or `c``.
pub(crate) fn listed(names: &[&str], conjunction: &str) -> String {
    match names {
        [] => String::new(),
        [only] => format!("`{only}`"),
        [first @ .., last] => {
            let first: Vec<String> = first.iter().map(|name| format!("`{name}`")).collect();
            format!("{} {conjunction} `{last}`", first.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{did_you_mean, listed};

    #[test]
    fn lists_read_as_sentences() {
        assert_eq!(listed(&[], "and"), "");
        assert_eq!(listed(&["a", "b"], "and"), "`a` and `b`");
        assert_eq!(did_you_mean(&["a"]), "did you mean `a`?");
        assert_eq!(did_you_mean(&["a", "b", "c"]), "did you mean `a`, `b` or `c`?");
    }
}
