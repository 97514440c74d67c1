//! `cpu` and `sockets` that were likely both meant as the number of CPUs: the VM gets their product.

use super::resource_field;
use crate::resolve::SizingOrigin;
use crate::rules::{Check, Context, Findings, Instance, spec_field};

rule! {
    MULTIPLIED_CPUS = "multiplied-cpus", Sizing, Info;
    "`cpu` and `sockets` that are the same, or more together than any instance type has";
    Check::Instance(check)
}

fn check(context: &Context<'_>, instance: &Instance<'_>, findings: &mut Findings) {
    let sizing = &instance.resolved.sizing;
    if sizing.origin != SizingOrigin::Resources {
        return;
    }
    let (Some(cores), Some(sockets), Some(vcpus)) =
        (sizing.resources.cores, sizing.resources.sockets, sizing.resources.vcpus)
    else {
        return;
    };
    if cores < 2 || sockets < 2 {
        return;
    }
    let largest = context.platform().catalog.instance_types.iter().map(|entry| u64::from(entry.vcpus)).max();
    if cores != sockets && largest.is_none_or(|largest| vcpus <= largest) {
        return;
    }
    findings.add(
        MULTIPLIED_CPUS
            .finding(
                instance.id,
                resource_field("sockets"),
                "{sockets} sockets with {cores} CPUs each make {vcpus} CPUs",
                &[("sockets", &sockets), ("cores", &cores), ("vcpus", &vcpus)],
            )
            .given(spec_field("instanceType"))
            .label(instance.id, resource_field("cpu"), "the CPUs of one socket")
            .help("if `cpu` was meant as the number of all CPUs, `sockets` is 1"),
    );
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{on, spec};

    #[test]
    fn table() {
        for (cpu, sockets, found) in [
            (4, 1, false),
            (1, 4, false),
            (1, 1, false),
            (8, 2, false),
            (2, 8, false),
            (4, 4, true),
            (2, 2, true),
            // More than the largest type, which has 64.
            (64, 2, true),
            (32, 2, false),
        ] {
            let lines =
                format!("instanceType: ''\nresources: {{cpu: {cpu}, sockets: {sockets}, memory: 4Gi}}");
            let drawing = spec("multiplied-cpus", &lines, &on("hikube"));
            assert_eq!(!drawing.is_empty(), found, "{cpu} × {sockets}: {drawing}");
        }
        let lines = "instanceType: ''\nresources:\n  cpu: 4\n  sockets: 4\n  memory: 4Gi";
        assert_eq!(
            spec("multiplied-cpus", lines, &on("hikube")),
            "
  sockets: 4
           ^ info: 4 sockets with 4 CPUs each make 16 CPUs
           line 3: the CPUs of one socket
"
        );
    }
}
