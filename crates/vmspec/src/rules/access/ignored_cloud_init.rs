//! User data for Windows, where nothing reads it by itself.

use super::guest::{Guest, given_guest, guest};
use crate::rules::{Check, Context, Findings, Instance, spec_field};

rule! {
    IGNORED_CLOUD_INIT = "ignored-cloud-init", Access, Warning;
    "`cloudInit` of a Windows VM";
    Check::Instance(check)
}

/// How user data for cloudbase-init begins, which is a sign that it is installed.
///
/// Source: documentation of cloudbase-init, *Userdata*.
const FOR_WINDOWS: [&str; 3] = ["#ps1", "rem cmd", "<powershell>"];

fn check(context: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let text =
        instance.vm.spec.as_ref().and_then(|spec| spec.cloud_init.as_deref()).unwrap_or_default().trim();
    if text.is_empty() || FOR_WINDOWS.iter().any(|start| text.starts_with(start)) {
        return;
    }
    let Guest::Without { system, is_windows: true } = guest(context, instance) else { return };
    let template = "`cloudInit` does nothing: no cloud-init runs in {system}";
    let finding = IGNORED_CLOUD_INIT
        .finding(instance.id, spec_field("cloudInit"), template, &[("system", &system)])
        .on_key()
        .help("it is read only where cloudbase-init was installed to the image");
    findings.add(given_guest(context, instance, finding));
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    #[test]
    fn scripts_for_windows_are_meant() {
        let drawn = |text: &str| {
            let lines = format!("disks: [{{name: a}}]\ninstanceProfile: windows\ncloudInit: '{text}'");
            spec("ignored-cloud-init", &lines, &on("hikube"))
        };
        assert!(drawn("#cloud-config").contains("^^^^^^^^^ warning: `cloudInit` does nothing"));
        assert_eq!(drawn("#ps1_sysnative"), "");
        assert_eq!(drawn(""), "");
    }
}
