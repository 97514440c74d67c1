//! Fields that don't exist or have the wrong type. `analysis` finds them while decoding; here is what they are called.
//! What is there and says nothing has rules of its own.

mod empty_spec;
mod null_source;
mod unsupported_field;

pub(super) use empty_spec::EMPTY_SPEC;
pub(super) use null_source::NULL_SOURCE;
pub(super) use unsupported_field::UNSUPPORTED_FIELD;

use super::Check;

rule! {
    UNKNOWN_FIELD = "unknown-field", Structure, Warning;
    "a field that the platform does not know, and therefore ignores";
    Check::Text
}

rule! {
    OVERRIDDEN_NAME = "overridden-name", Structure, Warning;
    "a field that no documentation names, and that renames what the platform makes for the VM";
    Check::Text
}

rule! {
    WRONG_TYPE = "wrong-type", Structure, Error;
    "a value of another type than the field takes";
    Check::Text
}

rule! {
    INVALID_VALUE = "invalid-value", Structure, Error;
    "a value that the field does not take";
    Check::Text
}

rule! {
    UNKNOWN_VALUE = "unknown-value", Structure, Error;
    "none of the values that the field takes";
    Check::Text
}

rule! {
    MISSING_FIELD = "missing-field", Structure, Error;
    "a field that must be there is missing";
    Check::Text
}

rule! {
    WRONG_API_VERSION = "wrong-api-version", Structure, Error;
    "the kind does not exist in this `apiVersion`";
    Check::Text
}

rule! {
    UNKNOWN_KIND = "unknown-kind", Structure, Error;
    "a kind that is almost `VMInstance` or `VMDisk`";
    Check::Text
}

rule! {
    REMOVED_KIND = "removed-kind", Structure, Error;
    "the kind `VirtualMachine`, which newer platforms don't have";
    Check::Text
}

rule! {
    RESERVED_FIELD = "reserved-field", Structure, Error;
    "a field of `spec` whose name starts with `_`";
    Check::Text
}
