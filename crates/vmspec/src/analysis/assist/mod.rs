//! What an editor asks for while someone writes: what could stand here, what this is, where it is used, how to mend it.
//!
//! All of it is pure, takes and gives offsets in bytes, and is the same for the language server and for browsers.
//! [`complete`] works on texts as broken as they are while someone types.
//!
//! Start reading at [`complete`]; `fields` is what is known of the fields, and `cursor` finds out what is being
//! written.

mod actions;
mod complete;
mod cursor;
pub(super) mod fields;
mod folding;
mod hints;
mod hover;
mod references;
mod selection;
mod spot;
mod symbols;
mod wording;

pub use actions::{ActionKind, CodeAction, code_actions, fix_all_action};
pub use complete::{CompletionItem, CompletionKind, Completions, complete};
pub use folding::{Fold, FoldKind, folds};
pub use hints::{InlayHint, Lens, inlay_hints, lenses};
pub use hover::{Hover, hover};
pub use references::{Location, RenameError, definition, references, renamable, rename};
pub use selection::selections;
pub use symbols::{Symbol, SymbolKind, symbols};
