//! User data or keys that no Secret can hold.

use crate::rules::{Check, Context, Findings, Instance, spec_field};

rule! {
    OVERSIZED = "oversized-user-data", CloudConfig, Error;
    "more user data or keys than a Secret can hold";
    Check::Instance(check)
}

/// What a Secret holds at most.
///
/// Source: `MaxSecretSize` in `pkg/apis/core/types.go`, Kubernetes.
const SECRET_BYTES: usize = 1 << 20;

fn check(_: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let Some(spec) = &instance.vm.spec else { return };
    let user_data = spec.cloud_init.as_deref().map_or(0, str::len);
    let keys = spec.ssh_keys.iter().flatten().map(|key| key.len()).sum();
    for (field, size) in [("cloudInit", user_data), ("sshKeys", keys)] {
        if size > SECRET_BYTES {
            let template = "`{field}` has {size} bytes, but a Secret holds {most} at most";
            let args: [(&'static str, &dyn std::fmt::Display); 3] =
                [("field", &field), ("size", &size), ("most", &SECRET_BYTES)];
            findings.add(
                OVERSIZED
                    .finding(instance.id, spec_field(field), template, &args)
                    .on_key()
                    .help("have the VM fetch what is large, or put it into the image"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    #[test]
    fn the_limit_is_a_mebibyte() {
        let drawn = |size: usize| {
            let script = format!("#!/bin/sh\n# {}", "x".repeat(size - "#!/bin/sh\n# ".len()));
            spec("oversized-user-data", &format!("cloudInit: {script:?}\n"), &on("hikube"))
        };
        assert_eq!(drawn(1 << 20), "");
        assert!(
            drawn((1 << 20) + 1)
                .contains("`cloudInit` has 1048577 bytes, but a Secret holds 1048576 at most")
        );
    }
}
