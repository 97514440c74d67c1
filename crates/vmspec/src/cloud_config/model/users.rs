//! Users and groups.

use serde::Deserialize;
use serde::de::{Deserializer, Error};

use super::form::{Entries, Form, NonEmpty, Scalar, any_form, scalar, scalar_or_list, scalar_or_mapping};
use crate::fields::read_fields;
use crate::model::SensitiveText;

/// The users that cloud-init makes.
///
/// Where there are any, the image's default user is made only if `default` is among them.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(untagged))]
pub enum Users {
    /// `users: default`, or names with commas between them.
    Names(SensitiveText),
    /// A list of names and descriptions.
    List(Vec<UserEntry>),
    /// A mapping, which newer versions take and don't describe.
    Mapping(Entries<Scalar>),
}

impl Users {
    /// The entries of a list; none for other forms.
    pub fn entries(&self) -> &[UserEntry] {
        match self {
            Self::List(entries) => entries,
            Self::Names(_) | Self::Mapping(_) => &[],
        }
    }

    /// Whether the image's default user is made.
    pub fn include_default(&self) -> bool {
        let is_default = |name: &str| name.trim() == "default";
        match self {
            Self::Names(names) => names.split(',').any(is_default),
            Self::List(entries) => entries.iter().any(|entry| match entry {
                UserEntry::Name(name) => name.split(',').any(is_default),
                UserEntry::Names(names) => names.iter().any(|name| is_default(name)),
                UserEntry::User(user) => user.name.as_ref().is_some_and(|name| is_default(name)),
            }),
            Self::Mapping(users) => users.get("default").is_some(),
        }
    }
}

/// An entry in the list of users.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(untagged))]
pub enum UserEntry {
    /// A name; `default` is the image's default user.
    Name(SensitiveText),
    /// Several names.
    Names(Vec<SensitiveText>),
    /// A user with what is special about it.
    User(Box<User>),
}

/// `user`: what is changed of the image's default user.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(untagged))]
pub enum DefaultUser {
    /// The name of the default user.
    Name(SensitiveText),
    /// What is changed.
    User(Box<User>),
}

/// A user.
///
/// Source: `schema-cloud-config-v1.json` of cloud-init 26.2, `users_groups.user`.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct User {
    /// The login name. This or `snapuser` must be there.
    pub name: Option<SensitiveText>,
    /// Rules for `doas`.
    pub doas: Option<NonEmpty<SensitiveText>>,
    /// The date on which the account is disabled: `2032-09-01`, in quotes.
    pub expiredate: Option<SensitiveText>,
    /// The comment, usually the real name.
    pub gecos: Option<SensitiveText>,
    /// Further groups.
    pub groups: Option<UserGroups>,
    /// The home directory.
    pub homedir: Option<SensitiveText>,
    /// Days until the user is disabled, as text.
    pub inactive: Option<SensitiveText>,
    /// Whether there is no login by password. Default: true.
    pub lock_passwd: Option<bool>,
    /// Whether no home directory is made.
    pub no_create_home: Option<bool>,
    /// Whether `lastlog` and `faillog` stay as they are.
    pub no_log_init: Option<bool>,
    /// Whether no group of the user's name is made.
    pub no_user_group: Option<bool>,
    /// The hash of the password of a user that does not exist yet.
    pub passwd: Option<SensitiveText>,
    /// The hash of the password.
    pub hashed_passwd: Option<SensitiveText>,
    /// The password.
    pub plain_text_passwd: Option<SensitiveText>,
    /// Whether `groups` are made where they don't exist. Default: true.
    pub create_groups: Option<bool>,
    /// The primary group.
    pub primary_group: Option<SensitiveText>,
    /// The `SELinux` user.
    pub selinux_user: Option<SensitiveText>,
    /// The login shell.
    pub shell: Option<SensitiveText>,
    /// An email address that Snappy makes the user of.
    pub snapuser: Option<SensitiveText>,
    /// Public keys for SSH.
    pub ssh_authorized_keys: Option<NonEmpty<SensitiveText>>,
    /// Where public keys are fetched from: `gh:name`, `lp:name`.
    pub ssh_import_id: Option<NonEmpty<SensitiveText>>,
    /// Whether SSH logins are told to use the default user.
    pub ssh_redirect_user: Option<bool>,
    /// Whether it is a system user.
    pub system: Option<bool>,
    /// Rules for `sudo`.
    pub sudo: Option<Sudo>,
    /// The number of the user.
    pub uid: Option<Uid>,
}

read_fields! {
    User, "a user: a name or a mapping with a `name`",
    [name, doas, expiredate, gecos, groups, homedir, inactive, lock_passwd | "lock-passwd",
     no_create_home | "no-create-home", no_log_init | "no-log-init", no_user_group | "no-user-group", passwd,
     hashed_passwd | "hashed-passwd", plain_text_passwd | "plain-text-passwd", create_groups | "create-groups",
     primary_group | "primary-group", selinux_user | "selinux-user", shell, snapuser,
     ssh_authorized_keys | "ssh-authorized-keys", ssh_import_id | "ssh-import-id",
     ssh_redirect_user | "ssh-redirect-user", system, sudo, uid]
}

/// Rules for `sudo`.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(untagged))]
pub enum Sudo {
    /// None, written as `null`, or as a boolean until 22.2.
    Flag(Option<bool>),
    /// One rule.
    Rule(SensitiveText),
    /// Several.
    Rules(Vec<super::Nullable<SensitiveText>>),
}

/// The number of a user.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(untagged))]
pub enum Uid {
    /// A number.
    Number(i64),
    /// Its digits; deprecated since 22.3.
    Text(SensitiveText),
}

/// The groups of a user besides its primary one.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(untagged))]
pub enum UserGroups {
    /// Names with commas between them.
    Names(SensitiveText),
    /// Names.
    List(NonEmpty<SensitiveText>),
    /// Names as keys; deprecated since 23.1.
    Keys(Entries<Scalar>),
}

/// The groups that cloud-init makes.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(untagged))]
pub enum Groups {
    /// Names with commas between them.
    Names(SensitiveText),
    /// Groups, each with its members.
    List(Vec<Group>),
    /// Members by group.
    Members(Entries<Members>),
}

/// An entry in the list of groups.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(untagged))]
pub enum Group {
    /// A name.
    Name(SensitiveText),
    /// Members by group.
    Members(Entries<Members>),
}

/// The members of a group.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(untagged))]
pub enum Members {
    /// One user.
    One(SensitiveText),
    /// Several.
    Several(NonEmpty<SensitiveText>),
}

impl<'de> Deserialize<'de> for Users {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const EXPECTED: &str = "a list of users";
        match any_form(deserializer, EXPECTED)? {
            Form::Scalar(names) => names.text(EXPECTED).map(Self::Names),
            Form::List(entries) => Ok(Self::List(entries)),
            Form::Mapping(users) => Ok(Self::Mapping(users)),
        }
    }
}

/// A user that says who it is.
fn named<E: Error>(user: User) -> Result<Box<User>, E> {
    match (&user.name, &user.snapuser) {
        (None, None) => Err(E::missing_field("name")),
        (Some(_), Some(_)) => Err(E::custom("expected either `name` or `snapuser`, found both")),
        _ => Ok(Box::new(user)),
    }
}

impl<'de> Deserialize<'de> for UserEntry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const EXPECTED: &str = "a user: a name or a mapping with a `name`";
        match any_form(deserializer, EXPECTED)? {
            Form::Scalar(name) => name.text(EXPECTED).map(Self::Name),
            Form::List(names) => Ok(Self::Names(names)),
            Form::Mapping(user) => named(user).map(Self::User),
        }
    }
}

impl<'de> Deserialize<'de> for DefaultUser {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const EXPECTED: &str = "the default user: a name or a mapping with a `name`";
        match scalar_or_mapping(deserializer, EXPECTED)? {
            Form::Scalar(name) => name.text(EXPECTED).map(Self::Name),
            Form::Mapping(user) => named(user).map(Self::User),
        }
    }
}

impl<'de> Deserialize<'de> for Sudo {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const EXPECTED: &str = "a rule for `sudo`, or a list of them";
        match scalar_or_list(deserializer, EXPECTED)? {
            Form::Scalar(Scalar::Null) => Ok(Self::Flag(None)),
            Form::Scalar(Scalar::Bool(value)) => Ok(Self::Flag(Some(value))),
            Form::Scalar(rule) => rule.text(EXPECTED).map(Self::Rule),
            Form::List(rules) => Ok(Self::Rules(rules)),
        }
    }
}

impl<'de> Deserialize<'de> for Uid {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const EXPECTED: &str = "a whole number";
        match scalar(deserializer, EXPECTED)? {
            Scalar::Int(number) => Ok(Self::Number(number)),
            Scalar::Text(text) => Ok(Self::Text(text)),
            other => Err(other.unexpected(EXPECTED)),
        }
    }
}

impl<'de> Deserialize<'de> for UserGroups {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const EXPECTED: &str = "groups: names with commas between them, or a list";
        match any_form(deserializer, EXPECTED)? {
            Form::Scalar(names) => names.text(EXPECTED).map(Self::Names),
            Form::List(names) => Ok(Self::List(names)),
            Form::Mapping(names) => Ok(Self::Keys(names)),
        }
    }
}

impl<'de> Deserialize<'de> for Groups {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const EXPECTED: &str = "groups: names, or a list of groups";
        match any_form(deserializer, EXPECTED)? {
            Form::Scalar(names) => names.text(EXPECTED).map(Self::Names),
            Form::List(groups) => Ok(Self::List(groups)),
            Form::Mapping(members) => Ok(Self::Members(members)),
        }
    }
}

impl<'de> Deserialize<'de> for Group {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const EXPECTED: &str = "a group: a name, or a mapping from the name to the members";
        match scalar_or_mapping(deserializer, EXPECTED)? {
            Form::Scalar(name) => name.text(EXPECTED).map(Self::Name),
            Form::Mapping(members) => Ok(Self::Members(members)),
        }
    }
}

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const EXPECTED: &str = "the members of a group: a name, or a list";
        match scalar_or_list(deserializer, EXPECTED)? {
            Form::Scalar(name) => name.text(EXPECTED).map(Self::One),
            Form::List(names) => Ok(Self::Several(names)),
        }
    }
}
