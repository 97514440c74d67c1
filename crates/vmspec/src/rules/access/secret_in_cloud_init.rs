//! Secrets in user data: passwords by where they stand, tokens and addresses with passwords by how they look.
//!
//! Whatever they are, they must not stand in the finding.

use std::ops::Range;

use vmspec_yaml::FieldPath;

use crate::cloud_config::CloudConfig;
use crate::cloud_config::model::{DefaultUser, PasswordList, PasswordType, User, UserEntry, Users};
use crate::rules::{Check, Context, Findings, Instance, spec_field};

rule! {
    SECRET_IN_CLOUD_INIT = "secret-in-cloud-init", Access, Info;
    "a password or a token in `cloudInit`";
    Check::Instance(check)
}

const HELP: &str = "everybody who may read the VM, its Helm release or its Secret has it; bring it to the VM in another way, or change it after the first start";

fn check(_: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    if let Some(config) = instance.cloud_config() {
        for path in passwords(config) {
            let template = "there is a password in plain text in `cloudInit`";
            findings.add(SECRET_IN_CLOUD_INIT.finding(instance.id, path, template, &[]).help(HELP));
        }
    }
    let text = instance.vm.spec.as_ref().and_then(|spec| spec.cloud_init.as_deref()).unwrap_or_default();
    for (what, part) in tokens(text) {
        let template = "there is {what} in `cloudInit`";
        let finding =
            SECRET_IN_CLOUD_INIT.finding(instance.id, spec_field("cloudInit"), template, &[("what", &what)]);
        findings.add(finding.on_part(part).help(HELP));
    }
}

/// The places of passwords in plain text.
fn passwords(config: &CloudConfig) -> Vec<FieldPath> {
    let root = spec_field("cloudInit").nested();
    let mut places = Vec::new();
    if config.password.as_deref().is_some_and(is_plain) {
        places.push(root.clone().key("password"));
    }
    let of_user = |user: &User, path: FieldPath| {
        let plain = user.plain_text_passwd.as_deref().is_some_and(is_plain);
        plain.then(|| path.key("plain_text_passwd"))
    };
    if let Some(DefaultUser::User(user)) = &config.user {
        places.extend(of_user(user, root.clone().key("user")));
    }
    for (index, entry) in config.users.iter().flat_map(Users::entries).enumerate() {
        if let UserEntry::User(user) = entry {
            places.extend(of_user(user, root.clone().key("users").index(index)));
        }
    }
    let Some(chpasswd) = &config.chpasswd else { return places };
    let path = root.key("chpasswd");
    for (index, entry) in chpasswd.users.iter().flatten().enumerate() {
        if entry.r#type == Some(PasswordType::Text) {
            places.push(path.clone().key("users").index(index).key("password"));
        }
    }
    match &chpasswd.list {
        Some(list @ PasswordList::Lines(_)) if list.pairs().any(|(_, password)| is_plain(password)) => {
            places.push(path.key("list"));
        }
        Some(PasswordList::Items(items)) => {
            let is_secret = |item: &str| item.split_once(':').is_some_and(|(_, password)| is_plain(password));
            let items = items.iter().enumerate().filter(|(_, item)| is_secret(item));
            places.extend(items.map(|(index, _)| path.clone().key("list").index(index)));
        }
        _ => {}
    }
    places
}

/// Whether a password is neither a hash, nor made up by cloud-init.
fn is_plain(password: &str) -> bool {
    let is_random = matches!(password, "R" | "RANDOM");
    !password.is_empty() && !password.starts_with('$') && !is_random
}

/// How tokens of well-known services begin, and how many letters follow at least.
///
/// Source: the services' documentation of their token formats.
const TOKENS: [(&str, usize, &str); 8] = [
    ("ghp_", 30, "a token of GitHub"),
    ("github_pat_", 30, "a token of GitHub"),
    ("glpat-", 20, "a token of GitLab"),
    ("xoxb-", 20, "a token of Slack"),
    ("xoxp-", 20, "a token of Slack"),
    ("AKIA", 16, "an access key of AWS"),
    ("hvs.", 24, "a token of Vault"),
    ("tskey-auth-", 16, "a key of Tailscale"),
];

/// So many findings of this kind are enough for a text.
const MOST_TOKENS: usize = 20;

/// What the text shows of tokens, and of passwords in addresses, and where.
fn tokens(text: &str) -> Vec<(&'static str, Range<usize>)> {
    let mut found = Vec::new();
    for (start, prefix, least, what) in TOKENS.iter().flat_map(|(prefix, least, what)| {
        text.match_indices(prefix).map(move |(at, _)| (at, *prefix, *least, *what))
    }) {
        let before = text.get(..start).and_then(|before| before.chars().next_back());
        let rest = text.get(start + prefix.len()..).unwrap_or_default();
        let is_letter = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-');
        let length = rest.find(|letter| !is_letter(letter)).unwrap_or(rest.len());
        if length >= least && !before.is_some_and(is_letter) {
            found.push((what, start..start + prefix.len() + length));
        }
    }
    for (scheme, _) in text.match_indices("://") {
        let start = scheme + "://".len();
        let rest = text.get(start..).unwrap_or_default();
        let end = rest
            .find(|letter: char| letter.is_whitespace() || "/\"'`".contains(letter))
            .unwrap_or(rest.len());
        let authority = rest.get(..end).unwrap_or_default();
        let Some((user, _)) = authority.rsplit_once('@') else { continue };
        let Some((name, password)) = user.split_once(':') else { continue };
        let is_variable = password.starts_with(['$', '<', '{']) || password.is_empty();
        if !is_variable {
            let start = start + name.len() + 1;
            found.push(("an address with a password", start..start + password.len()));
        }
    }
    found.sort_by_key(|(_, part)| part.start);
    found.truncate(MOST_TOKENS);
    found
}

#[cfg(test)]
mod tests {
    use super::tokens;
    use crate::analysis::check;
    use crate::rules::testing::{on, spec};

    fn drawn(config: &str) -> String {
        spec("secret-in-cloud-init", &format!("cloudInit: |\n  #cloud-config\n{config}"), &on("hikube"))
    }

    #[test]
    fn passwords_are_found_by_their_place() {
        let plain = "info: there is a password in plain text in `cloudInit`";
        for config in [
            "  password: hunter2",
            "  users:\n  - {name: ann, plain_text_passwd: hunter2}",
            "  user: {name: ann, plain_text_passwd: hunter2}",
            "  chpasswd: {users: [{name: ann, password: hunter2, type: text}]}",
            "  chpasswd:\n    list: ['ann:hunter2']",
            "  chpasswd:\n    list: |\n      ann:hunter2",
        ] {
            assert!(drawn(config).contains(plain), "{config}: {}", drawn(config));
        }
        for config in [
            "  password: $6$a$b",
            "  users:\n  - {name: ann, passwd: $6$a$b, lock_passwd: false}",
            "  chpasswd: {users: [{name: ann, type: RANDOM}]}",
            "  chpasswd:\n    list: ['ann:RANDOM', 'bob:$6$a$b']",
        ] {
            assert_eq!(drawn(config), "", "{config}");
        }
    }

    #[test]
    fn tokens_are_found_by_their_looks() {
        let long = "a".repeat(40);
        for (text, expected) in [
            (format!("TOKEN=ghp_{long}\n"), Some("a token of GitHub")),
            (
                "git clone https://ann:hunter2@example.com/a.git".to_owned(),
                Some("an address with a password"),
            ),
            ("git clone https://ann:${TOKEN}@example.com/a.git".to_owned(), None),
            ("git clone https://ann@example.com:8080/a.git".to_owned(), None),
            ("ssh://git@example.com:22/x".to_owned(), None),
            ("ghp_short".to_owned(), None),
            (format!("xAKIA{long}"), None),
        ] {
            assert_eq!(tokens(&text).first().map(|(what, _)| *what), expected, "{text}");
        }
    }

    #[test]
    fn the_secret_is_not_repeated() {
        let text = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMInstance\nmetadata: {name: a}\nspec:\n  cloudInit: |\n    #cloud-config\n    password: hunter2\n    runcmd: ['curl https://a:hunter2@example.com']\n";
        let found = check("a.yaml", text, &on("hikube")).diagnostics;
        assert_eq!(found.iter().filter(|found| found.rule == "secret-in-cloud-init").count(), 2);
        assert!(!format!("{found:?}").contains("hunter2"), "{found:?}");
    }
}
