//! What the renderers make of reports.

mod any_text;
mod change;
mod formats;
mod human;
mod lines;
mod sarif;
mod support;
