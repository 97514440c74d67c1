//! A VM whose system disk is a copy of another VM's. The copy keeps host name, SSH host keys and machine id,
//! unless cloud-init runs again, which it does for a new seed only.

use crate::resolve::ResolvedSource;
use crate::rules::{Check, Context, Findings, Instance, spec_field};

rule! {
    CLONED_IDENTITY = "cloned-identity", Disks, Info;
    "a VM starts from a copy of another VM's system disk";
    Check::Instance(check)
}

fn check(context: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let Some(spec) = &instance.vm.spec else { return };
    if spec.cloud_init_seed.as_ref().is_some_and(|seed| !seed.is_empty()) {
        return;
    }
    let Some(first) = instance.resolved.disks.first() else { return };
    let Some(disk) = context.bundle.disk_for(instance.id, &first.name) else { return };
    let ResolvedSource::Clone { disk: source } = &disk.resolved.source.value else { return };
    let template =
        "the system disk is a copy of `{source}`, and keeps its host name, host keys and machine id";
    let finding = CLONED_IDENTITY
        .finding(instance.id, first.name_path(), template, &[("source", source)])
        .given(spec_field("cloudInitSeed"))
        .label(disk.id, spec_field("source"), "copied here")
        .help("a `cloudInitSeed` of its own makes cloud-init run again; set `hostname` in `cloudInit`");
    findings.add(finding);
}

#[cfg(test)]
mod tests {
    use crate::analysis::Options;
    use crate::rules::testing::draw;

    #[test]
    fn a_seed_makes_it_a_new_machine() {
        let drawn = |spec: &str| {
            let text = format!(
                "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMInstance\nmetadata: {{name: m}}\nspec: {{disks: [{{name: d}}]{spec}}}\n---\napiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {{name: d}}\nspec: {{source: {{disk: {{name: base}}}}}}\n"
            );
            draw("cloned-identity", &text, &Options::default())
        };
        assert!(drawn("").contains("info: the system disk is a copy of `base`"));
        assert_eq!(drawn(", cloudInitSeed: m"), "");
    }
}
