//! Ansible.

use serde::Deserialize;

use super::form::{Entries, Scalar};
use crate::fields::read_fields;
use crate::model::SensitiveText;

/// `ansible`: playbooks that set the VM up.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Ansible {
    /// How Ansible is installed. Default: `distro`.
    pub install_method: Option<InstallMethod>,
    /// The user that it runs as.
    pub run_user: Option<SensitiveText>,
    /// Its configuration file.
    pub ansible_config: Option<SensitiveText>,
    /// A VM that sets up others.
    pub setup_controller: Option<SetupController>,
    /// Collections and roles to install.
    pub galaxy: Option<Galaxy>,
    /// The package. Default: `ansible`.
    pub package_name: Option<SensitiveText>,
    /// Playbooks from a repository: one, or several since 25.2.
    pub pull: Option<Pull>,
}

read_fields! {
    Ansible, "a mapping with `pull` or `setup_controller`",
    [install_method, run_user, ansible_config, setup_controller, galaxy, package_name, pull]
}

/// How Ansible is installed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum InstallMethod {
    /// From the distribution.
    Distro,
    /// From the Python Package Index.
    Pip,
}

/// A VM that sets up others.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SetupController {
    /// Repositories to fetch.
    pub repositories: Option<Vec<Repository>>,
    /// Playbooks to run.
    pub run_ansible: Option<Vec<RunAnsible>>,
}

read_fields! {
    SetupController, "a mapping with `repositories` and `run_ansible`",
    [repositories, run_ansible]
}

/// A repository to fetch.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Repository {
    /// Where to.
    pub path: SensitiveText,
    /// Where from.
    pub source: SensitiveText,
}

read_fields! {
    Repository, "a repository: a mapping with `path` and `source`",
    [path: Required, source: Required]
}

/// A playbook to run: its options by name, of which cloud-init takes any.
pub type RunAnsible = Entries<Scalar>;

/// Collections and roles to install.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Galaxy {
    /// Commands for `ansible-galaxy`.
    pub actions: Vec<Vec<SensitiveText>>,
}

read_fields! {
    Galaxy, "a mapping with `actions`",
    [actions: Required]
}

/// Playbooks from a repository.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Pull {
    /// The repository.
    pub url: SensitiveText,
    /// The playbooks; since 25.2.
    pub playbook_names: Option<Vec<SensitiveText>>,
    /// The playbook; deprecated since 25.2.
    pub playbook_name: Option<SensitiveText>,
    /// Whether the repository's host key is taken as it is.
    pub accept_host_key: Option<bool>,
    /// Whether changed files are thrown away.
    pub clean: Option<bool>,
    /// Whether the repository is fetched in full.
    pub full: Option<bool>,
    /// Whether differences are shown.
    pub diff: Option<bool>,
    /// Arguments for ssh, scp and sftp.
    pub ssh_common_args: Option<SensitiveText>,
    /// Arguments for scp.
    pub scp_extra_args: Option<SensitiveText>,
    /// Arguments for sftp.
    pub sftp_extra_args: Option<SensitiveText>,
    /// A file with a key.
    pub private_key: Option<SensitiveText>,
    /// The branch, tag or commit.
    pub checkout: Option<SensitiveText>,
    /// Where modules are.
    pub module_path: Option<SensitiveText>,
    /// How long a connection may take.
    pub timeout: Option<SensitiveText>,
    /// The kind of connection.
    pub connection: Option<SensitiveText>,
    /// The identity for the vault.
    pub vault_id: Option<SensitiveText>,
    /// A file with the vault's password.
    pub vault_password_file: Option<SensitiveText>,
    /// Whether commits must be signed.
    pub verify_commit: Option<bool>,
    /// The inventory.
    pub inventory: Option<SensitiveText>,
    /// The module that fetches.
    pub module_name: Option<SensitiveText>,
    /// How long to wait at most before it starts.
    pub sleep: Option<SensitiveText>,
    /// Tags to run.
    pub tags: Option<SensitiveText>,
    /// Tags to leave out.
    pub skip_tags: Option<SensitiveText>,
}

read_fields! {
    Pull, "a mapping with `url` and `playbook_names`",
    [url: Required, playbook_names, playbook_name, accept_host_key, clean, full, diff, ssh_common_args,
     scp_extra_args, sftp_extra_args, private_key, checkout, module_path, timeout, connection, vault_id,
     vault_password_file, verify_commit, inventory, module_name, sleep, tags, skip_tags]
}
