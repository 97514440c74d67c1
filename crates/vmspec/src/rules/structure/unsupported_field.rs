//! A field that the platform's release does not read.
//!
//! Which release reads what stands in the table of [`Feature`]s; here is only which field each is about.

use crate::FieldPath;
use crate::diagnostic::Severity;
use crate::model::{VMDiskSpec, VMInstanceSpec};
use crate::platform::Feature;
use crate::rules::{Check, Context, Findings, Resource, spec_field};

rule! {
    UNSUPPORTED_FIELD = "unsupported-field", Structure, Warning;
    "a field that the platform's release does not read";
    Check::Resource(check)
}

fn check(context: &Context<'_>, resource: &Resource<'_>, findings: &mut Findings) {
    if context.platform().version.is_none() {
        return;
    }
    match resource {
        Resource::Instance(instance) => {
            for (path, feature) in instance.vm.spec.iter().flat_map(instance_fields) {
                report(context, resource, &path, feature, Severity::Warning, findings);
            }
        }
        Resource::Disk(disk) => {
            for (path, feature) in disk.disk.spec.iter().flat_map(disk_fields) {
                // A source that the chart does not know leaves the disk without any, and the importer refuses that.
                report(context, resource, &path, feature, Severity::Error, findings);
            }
        }
    }
}

fn instance_fields(spec: &VMInstanceSpec) -> Vec<(FieldPath, Feature)> {
    let fields = [
        (spec.run_strategy.is_some(), "runStrategy"),
        (spec.cpu_model.is_some(), "cpuModel"),
        (spec.gpus.is_some(), "gpus"),
        (spec.networks.is_some(), "networks"),
        (spec.subnets.is_some(), "subnets"),
        (spec.external_method.is_some(), "externalMethod"),
        (spec.external_allow_icmp.is_some(), "externalAllowICMP"),
        (spec.cloud_init_seed.is_some(), "cloudInitSeed"),
    ];
    let mut written: Vec<_> = fields
        .into_iter()
        .filter(|(is_written, _)| *is_written)
        .filter_map(|(_, name)| Some((spec_field(name), Feature::of_field(name)?)))
        .collect();
    for (index, disk) in spec.disks.iter().flatten().enumerate() {
        if disk.bus.is_some() {
            written.push((spec_field("disks").index(index).key("bus"), Feature::DiskBus));
        }
    }
    written
}

fn disk_fields(spec: &VMDiskSpec) -> Vec<(FieldPath, Feature)> {
    let Some(source) = &spec.source else { return Vec::new() };
    let fields = [(source.image.is_some(), "image"), (source.disk.is_some(), "disk")];
    fields
        .into_iter()
        .filter(|(is_written, _)| *is_written)
        .filter_map(|(_, name)| Some((spec_field("source").key(name), Feature::of_field(name)?)))
        .collect()
}

fn report(
    context: &Context<'_>,
    resource: &Resource<'_>,
    path: &FieldPath,
    feature: Feature,
    severity: Severity,
    findings: &mut Findings,
) {
    let platform = context.platform();
    if !platform.supports(feature).is_no() {
        return;
    }
    let Some(since) = feature.first_release() else { return };
    let template = "`{field}` is not read by {platform}, only from v{since} on";
    let args: [(&'static str, &dyn std::fmt::Display); 3] =
        [("field", path), ("platform", platform), ("since", &since)];
    let finding = UNSUPPORTED_FIELD.finding(resource.id(), path.clone(), template, &args);
    findings.add(finding.severity(severity).on_key());
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{draw, on, spec};

    #[test]
    fn what_a_release_does_not_read_yet() {
        let drawn = |platform: &str| {
            spec(
                "unsupported-field",
                "runStrategy: Always\nnetworks: [{name: a}]\ndisks: [{name: s}]",
                &on(platform),
            )
        };
        assert_eq!(
            drawn("cozystack@0.41"),
            "
runStrategy: Always
^^^^^^^^^^^ warning: `spec.runStrategy` is not read by cozystack@0.41, only from v1.0.0 on
networks: [{name: a}]
^^^^^^^^ warning: `spec.networks` is not read by cozystack@0.41, only from v1.3.0 on
"
        );
        for platform in ["cozystack@1.6", "cozystack", "hikube"] {
            assert_eq!(drawn(platform), "", "{platform}");
        }
    }

    #[test]
    fn a_source_that_is_not_read_is_refused() {
        let text = "apiVersion: apps.cozystack.io/v1alpha1\nkind: VMDisk\nmetadata: {name: d}\nspec: {source: {disk: {name: a}}}\n";
        assert!(
            draw("unsupported-field", text, &on("cozystack@1.2")).contains("^^^^ error: `spec.source.disk`")
        );
    }
}
