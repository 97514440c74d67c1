//! Options before a public key, such as `from="10.0.0.0/8",no-pty`.
//!
//! Source: `sshauthopt_parse` in `auth-options.c` of OpenSSH 10.0, and `sshd(8)`, on the format of `authorized_keys`.

use std::ops::Range;

use super::SshPublicKeyFault;

/// Options that stand alone.
const FLAGS: [&str; 16] = [
    "restrict",
    "cert-authority",
    "agent-forwarding",
    "no-agent-forwarding",
    "port-forwarding",
    "no-port-forwarding",
    "pty",
    "no-pty",
    "touch-required",
    "no-touch-required",
    "user-rc",
    "no-user-rc",
    "verify-required",
    "no-verify-required",
    "X11-forwarding",
    "no-X11-forwarding",
];

/// Options with a value in double quotes.
const VALUED: [&str; 8] =
    ["command", "environment", "expiry-time", "from", "permitlisten", "permitopen", "principals", "tunnel"];

/// The names of all options that OpenSSH knows before a key. Their case does not count.
///
/// ```
/// assert!(vmspec::model::ssh_key_options().any(|name| name == "no-pty"));
/// ```
pub fn ssh_key_options() -> impl Iterator<Item = &'static str> {
    FLAGS.into_iter().chain(VALUED)
}

/// The first option in such a list that OpenSSH does not take, and where it stands.
pub(super) fn fault(options: &str) -> Option<(SshPublicKeyFault, Range<usize>)> {
    if options.is_empty() {
        return None;
    }
    let mut start = 0;
    split_outside_quotes(options).find_map(|option| {
        let place = start..start + option.len();
        start = place.end + 1;
        Some((fault_of(option)?, place))
    })
}

fn fault_of(option: &str) -> Option<SshPublicKeyFault> {
    let (name, value) = match option.split_once('=') {
        Some((name, value)) => (name, Some(value)),
        None => (option, None),
    };
    let is_one_of = |names: &[&str]| names.iter().any(|known| known.eq_ignore_ascii_case(name));
    if is_one_of(&VALUED) {
        let is_taken = value.is_some_and(is_quoted);
        return (!is_taken).then_some(SshPublicKeyFault::UnquotedOption);
    }
    let is_taken = is_one_of(&FLAGS) && value.is_none();
    (!is_taken).then_some(SshPublicKeyFault::UnknownOption)
}

/// Whether the first letter is a double quote, and the last one is the next that no backslash stands before.
fn is_quoted(value: &str) -> bool {
    let Some(text) = value.strip_prefix('"') else { return false };
    let mut previous = '"';
    let end = text.find(|letter| {
        let ends = letter == '"' && previous != '\\';
        previous = letter;
        ends
    });
    end.is_some_and(|end| end + 1 == text.len())
}

fn split_outside_quotes(options: &str) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    let mut previous = ',';
    options.split(move |letter| {
        if letter == '"' && previous != '\\' {
            quoted = !quoted;
        }
        previous = letter;
        letter == ',' && !quoted
    })
}

#[cfg(test)]
mod tests {
    use super::{SshPublicKeyFault as Fault, fault};

    #[test]
    fn options_are_those_of_openssh() {
        for options in [
            "",
            "restrict",
            "no-pty,No-X11-Forwarding,cert-authority",
            r#"from="10.0.0.0/8,!10.1.0.0/16",command="echo \"a, b\"",pty"#,
            r#"environment="A=b",environment="C=d""#,
        ] {
            assert_eq!(fault(options), None, "{options}");
        }
        for (options, expected, place) in [
            ("no-ptty", Fault::UnknownOption, "no-ptty"),
            ("pty,nopty,from", Fault::UnknownOption, "nopty"),
            ("pty,,restrict", Fault::UnknownOption, ""),
            ("pty=yes", Fault::UnknownOption, "pty=yes"),
            ("no-restrict", Fault::UnknownOption, "no-restrict"),
            ("pty,from=10.0.0.0/8", Fault::UnquotedOption, "from=10.0.0.0/8"),
            ("command", Fault::UnquotedOption, "command"),
            (r#"command="a"#, Fault::UnquotedOption, r#"command="a"#),
            (r#"command="a"b,pty"#, Fault::UnquotedOption, r#"command="a"b"#),
        ] {
            let (found, range) = fault(options).unwrap();
            assert_eq!((found, &options[range]), (expected, place), "{options}");
        }
    }
}
