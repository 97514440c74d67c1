//! The lists of public keys in a VM, and what a text in such a list is.
//!
//! A text is one thing only, so each of the rules about keys speaks of others. They share what is read here.

use vmspec_yaml::FieldPath;

use super::placeholder_ssh_key::{Placeholder, placeholder};
use super::private_key::holds_private_key;
use crate::cloud_config::model::{DefaultUser, NonEmpty, UserEntry, Users};
use crate::model::{SensitiveText, SshPublicKey, SshPublicKeyError, SshPublicKeyFault};
use crate::rules::{Instance, spec_field};

/// A text in the place of a public key.
pub(crate) struct SshKey<'i> {
    pub(super) path: FieldPath,
    pub(super) text: &'i str,
    pub(super) content: KeyText<'i>,
    /// Which list it is in, one for each account, counted from 0.
    pub(super) list: usize,
}

/// All texts in the place of a public key.
pub(in crate::rules) fn ssh_keys<'i>(instance: &'i Instance<'_>) -> Vec<SshKey<'i>> {
    let mut found = Vec::new();
    for (list, (path, keys)) in key_lists(instance).into_iter().enumerate() {
        for (index, text) in keys.iter().enumerate() {
            let path = path.clone().index(index);
            found.push(SshKey { path, text, content: KeyText::of(text), list });
        }
    }
    found
}

/// All lists of public keys of a VM with their paths: its own, and those of its cloud-config.
fn key_lists<'i>(instance: &'i Instance<'_>) -> Vec<(FieldPath, &'i [SensitiveText])> {
    let mut lists = Vec::new();
    if let Some(keys) = instance.vm.spec.as_ref().and_then(|spec| spec.ssh_keys.as_deref()) {
        lists.push((spec_field("sshKeys"), keys));
    }
    let Some(config) = instance.cloud_config() else { return lists };
    let root = spec_field("cloudInit").nested();
    let mut add = |path: FieldPath, keys: Option<&'i NonEmpty<SensitiveText>>| {
        lists.extend(keys.map(|keys| (path.key("ssh_authorized_keys"), &**keys)));
    };
    add(root.clone(), config.ssh_authorized_keys.as_ref());
    if let Some(DefaultUser::User(user)) = &config.user {
        add(root.clone().key("user"), user.ssh_authorized_keys.as_ref());
    }
    for (index, entry) in config.users.iter().flat_map(Users::entries).enumerate() {
        if let UserEntry::User(user) = entry {
            add(root.clone().key("users").index(index), user.ssh_authorized_keys.as_ref());
        }
    }
    lists
}

/// What a text in the place of a public key is.
#[derive(PartialEq, Eq, Debug)]
pub(crate) enum KeyText<'t> {
    /// A key that is understood.
    Sound(SshPublicKey<'t>),
    /// A private key.
    Private,
    /// What an example has in the place of a key.
    Placeholder(Placeholder<'t>),
    /// A key with white space in it, and what it is without.
    Broken { whole: String },
    /// Several keys.
    Several { count: usize },
    /// A key of a type that is not let in.
    Refused { key_type: &'static str },
    /// Anything else.
    Invalid(SshPublicKeyError),
}

impl<'t> KeyText<'t> {
    fn of(text: &'t str) -> Self {
        if holds_private_key(text) {
            return Self::Private;
        }
        let error = match SshPublicKey::parse(text) {
            Ok(key) => return Self::Sound(key),
            Err(error) => error,
        };
        if let SshPublicKeyFault::RefusedType(key_type) = error.fault {
            return Self::Refused { key_type };
        }
        let lines = text.lines().filter(|line| !line.trim().is_empty());
        let count = lines.clone().count();
        if count > 1 && lines.clone().all(|line| SshPublicKey::parse(line).is_ok()) {
            return Self::Several { count };
        }
        if let Some(whole) = joined(text) {
            return Self::Broken { whole };
        }
        match placeholder(text) {
            Some(placeholder) => Self::Placeholder(placeholder),
            None => Self::Invalid(error),
        }
    }
}

/// Pieces that a broken key may be in: an RSA key of 16384 bits has 43 lines of 64 letters.
const MOST_PIECES: usize = 64;

/// The key that a text is without some of its white space. The pieces of a broken key stand one after another, and
/// behind them a comment.
fn joined(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let start = words.iter().position(|word| word.starts_with("AAAA"))?;
    let (before, rest) = words.split_at_checked(start)?;
    (1..=rest.len().min(MOST_PIECES)).rev().find_map(|pieces| {
        let (body, comment) = rest.split_at_checked(pieces)?;
        let mut whole = before.to_vec();
        let body = body.concat();
        whole.push(&body);
        whole.extend(comment);
        let whole = whole.join(" ");
        SshPublicKey::parse(&whole).is_ok().then_some(whole)
    })
}
