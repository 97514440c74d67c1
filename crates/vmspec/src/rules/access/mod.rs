//! Who can log in.

mod placeholder_ssh_key;
mod private_key;

pub(super) use placeholder_ssh_key::PLACEHOLDER_SSH_KEY;
pub(super) use private_key::PRIVATE_KEY;
