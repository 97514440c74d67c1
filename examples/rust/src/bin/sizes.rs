//! Sums up what the VMs of a manifest take: vCPUs, memory, and what is reachable from outside.
//!
//! Run it with `cargo run -p vmspec-examples --bin sizes examples/hikube/web-server.yaml`.

#![allow(clippy::print_stdout, reason = "a program for a terminal")]

use std::error::Error;

use vmspec::analysis::{Options, SourceFile, Workspace};
use vmspec::resolve::Reachable;
use vmspec::rules::Resource;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("usage: sizes FILE")?;
    let options = Options::default();
    let files = [SourceFile::parse_bytes(path.as_str(), &std::fs::read(&path)?, &options.limits)];
    let workspace = Workspace::new(&files, &options);

    for resource in workspace.bundle().resources() {
        let Resource::Instance(instance) = resource else { continue };
        let resolved = &instance.resolved;
        let vcpus = resolved.sizing.vcpus.map_or("?".to_owned(), |vcpus| vcpus.to_string());
        let memory = resolved.sizing.memory.as_ref().map_or("?".to_owned(), ToString::to_string);
        let open = match &resolved.exposure.reachable {
            Reachable::Nothing => "nothing".to_owned(),
            Reachable::Ports { tcp, .. } => {
                tcp.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
            }
            Reachable::Everything => "every port".to_owned(),
        };
        println!("{}: {vcpus} vCPU, {memory}, {} disks, open: {open}", resource.name(), resolved.disks.len());
    }
    Ok(())
}
