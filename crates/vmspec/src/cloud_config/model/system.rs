//! The rest of the system: time, names, services, and what happens at the end.

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny};

use super::form::{Command, Entries, Form, NonEmpty, Scalar, scalar, scalar_or_list, scalar_or_mapping};
use crate::fields::read_fields;
use crate::model::SensitiveText;

/// `locale`: the language of the system.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(untagged))]
pub enum Locale {
    /// `false` leaves the image's.
    Flag(bool),
    /// Its name: `de_CH.UTF-8`.
    Name(SensitiveText),
}

/// `manage_etc_hosts`: who writes `/etc/hosts`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename_all = "lowercase"))]
pub enum ManageEtcHosts {
    /// cloud-init, at every start; also written `template`, which is deprecated since 22.3.
    Yes,
    /// Not cloud-init.
    No,
    /// cloud-init, but for a line of its own only.
    Localhost,
}

/// `ntp`: where the time comes from.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Ntp {
    /// Pools of servers.
    pub pools: Option<Vec<SensitiveText>>,
    /// Servers.
    pub servers: Option<Vec<SensitiveText>>,
    /// Peers.
    pub peers: Option<Vec<SensitiveText>>,
    /// Networks that may ask.
    pub allow: Option<Vec<SensitiveText>>,
    /// The program. Default: `auto`.
    pub ntp_client: Option<SensitiveText>,
    /// Whether it is set up. Default: true.
    pub enabled: Option<bool>,
    /// How a program that cloud-init does not know is set up.
    pub config: Option<NtpConfig>,
}

read_fields! {
    Ntp, "a mapping with `servers` or `pools`",
    [pools, servers, peers, allow, ntp_client, enabled, config]
}

/// How a program for NTP is set up.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NtpConfig {
    /// Its configuration file.
    pub confpath: Option<SensitiveText>,
    /// Its program.
    pub check_exe: Option<SensitiveText>,
    /// Its packages.
    pub packages: Option<Vec<SensitiveText>>,
    /// Its service.
    pub service_name: Option<SensitiveText>,
    /// A template for its configuration.
    pub template: Option<SensitiveText>,
}

read_fields! {
    NtpConfig, "a mapping such as `{template: …}`",
    [confpath, check_exe, packages, service_name, template]
}

/// `power_state`: what happens when cloud-init is done.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PowerState {
    /// What.
    pub mode: PowerMode,
    /// After how many minutes. Default: `now`.
    pub delay: Option<Delay>,
    /// What the users are told.
    pub message: Option<SensitiveText>,
    /// How many seconds cloud-init has to end. Default: 30.
    pub timeout: Option<i64>,
    /// Whether it happens: a boolean, or a command that says so by its exit code.
    pub condition: Option<Condition>,
}

read_fields! {
    PowerState, "a mapping with `mode`",
    [mode: Required, delay, message, timeout, condition],
    Self { mode: PowerMode::Halt, delay: None, message: None, timeout: None, condition: None }
}

/// What happens to the VM.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum PowerMode {
    /// It is switched off.
    Poweroff,
    /// It starts again.
    Reboot,
    /// It stops.
    Halt,
}

/// A number of minutes, or `now`.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(transparent))]
pub struct Delay(pub Scalar);

/// Whether something happens.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(untagged))]
pub enum Condition {
    /// Yes or no.
    Flag(bool),
    /// If this command succeeds.
    Command(Command),
}

/// `phone_home`: an address that is told when the VM is up.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PhoneHome {
    /// The address.
    pub url: SensitiveText,
    /// What it is told. Default: `all`.
    pub post: Option<PhoneHomePost>,
    /// How often it is tried. Default: 10.
    pub tries: Option<i64>,
}

read_fields! {
    PhoneHome, "a mapping with `url`",
    [url: Required, post, tries]
}

/// What an address is told.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(untagged))]
pub enum PhoneHomePost {
    /// `all`.
    All(SensitiveText),
    /// These.
    Some(Vec<PhoneHomeField>),
}

/// A fact that an address is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say all there is to say")]
pub enum PhoneHomeField {
    PubKeyRsa,
    PubKeyEcdsa,
    #[serde(rename = "pub_key_ed25519")]
    PubKeyEd25519,
    InstanceId,
    Hostname,
    Fqdn,
}

/// `ca_certs`: authorities that are trusted.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CaCerts {
    /// Whether those of the image are not.
    pub remove_defaults: Option<bool>,
    /// Their certificates.
    pub trusted: Option<NonEmpty<SensitiveText>>,
}

read_fields! {
    CaCerts, "a mapping with `trusted`",
    [remove_defaults | "remove-defaults", trusted]
}

/// `keyboard`: the layout of the console's keyboard.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Keyboard {
    /// The layout.
    pub layout: SensitiveText,
    /// The model. Default: `pc105`.
    pub model: Option<SensitiveText>,
    /// The variant.
    pub variant: Option<SensitiveText>,
    /// Options.
    pub options: Option<SensitiveText>,
}

read_fields! {
    Keyboard, "a mapping with `layout`",
    [layout: Required, model, variant, options]
}

/// `resolv_conf`: where names are looked up. Counts only with `manage_resolv_conf: true`.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ResolvConf {
    /// Servers.
    pub nameservers: Option<Vec<Anything>>,
    /// Domains that are tried.
    pub searchdomains: Option<Vec<Anything>>,
    /// The VM's own domain.
    pub domain: Option<SensitiveText>,
    /// Networks that are preferred.
    pub sortlist: Option<Vec<Anything>>,
    /// Options.
    pub options: Option<Entries<Scalar>>,
}

read_fields! {
    ResolvConf, "a mapping with `nameservers`",
    [nameservers, searchdomains, domain, sortlist, options]
}

/// A value that cloud-init takes whatever it is. It is not kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Anything;

/// `rsyslog`: where the system's log goes.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Rsyslog {
    /// The directory of configuration files.
    pub config_dir: Option<SensitiveText>,
    /// The file for what names none.
    pub config_filename: Option<SensitiveText>,
    /// What is written to files.
    pub configs: Option<Vec<RsyslogConfig>>,
    /// Other VMs, by any name.
    pub remotes: Option<Entries<Scalar>>,
    /// The command after a change. Default: `auto`.
    pub service_reload_command: Option<ReloadCommand>,
    /// Whether it is installed.
    pub install_rsyslog: Option<bool>,
    /// Its program.
    pub check_exe: Option<SensitiveText>,
    /// Its packages.
    pub packages: Option<Vec<SensitiveText>>,
}

read_fields! {
    Rsyslog, "a mapping with `configs` or `remotes`",
    [config_dir, config_filename, configs, remotes, service_reload_command, install_rsyslog, check_exe,
     packages]
}

/// Configuration of rsyslog.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(untagged))]
pub enum RsyslogConfig {
    /// For the common file.
    Text(SensitiveText),
    /// For a file of its own.
    File(RsyslogFile),
}

/// A file with configuration of rsyslog.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RsyslogFile {
    /// Its name.
    pub filename: Option<SensitiveText>,
    /// Its content.
    pub content: SensitiveText,
}

read_fields! {
    RsyslogFile, "a mapping with `content`",
    [filename, content: Required]
}

/// The command that makes rsyslog read its configuration again.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(untagged))]
pub enum ReloadCommand {
    /// `auto`.
    Auto(SensitiveText),
    /// The program and its arguments.
    Words(Vec<SensitiveText>),
}

/// `random_seed`: where the first random numbers come from.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RandomSeed {
    /// The file that they are written to. Default: `/dev/urandom`.
    pub file: Option<SensitiveText>,
    /// Random data.
    pub data: Option<SensitiveText>,
    /// How the data is encoded.
    pub encoding: Option<SeedEncoding>,
    /// A command that makes some.
    pub command: Option<Vec<SensitiveText>>,
    /// Whether the command must be there.
    pub command_required: Option<bool>,
}

read_fields! {
    RandomSeed, "a mapping with `data` or `command`",
    [file, data, encoding, command, command_required]
}

/// How random data is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum SeedEncoding {
    /// As it is.
    Raw,
    /// Base64.
    #[serde(alias = "b64")]
    Base64,
    /// Compressed.
    #[serde(alias = "gz")]
    Gzip,
}

/// `wireguard`: private networks.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Wireguard {
    /// Network interfaces.
    pub interfaces: NonEmpty<WireguardInterface>,
    /// Commands that say whether the network is up.
    pub readinessprobe: Option<Vec<SensitiveText>>,
}

read_fields! {
    Wireguard, "a mapping with `interfaces`",
    [interfaces: Required, readinessprobe],
    Self { interfaces: NonEmpty::none(), readinessprobe: None }
}

/// An interface to a private network.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WireguardInterface {
    /// Its name.
    pub name: Option<SensitiveText>,
    /// Its configuration file.
    pub config_path: Option<SensitiveText>,
    /// Its configuration.
    pub content: Option<SensitiveText>,
}

read_fields! {
    WireguardInterface, "an interface: a mapping with `name` and `content`",
    [name, config_path, content]
}

impl<'de> Deserialize<'de> for Locale {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const EXPECTED: &str = "the name of a locale, or a boolean";
        match scalar(deserializer, EXPECTED)? {
            Scalar::Bool(value) => Ok(Self::Flag(value)),
            Scalar::Text(name) => Ok(Self::Name(name)),
            other => Err(other.unexpected(EXPECTED)),
        }
    }
}

impl<'de> Deserialize<'de> for ManageEtcHosts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const EXPECTED: &str = "a boolean or `localhost`";
        match scalar(deserializer, EXPECTED)? {
            Scalar::Bool(true) => Ok(Self::Yes),
            Scalar::Bool(false) => Ok(Self::No),
            Scalar::Text(word) if word == "template" => Ok(Self::Yes),
            Scalar::Text(word) if word == "localhost" => Ok(Self::Localhost),
            other => Err(other.unexpected(EXPECTED)),
        }
    }
}

impl<'de> Deserialize<'de> for Delay {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const EXPECTED: &str = "`now` or a number of minutes";
        match scalar(deserializer, EXPECTED)? {
            delay @ Scalar::Int(0..) => Ok(Self(delay)),
            Scalar::Text(text) if text == "now" || is_minutes(&text) => Ok(Self(Scalar::Text(text))),
            other => Err(other.unexpected(EXPECTED)),
        }
    }
}

/// `+5`, `5`.
fn is_minutes(text: &str) -> bool {
    let digits = text.strip_prefix('+').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

impl<'de> Deserialize<'de> for Condition {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const EXPECTED: &str = "a boolean or a command";
        match scalar_or_list(deserializer, EXPECTED)? {
            Form::Scalar(Scalar::Bool(value)) => Ok(Self::Flag(value)),
            Form::Scalar(Scalar::Text(line)) => Ok(Self::Command(Command::Line(line))),
            Form::Scalar(other) => Err(other.unexpected(EXPECTED)),
            Form::List(words) => Ok(Self::Command(Command::Words(words))),
        }
    }
}

impl<'de> Deserialize<'de> for PhoneHomePost {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const EXPECTED: &str = "`all` or a list of what to tell";
        match scalar_or_list(deserializer, EXPECTED)? {
            Form::Scalar(Scalar::Text(all)) if all == "all" => Ok(Self::All(all)),
            Form::Scalar(other) => Err(other.unexpected(EXPECTED)),
            Form::List(fields) => Ok(Self::Some(fields)),
        }
    }
}

impl<'de> Deserialize<'de> for Anything {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        IgnoredAny::deserialize(deserializer).map(|_| Self)
    }
}

impl<'de> Deserialize<'de> for RsyslogConfig {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const EXPECTED: &str = "configuration: text, or a mapping with `content`";
        match scalar_or_mapping(deserializer, EXPECTED)? {
            Form::Scalar(text) => text.text(EXPECTED).map(Self::Text),
            Form::Mapping(file) => Ok(Self::File(file)),
        }
    }
}

impl<'de> Deserialize<'de> for ReloadCommand {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const EXPECTED: &str = "`auto` or a list of words";
        match scalar_or_list(deserializer, EXPECTED)? {
            Form::Scalar(Scalar::Text(auto)) if auto == "auto" => Ok(Self::Auto(auto)),
            Form::Scalar(other) => Err(other.unexpected(EXPECTED)),
            Form::List(words) => Ok(Self::Words(words)),
        }
    }
}
