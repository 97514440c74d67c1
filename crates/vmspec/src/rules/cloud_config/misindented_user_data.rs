//! User data whose indentation breaks the Secret that the chart puts it into.
//!
//! The chart indents every line by four and puts them below `userdata: |`. The first line sets the indentation of that
//! block, so no later line may be indented less.

use super::{user_data, whole_text};
use crate::rules::{Check, Context, Findings, Instance};

rule! {
    MISINDENTED = "misindented-user-data", CloudConfig, Error;
    "user data whose first line is indented more than a later one";
    Check::Instance(check)
}

fn check(_: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let Some(text) = user_data(instance) else { return };
    let lines = || text.split('\n').filter(|line| !line.trim().is_empty());
    let Some(first) = lines().next() else { return };
    let indent = spaces(first);
    let template = if first.get(indent..).is_some_and(|rest| rest.starts_with('\t')) {
        "the first line is indented with a tab, which breaks the Secret that it is put into"
    } else if lines().any(|line| spaces(line) < indent) {
        "the first line is indented more than a later one, which breaks the Secret that it is put into"
    } else {
        return;
    };
    findings.add(
        MISINDENTED
            .finding(instance.id, whole_text(), template, &[])
            .on_key()
            .help("begin the first line in the first column: the release fails"),
    );
}

fn spaces(line: &str) -> usize {
    line.bytes().take_while(|&byte| byte == b' ').count()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    #[test]
    fn first_lines() {
        let more = "error: the first line is indented more than a later one, which breaks the Secret that it is put into";
        let table = [
            (
                "cloudInit: |2\n    #cloud-config\n  hostname: web\n",
                format!("\n    #cloud-config\n    ^^^^^^^^^^^^^ {more}\n"),
            ),
            (
                "cloudInit: \"  #cloud-config\\nhostname: web\"\n",
                format!("\ncloudInit: \"  #cloud-config\\nhostname: web\"\n              ^^^^^^^^^^^^^ {more}\n"),
            ),
            (
                "cloudInit: \"\\t#cloud-config\"\n",
                "
cloudInit: \"\\t#cloud-config\"
              ^^^^^^^^^^^^^ error: the first line is indented with a tab, which breaks the Secret that it is put into
"
                .to_owned(),
            ),
            ("cloudInit: |2\n    #cloud-config\n    hostname: web\n", String::new()),
            ("cloudInit: |\n  #cloud-config\n\n  hostname: web\n", String::new()),
        ];
        for (lines, expected) in table {
            assert_eq!(spec("misindented-user-data", lines, &on("hikube")), expected, "{lines}");
        }
    }
}
