//! `vmspec lsp`: a language server for editors, on standard input and output.

use std::path::PathBuf;

use clap::ValueEnum;
use vmspec_lsp::{ClientSettings, ConfigureError, Ending, Environment, Group};

use crate::Verdict;
use crate::args::{Stage, TargetArgs};
use crate::configuration::{self, Flags};
use crate::error::Error;
use crate::inputs::{self, Input};
use crate::session;

/// Serves an editor until it asks to end.
pub(crate) fn run() -> Result<Verdict, Error> {
    let environment = Environment {
        list: Box::new(inputs::manifests_below),
        configure: Box::new(configure),
        proofread: Box::new(configuration::faults),
    };
    Ok(match vmspec_lsp::serve_stdio(environment)? {
        Ending::Orderly => Verdict::Clean,
        Ending::Abrupt => Verdict::Abandoned,
    })
}

/// What is in force for files, as on the command line; what the editor says stands for the flags.
fn configure(paths: &[PathBuf], settings: &ClientSettings) -> Result<Vec<Group>, ConfigureError> {
    let target = target(settings)?;
    let flags = Flags::new(&target);
    let inputs: Vec<Input> = paths.iter().map(|path| inputs::file(path)).collect();
    let groups = configuration::groups(inputs, &flags).map_err(refusal)?;
    let group = |group: configuration::InputGroup| {
        let baseline = group.settings.baseline.as_deref().map(session::read_baseline);
        Ok(Group {
            options: group.settings.options,
            baseline: baseline.transpose().map_err(refusal)?,
            files: group.inputs.into_iter().map(|(index, _)| index).collect(),
        })
    };
    groups.into_iter().map(group).collect()
}

/// An error for the editor.
fn refusal(error: Error) -> ConfigureError {
    let message = error.to_string();
    let file = match error {
        Error::Configuration { name, .. } => std::path::absolute(name).ok(),
        _ => None,
    };
    ConfigureError { message, file }
}

fn target(settings: &ClientSettings) -> Result<TargetArgs, String> {
    let platform = settings.platform.as_deref().filter(|name| !name.is_empty());
    let platform = platform.map(str::parse).transpose();
    let stage = settings.stage.as_deref().filter(|name| !name.is_empty());
    let stage = stage.map(|name| {
        Stage::from_str(name, false)
            .map_err(|_| format!("unknown stage `{name}`: expected `development` or `production`"))
    });
    let written = |path: &PathBuf| (!path.as_os_str().is_empty()).then(|| path.clone());
    Ok(TargetArgs {
        platform: platform.map_err(|error: vmspec::platform::ParsePlatformError| error.to_string())?,
        catalog: settings.catalogs.clone(),
        complete: settings.complete,
        stage: stage.transpose()?,
        config: settings.config.as_ref().and_then(written),
        no_config: false,
    })
}
