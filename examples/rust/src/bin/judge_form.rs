//! Judges what a form would send: a JSON object, without any YAML.
//!
//! Run it with `cargo run -p vmspec-examples --bin judge_form`.

#![allow(clippy::print_stdout, reason = "a program for a terminal")]

use vmspec::VMDisk;
use vmspec::platform::Platform;
use vmspec::rules::{Bundle, Context, check};

fn main() -> Result<(), serde_json::Error> {
    let form = serde_json::json!({
        "apiVersion": "apps.cozystack.io/v1alpha1",
        "kind": "VMDisk",
        "metadata": { "name": "web-system" },
        "spec": { "source": { "image": { "name": "rocky-9" } }, "storage": "5Gi" },
    });
    let disk: VMDisk = serde_json::from_value(form)?;

    let platform = Platform::hikube();
    let mut bundle = Bundle::new(&platform);
    bundle.add_disk(&disk);
    let context = Context::new(&bundle);

    for resource in bundle.resources() {
        for finding in check(&context, resource) {
            // The path tells the form which field to mark.
            println!("{} {}: {}", finding.severity.name(), finding.path, finding.message);
        }
    }
    Ok(())
}
