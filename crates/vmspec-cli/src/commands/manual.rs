//! `vmspec completions` and `vmspec man`: what shells and `man` know of the command line.

use std::fs;

use clap::CommandFactory;

use crate::Verdict;
use crate::args::{Cli, CompletionsArgs, ManArgs};
use crate::error::Error;
use crate::output::Output;

pub(crate) fn completions(args: &CompletionsArgs) -> Result<Verdict, Error> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "vmspec", &mut script);
    Output::write_manifest(&String::from_utf8_lossy(&script))?;
    Ok(Verdict::Clean)
}

pub(crate) fn man(args: &ManArgs) -> Result<Verdict, Error> {
    if let Some(directory) = &args.output {
        let written =
            fs::create_dir_all(directory).and_then(|()| clap_mangen::generate_to(Cli::command(), directory));
        written.map_err(|source| Error::WriteFile { path: directory.clone(), source })?;
    } else {
        let mut page = Vec::new();
        let rendered = clap_mangen::Man::new(Cli::command()).render(&mut page);
        rendered.map_err(Error::Write)?;
        Output::write_manifest(&String::from_utf8_lossy(&page))?;
    }
    Ok(Verdict::Clean)
}
