//! Whether cloud-init runs in a guest, for the rules about logins.

use vmspec_yaml::FieldPath;

use crate::catalog::OsFamily;
use crate::resolve::{Chosen, ResolvedSource, default_user};
use crate::rules::{Context, Disk, Finding, Instance, spec_field};

/// What is known of the system in a VM.
pub(super) enum Guest<'p> {
    /// A system that cloud-init sets up.
    CloudInit {
        /// Whom `sshKeys` lets in.
        default_user: Option<&'p str>,
        /// Whether it is a golden image, which has no password.
        is_golden: bool,
    },
    /// A system in which no cloud-init runs.
    Without {
        /// The system, for people.
        system: &'p str,
        /// Whether it is Windows, in which another program may do the same.
        is_windows: bool,
    },
    /// Nothing tells.
    Unknown,
}

/// What is known of the system in a VM: of its first disk, and without it of its profile.
pub(super) fn guest<'p>(context: &Context<'p>, instance: &Instance<'p>) -> Guest<'p> {
    if instance.resolved.disks.is_empty() {
        return Guest::Unknown;
    }
    let disk = system_disk(context, instance);
    if disk.is_none() && context.bundle.has_lost_resources() {
        return Guest::Unknown;
    }
    let image = disk.and_then(|disk| disk.resolved.image());
    let profile = instance.resolved.profile.value.as_ref().and_then(Chosen::entry);
    if let Some(image) = image {
        return if image.cloud_init {
            Guest::CloudInit { default_user: default_user(Some(image), profile), is_golden: true }
        } else {
            Guest::Without { system: &image.os, is_windows: image.family == OsFamily::Windows }
        };
    }
    let Some(profile) = profile else { return Guest::Unknown };
    if !profile.cloud_init {
        return Guest::Without { system: &profile.os, is_windows: profile.family == OsFamily::Windows };
    }
    // A system is installed by hand to an empty disk, and to an optical one it is not.
    let is_installed = disk.is_some_and(|disk| {
        disk.resolved.optical.value || disk.resolved.source.value == ResolvedSource::Blank
    });
    if is_installed || profile.family != OsFamily::Linux {
        return Guest::Unknown;
    }
    Guest::CloudInit { default_user: default_user(None, Some(profile)), is_golden: false }
}

/// The finding, resting on what tells the system.
pub(super) fn given_guest(context: &Context<'_>, instance: &Instance<'_>, finding: Finding) -> Finding {
    let namespace = || FieldPath::root().key("metadata").key("namespace");
    let finding = finding.given(spec_field("disks")).given(spec_field("instanceProfile")).given(namespace());
    match system_disk(context, instance) {
        Some(disk) => finding
            .given_of(disk.id, namespace())
            .given_of(disk.id, spec_field("source"))
            .given_of(disk.id, spec_field("optical")),
        None => finding,
    }
}

fn system_disk<'c>(context: &Context<'c>, instance: &Instance<'_>) -> Option<&'c Disk<'c>> {
    context.bundle.disk_for(instance.id, &instance.resolved.disks.first()?.name)
}
