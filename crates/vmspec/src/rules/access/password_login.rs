//! A VM whose SSH server takes passwords from the whole Internet.

use crate::cloud_config::model::PasswordLogin;
use crate::rules::{Check, Context, Findings, Instance, spec_field};

rule! {
    PASSWORD_LOGIN = "password-login", Access, Warning;
    "a public SSH server that takes passwords";
    Check::Instance(check)
}

/// The port of SSH.
const SSH: u16 = 22;

fn check(_: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let Some(config) = instance.cloud_config() else { return };
    let takes_passwords = config.ssh_pwauth.as_ref().and_then(PasswordLogin::enabled) == Some(true);
    if !takes_passwords || !instance.resolved.exposure.reachable.has_tcp(SSH) {
        return;
    }
    let path = spec_field("cloudInit").nested().key("ssh_pwauth");
    let template = "the SSH server takes passwords, and everybody on the Internet can try them";
    let finding = PASSWORD_LOGIN
        .finding(instance.id, path, template, &[])
        .given(spec_field("external"))
        .given(spec_field("externalMethod"))
        .given(spec_field("externalPorts"))
        .help("log in with keys, and leave `ssh_pwauth` out");
    findings.add(finding);
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    #[test]
    fn only_where_anybody_can_try() {
        let drawn = |lines: &str, flag: &str| {
            let lines = format!("{lines}\ncloudInit: |\n  #cloud-config\n  ssh_pwauth: {flag}");
            spec("password-login", &lines, &on("hikube"))
        };
        assert_eq!(
            drawn("external: true", "true"),
            "
  ssh_pwauth: true
              ^^^^ warning: the SSH server takes passwords, and everybody on the Internet can try them
"
        );
        assert!(!drawn("external: true", "yes").is_empty());
        assert_eq!(drawn("external: true", "false"), "");
        assert_eq!(drawn("external: true", "unchanged"), "");
        assert_eq!(drawn("external: true\nexternalPorts: [443]", "true"), "");
        assert_eq!(drawn("external: false", "true"), "");
    }
}
