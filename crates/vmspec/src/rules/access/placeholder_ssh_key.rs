//! An SSH key that was left as the documentation has it: cut off, a variable, or words in its place.
//!
//! Whether a real key is sound is not this rule's business.

use std::ops::Range;

use vmspec_yaml::FieldPath;

use super::keys::{KeyText, SshKey};
use crate::rules::placeholder::variable;
use crate::rules::{Check, Finding, Findings, Instance, ResourceId};

rule! {
    PLACEHOLDER_SSH_KEY = "placeholder-ssh-key", Access, Warning;
    "an SSH key that is a placeholder";
    Check::SshKeys(check)
}

/// Why a text is no key yet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Placeholder<'a> {
    /// Somebody was to put the key in place of this variable.
    Variable(&'a str),
    /// This is where the key ends, or goes on with dots or the same letter.
    CutOff(&'a str),
    /// There are words where the key should be.
    Words,
}

fn check(instance: &Instance<'_>, keys: &[SshKey<'_>], findings: &mut Findings) {
    for SshKey { path, text, content, .. } in keys {
        let KeyText::Placeholder(placeholder) = content else { continue };
        let path = path.clone();
        let finding = match placeholder {
            Placeholder::Variable(variable) => PLACEHOLDER_SSH_KEY.finding(
                instance.id,
                path,
                "SSH key is a placeholder: it still has the variable `{variable}` in it",
                &[("variable", variable)],
            ),
            // What stands there may be a part of something else that is secret, so it is pointed at and not repeated.
            Placeholder::CutOff(body) => cut_off(instance.id, path, body).on_part(part_of(text, body)),
            Placeholder::Words => PLACEHOLDER_SSH_KEY.finding(
                instance.id,
                path,
                "SSH key is a placeholder: there are words in its place",
                &[],
            ),
        };
        findings.add(finding.help("put the content of a file such as `~/.ssh/id_ed25519.pub` here"));
    }
}

/// Nobody can tell a key that lost its end from an example, so a body of nothing but letters of a key is called by its
/// length.
fn cut_off(id: ResourceId, path: FieldPath, body: &str) -> Finding {
    let is_letter = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '+' | '/');
    if has_run(body) || !body.chars().all(is_letter) {
        return PLACEHOLDER_SSH_KEY.finding(id, path, "SSH key is a placeholder: it is cut off", &[]);
    }
    let template = "SSH key ends after {letters} letters, expected {least} or more";
    PLACEHOLDER_SSH_KEY.finding(id, path, template, &[("letters", &body.len()), ("least", &SHORTEST_KEY)])
}

/// How the keys of every type start: with the length of the type's name, which is less than 2^16.
const START: &str = "AAAA";

/// Letters of the shortest key there is, one for Ed25519: 51 bytes.
///
/// Source: RFC 8709, section 4, and RFC 4251, section 5.
const SHORTEST_KEY: usize = 68;

/// What is shorter was hardly copied from a key: that would have lost an eighth of it.
const SHORTEST_BODY: usize = 60;

/// So many of the same letter in a row stand for the rest of a key. Zeros are `A`, which may be many.
const FILLER_RUN: usize = 6;

/// Words that mean a key, in the languages of the documentation and some more.
const KEY_WORDS: [&str; 10] =
    ["key", "clé", "cle", "clef", "schlüssel", "schluessel", "chiave", "clave", "llave", "chave"];

/// Words that ask the reader to do something.
const REQUESTS: [&str; 5] = ["your", "replace", "insert", "change", "todo"];

/// Why a text that is no public key is a placeholder of one.
pub(super) fn placeholder(key: &str) -> Option<Placeholder<'_>> {
    if let Some(body) = body(key) {
        return is_cut_off(body).then_some(Placeholder::CutOff(body));
    }
    if let Some(variable) = variable(key) {
        return Some(Placeholder::Variable(variable));
    }
    // These two letters are all that the words have beyond ASCII.
    let lower = key.to_ascii_lowercase().replace('É', "é").replace('Ü', "ü");
    let is_word = |word: &str| KEY_WORDS.contains(&word) || REQUESTS.contains(&word);
    let mut words = lower.split(|letter: char| !letter.is_alphabetic());
    (lower.contains("...") || lower.contains('…') || words.any(is_word)).then_some(Placeholder::Words)
}

/// The encoded part of a key: `AAAAC3Nz…`. Options may stand before it, and a comment behind.
fn body(key: &str) -> Option<&str> {
    key.split_whitespace().find(|part| part.starts_with(START))
}

fn is_cut_off(body: &str) -> bool {
    body.contains("...")
        || body.contains('…')
        || body.chars().count() < SHORTEST_BODY
        || variable(body).is_some()
        || has_run(body)
}

fn has_run(body: &str) -> bool {
    let mut run = 0;
    let mut previous = None;
    body.chars().any(|letter| {
        run = if previous == Some(letter) { run + 1 } else { 1 };
        previous = Some(letter);
        run >= FILLER_RUN && matches!(letter, 'x' | 'X' | '.' | '*')
    })
}

/// Where a part of a text stands in it.
fn part_of(text: &str, part: &str) -> Range<usize> {
    let start = text.find(part).unwrap_or_default();
    start..start + part.len()
}

#[cfg(test)]
mod tests {
    use super::{Placeholder, placeholder};
    use crate::rules::testing::{on, spec};

    const ED25519: &str = "AAAAC3NzaC1lZDI1NTE5AAAAIGtI0vAqhXSCr2rkb4Zo1tT8SSqi9i0sC4BXkbdvhAtE";

    #[test]
    fn table() {
        use Placeholder::{CutOff, Variable, Words};
        let with_x = format!("AAAAB3NzaC1yc2E{}", "x".repeat(60));
        let cases = [
            ("ssh-ed25519 AAAA... user@host", Some(CutOff("AAAA..."))),
            ("ssh-rsa AAAA", Some(CutOff("AAAA"))),
            ("ssh-rsa AAAAB3NzaC1yc2E… me@laptop", Some(CutOff("AAAAB3NzaC1yc2E…"))),
            ("ssh-rsa AAAAB3Nza<snip>", Some(CutOff("AAAAB3Nza<snip>"))),
            ("AAAAB3NzaC1yc2E", Some(CutOff("AAAAB3NzaC1yc2E"))),
            (with_x.as_str(), Some(CutOff(&with_x))),
            ("${SSH_PUBLIC_KEY}", Some(Variable("${SSH_PUBLIC_KEY}"))),
            ("ssh-ed25519 $KEY", Some(Variable("$KEY"))),
            ("{{ ssh_key }}", Some(Variable("{{ ssh_key }}"))),
            ("<ssh public key>", Some(Variable("<ssh public key>"))),
            ("ssh-rsa ...", Some(Words)),
            ("my-public-key", Some(Words)),
            ("MA_CLÉ_SSH", Some(Words)),
            ("Ihr-öffentlicher-Schlüssel", Some(Words)),
            ("la-tua-chiave-pubblica", Some(Words)),
            ("ssh-rsa CHANGE_ME", Some(Words)),
            // No keys either, and not left to be filled in.
            ("", None),
            ("github:alice", None),
            ("/root/monkey", None),
        ];
        for (key, expected) in cases {
            assert_eq!(placeholder(key), expected, "{key}");
        }
    }

    #[test]
    fn a_real_key_may_have_any_comment_and_options() {
        for key in [
            format!("ssh-ed25519 {ED25519}"),
            format!("ssh-ed25519 {ED25519} your_email@example.com"),
            format!("ssh-ed25519 {ED25519} key of ... ${{USER}}"),
            format!("from=\"10.0.0.0/8\",command=\"echo $HOME ...\" ssh-ed25519 {ED25519} a@b"),
        ] {
            assert_eq!(placeholder(&key), None, "{key}");
        }
    }

    #[test]
    fn the_key_is_shown_where_it_stands() {
        let lines = format!("sshKeys:\n  - ssh-ed25519 {ED25519} me\n  - ssh-ed25519 AAAA... user@host");
        assert_eq!(
            spec("placeholder-ssh-key", &lines, &on("hikube")),
            "
  - ssh-ed25519 AAAA... user@host
                ^^^^^^^ warning: SSH key is a placeholder: it is cut off
"
        );
        let lines = format!("sshKeys:\n  - ssh-ed25519 {} me", &ED25519[..44]);
        assert_eq!(
            spec("placeholder-ssh-key", &lines, &on("hikube")),
            format!(
                "
  - ssh-ed25519 {} me
                {} warning: SSH key ends after 44 letters, expected 68 or more
",
                &ED25519[..44],
                "^".repeat(44)
            )
        );
    }
}
