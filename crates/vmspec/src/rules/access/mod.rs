//! Who can log in.

mod broken_ssh_key;
mod dropped_default_user;
mod duplicate_ssh_key;
mod guest;
mod ignored_cloud_init;
mod ignored_ssh_keys;
mod invalid_ssh_key;
mod keyless_user;
mod keys;
mod misused_cloud_init_seed;
mod no_reachable_login;
mod password_login;
mod placeholder_ssh_key;
mod private_key;
mod secret_in_cloud_init;
mod unsupported_ssh_key_type;
mod weak_ssh_key;

pub(super) use broken_ssh_key::BROKEN_SSH_KEY;
pub(super) use dropped_default_user::DROPPED_DEFAULT_USER;
pub(super) use duplicate_ssh_key::DUPLICATE_SSH_KEY;
pub(super) use ignored_cloud_init::IGNORED_CLOUD_INIT;
pub(super) use ignored_ssh_keys::IGNORED_SSH_KEYS;
pub(super) use invalid_ssh_key::INVALID_SSH_KEY;
pub(super) use keyless_user::KEYLESS_USER;
pub(super) use keys::{SshKey, ssh_keys};
pub(super) use misused_cloud_init_seed::MISUSED_CLOUD_INIT_SEED;
pub(super) use no_reachable_login::NO_REACHABLE_LOGIN;
pub(super) use password_login::PASSWORD_LOGIN;
pub(super) use placeholder_ssh_key::PLACEHOLDER_SSH_KEY;
pub(super) use private_key::PRIVATE_KEY;
pub(super) use secret_in_cloud_init::SECRET_IN_CLOUD_INIT;
pub(super) use unsupported_ssh_key_type::UNSUPPORTED_SSH_KEY_TYPE;
pub(super) use weak_ssh_key::WEAK_SSH_KEY;
