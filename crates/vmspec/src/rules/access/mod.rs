//! Who can log in.

mod broken_ssh_key;
mod duplicate_ssh_key;
mod invalid_ssh_key;
mod keys;
mod placeholder_ssh_key;
mod private_key;
mod unsupported_ssh_key_type;
mod weak_ssh_key;

pub(super) use broken_ssh_key::BROKEN_SSH_KEY;
pub(super) use duplicate_ssh_key::DUPLICATE_SSH_KEY;
pub(super) use invalid_ssh_key::INVALID_SSH_KEY;
pub(super) use placeholder_ssh_key::PLACEHOLDER_SSH_KEY;
pub(super) use private_key::PRIVATE_KEY;
pub(super) use unsupported_ssh_key_type::UNSUPPORTED_SSH_KEY_TYPE;
pub(super) use weak_ssh_key::WEAK_SSH_KEY;
