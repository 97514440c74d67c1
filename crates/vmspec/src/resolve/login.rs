//! Who can log in: the accounts of a guest that runs cloud-init, and what opens them.
//!
//! Source: `cc_users_groups`, `cc_ssh` and `cc_set_passwords` of cloud-init 26.2, `normalize_users_groups` in its
//! `cloudinit/distros/ug_util.py`, and `templates/secret.yaml` of the chart vm-instance, Cozystack v1.6.2.

use vmspec_yaml::FieldPath;

use crate::cloud_config::CloudConfig;
use crate::cloud_config::model::{DefaultUser, PasswordList, PasswordLogin, User, UserEntry, Users};
use crate::model::VMInstance;

/// The accounts of a guest that cloud-init sets up, and what opens them.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Login<'v> {
    /// The accounts in the order in which they are made. The default user comes first if there is one.
    pub accounts: Vec<Account<'v>>,
    /// The lists of keys that are for the default user, where there is none.
    pub stray_keys: Vec<FieldPath>,
    /// Whether the cloud-config lets the SSH server take passwords.
    pub takes_passwords: bool,
}

/// An account of the guest.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Account<'v> {
    /// The login name; none if that is the image's business and not known.
    pub name: Option<&'v str>,
    /// Whether it is the default user of the image.
    pub is_default: bool,
    /// The lists of public keys that open it.
    pub keys: Vec<FieldPath>,
    /// Whether cloud-init fetches keys for it from elsewhere.
    pub fetches_keys: bool,
    /// Its password.
    pub password: AccountPassword,
    /// What makes it: an entry of `users`, else the field that speaks of it.
    pub path: FieldPath,
}

/// The password of an account.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum AccountPassword {
    /// There is none.
    None,
    /// There is one, and `lock_passwd`, which is the default, keeps it from being used.
    Locked,
    /// It opens the account on the console, and by SSH if the server takes passwords.
    Usable,
}

impl<'v> Account<'v> {
    fn new(name: Option<&'v str>, path: FieldPath) -> Self {
        Self {
            name,
            is_default: false,
            keys: Vec::new(),
            fetches_keys: false,
            password: AccountPassword::None,
            path,
        }
    }

    /// Whether anything opens it, be it on the console alone.
    pub fn can_log_in(&self) -> bool {
        !self.keys.is_empty() || self.fetches_keys || self.password == AccountPassword::Usable
    }

    /// What an entry of `users` gives it.
    fn describe(&mut self, user: &'v User, path: &FieldPath) {
        if user.ssh_authorized_keys.is_some() {
            self.keys.push(path.clone().key("ssh_authorized_keys"));
        }
        self.fetches_keys |= user.ssh_import_id.is_some() || user.snapuser.is_some();
        let has_password =
            user.passwd.is_some() || user.hashed_passwd.is_some() || user.plain_text_passwd.is_some();
        if has_password {
            let is_locked = user.lock_passwd.unwrap_or(true);
            self.password = if is_locked { AccountPassword::Locked } else { AccountPassword::Usable };
        } else if user.lock_passwd == Some(false) && self.is_default {
            // The image may have given it one.
            self.password = AccountPassword::Usable;
        }
    }
}

impl Login<'_> {
    /// Whether anybody can log in.
    pub fn is_possible(&self) -> bool {
        self.accounts.iter().any(Account::can_log_in)
    }
}

/// Who can log in to a guest that runs cloud-init, by the cloud-config of the VM, if it has one.
///
/// Nothing if that can't be told: cloud-init takes a mapping for `users`, and does not say what it means.
///
/// ```
/// use vmspec::cloud_config::CloudConfig;
/// use vmspec::model::VMInstance;
/// use vmspec::resolve::login;
///
/// let vm = VMInstance::builder("web").ssh_key("ssh-ed25519 AAAA… ops@example.com").build();
/// let opened = login(&vm, None, Some("ubuntu")).unwrap();
/// assert_eq!(opened.accounts[0].name, Some("ubuntu"));
/// assert!(opened.is_possible());
///
/// let config: CloudConfig = serde_json::from_str(r#"{"users": ["ann"]}"#)?;
/// let closed = login(&vm, Some(&config), Some("ubuntu")).unwrap();
/// assert!(!closed.is_possible());
/// assert_eq!(closed.stray_keys[0].to_string(), "spec.sshKeys");
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn login<'v>(
    vm: &'v VMInstance,
    config: Option<&'v CloudConfig>,
    default_user: Option<&'v str>,
) -> Option<Login<'v>> {
    let spec = FieldPath::root().key("spec");
    let nothing = CloudConfig::default();
    let takes_keys = config.unwrap_or(&nothing).allow_public_ssh_keys != Some(false);
    let has_keys = vm
        .spec
        .as_ref()
        .and_then(|spec| spec.ssh_keys.as_ref())
        .is_some_and(|keys| takes_keys && !keys.is_empty());
    let mut default_keys = Vec::new();
    if has_keys {
        default_keys.push(spec.clone().key("sshKeys"));
    }
    let mut login = Login { accounts: Vec::new(), stray_keys: Vec::new(), takes_passwords: false };
    let Some(config) = config else {
        let mut account = Account::new(default_user, spec.key("sshKeys"));
        account.is_default = true;
        account.keys = default_keys;
        login.accounts.push(account);
        return Some(login);
    };
    let path = spec.key("cloudInit").nested();
    if config.ssh_authorized_keys.is_some() {
        default_keys.push(path.clone().key("ssh_authorized_keys"));
    }
    login.takes_passwords = config.ssh_pwauth.as_ref().and_then(PasswordLogin::enabled) == Some(true);
    add_accounts(&mut login, config, default_user, &path)?;
    if config.disable_root == Some(false) {
        let mut root = Account::new(Some("root"), path.clone().key("disable_root"));
        root.keys.clone_from(&default_keys);
        login.accounts.push(root);
    }
    let is_stray = config.disable_root != Some(false);
    match login.accounts.iter_mut().find(|account| account.is_default) {
        Some(account) => account.keys.extend(default_keys),
        None if is_stray => login.stray_keys = default_keys,
        None => {}
    }
    add_passwords(&mut login, config, &path);
    Some(login)
}

/// Adds the accounts that `users` and `user` make.
fn add_accounts<'v>(
    login: &mut Login<'v>,
    config: &'v CloudConfig,
    default_user: Option<&'v str>,
    path: &FieldPath,
) -> Option<()> {
    let makes_default = config.user.is_some() || config.users.as_ref().is_none_or(Users::include_default);
    if makes_default {
        let mut account = Account::new(default_user, path.clone());
        account.is_default = true;
        match &config.user {
            Some(DefaultUser::Name(name)) => account.name = Some(name),
            Some(DefaultUser::User(user)) => {
                account.name = user.name.as_deref().or(default_user);
                account.describe(user, &path.clone().key("user"));
            }
            None => {}
        }
        login.accounts.push(account);
    }
    let users = path.clone().key("users");
    match &config.users {
        None => {}
        Some(Users::Mapping(_)) => return None,
        Some(Users::Names(names)) => add_names(login, names, &users),
        Some(Users::List(entries)) => {
            for (index, entry) in entries.iter().enumerate() {
                let path = users.clone().index(index);
                match entry {
                    UserEntry::Name(names) => add_names(login, names, &path),
                    UserEntry::Names(names) => {
                        for name in names {
                            add_names(login, name, &path);
                        }
                    }
                    UserEntry::User(user) => add_user(login, user, &path),
                }
            }
        }
    }
    Some(())
}

fn add_names<'v>(login: &mut Login<'v>, names: &'v str, path: &FieldPath) {
    let names = names.split(',').map(str::trim).filter(|name| !name.is_empty() && *name != "default");
    login.accounts.extend(names.map(|name| Account::new(Some(name), path.clone())));
}

fn add_user<'v>(login: &mut Login<'v>, user: &'v User, path: &FieldPath) {
    if user.name.as_ref().is_some_and(|name| name.trim() == "default") {
        if let Some(account) = login.accounts.iter_mut().find(|account| account.is_default) {
            account.describe(user, path);
        }
        return;
    }
    let mut account = Account::new(user.name.as_deref(), path.clone());
    account.describe(user, path);
    login.accounts.push(account);
}

/// Adds the passwords of `password` and `chpasswd`, which open accounts whatever `lock_passwd` says.
fn add_passwords<'v>(login: &mut Login<'v>, config: &'v CloudConfig, path: &FieldPath) {
    if config.password.is_some()
        && let Some(account) = login.accounts.iter_mut().find(|account| account.is_default)
    {
        account.password = AccountPassword::Usable;
    }
    let Some(chpasswd) = &config.chpasswd else { return };
    let users = chpasswd.users.iter().flatten().map(|entry| entry.name.as_str());
    let listed = chpasswd.list.iter().flat_map(PasswordList::pairs).map(|(name, _)| name);
    for name in users.chain(listed) {
        if let Some(account) = login.accounts.iter_mut().find(|account| account.name == Some(name)) {
            account.password = AccountPassword::Usable;
            continue;
        }
        let mut account = Account::new(Some(name), path.clone().key("chpasswd"));
        account.password = AccountPassword::Usable;
        login.accounts.push(account);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::login;
    use crate::cloud_config::CloudConfig;
    use crate::model::VMInstance;

    /// The accounts that can log in, and whether keys of the default user are lost.
    fn open(config: serde_json::Value) -> (Vec<String>, bool) {
        let vm = VMInstance::builder("web").ssh_key("ssh-ed25519 AAAA").build();
        let config: CloudConfig = serde_json::from_value(config).unwrap();
        let login = login(&vm, Some(&config), Some("ubuntu")).unwrap();
        let open = login.accounts.iter().filter(|account| account.can_log_in());
        let names = open.map(|account| account.name.unwrap_or("?").to_owned()).collect();
        (names, !login.stray_keys.is_empty())
    }

    #[test]
    fn table() {
        let cases = [
            (json!({}), vec!["ubuntu"], false),
            (json!({"users": []}), vec![], true),
            (json!({"users": ["default", "ann"]}), vec!["ubuntu"], false),
            (json!({"users": "default, ann"}), vec!["ubuntu"], false),
            (json!({"users": ["ann"]}), vec![], true),
            (json!({"users": ["ann"], "disable_root": false}), vec!["root"], false),
            (json!({"users": ["ann"], "user": "bob"}), vec!["bob"], false),
            (json!({"users": [{"name": "ann", "ssh_authorized_keys": ["k"]}]}), vec!["ann"], true),
            (json!({"users": [{"name": "ann", "ssh_import_id": ["gh:ann"]}]}), vec!["ann"], true),
            (json!({"users": [{"name": "ann", "passwd": "x"}]}), vec![], true),
            (json!({"users": [{"name": "ann", "passwd": "x", "lock_passwd": false}]}), vec!["ann"], true),
            (json!({"users": ["ann"], "chpasswd": {"list": ["ann:x", "root:y"]}}), vec!["ann", "root"], true),
            (json!({"users": ["ann"], "password": "x"}), vec![], true),
            (json!({"allow_public_ssh_keys": false}), vec![], false),
            (json!({"allow_public_ssh_keys": false, "password": "x"}), vec!["ubuntu"], false),
        ];
        for (config, names, is_lost) in cases {
            assert_eq!(
                open(config.clone()),
                (names.into_iter().map(str::to_owned).collect(), is_lost),
                "{config}"
            );
        }
    }

    #[test]
    fn a_mapping_of_users_says_nothing() {
        let config: CloudConfig = serde_json::from_value(json!({"users": {"ann": true}})).unwrap();
        assert_eq!(login(&VMInstance::default(), Some(&config), None), None);
    }
}
