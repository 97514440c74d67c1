//! Nobody can log in: no key and no password reaches any account of a system that comes without passwords.

use super::guest::{Guest, given_guest, guest};
use crate::cloud_config::UserDataKind;
use crate::diagnostic::Severity;
use crate::resolve::login;
use crate::rules::{Check, Context, Findings, Instance, spec_field};

rule! {
    NO_REACHABLE_LOGIN = "no-reachable-login", Access, Info;
    "nobody can log in to a VM";
    Check::Instance(check)
}

/// The port of SSH.
const SSH: u16 = 22;

/// Words in user data that may make an account or let somebody in, in a way that is not described.
const OTHER_WAYS: [&str; 8] =
    ["authorized_keys", "passwd", "useradd", "adduser", "ansible", "puppet", "salt", "tailscale"];

fn check(context: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let Guest::CloudInit { default_user, is_golden } = guest(context, instance) else { return };
    let config = match &instance.user_data {
        // The system may be one that was installed by hand, with its passwords.
        None if !is_golden => return,
        None => None,
        Some(data) if data.kind == UserDataKind::CloudConfig => {
            let Some(config) = &data.config else { return };
            Some(config)
        }
        Some(_) => return,
    };
    let Some(login) = login(instance.vm, config, default_user) else { return };
    // Keys that reach nobody are the cause then, and another rule speaks of them.
    if login.is_possible() || !login.stray_keys.is_empty() {
        return;
    }
    let text = instance.vm.spec.as_ref().and_then(|spec| spec.cloud_init.as_deref()).unwrap_or_default();
    if OTHER_WAYS.iter().any(|way| text.contains(way)) {
        return;
    }
    let makes_users = config.is_some_and(|config| config.users.is_some());
    let is_exposed = instance.resolved.exposure.reachable.has_tcp(SSH);
    let cloud_init = spec_field("cloudInit");
    let finding = if makes_users {
        let path = cloud_init.clone().nested().key("users");
        let template = "nobody can log in: none of the users has a key or a password";
        NO_REACHABLE_LOGIN
            .finding(instance.id, path, template, &[])
            .on_key()
            .help("give a user `ssh_authorized_keys`, or add `default` to the users and `sshKeys` to the VM")
    } else {
        let path = if config.is_some() { cloud_init.clone() } else { spec_field("sshKeys") };
        let template = "nobody can log in: there is no `sshKeys`, and the system has no password";
        let finding = NO_REACHABLE_LOGIN.finding(instance.id, path, template, &[]).on_key();
        match default_user {
            Some(user) => finding.help(format!("keys in `sshKeys` let their owners in as `{user}`")),
            None => finding.help("keys in `sshKeys` let their owners in as the default user of the image"),
        }
    };
    let severity = if is_exposed && (makes_users || is_golden) { Severity::Warning } else { Severity::Info };
    let finding = finding
        .severity(severity)
        .given(cloud_init)
        .given(spec_field("sshKeys"))
        .given(spec_field("external"))
        .given(spec_field("externalPorts"));
    findings.add(given_guest(context, instance, finding));
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    fn drawn(lines: &str) -> String {
        spec("no-reachable-login", &format!("disks: [{{name: a}}]\n{lines}"), &on("hikube"))
    }

    #[test]
    fn the_cause_is_pointed_at() {
        assert_eq!(
            drawn("external: true\ncloudInit: |\n  #cloud-config\n  users:\n  - name: ann"),
            "
  users:
  ^^^^^ warning: nobody can log in: none of the users has a key or a password
"
        );
        assert_eq!(
            drawn("cloudInit: |\n  #cloud-config\n  packages: [nginx]"),
            "
cloudInit: |
^^^^^^^^^ info: nobody can log in: there is no `sshKeys`, and the system has no password
"
        );
    }

    #[test]
    fn somebody_can_or_nothing_tells() {
        for lines in [
            "sshKeys: [ssh-ed25519 AAAA]",
            "cloudInit: |\n  #cloud-config\n  password: x",
            "cloudInit: |\n  #cloud-config\n  chpasswd: {list: ['root:x']}",
            "cloudInit: |\n  #cloud-config\n  users:\n  - {name: ann, ssh_import_id: [gh:ann]}",
            "cloudInit: |\n  #cloud-config\n  runcmd: [useradd ann]",
            "cloudInit: |\n  #!/bin/sh",
            "cloudInit: 'packages: []'",
            "cloudInit: |\n  #cloud-config\n  - x",
            "cloudInit: [x]",
            "sshKeys: 1",
            "instanceProfile: windows",
            "instanceProfile: nonsense",
            "sshKeys: [ssh-ed25519 AAAA]\ncloudInit: |\n  #cloud-config\n  users: [ann]",
        ] {
            assert_eq!(drawn(lines), "", "{lines}");
        }
    }
}
