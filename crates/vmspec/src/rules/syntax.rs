//! Faults of the text. `analysis` finds them while parsing; here is what they are called.

use super::Check;

rule! {
    YAML_SYNTAX = "yaml-syntax", Syntax, Error;
    "the text is not YAML, or not YAML that kubectl reads";
    Check::Text
}

rule! {
    DUPLICATE_KEY = "duplicate-key", Syntax, Error;
    "a mapping has the same key twice";
    Check::Text
}

rule! {
    LIMIT_EXCEEDED = "limit-exceeded", Syntax, Error;
    "the text is too large or too deeply nested to be checked";
    Check::Text
}
