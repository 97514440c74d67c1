//! A VM that is smaller than its profile demands. KubeVirt refuses it.

use std::fmt::Display;

use super::resource_field;
use crate::catalog::{CpuTopology, InstanceType, Profile, Requirements};
use crate::diagnostic::Applicability;
use crate::model::Quantity;
use crate::platform::Platform;
use crate::resolve::SizingOrigin;
use crate::rules::wording::listed;
use crate::rules::{Check, Context, Finding, Findings, Instance};
use vmspec_yaml::edit::Operation;

rule! {
    UNDERSIZED_INSTANCE = "undersized-instance", Sizing, Error;
    "fewer CPUs or less memory than the instance profile demands";
    Check::Instance(check)
}

fn check(context: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let Some(profile) = instance.resolved.known_profile() else { return };
    if instance.resolved.sizing.conflicts() {
        return;
    }
    let sizing = &instance.resolved.sizing;
    match sizing.instance_type.value.as_ref() {
        Some(chosen) => {
            if let Some(instance_type) = chosen.entry() {
                findings_of_type(context.platform(), instance, instance_type, profile, findings);
            }
        }
        None if sizing.origin == SizingOrigin::Resources => {
            findings_of_resources(instance, profile, findings);
        }
        None => {}
    }
}

fn findings_of_type(
    platform: &Platform,
    instance: &Instance<'_>,
    instance_type: &InstanceType,
    profile: &Profile,
    findings: &mut Findings,
) {
    let requires = &profile.requires;
    let few_cpus = requires.vcpus.filter(|least| instance_type.vcpus < *least);
    let little_memory = requires.memory.as_ref().filter(|least| instance_type.memory < **least);
    let vcpus = |count: u32| format!("{count} {}", if count == 1 { "CPU" } else { "CPUs" });
    let (has, needs) = match (few_cpus, little_memory) {
        (None, None) => return,
        (Some(least), None) => (vcpus(instance_type.vcpus), vcpus(least)),
        (None, Some(least)) => (format!("{} of memory", instance_type.memory), least.to_string()),
        (Some(cpus), Some(memory)) => (
            format!("{} and {} of memory", vcpus(instance_type.vcpus), instance_type.memory),
            format!("{} and {memory}", vcpus(cpus)),
        ),
    };
    let chosen_type = &instance.resolved.sizing.instance_type;
    let chosen_profile = &instance.resolved.profile;
    let template = if chosen_type.is_written() {
        "instance type `{type}` has {has}, profile `{profile}` needs at least {needs}"
    } else {
        "the default instance type `{type}` has {has}, profile `{profile}` needs at least {needs}"
    };
    let args: &[(&'static str, &dyn Display)] =
        &[("type", &instance_type.name), ("has", &has), ("profile", &profile.name), ("needs", &needs)];
    let (here, there) = if chosen_type.is_written() || !chosen_profile.is_written() {
        (&chosen_type.path, &chosen_profile.path)
    } else {
        (&chosen_profile.path, &chosen_type.path)
    };
    let mut finding =
        UNDERSIZED_INSTANCE.finding(instance.id, here.clone(), template, args).given(there.clone());
    if chosen_type.is_written() && chosen_profile.is_written() {
        finding = finding.label(instance.id, there.clone(), "the profile");
    }
    findings.add(with_larger_types(finding, platform, instance, instance_type, requires));
}

/// Offers the smallest types that meet the requirements, one of the same series first.
fn with_larger_types(
    finding: Finding,
    platform: &Platform,
    instance: &Instance<'_>,
    instance_type: &InstanceType,
    requires: &Requirements,
) -> Finding {
    let suits = |candidate: &&InstanceType| {
        requires.vcpus.is_none_or(|least| candidate.vcpus >= least)
            && requires.memory.as_ref().is_none_or(|least| candidate.memory >= *least)
            && !candidate.deprecated
            && (!candidate.needs_special_nodes() || candidate.series == instance_type.series)
            && !platform.has(*candidate).is_no()
    };
    let suitable = || platform.catalog.instance_types.iter().filter(suits);
    let size = |candidate: &&InstanceType| (candidate.vcpus, candidate.memory.clone());
    let in_series = suitable().filter(|candidate| candidate.series == instance_type.series).min_by_key(size);
    let smallest = suitable().min_by_key(size);
    let mut names: Vec<&str> =
        in_series.into_iter().chain(smallest).map(|found| found.name.as_str()).collect();
    names.dedup();
    let Some(best) = names.first() else { return finding };
    let chosen = &instance.resolved.sizing.instance_type;
    let (path, value) = (chosen.path.clone(), (*best).into());
    let operation = if chosen.is_written() {
        Operation::Replace { path, value }
    } else {
        Operation::Insert { path, value }
    };
    finding.help(format!("large enough: {}", listed(&names, "or"))).fix(
        Applicability::Manual,
        format!("use `{best}`"),
        vec![operation],
    )
}

fn findings_of_resources(instance: &Instance<'_>, profile: &Profile, findings: &mut Findings) {
    let resources = &instance.resolved.sizing.resources;
    let requires = &profile.requires;
    let sockets = resources.sockets.map(|sockets| u64::try_from(sockets).unwrap_or(0).max(1));
    // Where every virtual CPU is to be a socket, KubeVirt counts the sockets and no cores.
    let (vcpus, field, template) = match profile.cpu_topology {
        CpuTopology::Sockets => {
            (sockets, "sockets", "`sockets` is {has}, profile `{profile}` needs at least {needs}")
        }
        CpuTopology::Spread => (
            resources.vcpus,
            "cpu",
            "`resources` makes {has} CPUs, profile `{profile}` needs at least {needs}",
        ),
    };
    let mut add = |field, template, has: &dyn Display, needs: &dyn Display, help: &str| {
        let args: &[(&'static str, &dyn Display)] =
            &[("has", has), ("profile", &profile.name), ("needs", needs)];
        let finding = UNDERSIZED_INSTANCE
            .finding(instance.id, resource_field(field), template, args)
            .given(instance.resolved.profile.path.clone())
            .given(instance.resolved.sizing.instance_type.path.clone());
        findings.add(if help.is_empty() { finding } else { finding.help(help) });
    };
    if let (Some(has), Some(needs)) = (vcpus, requires.vcpus)
        && has < u64::from(needs)
    {
        let help = match profile.cpu_topology {
            CpuTopology::Sockets => "this profile counts sockets and not `cpu`, the CPUs of each socket",
            CpuTopology::Spread => "",
        };
        add(field, template, &has, &needs, help);
    }
    if let (Some(has), Some(needs)) = (&resources.memory, &requires.memory)
        && has < needs
        && *has >= Quantity::from_count(super::undersized_memory::LEAST_BYTES)
    {
        add("memory", "memory is {has}, profile `{profile}` needs at least {needs}", has, needs, "");
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    #[test]
    fn table() {
        for (platform, lines, expected) in [
            ("hikube", "instanceType: s1.small", ""),
            ("hikube", "instanceProfile: windows.2k25.virtio", ""),
            ("cozystack@1.6", "instanceType: u1.nano\ninstanceProfile: ''", ""),
            ("cozystack@1.6", "instanceType: u1.nano\ninstanceProfile: unheard.of", ""),
            ("cozystack@1.6", "instanceType: unheard.of\ninstanceProfile: windows.11", ""),
            ("cozystack@1.6", "instanceType: u1.nano\nresources: {memory: 4Gi}", ""),
            (
                "cozystack@1.6",
                "instanceType: u1.nano",
                "
instanceType: u1.nano
              ^^^^^^^ error: instance type `u1.nano` has 512Mi of memory, profile `ubuntu` needs at least 2Gi
              manual fix: use `u1.small`
",
            ),
            (
                "hikube",
                "instanceType: s1.small\ninstanceProfile: windows.11",
                "
instanceType: s1.small
              ^^^^^^^^ error: instance type `s1.small` has 1 CPU and 2Gi of memory, profile `windows.11` needs at least 2 CPUs and 4Gi
              line 2: the profile
              manual fix: use `s1.medium`
",
            ),
            (
                "cozystack@1.6",
                "instanceProfile: oraclelinux",
                "
instanceProfile: oraclelinux
                 ^^^^^^^^^^^ error: the default instance type `u1.medium` has 1 CPU, profile `oraclelinux` needs at least 2 CPUs
                 manual fix: use `u1.2xmedium`
",
            ),
        ] {
            assert_eq!(spec("undersized-instance", lines, &on(platform)), expected, "{platform}: {lines}");
        }
    }

    #[test]
    fn of_resources_the_profile_decides_what_counts() {
        let drawn = |profile: &str, resources: &str| {
            let lines = format!("instanceType: ''\ninstanceProfile: {profile}\nresources: {{{resources}}}");
            spec("undersized-instance", &lines, &on("cozystack@1.6"))
        };
        let message = drawn("oraclelinux", "cpu: 4, sockets: 1, memory: 8Gi");
        assert!(message.contains("`sockets` is 1, profile `oraclelinux` needs at least 2"), "{message}");
        assert_eq!(drawn("oraclelinux", "cpu: 1, sockets: 2, memory: 8Gi"), "");
        let message = drawn("rhel.9.dpdk", "cpu: 2, sockets: 2, memory: 8Gi");
        assert!(
            message.contains("`resources` makes 4 CPUs, profile `rhel.9.dpdk` needs at least 8"),
            "{message}"
        );
        assert_eq!(drawn("rhel.9.dpdk", "cpu: 4, sockets: 2, memory: 8Gi"), "");
        let message = drawn("ubuntu", "cpu: 1, sockets: 1, memory: 2G");
        assert!(message.contains("memory is 2G, profile `ubuntu` needs at least 2Gi"), "{message}");
        // Refused for itself, which another rule says.
        assert_eq!(drawn("ubuntu", "cpu: 1, sockets: 1, memory: 2"), "");
    }
}
