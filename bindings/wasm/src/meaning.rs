//! What manifests mean on the platform, as plain data: the platform's defaults filled in, names looked up, and who can
//! reach and enter the VM.

use serde::Serialize;
use vmspec::analysis::Workspace;
use vmspec::catalog::Found;
use vmspec::cloud_config::UserDataKind;
use vmspec::model::{Quantity, without_credentials};
use vmspec::platform::Support;
use vmspec::resolve::{
    AccountPassword, Chosen, Effective, Login, Origin, Reachable, ResolvedDisk, ResolvedSource,
    ResolvedStorageClass, SizingOrigin, default_user, login,
};
use vmspec::rules::{Bundle, Disk, Instance, Resource};
use vmspec_report::wire;

/// A resource with what it means.
#[derive(Serialize)]
pub(crate) struct ResourceMeaning<'a> {
    file: String,
    document: usize,
    item: Option<String>,
    resource: wire::Resource,
    #[serde(flatten)]
    meaning: Meaning<'a>,
}

#[derive(Serialize)]
#[serde(tag = "kind")]
enum Meaning<'a> {
    #[serde(rename = "VMInstance")]
    Vm(Box<Vm<'a>>),
    #[serde(rename = "VMDisk")]
    Disk(Box<DiskFacts<'a>>),
}

/// A value, why it holds, and the field that says so or could say otherwise.
#[derive(Serialize)]
struct Shown<T> {
    value: T,
    origin: &'static str,
    path: String,
}

/// A name and whether the catalog knows it.
#[derive(Serialize)]
struct Named<'a> {
    name: &'a str,
    known: &'static str,
}

/// An amount of bytes.
#[derive(Serialize)]
struct Amount<'a> {
    text: &'a str,
    bytes: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Vm<'a> {
    run: Run,
    size: Size<'a>,
    profile: Shown<Option<Named<'a>>>,
    cpu_model: Shown<Option<&'a str>>,
    disks: Vec<VmDisk<'a>>,
    networks: Vec<Option<&'a str>>,
    gpus: Vec<Named<'a>>,
    exposure: Exposure,
    login: Option<Access<'a>>,
}

#[derive(Serialize)]
struct Run {
    strategy: Shown<&'static str>,
    honoured: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Size<'a> {
    origin: &'static str,
    instance_type: Shown<Option<Named<'a>>>,
    vcpus: Option<u64>,
    memory: Option<Amount<'a>>,
}

#[derive(Serialize)]
struct VmDisk<'a> {
    name: &'a str,
    bus: Option<&'a str>,
    path: String,
    /// The `VMDisk`, if it is at hand.
    target: Option<Target<'a>>,
}

#[derive(Serialize)]
struct Target<'a> {
    file: String,
    document: usize,
    item: Option<String>,
    #[serde(flatten)]
    disk: DiskFacts<'a>,
}

#[derive(Serialize)]
struct Exposure {
    external: Shown<bool>,
    method: Shown<&'static str>,
    ports: Shown<Vec<u16>>,
    icmp: Shown<bool>,
    reachable: ReachableFrom,
}

#[derive(Serialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
enum ReachableFrom {
    Nothing,
    Ports { tcp: Vec<u16>, icmp: bool },
    Everything,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Access<'a> {
    possible: bool,
    takes_passwords: bool,
    accounts: Vec<Account<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "facts that are independent of each other, as JSON has them"
)]
struct Account<'a> {
    name: Option<&'a str>,
    is_default: bool,
    can_log_in: bool,
    has_keys: bool,
    fetches_keys: bool,
    password: &'static str,
    path: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct DiskFacts<'a> {
    source: Shown<Source<'a>>,
    storage: Shown<Option<Amount<'a>>>,
    storage_class: Shown<Option<Named<'a>>>,
    optical: Shown<bool>,
}

#[derive(Serialize)]
#[serde(tag = "from", rename_all = "kebab-case")]
enum Source<'a> {
    Image { image: Named<'a> },
    Http { url: String },
    Upload,
    Clone { disk: &'a str },
    Blank,
    Unclear,
}

/// What each resource of the workspace means, in the order of the texts.
pub(crate) fn of<'a>(workspace: &'a Workspace<'a>) -> Vec<ResourceMeaning<'a>> {
    let bundle = workspace.bundle();
    let resources = bundle.resources().iter();
    resources
        .filter_map(|resource| {
            let place = workspace.document_of(resource.id())?;
            Some(ResourceMeaning {
                file: place.file.to_string(),
                document: place.document,
                item: wire::item(&place.item),
                resource: wire::Resource::from(&resource.full_name()),
                meaning: match resource {
                    Resource::Instance(instance) => Meaning::Vm(Box::new(vm(workspace, instance))),
                    Resource::Disk(disk) => Meaning::Disk(Box::new(disk_facts(&disk.resolved))),
                },
            })
        })
        .collect()
}

fn vm<'a>(workspace: &'a Workspace<'a>, instance: &'a Instance<'a>) -> Vm<'a> {
    let bundle = workspace.bundle();
    let resolved = &instance.resolved;
    let disks = resolved.disks.iter().map(|disk| VmDisk {
        name: &disk.name,
        bus: disk.bus.as_ref().map(|bus| &*bus.name),
        path: disk.path.to_string(),
        target: bundle.disk_for(instance.id, &disk.name).and_then(|disk| target(workspace, disk)),
    });
    Vm {
        run: Run {
            strategy: value(&resolved.run.strategy, |strategy| strategy.as_str()),
            honoured: support(resolved.run.honoured),
        },
        size: Size {
            origin: match resolved.sizing.origin {
                SizingOrigin::InstanceType => "instance-type",
                SizingOrigin::Resources => "resources",
                SizingOrigin::Nowhere => "nowhere",
            },
            instance_type: value(&resolved.sizing.instance_type, |chosen| chosen.as_ref().map(named)),
            vcpus: resolved.sizing.vcpus,
            memory: resolved.sizing.memory.as_ref().map(amount),
        },
        profile: value(&resolved.profile, |chosen| chosen.as_ref().map(named)),
        cpu_model: value(&resolved.cpu_model, Option::as_deref),
        disks: disks.collect(),
        networks: resolved.networks.value.iter().map(|network| network.name.as_deref()).collect(),
        gpus: resolved.gpus.iter().map(|gpu| named(&gpu.device)).collect(),
        exposure: exposure(&resolved.exposure),
        login: access(bundle, instance),
    }
}

fn target<'a>(workspace: &Workspace<'_>, disk: &'a Disk<'a>) -> Option<Target<'a>> {
    let place = workspace.document_of(disk.id)?;
    Some(Target {
        file: place.file.to_string(),
        document: place.document,
        item: wire::item(&place.item),
        disk: disk_facts(&disk.resolved),
    })
}

fn disk_facts<'a>(disk: &'a ResolvedDisk<'a>) -> DiskFacts<'a> {
    DiskFacts {
        source: value(&disk.source, |source| match source {
            ResolvedSource::Image(image) => Source::Image { image: named(image) },
            ResolvedSource::Http { url } => Source::Http { url: without_credentials(url) },
            ResolvedSource::Upload => Source::Upload,
            ResolvedSource::Clone { disk } => Source::Clone { disk },
            ResolvedSource::Blank => Source::Blank,
            // A kind of source that comes later is unclear until it is told here.
            _ => Source::Unclear,
        }),
        storage: value(&disk.storage, |storage| storage.as_ref().map(amount)),
        storage_class: value(&disk.storage_class, |class| match class {
            ResolvedStorageClass::Named(class) => Some(named(class)),
            ResolvedStorageClass::ClusterDefault => None,
        }),
        optical: value(&disk.optical, |optical| *optical),
    }
}

fn exposure(exposure: &vmspec::resolve::Exposure) -> Exposure {
    Exposure {
        external: value(&exposure.external, |external| *external),
        method: value(&exposure.method, |method| method.as_str()),
        ports: value(&exposure.ports, |ports| ports.iter().map(|port| port.get()).collect()),
        icmp: value(&exposure.allow_icmp, |icmp| *icmp),
        reachable: match &exposure.reachable {
            Reachable::Nothing => ReachableFrom::Nothing,
            Reachable::Ports { tcp, icmp } => {
                ReachableFrom::Ports { tcp: tcp.iter().map(|port| port.get()).collect(), icmp: *icmp }
            }
            Reachable::Everything => ReachableFrom::Everything,
        },
    }
}

/// Who can log in; nothing in systems without cloud-init, and where user data is no cloud-config, so that only running it
/// would tell.
fn access<'a>(bundle: &'a Bundle<'a>, instance: &'a Instance<'a>) -> Option<Access<'a>> {
    let config = match &instance.user_data {
        Some(data) if data.kind != UserDataKind::CloudConfig => return None,
        Some(data) => Some(data.config.as_ref()?),
        None => None,
    };
    let system = instance.resolved.disks.first();
    let image = system.and_then(|disk| bundle.disk_for(instance.id, &disk.name)?.resolved.image());
    let profile = instance.resolved.known_profile();
    let runs_cloud_init = image.map(|image| image.cloud_init).or(profile.map(|profile| profile.cloud_init));
    if runs_cloud_init == Some(false) {
        return None;
    }
    let user = default_user(image, profile);
    let login: Login<'a> = login(instance.vm, config, user)?;
    let accounts = login.accounts.iter().map(|account| Account {
        name: account.name,
        is_default: account.is_default,
        can_log_in: account.can_log_in(),
        has_keys: !account.keys.is_empty(),
        fetches_keys: account.fetches_keys,
        password: match account.password {
            AccountPassword::None => "none",
            AccountPassword::Locked => "locked",
            AccountPassword::Usable => "usable",
        },
        path: account.path.to_string(),
    });
    Some(Access {
        possible: login.is_possible(),
        takes_passwords: login.takes_passwords,
        accounts: accounts.collect(),
    })
}

fn value<'a, T, U>(effective: &'a Effective<T>, show: impl FnOnce(&'a T) -> U) -> Shown<U> {
    Shown {
        value: show(&effective.value),
        origin: match effective.origin {
            Origin::Written => "written",
            Origin::OtherSpelling => "other-spelling",
            Origin::Default => "default",
            Origin::Null => "null",
        },
        path: effective.path.to_string(),
    }
}

fn named<'a, T>(chosen: &'a Chosen<'_, T>) -> Named<'a> {
    Named {
        name: &chosen.name,
        known: match chosen.found {
            Found::Listed(_) => "listed",
            Found::Upstream(_) => "upstream",
            Found::Later(_) => "later",
            Found::Missing => "missing",
        },
    }
}

fn amount(quantity: &Quantity) -> Amount<'_> {
    Amount { text: quantity.text(), bytes: quantity.as_bytes_ceil() }
}

fn support(support: Support) -> &'static str {
    match support {
        Support::Yes => "yes",
        Support::No => "no",
        Support::Unknown => "unknown",
    }
}
