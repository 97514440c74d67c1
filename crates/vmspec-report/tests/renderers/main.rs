//! What the renderers make of reports.

mod any_text;
mod change;
mod human;
mod lines;
mod support;
