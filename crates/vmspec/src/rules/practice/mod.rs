//! What the provider recommends; follows the stage.

mod exposed_whole_ip;

pub(super) use exposed_whole_ip::EXPOSED_WHOLE_IP;
