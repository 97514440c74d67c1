//! A GPU VM with less than the provider advises for each GPU.

use crate::rules::{Check, Context, Findings, Instance, spec_field};

rule! {
    SMALL_GPU_VM = "small-gpu-vm", Practice, Info;
    "a VM has less CPU or memory than is advised for its GPUs";
    Check::Instance(check)
}

fn check(context: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let resolved = &instance.resolved;
    let Ok(count) = u32::try_from(resolved.gpus.len()) else { return };
    let Some(guests) = context.platform().catalog.gpu_guests.as_ref().filter(|_| count > 0) else { return };
    let (Some(cpus), Some(memory)) = (guests.recommended_vcpus_per_gpu, &guests.recommended_memory_per_gpu)
    else {
        return;
    };
    if resolved.sizing.conflicts() {
        return;
    }
    let (Some(vcpus), Some(size)) = (resolved.sizing.vcpus, &resolved.sizing.memory) else { return };
    // `low-gpu-memory` speaks of VMs on which the driver does not even load.
    if guests.minimum_memory.as_ref().is_some_and(|minimum| size < minimum) {
        return;
    }
    let enough_memory = size.as_bytes_ceil() / i64::from(count) >= memory.as_bytes_ceil();
    if vcpus >= u64::from(cpus) * u64::from(count) && enough_memory {
        return;
    }
    let template =
        "{vcpus} vCPU and {size} are little for {gpus}: expected {cpus} vCPU and {memory} for each";
    let gpus = if count == 1 { "a GPU".to_owned() } else { format!("{count} GPUs") };
    let args: [(&'static str, &dyn std::fmt::Display); 5] =
        [("vcpus", &vcpus), ("size", size), ("gpus", &gpus), ("cpus", &cpus), ("memory", memory)];
    let finding = SMALL_GPU_VM
        .finding(instance.id, spec_field("instanceType"), template, &args)
        .given(spec_field("resources"))
        .label(instance.id, spec_field("gpus"), "the GPUs");
    findings.add(finding);
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    #[test]
    fn each_gpu_counts() {
        let drawn = |size: &str, gpus: &str| {
            spec(
                "small-gpu-vm",
                &format!("instanceType: {size}\ngpus: {gpus}\ndisks: [{{name: s}}]"),
                &on("hikube"),
            )
        };
        let gpu = "{name: nvidia.com/AD102GL_L40S}";
        assert!(
            drawn("u1.xlarge", &format!("[{gpu}]")).contains("info: 4 vCPU and 16Gi are little for a GPU")
        );
        assert_eq!(drawn("u1.2xlarge", &format!("[{gpu}]")), "");
        assert!(drawn("u1.2xlarge", &format!("[{gpu}, {gpu}]")).contains("for 2 GPU"));
        assert_eq!(drawn("s1.small", &format!("[{gpu}]")), "");
    }
}
