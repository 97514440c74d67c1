//! From texts to diagnostics: what is said, where, and of what nothing is said.

mod damage;
mod documents;
mod drawing;
mod fixes;
mod properties;
mod structure;
mod workspace;
