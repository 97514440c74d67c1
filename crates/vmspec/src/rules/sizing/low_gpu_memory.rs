//! A VM with a GPU and less memory than the driver needs.

use super::undersized_memory::LEAST_BYTES;
use crate::model::Quantity;
use crate::resolve::SizingOrigin;
use crate::rules::{Check, Context, Findings, Instance, spec_field};

rule! {
    LOW_GPU_MEMORY = "low-gpu-memory", Sizing, Warning;
    "a VM with a GPU and less memory than the GPU's driver needs";
    Check::Instance(check)
}

fn check(context: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    if instance.resolved.gpus.is_empty() {
        return;
    }
    let Some(minimum) =
        context.platform().catalog.gpu_guests.as_ref().and_then(|guests| guests.minimum_memory.as_ref())
    else {
        return;
    };
    let sizing = &instance.resolved.sizing;
    // `conflicting-resources` and `undersized-memory` speak of sizes that are refused anyway.
    let least = Quantity::from_count(LEAST_BYTES);
    let is_low = |memory: &&Quantity| *memory < minimum && **memory >= least;
    let Some(memory) = sizing.memory.as_ref().filter(is_low).filter(|_| !sizing.conflicts()) else { return };
    let path = match sizing.origin {
        SizingOrigin::InstanceType => spec_field("instanceType"),
        SizingOrigin::Resources | SizingOrigin::Nowhere => super::resource_field("memory"),
    };
    findings.add(
        LOW_GPU_MEMORY
            .finding(
                instance.id,
                path,
                "the VM has a GPU and {memory} of memory, the driver needs at least {minimum}",
                &[("memory", memory), ("minimum", minimum)],
            )
            .label(instance.id, spec_field("gpus"), "the GPU")
            .help("with less the driver of the GPU does not load"),
    );
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    #[test]
    fn table() {
        let gpu = "gpus: [{name: nvidia.com/AD102GL_L40S}]";
        for (lines, found) in [
            ("instanceType: s1.small", true),
            ("instanceType: s1.medium", false),
            ("instanceType: u1.medium", false),
            ("external: false", false),
            ("instanceType: unheard.of", false),
            ("instanceType: ''\nresources: {cpu: 8, sockets: 1, memory: 4095Mi}", true),
            ("instanceType: ''\nresources: {cpu: 8, sockets: 1, memory: 4Gi}", false),
        ] {
            let with_gpu = format!("{lines}\n{gpu}");
            assert_eq!(!spec("low-gpu-memory", &with_gpu, &on("hikube")).is_empty(), found, "{lines}");
            assert_eq!(spec("low-gpu-memory", lines, &on("hikube")), "");
        }
        assert_eq!(
            spec("low-gpu-memory", &format!("instanceType: s1.small\n{gpu}"), &on("hikube")),
            "
instanceType: s1.small
              ^^^^^^^^ warning: the VM has a GPU and 2Gi of memory, the driver needs at least 4Gi
              line 2: the GPU
"
        );
    }
}
