//! Cloud-config as it is written: the modules that people use.
//!
//! Every field is an [`Option`], and all text is [`SensitiveText`], since a password or key may stand anywhere.
//! Where cloud-init takes several forms of a value, there is an enum. Deprecated names of fields are read as the fields
//! that replace them.
//!
//! Keys of modules that are not described here are listed in [`OTHER_KEYS`]; their values are not looked at.
//!
//! Source: `schema-cloud-config-v1.json` of cloud-init 26.2.

mod access;
mod ansible;
mod disks;
mod form;
mod packages;
mod system;
mod users;

use crate::fields::read_fields;
use crate::model::SensitiveText;

pub use access::{
    AuthorizedKeys, Chpasswd, HostKeyType, HostKeys, PasswordEntry, PasswordList, PasswordLogin,
    PasswordType, PublishHostKeys, Ssh,
};
pub use ansible::{Ansible, Galaxy, InstallMethod, Pull, Repository, RunAnsible, SetupController};
pub use disks::{
    DiskSetup, FileEncoding, FileSource, FsPartition, FsSetup, Growpart, GrowpartMode, Layout, MountDefaults,
    Partition, ResizeRootfs, Swap, SwapMaxSize, SwapSize, TableType, WriteFile,
};
pub use form::{Command, Entries, NonEmpty, Nullable, Scalar};
pub use packages::{
    Apt, AptMirror, AptSource, ListOrNamed, Package, PackageName, PackagesByManager, Snap, YumRepo,
};
pub use system::{
    Anything, CaCerts, Condition, Delay, Keyboard, Locale, ManageEtcHosts, Ntp, NtpConfig, PhoneHome,
    PhoneHomeField, PhoneHomePost, PowerMode, PowerState, RandomSeed, ReloadCommand, ResolvConf, Rsyslog,
    RsyslogConfig, RsyslogFile, SeedEncoding, Wireguard, WireguardInterface,
};
pub use users::{DefaultUser, Group, Groups, Members, Sudo, Uid, User, UserEntry, UserGroups, Users};

/// A cloud-config.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CloudConfig {
    /// Whether the public keys of the data source, such as `sshKeys` of the VM, go to the default user. Default: true.
    pub allow_public_ssh_keys: Option<bool>,
    /// Playbooks that set the VM up.
    pub ansible: Option<Box<Ansible>>,
    /// Package archives of Debian and Ubuntu.
    pub apt: Option<Box<Apt>>,
    /// The hash in which fingerprints of keys are shown. Default: `sha256`.
    pub authkey_hash: Option<SensitiveText>,
    /// Commands that run early at every start.
    pub bootcmd: Option<NonEmpty<Command>>,
    /// Authorities that are trusted.
    pub ca_certs: Option<CaCerts>,
    /// Passwords of users that exist.
    pub chpasswd: Option<Chpasswd>,
    /// Whether the file with the host name is made where there is none. Default: true.
    pub create_hostname_file: Option<bool>,
    /// Paths of disks by the names that `disk_setup` and `fs_setup` use.
    pub device_aliases: Option<Entries<SensitiveText>>,
    /// Whether root cannot log in by SSH. Default: true.
    pub disable_root: Option<bool>,
    /// The options that root's keys get if it cannot.
    pub disable_root_opts: Option<SensitiveText>,
    /// Disks to partition, by path or alias.
    pub disk_setup: Option<Entries<DiskSetup>>,
    /// What the log says at the end.
    pub final_message: Option<SensitiveText>,
    /// The full name of the host.
    pub fqdn: Option<SensitiveText>,
    /// File systems to make.
    pub fs_setup: Option<Vec<FsSetup>>,
    /// Groups to make.
    pub groups: Option<Groups>,
    /// Whether partitions grow with their disks.
    pub growpart: Option<Growpart>,
    /// The name of the host.
    pub hostname: Option<SensitiveText>,
    /// The layout of the console's keyboard.
    pub keyboard: Option<Box<Keyboard>>,
    /// The language of the system.
    pub locale: Option<Locale>,
    /// The file that the language is written to.
    pub locale_configfile: Option<SensitiveText>,
    /// Who writes `/etc/hosts`.
    pub manage_etc_hosts: Option<ManageEtcHosts>,
    /// Whether `/etc/resolv.conf` is written.
    pub manage_resolv_conf: Option<bool>,
    /// What stands in the fields of a mount that are not given: six.
    pub mount_default_fields: Option<MountDefaults>,
    /// Mounts: the fields of `/etc/fstab`, one to six.
    pub mounts: Option<NonEmpty<NonEmpty<SensitiveText>>>,
    /// Whether fingerprints of keys are not shown.
    pub no_ssh_fingerprints: Option<bool>,
    /// Where the time comes from.
    pub ntp: Option<Nullable<Box<Ntp>>>,
    /// Whether the VM starts again if its packages ask for it.
    pub package_reboot_if_required: Option<bool>,
    /// Whether the lists of packages are fetched.
    pub package_update: Option<bool>,
    /// Whether all packages are brought up to date.
    pub package_upgrade: Option<bool>,
    /// Packages to install.
    pub packages: Option<NonEmpty<Package>>,
    /// The password of the default user.
    pub password: Option<SensitiveText>,
    /// An address that is told when the VM is up.
    pub phone_home: Option<Box<PhoneHome>>,
    /// What happens when cloud-init is done.
    pub power_state: Option<Box<PowerState>>,
    /// Whether `fqdn` is the host name rather than `hostname`.
    pub prefer_fqdn_over_hostname: Option<bool>,
    /// Whether the host name stays as it is.
    pub preserve_hostname: Option<bool>,
    /// Where the first random numbers come from.
    pub random_seed: Option<Box<RandomSeed>>,
    /// Whether the root file system grows with its partition. Default: it does.
    pub resize_rootfs: Option<ResizeRootfs>,
    /// Where names are looked up.
    pub resolv_conf: Option<Box<ResolvConf>>,
    /// Where the system's log goes.
    pub rsyslog: Option<Box<Rsyslog>>,
    /// Commands that run once, at the end of the first start.
    pub runcmd: Option<NonEmpty<Nullable<Command>>>,
    /// Snaps to install.
    pub snap: Option<Box<Snap>>,
    /// What the console shows of the VM's keys.
    pub ssh: Option<Ssh>,
    /// Public keys of the default user.
    pub ssh_authorized_keys: Option<AuthorizedKeys>,
    /// Whether the image's host keys are thrown away. Default: true.
    pub ssh_deletekeys: Option<bool>,
    /// Key types whose fingerprints the console does not show.
    pub ssh_fp_console_blacklist: Option<Vec<SensitiveText>>,
    /// Types of host keys to make.
    pub ssh_genkeytypes: Option<NonEmpty<HostKeyType>>,
    /// Where public keys of the default user are fetched from: `gh:name`, `lp:name`.
    pub ssh_import_id: Option<Vec<SensitiveText>>,
    /// Key types that the console does not show.
    pub ssh_key_console_blacklist: Option<Vec<SensitiveText>>,
    /// The VM's own keys.
    pub ssh_keys: Option<Box<HostKeys>>,
    /// Whether the VM's public keys go to the data source.
    pub ssh_publish_hostkeys: Option<PublishHostKeys>,
    /// Whether the SSH server takes passwords.
    pub ssh_pwauth: Option<PasswordLogin>,
    /// Whether the console shows nothing of the making of keys.
    pub ssh_quiet_keygen: Option<bool>,
    /// A swap file.
    pub swap: Option<Box<Swap>>,
    /// The time zone: `Europe/Zurich`.
    pub timezone: Option<SensitiveText>,
    /// What is changed of the image's default user.
    pub user: Option<DefaultUser>,
    /// Users to make.
    pub users: Option<Users>,
    /// Private networks.
    pub wireguard: Option<Nullable<Wireguard>>,
    /// Files to write.
    pub write_files: Option<NonEmpty<WriteFile>>,
    /// The directory of yum's repositories.
    pub yum_repo_dir: Option<SensitiveText>,
    /// Repositories for yum, by name.
    pub yum_repos: Option<Entries<YumRepo>>,
}

read_fields! {
    CloudConfig, "a cloud-config: a mapping",
    [allow_public_ssh_keys, ansible, apt, authkey_hash, bootcmd, ca_certs | "ca-certs", chpasswd,
     create_hostname_file, device_aliases, disable_root, disable_root_opts, disk_setup, final_message, fqdn,
     fs_setup, groups, growpart, hostname, keyboard, locale, locale_configfile, manage_etc_hosts,
     manage_resolv_conf, mount_default_fields, mounts, no_ssh_fingerprints, ntp,
     package_reboot_if_required | "apt_reboot_if_required", package_update | "apt_update",
     package_upgrade | "apt_upgrade", packages, password, phone_home, power_state, prefer_fqdn_over_hostname,
     preserve_hostname, random_seed, resize_rootfs, resolv_conf, rsyslog, runcmd, snap, ssh,
     ssh_authorized_keys, ssh_deletekeys, ssh_fp_console_blacklist, ssh_genkeytypes, ssh_import_id,
     ssh_key_console_blacklist, ssh_keys, ssh_publish_hostkeys, ssh_pwauth, ssh_quiet_keygen, swap, timezone,
     user, users, wireguard, write_files, yum_repo_dir, yum_repos]
}

/// The other keys that cloud-init knows at the top of a cloud-config.
///
/// Source: `schema-cloud-config-v1.json` of cloud-init 26.2.
pub const OTHER_KEYS: [&str; 38] = [
    "apk_repos",
    "apt_pipelining",
    "autoinstall",
    "byobu_by_default",
    "chef",
    "cloud_config_modules",
    "cloud_final_modules",
    "cloud_init_modules",
    "disable_ec2_metadata",
    "disable_piwiz",
    "drivers",
    "enable_rpi_connect",
    "fan",
    "grub-dpkg",
    "grub_dpkg",
    "landscape",
    "launch-index",
    "lxd",
    "mcollective",
    "merge_how",
    "merge_type",
    "migrate",
    "output",
    "puppet",
    "reporting",
    "rh_subscription",
    "rpi",
    "rpi_interfaces",
    "rpi_userconf",
    "salt_minion",
    "spacewalk",
    "system_info",
    "ubuntu_advantage",
    "ubuntu_pro",
    "updates",
    "vendor_data",
    "version",
    "zypper",
];
