//! `vmspec schema`: the JSON Schema of a kind.

use vmspec::schema::{Draft, Kind, schema};
use vmspec_report::json;

use crate::args::{ColorChoice, SchemaArgs, SchemaDraft, SchemaKind};
use crate::error::Error;
use crate::output::Output;
use crate::{Verdict, configuration};

pub(crate) fn run(args: &SchemaArgs) -> Result<Verdict, Error> {
    let platform = configuration::with_catalogs(args.platform.clone(), &args.catalog)?;
    let kind = match args.kind {
        SchemaKind::VMInstance => Kind::VMInstance,
        SchemaKind::VMDisk => Kind::VMDisk,
    };
    let draft = match args.draft {
        SchemaDraft::Draft202012 => Draft::Draft202012,
        SchemaDraft::Draft07 => Draft::Draft07,
    };
    Output::new(ColorChoice::Never).write(&json::to_text(&schema(kind, &platform, draft)))?;
    Ok(Verdict::Clean)
}
