//! `users` without `default`: the default user of the image is not made, and keys for it reach nobody.

use vmspec_yaml::edit::Operation;

use super::guest::{Guest, given_guest, guest};
use crate::cloud_config::model::Users;
use crate::diagnostic::Applicability;
use crate::resolve::login;
use crate::rules::{Check, Context, Findings, Instance, spec_field};

rule! {
    DROPPED_DEFAULT_USER = "dropped-default-user", Access, Warning;
    "keys for the default user, which is not made";
    Check::Instance(check)
}

fn check(context: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let Some(config) = instance.cloud_config() else { return };
    let Some(users) = &config.users else { return };
    let default_user = match guest(context, instance) {
        Guest::CloudInit { default_user, .. } => default_user,
        Guest::Unknown => None,
        Guest::Without { .. } => return,
    };
    let Some(login) = login(instance.vm, Some(config), default_user) else { return };
    let Some(keys) = login.stray_keys.first() else { return };
    let path = spec_field("cloudInit").nested().key("users");
    let nobody = if login.is_possible() { "" } else { ", and nobody can log in" };
    let field = if keys == &spec_field("sshKeys") { "sshKeys" } else { "ssh_authorized_keys" };
    let template = "`users` has no `default`, so the keys in `{field}` reach nobody{nobody}";
    let mut finding = DROPPED_DEFAULT_USER
        .finding(instance.id, path.clone(), template, &[("field", &field), ("nobody", &nobody)])
        .on_key()
        .label(instance.id, keys.clone(), "these keys are for the default user")
        .help(match default_user {
            Some(user) => format!("with `- default` in the list, `{user}` is made and gets them"),
            None => "with `- default` in the list, the default user is made and gets them".to_owned(),
        });
    if matches!(users, Users::List(_)) {
        let insert = Operation::Insert { path: path.index(0), value: "default".into() };
        finding = finding.fix(Applicability::Unsafe, "make the default user as well", vec![insert]);
    }
    findings.add(given_guest(context, instance, finding));
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    fn drawn(config: &str) -> String {
        let lines = format!(
            "sshKeys: [ssh-ed25519 AAAA]\ndisks: [{{name: a}}]\ncloudInit: |\n  #cloud-config\n{config}"
        );
        spec("dropped-default-user", &lines, &on("hikube"))
    }

    #[test]
    fn the_list_is_pointed_at() {
        assert_eq!(
            drawn("  users:\n  - name: ann"),
            "
  users:
  ^^^^^ warning: `users` has no `default`, so the keys in `sshKeys` reach nobody, and nobody can log in
  line 1: these keys are for the default user
  unsafe fix: make the default user as well
"
        );
    }

    #[test]
    fn keys_arrive() {
        for config in [
            "  users:\n  - default\n  - name: ann",
            "  users:\n  - name: default\n  - name: ann",
            "  users: default",
            "  user: ann\n  users: [bob]",
            "  disable_root: false\n  users: [bob]",
            "  packages: [nginx]",
        ] {
            assert_eq!(drawn(config), "", "{config}");
        }
    }
}
