//! `vmspec schema`: JSON Schemas.

use vmspec::schema::{self, Draft, Flavour, Kind};
use vmspec_report::json;

use crate::args::{ColorChoice, SchemaArgs, SchemaDraft, SchemaFlavour, SchemaSubject};
use crate::error::Error;
use crate::output::Output;
use crate::{Verdict, configuration};

pub(crate) fn run(args: &SchemaArgs) -> Result<Verdict, Error> {
    let platform = configuration::with_catalogs(args.platform.clone(), &args.catalog)?;
    let flavour = match args.flavour {
        SchemaFlavour::Plain => Flavour::Plain,
        SchemaFlavour::Strict => Flavour::Strict,
        SchemaFlavour::Editor => Flavour::Editor,
    };
    let draft = match args.draft {
        SchemaDraft::Draft202012 => Draft::Draft202012,
        SchemaDraft::Draft07 => Draft::Draft07,
    };
    let schema = match args.subject {
        SchemaSubject::VMInstance => schema::schema(Kind::VMInstance, &platform, flavour, draft),
        SchemaSubject::VMDisk => schema::schema(Kind::VMDisk, &platform, flavour, draft),
        SchemaSubject::Manifests => schema::manifests(&platform, flavour, draft),
        SchemaSubject::VmInstanceValues => schema::values(Kind::VMInstance),
        SchemaSubject::VmDiskValues => schema::values(Kind::VMDisk),
        SchemaSubject::Catalog => schema::catalog(),
        SchemaSubject::Config => schema::config(),
        SchemaSubject::Report => vmspec_report::schema::report(),
        SchemaSubject::Change => vmspec_report::schema::change(),
        SchemaSubject::Migration => vmspec_report::schema::migration(),
    };
    Output::new(ColorChoice::Never).write(&json::to_text(&schema))?;
    Ok(Verdict::Clean)
}
