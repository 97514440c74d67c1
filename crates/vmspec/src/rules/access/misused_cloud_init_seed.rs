//! A seed that holds a document: it is not read, only compared with the seed before.

use crate::rules::{Check, Context, Findings, Instance, spec_field};

rule! {
    MISUSED_CLOUD_INIT_SEED = "misused-cloud-init-seed", Access, Info;
    "`cloudInitSeed` holds data that nobody reads";
    Check::Instance(check)
}

fn check(_: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let Some(seed) = instance.vm.spec.as_ref().and_then(|spec| spec.cloud_init_seed.as_deref()) else {
        return;
    };
    let seed = seed.trim();
    if !(seed.starts_with("#cloud-config") || seed.contains('\n') || seed.contains(": ")) {
        return;
    }
    let finding = MISUSED_CLOUD_INIT_SEED
        .finding(instance.id, spec_field("cloudInitSeed"), "`cloudInitSeed` looks like data, which nobody reads", &[])
        .on_key()
        .help("user data belongs in `cloudInit`; a seed is any word, and another word makes cloud-init run again");
    findings.add(finding);
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    #[test]
    fn table() {
        for (seed, is_data) in [
            ("'2'", false),
            ("2026-10-19", false),
            ("run 3", false),
            ("''", false),
            ("'instance-id: web'", true),
            ("|\n  #cloud-config", true),
        ] {
            let drawn = spec("misused-cloud-init-seed", &format!("cloudInitSeed: {seed}"), &on("hikube"));
            assert_eq!(
                drawn.contains("^^^^^^^^^^^^^ info: `cloudInitSeed` looks like data"),
                is_data,
                "{seed}"
            );
        }
    }
}
