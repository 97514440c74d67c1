//! A key with line breaks or blanks in it, as terminals and mails make them, or several keys in one text.

use vmspec_yaml::edit::Operation;

use super::keys::{KeyText, SshKey};
use crate::diagnostic::Applicability;
use crate::rules::{Check, Findings, Instance};

rule! {
    BROKEN_SSH_KEY = "broken-ssh-key", Access, Warning;
    "an SSH key that is broken over several lines";
    Check::SshKeys(check)
}

fn check(instance: &Instance<'_>, keys: &[SshKey<'_>], findings: &mut Findings) {
    for SshKey { path, content, .. } in keys {
        match content {
            KeyText::Broken { whole } => {
                let join = Operation::Replace { path: path.clone(), value: whole.as_str().into() };
                findings.add(
                    BROKEN_SSH_KEY
                        .finding(instance.id, path.clone(), "SSH key is broken, expected it on one line", &[])
                        .help("the key ends for the VM where the first line does, so it opens nothing")
                        .fix(Applicability::Unsafe, "write the key on one line", vec![join]),
                );
            }
            KeyText::Several { count } => {
                let template = "there are {count} SSH keys in one text, expected one";
                findings.add(
                    BROKEN_SSH_KEY
                        .finding(instance.id, path.clone(), template, &[("count", count)])
                        .help("give each key an item of its own; not every way to the VM splits them"),
                );
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    const START: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFtTLVaKMln52oP8";
    const END: &str = "PtCzZ2TuykKvcSLEDNcl/LoVOXH6 ops@example.com";

    fn drawn(key: &str) -> String {
        spec("broken-ssh-key", &format!("sshKeys:\n{key}"), &on("hikube"))
    }

    #[test]
    fn keys_are_put_together() {
        let joined = |indicator: &str| {
            let marked = "-".len() + 1;
            format!(
                "\n- {indicator}\n{}{} warning: SSH key is broken, expected it on one line\n{}unsafe fix: write the key on one line\n",
                " ".repeat(marked),
                "^".repeat(indicator.len()),
                " ".repeat(marked)
            )
        };
        assert_eq!(drawn(&format!("- |\n  {START}\n  {END}")), joined("|"));
        assert_eq!(drawn(&format!("- >-\n  {START}\n  {END}")), joined(">-"));
    }

    #[test]
    fn others_are_whole_or_something_else() {
        assert_eq!(drawn(&format!("- |\n  {START}{END}\n")), "");
        assert_eq!(drawn(&format!("- {START}{END} with a long comment")), "");
        assert_eq!(drawn(&format!("- {START}")), "");
        let two = drawn(&format!("- |\n  {START}{END}\n  {START}{END}"));
        assert!(two.contains("warning: there are 2 SSH keys in one text, expected one"), "{two}");
    }
}
