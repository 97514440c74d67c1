//! A Windows VM that has what its profile requires, and less than it needs to be of use.

use super::guest;
use crate::rules::{Check, Context, Findings, Instance, spec_field};

rule! {
    SMALL_WINDOWS_VM = "small-windows-vm", Windows, Info;
    "a Windows VM has less than it needs to be of use";
    Check::Instance(check)
}

fn check(context: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let Some(profile) = guest::profile(instance) else { return };
    let Some(guests) = &context.platform().catalog.windows_guests else { return };
    let (Some(least_cpus), Some(least_memory)) = (guests.recommended_vcpus, &guests.recommended_memory)
    else {
        return;
    };
    let sizing = &instance.resolved.sizing;
    if sizing.conflicts() {
        return;
    }
    let (Some(vcpus), Some(memory)) = (sizing.vcpus, &sizing.memory) else { return };
    // `undersized-instance` speaks of what the profile requires.
    let requires = &profile.requires;
    let fits = requires.vcpus.is_none_or(|needed| vcpus >= u64::from(needed))
        && requires.memory.as_ref().is_none_or(|needed| memory >= needed);
    if !fits || (vcpus >= u64::from(least_cpus) && memory >= least_memory) {
        return;
    }
    let template =
        "Windows has {vcpus} vCPU and {memory}, which is little: expected {leastCpus} vCPU and {leastMemory}";
    let args: [(&'static str, &dyn std::fmt::Display); 4] =
        [("vcpus", &vcpus), ("memory", memory), ("leastCpus", &least_cpus), ("leastMemory", least_memory)];
    let finding = SMALL_WINDOWS_VM
        .finding(instance.id, spec_field("instanceType"), template, &args)
        .given(spec_field("instanceProfile"))
        .given(spec_field("resources"));
    findings.add(finding);
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    #[test]
    fn what_the_profile_requires_is_another_rule() {
        let drawn = |size: &str, profile: &str| {
            let lines = format!("instanceType: {size}\ninstanceProfile: {profile}\ndisks: [{{name: s}}]");
            spec("small-windows-vm", &lines, &on("cozystack@1.6"))
        };
        assert!(drawn("u1.medium", "windows.2k25").contains("info: Windows has 1 vCPU and 4Gi"));
        assert_eq!(drawn("u1.large", "windows.2k25"), "");
        assert_eq!(drawn("u1.medium", "windows.11"), "");
        assert_eq!(drawn("u1.small", "ubuntu"), "");
    }
}
