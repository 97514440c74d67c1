//! A user that is made for a person and can't log in.

use crate::cloud_config::model::{User, UserEntry};
use crate::diagnostic::Severity;
use crate::resolve::{AccountPassword, login};
use crate::rules::{Check, Context, Findings, Instance, spec_field};

rule! {
    KEYLESS_USER = "keyless-user", Access, Info;
    "a user without a key and without a password";
    Check::Instance(check)
}

fn check(_: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let Some(config) = instance.cloud_config() else { return };
    let Some(users) = &config.users else { return };
    let Some(login) = login(instance.vm, Some(config), None) else { return };
    // Where nobody can log in, that is what is to be said.
    if !login.is_possible() {
        return;
    }
    let list = spec_field("cloudInit").nested().key("users");
    for (index, entry) in users.entries().iter().enumerate() {
        let UserEntry::User(user) = entry else { continue };
        let path = list.clone().index(index);
        let Some(account) = login.accounts.iter().find(|account| account.path == path) else { continue };
        if account.can_log_in() || is_service(user) {
            continue;
        }
        let name = account.name.unwrap_or_default();
        let finding = if account.password == AccountPassword::Locked {
            let template = "user `{name}` can't log in: `lock_passwd`, which is true unless it says otherwise, locks the password";
            KEYLESS_USER
                .finding(instance.id, path.key("name"), template, &[("name", &name)])
                .severity(Severity::Warning)
                .help("give the user `ssh_authorized_keys`, or set `lock_passwd: false`")
        } else {
            let template = "user `{name}` has neither a key nor a password, and can't log in";
            KEYLESS_USER
                .finding(instance.id, path.key("name"), template, &[("name", &name)])
                .help("give the user `ssh_authorized_keys`, or `system: true` if it is no person")
        };
        findings.add(finding.given(list.clone().index(index)));
    }
}

/// Whether a user is made for a program.
fn is_service(user: &User) -> bool {
    let has_no_shell = |shell: &str| shell.ends_with("nologin") || shell.ends_with("false");
    user.system == Some(true) || user.shell.as_deref().is_some_and(has_no_shell)
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    fn drawn(user: &str) -> String {
        let lines = format!(
            "sshKeys: [ssh-ed25519 AAAA]\ncloudInit: |\n  #cloud-config\n  users:\n  - default\n  - {{name: ann, {user}}}"
        );
        spec("keyless-user", &lines, &on("hikube"))
    }

    #[test]
    fn table() {
        assert!(drawn("gecos: Ann").contains("info: user `ann` has neither a key nor a password"));
        assert!(drawn("passwd: $6$a$b").contains("warning: user `ann` can't log in"));
        for user in [
            "passwd: $6$a$b, lock_passwd: false",
            "ssh_import_id: [gh:ann]",
            "ssh_authorized_keys: [ssh-ed25519 AAAA]",
            "system: true",
            "shell: /usr/sbin/nologin",
            "ssh_authorized_keys: {}",
        ] {
            assert_eq!(drawn(user), "", "{user}");
        }
    }
}
