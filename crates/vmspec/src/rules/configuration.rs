//! What vmspec itself is told: comments that say what to ignore. `analysis` reads them; here is what their faults are
//! called.

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
