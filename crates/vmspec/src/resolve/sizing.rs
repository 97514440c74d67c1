//! How many CPUs and how much memory, from an instance type or from `resources`.

use super::effective::Fields;
use super::{Chosen, Effective};
use crate::catalog::InstanceType;
use crate::model::{Quantity, Resources, VMInstanceSpec};

/// Where the size of a VM comes from.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum SizingOrigin {
    /// From the instance type. If `resources` says something as well, the VM is rejected.
    InstanceType,
    /// From `resources`, which is complete.
    Resources,
    /// From nowhere: no instance type, and `resources` is not complete.
    Nowhere,
}

/// The size of a VM.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Sizing<'p> {
    /// Where the size comes from.
    pub origin: SizingOrigin,
    /// The instance type; none if it is empty or null.
    pub instance_type: Effective<Option<Chosen<'p, InstanceType>>>,
    /// What `resources` says, as the chart renders it.
    pub resources: ResolvedResources,
    /// Virtual CPUs of the guest; nothing if the instance type is not known, or there is no size.
    pub vcpus: Option<u64>,
    /// Memory of the guest; nothing if the instance type is not known, or there is no size.
    pub memory: Option<Quantity>,
}

/// `resources` as the chart renders it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
#[non_exhaustive]
pub struct ResolvedResources {
    /// Cores of each socket: the whole number that the chart makes of `cpu`, which is 0 for everything else.
    /// Nothing unless `sockets` is there as well: the chart renders both or none.
    pub cores: Option<i64>,
    /// Sockets, in the same way.
    pub sockets: Option<i64>,
    /// Virtual CPUs of the guest: cores times sockets, where KubeVirt takes 1 for 0.
    pub vcpus: Option<u64>,
    /// Memory.
    pub memory: Option<Quantity>,
}

impl Sizing<'_> {
    /// Whether the chart renders a part of `resources` beside the instance type, which KubeVirt refuses.
    pub fn conflicts(&self) -> bool {
        self.instance_type.value.is_some()
            && (self.resources.vcpus.is_some() || self.resources.memory.is_some())
    }
}

impl ResolvedResources {
    /// Whether it says all that a VM without an instance type needs.
    pub fn is_complete(&self) -> bool {
        self.vcpus.is_some() && self.memory.is_some()
    }

    fn new(resources: &Resources) -> Self {
        let rendered =
            |quantity: &Option<Quantity>| quantity.as_ref().filter(|quantity| is_set(quantity)).cloned();
        let pair = rendered(&resources.cpu).zip(rendered(&resources.sockets));
        let (cores, sockets) =
            pair.map(|(cpu, sockets)| (whole_number(&cpu), whole_number(&sockets))).unzip();
        let at_least_one = |count: i64| u64::try_from(count).unwrap_or(0).max(1);
        let vcpus = cores
            .zip(sockets)
            .map(|(cores, sockets)| at_least_one(cores).saturating_mul(at_least_one(sockets)));
        Self { cores, sockets, vcpus, memory: rendered(&resources.memory) }
    }
}

/// Whether a template takes the value for set: the number 0 is not, the text `0` is.
pub(crate) fn is_set(quantity: &Quantity) -> bool {
    !(quantity.is_bare_number() && quantity.is_zero())
}

/// The whole number that the chart's function `int64` makes of a text: decimal, or octal after a leading 0.
/// Everything that is not a whole number becomes 0: `500m`, `1.5`, `2Gi`.
///
/// Source: `templates/_helpers.tpl` of the chart vm-instance, Cozystack v1.6.2, rendered; `ToInt64` of
/// github.com/spf13/cast.
pub(crate) fn whole_number(quantity: &Quantity) -> i64 {
    let text = quantity.text();
    let text = match text.split_once('.') {
        Some((whole, zeros)) if !zeros.is_empty() && zeros.bytes().all(|byte| byte == b'0') => whole,
        _ => text,
    };
    let digits = text.trim_start_matches(['+', '-']);
    let radix = if digits.len() > 1 && digits.starts_with('0') { 8 } else { 10 };
    i64::from_str_radix(text, radix).unwrap_or(0)
}

pub(super) fn resolve<'p>(
    spec: &VMInstanceSpec,
    instance_type: Effective<Option<Chosen<'p, InstanceType>>>,
) -> Sizing<'p> {
    let resources = spec.resources.as_ref().map(ResolvedResources::new).unwrap_or_default();
    let (origin, vcpus, memory) = match &instance_type.value {
        Some(chosen) => {
            let entry = chosen.entry();
            let vcpus = entry.map(|entry| u64::from(entry.vcpus));
            (SizingOrigin::InstanceType, vcpus, entry.map(|entry| entry.memory.clone()))
        }
        None if resources.is_complete() => {
            (SizingOrigin::Resources, resources.vcpus, resources.memory.clone())
        }
        None => (SizingOrigin::Nowhere, resources.vcpus, resources.memory.clone()),
    };
    Sizing { origin, instance_type, resources, vcpus, memory }
}

/// A field that names something; empty text names nothing, and so does `null`.
pub(super) fn name(
    fields: Fields<'_>,
    key: &'static str,
    written: Option<&String>,
    default: &str,
) -> Effective<Option<String>> {
    let default = Some(default.to_owned()).filter(|name| !name.is_empty());
    let written = written.map(|name| Some(name.clone()).filter(|name| !name.is_empty()));
    fields.effective(key, written, None, default)
}
