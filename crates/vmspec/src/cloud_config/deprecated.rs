//! Keys and forms that cloud-init will give up: since when, and what to write instead.
//!
//! Source: `deprecated_version` and `changed_version` in `schema-cloud-config-v1.json` of cloud-init 26.2.

/// Something that cloud-init will give up.
#[derive(Debug)]
pub(crate) struct Deprecated {
    /// The keys on the way. Lists on the way are searched item by item.
    pub(crate) path: &'static [&'static str],
    pub(crate) form: Form,
    /// The version of cloud-init that began to warn.
    pub(crate) since: &'static str,
    /// What to do.
    pub(crate) instead: &'static str,
    /// The key with the same meaning and the same form of value.
    pub(crate) rename_to: Option<&'static str>,
}

/// What about a key is deprecated.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Form {
    /// The key, whatever its value.
    Key,
    /// Text.
    Text,
    /// Text other than this word.
    TextBut(&'static str),
    /// This word.
    Word(&'static str),
    /// A boolean.
    Boolean,
    /// A whole number.
    WholeNumber,
    /// A mapping.
    Mapping,
}

impl Deprecated {
    /// Whether it is a key of a user.
    pub(crate) fn is_of_user(&self) -> bool {
        matches!(self.path, ["users" | "user", ..])
    }
}

const fn renamed(
    path: &'static [&'static str],
    since: &'static str,
    to: &'static str,
    instead: &'static str,
) -> Deprecated {
    Deprecated { path, form: Form::Key, since, instead, rename_to: Some(to) }
}

const fn advice(
    path: &'static [&'static str],
    form: Form,
    since: &'static str,
    instead: &'static str,
) -> Deprecated {
    Deprecated { path, form, since, instead, rename_to: None }
}

const NUMBER: &str = "write a whole number";
const BOOLEAN: &str = "write a boolean";
const LIST_OF_GROUPS: &str = "write a list of groups";
const NO_RULE: &str = "leave it out, which means the same as `false`";

pub(crate) static DEPRECATED: &[Deprecated] = &[
    renamed(&["users", "lock-passwd"], "22.3", "lock_passwd", "write `lock_passwd`"),
    renamed(&["users", "no-create-home"], "24.2", "no_create_home", "write `no_create_home`"),
    renamed(&["users", "no-log-init"], "24.2", "no_log_init", "write `no_log_init`"),
    renamed(&["users", "no-user-group"], "24.2", "no_user_group", "write `no_user_group`"),
    renamed(&["users", "hashed-passwd"], "24.2", "hashed_passwd", "write `hashed_passwd`"),
    renamed(&["users", "plain-text-passwd"], "24.2", "plain_text_passwd", "write `plain_text_passwd`"),
    renamed(&["users", "create-groups"], "24.2", "create_groups", "write `create_groups`"),
    renamed(&["users", "primary-group"], "24.2", "primary_group", "write `primary_group`"),
    renamed(&["users", "selinux-user"], "24.2", "selinux_user", "write `selinux_user`"),
    renamed(&["users", "ssh-authorized-keys"], "18.3", "ssh_authorized_keys", "write `ssh_authorized_keys`"),
    renamed(&["users", "ssh-import-id"], "24.2", "ssh_import_id", "write `ssh_import_id`"),
    renamed(&["users", "ssh-redirect-user"], "24.2", "ssh_redirect_user", "write `ssh_redirect_user`"),
    advice(&["users", "groups"], Form::Mapping, "23.1", LIST_OF_GROUPS),
    advice(&["users", "sudo"], Form::Boolean, "22.2", NO_RULE),
    advice(&["users", "uid"], Form::Text, "22.3", NUMBER),
    renamed(&["user", "lock-passwd"], "22.3", "lock_passwd", "write `lock_passwd`"),
    renamed(&["user", "ssh-authorized-keys"], "18.3", "ssh_authorized_keys", "write `ssh_authorized_keys`"),
    advice(&["user", "groups"], Form::Mapping, "23.1", LIST_OF_GROUPS),
    advice(&["user", "sudo"], Form::Boolean, "22.2", NO_RULE),
    advice(&["user", "uid"], Form::Text, "22.3", NUMBER),
    renamed(&["ca-certs"], "22.3", "ca_certs", "write `ca_certs`"),
    renamed(&["ca-certs", "remove-defaults"], "22.3", "remove_defaults", "write `remove_defaults`"),
    renamed(&["ca_certs", "remove-defaults"], "22.3", "remove_defaults", "write `remove_defaults`"),
    renamed(&["apt_update"], "22.2", "package_update", "write `package_update`"),
    renamed(&["apt_upgrade"], "22.2", "package_upgrade", "write `package_upgrade`"),
    renamed(
        &["apt_reboot_if_required"],
        "22.2",
        "package_reboot_if_required",
        "write `package_reboot_if_required`",
    ),
    advice(
        &["chpasswd", "list"],
        Form::Key,
        "22.2",
        "write `users`, a list of mappings with `name`, `password` and `type`",
    ),
    advice(&["ssh_pwauth"], Form::Text, "22.3", BOOLEAN),
    advice(
        &["growpart", "mode"],
        Form::Boolean,
        "22.3",
        "write `'off'` in quotes: without them it is a boolean",
    ),
    advice(&["manage_etc_hosts"], Form::Word("template"), "22.3", "write `true`"),
    advice(&["power_state", "delay"], Form::TextBut("now"), "22.3", NUMBER),
    renamed(&["grub-dpkg"], "22.2", "grub_dpkg", "write `grub_dpkg`"),
    advice(&["grub_dpkg", "grub-pc/install_devices_empty"], Form::Text, "22.3", BOOLEAN),
    advice(&["rh_subscription", "org"], Form::WholeNumber, "24.2", "put it in quotes, which make it text"),
    advice(&["apt_pipelining"], Form::Word("none"), "22.4", "write `os`"),
    advice(&["apt_pipelining"], Form::Word("unchanged"), "22.4", "write `os`"),
    advice(&["vendor_data", "enabled"], Form::Text, "22.3", BOOLEAN),
    renamed(&["ubuntu_advantage"], "24.1", "ubuntu_pro", "write `ubuntu_pro`"),
    advice(&["system_info"], Form::Key, "24.2", "leave it out: it is for those who make images"),
    advice(&["ansible", "pull", "playbook_name"], Form::Key, "25.2", "write `playbook_names`, a list"),
];
