//! What the platform does about a changed field of a VM.
//!
//! A VM that runs keeps the form in which it was started: what the chart writes into the template of the
//! `VirtualMachine` counts from the next start on. What it writes into the Service counts at once.
//!
//! Source: `templates/vm.yaml`, `service.yaml`, `vm-update-hook.yaml` and `_helpers.tpl` of the chart vm-instance,
//! Cozystack v1.6.2.

use vmspec_yaml::FieldPath;

use super::Effect;
use crate::model::{ExternalMethod, Spelling};
use crate::platform::{Feature, Platform};
use crate::resolve::{AttachedDisk, AttachedNetwork, Chosen, Effective, SizingOrigin};
use crate::rules::{Instance, spec_field};

/// A VM before and after.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct InstanceChange<'c, 'a> {
    /// Before.
    pub old: &'c Instance<'a>,
    /// After.
    pub new: &'c Instance<'a>,
    /// Where.
    pub platform: &'c Platform,
}

impl InstanceChange<'_, '_> {
    /// What becomes of a change of this field of `spec`; nothing if there is no such field.
    pub(super) fn effect(self, field: &[&str], path: &FieldPath) -> Option<Effect> {
        Some(match field {
            ["external"] => self.external(),
            ["externalMethod"] => self.exposure(Some(Feature::ExternalMethod), |vm| {
                vm.resolved.exposure.method.value == ExternalMethod::WholeIP
            }),
            ["externalPorts"] => self.exposure(None, |vm| vm.resolved.exposure.ports.value.clone()),
            ["externalAllowICMP"] => {
                self.exposure(Some(Feature::ExternalAllowIcmp), |vm| vm.resolved.exposure.allow_icmp.value)
            }
            ["running" | "runStrategy"] => self.run(path),
            ["instanceType"] => self.instance_type(),
            ["resources", "sockets"] if self.lacks(Feature::ResourcesSockets) => Effect::Ignored,
            ["resources"] | ["resources", "cpu" | "memory" | "sockets"] => self.resources(),
            ["instanceProfile"] => self.at_start(|vm| name(&vm.resolved.profile)),
            ["cpuModel"] if self.lacks(Feature::CpuModel) => Effect::Ignored,
            ["cpuModel"] => self.at_start(|vm| vm.resolved.cpu_model.value.clone()),
            ["gpus"] if self.lacks(Feature::Gpus) => Effect::Ignored,
            ["gpus"] => self.at_start(|vm| {
                vm.resolved.gpus.iter().map(|gpu| gpu.device.name.clone()).collect::<Vec<_>>()
            }),
            ["networks"] if self.lacks(Feature::Networks) => Effect::Ignored,
            ["subnets"] if self.lacks(Feature::Subnets) => Effect::Ignored,
            ["networks" | "subnets"] => self.networks(path),
            ["disks"] => self.disks(path),
            ["disks", "bus"] if self.lacks(Feature::DiskBus) => Effect::Ignored,
            ["disks", "bus"] => Effect::Restart,
            ["sshKeys"] => self.user_data(|vm| {
                let keys = vm.vm.spec.as_ref()?.ssh_keys.clone();
                keys.filter(|keys| !keys.is_empty())
            }),
            ["cloudInit"] => self.user_data(|vm| {
                let text = vm.vm.spec.as_ref()?.cloud_init.clone();
                text.filter(|text| !text.is_empty())
            }),
            ["cloudInitSeed"] => self.seed(),
            _ => return None,
        })
    }

    /// Whether the platform is known not to read a field.
    fn lacks(self, feature: Feature) -> bool {
        self.platform.supports(feature).is_no()
    }

    /// What counts from the next start on.
    fn at_start<T: PartialEq>(self, meaning: impl Fn(&Instance<'_>) -> T) -> Effect {
        if meaning(self.old) == meaning(self.new) { Effect::Same } else { Effect::Restart }
    }

    /// The hook that makes the Service anew looks at its type only, which follows from `external`.
    fn external(self) -> Effect {
        if self.old.resolved.exposure.external.value == self.new.resolved.exposure.external.value {
            Effect::Same
        } else if self.lacks(Feature::ServiceRecreation) {
            // Kubernetes may refuse to turn the Service that is there into another one.
            Effect::Unknown
        } else {
            Effect::ReplacesService
        }
    }

    /// What the Service says: ports, and annotations that the proxy follows.
    fn exposure<T: PartialEq>(
        self,
        feature: Option<Feature>,
        meaning: impl Fn(&Instance<'_>) -> T,
    ) -> Effect {
        let (old, new) = (&self.old.resolved.exposure, &self.new.resolved.exposure);
        if feature.is_some_and(|feature| self.lacks(feature)) {
            Effect::Ignored
        } else if meaning(self.old) == meaning(self.new) {
            Effect::Same
        } else if old.reachable == new.reachable {
            Effect::Ignored
        } else if new.external.value
            && new.method.value == ExternalMethod::PortList
            && new.ports.value.is_empty()
        {
            Effect::Refused
        } else if new.external.value {
            Effect::Live
        } else {
            Effect::Ignored
        }
    }

    fn run(self, path: &FieldPath) -> Effect {
        let (old, new) = (&self.old.resolved.run, &self.new.resolved.run);
        if [old, new].iter().any(|run| run.ignored.as_ref() == Some(path)) {
            Effect::Ignored
        } else if old.strategy.value == new.strategy.value {
            Effect::Same
        } else if new.honoured.is_yes() {
            Effect::Live
        } else {
            Effect::Unknown
        }
    }

    fn instance_type(self) -> Effect {
        let name_of = |vm: &Instance<'_>| name(&vm.resolved.sizing.instance_type);
        if name_of(self.old) == name_of(self.new) { Effect::Same } else { self.size() }
    }

    fn resources(self) -> Effect {
        let (old, new) = (&self.old.resolved.sizing, &self.new.resolved.sizing);
        let conflicts = new.resources.vcpus.is_some() || new.resources.memory.is_some();
        let sizes = |origin| origin != SizingOrigin::InstanceType;
        if old.resources == new.resources {
            Effect::Same
        } else if new.origin == SizingOrigin::InstanceType && conflicts {
            // KubeVirt takes either an instance type or CPUs and memory.
            Effect::Refused
        } else if sizes(old.origin) || sizes(new.origin) {
            self.size()
        } else {
            Effect::Ignored
        }
    }

    /// Another size.
    fn size(self) -> Effect {
        let (old, new) = (self.old.resolved.sizing.origin, self.new.resolved.sizing.origin);
        let lacks_size = new == SizingOrigin::Nowhere && !self.lacks(Feature::SizingRequired);
        if lacks_size || (self.switches_sizing() && self.lacks(Feature::SizingSwitch)) {
            Effect::Refused
        } else if old == SizingOrigin::Nowhere && new == old {
            Effect::Ignored
        } else {
            Effect::Restart
        }
    }

    /// Whether the size comes from an instance type on one side only.
    pub(crate) fn switches_sizing(self) -> bool {
        let (old, new) = (self.old.resolved.sizing.origin, self.new.resolved.sizing.origin);
        old != new && [old, new].contains(&SizingOrigin::InstanceType)
    }

    fn networks(self, path: &FieldPath) -> Effect {
        let (old, new) = (&self.old.resolved.networks, &self.new.resolved.networks);
        let names = |networks: &Effective<Vec<_>>| names_of(&networks.value);
        let counts = [&old.path, &new.path].contains(&path);
        match (names(old) == names(new), counts) {
            (true, true) => Effect::Same,
            (_, false) => Effect::Ignored,
            (false, true) => Effect::Restart,
        }
    }

    fn disks(self, path: &FieldPath) -> Effect {
        let names = |vm: &Instance<'_>| -> Vec<String> {
            vm.resolved.disks.iter().map(|disk| disk.name.clone()).collect()
        };
        if names(self.old) != names(self.new) {
            return Effect::Restart;
        }
        if *path == spec_field("disks") {
            return Effect::Same;
        }
        // An entry is written as text on one side.
        let at = |disk: &&AttachedDisk<'_>| disk.path == *path;
        let new = self.new.resolved.disks.iter().find(at);
        let is_text = new.is_some_and(|disk| disk.spelling == Spelling::Text);
        let old = new.and_then(|new| self.old.resolved.disks.iter().find(|old| old.name == new.name));
        let bus = |disk: Option<&AttachedDisk<'_>>| {
            disk.and_then(|disk| disk.bus.as_ref()).map(|bus| bus.name.clone())
        };
        if is_text && self.platform.takes_string_disks().is_no() {
            Effect::Refused
        } else if bus(old) == bus(new) || self.lacks(Feature::DiskBus) {
            Effect::Same
        } else {
            Effect::Restart
        }
    }

    /// What cloud-init reads, once for each identity of the VM.
    fn user_data<T: PartialEq>(self, written: impl Fn(&Instance<'_>) -> Option<T>) -> Effect {
        if written(self.old) == written(self.new) {
            Effect::Same
        } else if self.runs_cloud_init() || !has_user_data(self.old) {
            Effect::Restart
        } else {
            Effect::Ignored
        }
    }

    fn seed(self) -> Effect {
        if self.lacks(Feature::CloudInitSeed) {
            Effect::Ignored
        } else if seed(self.old) == seed(self.new) {
            Effect::Same
        } else if self.runs_cloud_init() {
            Effect::Restart
        } else {
            // Without a seed the VM keeps the identity that it has.
            Effect::Ignored
        }
    }

    /// Whether the VM gets another identity, so that cloud-init runs again.
    pub(crate) fn runs_cloud_init(self) -> bool {
        !self.lacks(Feature::CloudInitSeed) && !seed(self.new).is_empty() && seed(self.old) != seed(self.new)
    }
}

/// The seed of a VM's identity; an empty one is none.
pub(crate) fn seed<'a>(instance: &Instance<'a>) -> &'a str {
    instance.vm.spec.as_ref().and_then(|spec| spec.cloud_init_seed.as_deref()).unwrap_or_default()
}

/// Whether cloud-init has anything to read.
pub(crate) fn has_user_data(instance: &Instance<'_>) -> bool {
    let Some(spec) = &instance.vm.spec else { return false };
    spec.cloud_init.as_ref().is_some_and(|text| !text.is_empty())
        || spec.ssh_keys.as_ref().is_some_and(|keys| !keys.is_empty())
}

fn name<T>(chosen: &Effective<Option<Chosen<'_, T>>>) -> Option<String> {
    chosen.value.as_ref().map(|chosen| chosen.name.clone())
}

fn names_of(networks: &[AttachedNetwork]) -> Vec<Option<String>> {
    networks.iter().map(|network| network.name.clone()).collect()
}
