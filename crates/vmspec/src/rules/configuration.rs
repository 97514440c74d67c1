//! What vmspec itself is told, by comments in manifests and in files of its own. `analysis` and `config` read them; here
//! is what their faults are called.

use super::Check;

rule! {
    INVALID_SUPPRESSION = "invalid-suppression", Configuration, Warning;
    "a comment or annotation that tells vmspec to ignore something that is no rule";
    Check::Text
}

rule! {
    UNUSED_SUPPRESSION = "unused-suppression", Configuration, Info;
    "a comment or annotation that tells vmspec to ignore what is not there";
    Check::Text
}

rule! {
    INVALID_CONFIGURATION = "invalid-configuration", Configuration, Error;
    "a configuration file or a baseline that vmspec can't go by";
    Check::Text
}
