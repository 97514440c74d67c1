//! `vmspec init`: a first manifest.

mod answers;

use std::fs;
use std::path::PathBuf;

use vmspec::analysis::{Options, SourceFile, Workspace};
use vmspec::diagnostic::Severity;
use vmspec::platform::Platform;
use vmspec::rules::Scope;

use self::answers::Answers;
use crate::Verdict;
use crate::args::InitArgs;
use crate::configuration::{Flags, Settings};
use crate::error::Error;
use crate::output::Output;

/// Asks, writes the manifest and says what to do next. What the check finds is told, and with errors nothing is written.
pub(crate) fn run(args: &InitArgs) -> Result<Verdict, Error> {
    let mut options = Settings::of_path(&PathBuf::from("."), &Flags::new(&args.target))?.options;
    // Nothing else exists, so that what the manifest refers to must be in it.
    options.scope = Scope::Closed;
    let answers = Answers::get(args, &options.platform)?;
    let path = args.file.clone().unwrap_or_else(|| PathBuf::from(format!("{}.yaml", answers.name)));
    let text = manifest(&answers, &options.platform);
    let name = path.display().to_string();
    if has_errors(&name, &text, &options) {
        return Ok(Verdict::Found);
    }
    if path.as_os_str() == "-" {
        Output::write_manifest(&text)?;
        return Ok(Verdict::Clean);
    }
    if path.exists() && !args.force {
        return Err(Error::Exists { path });
    }
    fs::write(&path, text).map_err(|source| Error::WriteFile { path: path.clone(), source })?;
    let name = vmspec_report::escape::line(&name);
    Output::note(&format!(
        "wrote `{name}`; check it with `vmspec {name}`, apply it with `kubectl apply -f {name}`"
    ));
    Ok(Verdict::Clean)
}

/// Whether the manifest has errors. They are told, and so are warnings.
fn has_errors(name: &str, text: &str, options: &Options) -> bool {
    let files = [SourceFile::parse(name, text, &options.limits)];
    let mut found = Workspace::new(&files, options).check().diagnostics;
    found.retain(|diagnostic| diagnostic.severity > Severity::Info);
    let has_errors = found.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    Output::report_findings(&files, found);
    has_errors
}

/// The manifest, with comments for whoever reads it first.
fn manifest(answers: &Answers, platform: &Platform) -> String {
    let Answers { name, image, profile, instance_type, disk_size, storage_class, ports, ssh_key } = answers;
    let catalog = &platform.catalog;
    let minimum = catalog
        .image(image)
        .map_or_else(String::new, |image| format!(" The image needs {}.", image.minimum_storage));
    let size = catalog
        .instance_type(instance_type)
        .map_or_else(String::new, |found| format!("{} vCPU, {}. ", found.vcpus, found.memory));
    let exposure = if ports.is_empty() {
        "  # Reached from within the cluster only.\n  external: false\n".to_owned()
    } else {
        let ports: Vec<String> = ports.iter().map(|port| format!("    - {port}\n")).collect();
        let ports = ports.concat();
        format!(
            "  # A public address, with these ports open to everybody.\n  external: true\n  externalMethod: PortList\n  \
             externalPorts:\n{ports}"
        )
    };
    let [name, system_disk, image, profile, instance_type, disk_size, storage_class, ssh_key] =
        [name, &format!("{name}-system"), image, profile, instance_type, disk_size, storage_class, ssh_key]
            .map(|text| scalar(text));
    format!(
        "\
# The disk that the VM starts from.
apiVersion: apps.cozystack.io/v1alpha1
kind: VMDisk
metadata:
  name: {system_disk}
spec:
  # `vmspec catalog images` lists all golden images.
  source:
    image:
      name: {image}
  # It can grow later, and never shrink.{minimum}
  storage: {disk_size}
  storageClass: {storage_class}
---
apiVersion: apps.cozystack.io/v1alpha1
kind: VMInstance
metadata:
  name: {name}
spec:
  # `Halted` keeps it off.
  runStrategy: Always
  # {size}`vmspec catalog instance-types` lists all.
  instanceType: {instance_type}
  instanceProfile: {profile}
  disks:
    - name: {system_disk}
{exposure}  # Who may log in.
  sshKeys:
    - {ssh_key}
"
    )
}

/// A text as a scalar: plain where that is safe, and in quotes, as JSON has them, where it may not be.
fn scalar(text: &str) -> String {
    let is_plain = text.starts_with(|first: char| first.is_ascii_alphanumeric())
        && !text.ends_with(' ')
        && text.chars().all(|character| character.is_ascii_alphanumeric() || "-._/+=@ ".contains(character));
    if is_plain { text.to_owned() } else { serde_json::Value::from(text).to_string() }
}
