use vmspec_yaml::Limits;

use super::{
    Effective, Origin, Reachable, ResolvedSource, ResolvedStorageClass, SizingOrigin, default_user,
    resolve_disk, resolve_instance,
};
use crate::catalog::{Catalog, Found};
use crate::model::{ExternalMethod, PortNumber, Spelling, VMDisk, VMInstance};
use crate::platform::Platform;

fn read<T: for<'de> serde::Deserialize<'de>>(spec: &str) -> T {
    let limits = Limits::default();
    let tree = vmspec_yaml::parse(format!("spec: {spec}\n"), &limits);
    let decoded = vmspec_yaml::decode(tree.root(0).unwrap(), &limits);
    assert_eq!(decoded.issues, [], "{spec}");
    decoded.value.unwrap()
}

fn instance(spec: &str) -> VMInstance {
    read(spec)
}

fn disk(spec: &str) -> VMDisk {
    read(spec)
}

fn platform(text: &str) -> Platform {
    text.parse().unwrap()
}

#[test]
fn run_strategies() {
    // The strategy, why, what says so, whether the platform does it, and what is written in vain.
    let cases = [
        ("hikube", "{}", "Always Default runStrategy Yes -"),
        ("hikube", "{running: false}", "Halted OtherSpelling running Yes -"),
        ("hikube", "{running: true}", "Always OtherSpelling running Yes -"),
        ("hikube", "{runStrategy: Once}", "Once Written runStrategy Yes -"),
        ("hikube", "{running: true, runStrategy: Halted}", "Halted Written runStrategy Yes running"),
        ("hikube@1.2", "{running: false}", "Always Default runStrategy Yes running"),
        ("cozystack@1.6", "{running: false}", "Always Default runStrategy Yes running"),
        ("cozystack@1.6", "{runStrategy: null, running: false}", "Always Null runStrategy Yes running"),
        ("cozystack@1.6", "{runStrategy: Manual}", "Manual Written runStrategy Yes -"),
        ("cozystack@0.41", "{}", "Always Default running Yes -"),
        ("cozystack@0.41", "{running: null}", "Always Null running Yes -"),
        ("cozystack@0.41", "{running: false}", "Halted OtherSpelling running Yes -"),
        ("cozystack@0.41", "{runStrategy: Halted}", "Always Default running Yes runStrategy"),
        (
            "cozystack@0.41",
            "{runStrategy: Always, running: false}",
            "Halted OtherSpelling running Yes runStrategy",
        ),
        ("cozystack@0.24", "{running: false}", "Always OtherSpelling running No -"),
        ("cozystack@0.24", "{running: true}", "Always OtherSpelling running Yes -"),
        ("cozystack", "{}", "Always Default runStrategy Yes -"),
        ("cozystack", "{running: false}", "Halted OtherSpelling running Unknown -"),
        ("cozystack", "{runStrategy: Halted}", "Halted Written runStrategy Unknown -"),
    ];
    for (name, spec, expected) in cases {
        let platform = platform(name);
        let run = resolve_instance(&instance(spec), &platform).run;
        let Effective { value, origin, path } = run.strategy;
        let ignored = run.ignored.map_or("-".to_owned(), |path| path.to_string());
        let found = format!("{value} {origin:?} {path} {:?} {ignored}", run.honoured).replace("spec.", "");
        assert_eq!(found, expected, "{name} {spec}");
    }
}

#[test]
fn contradictory_spellings() {
    for (spec, expected) in [
        ("{running: false, runStrategy: Always}", true),
        ("{running: true, runStrategy: Halted}", true),
        ("{running: true, runStrategy: Always}", false),
        ("{running: false, runStrategy: Halted}", false),
        ("{running: false}", false),
    ] {
        for name in ["hikube", "cozystack@1.6", "cozystack@0.41", "cozystack"] {
            let platform = platform(name);
            assert_eq!(
                resolve_instance(&instance(spec), &platform).run.contradictory,
                expected,
                "{name} {spec}"
            );
        }
    }
}

#[test]
fn sizes() {
    use SizingOrigin::{InstanceType, Nowhere, Resources};
    let cases = [
        ("{}", InstanceType, Some("u1.medium"), Some(1), Some("4Gi")),
        ("{instanceType: u1.large}", InstanceType, Some("u1.large"), Some(2), Some("8Gi")),
        ("{instanceType: x9.huge}", InstanceType, Some("x9.huge"), None, None),
        ("{instanceType: u1.nano}", InstanceType, Some("u1.nano"), Some(1), Some("512Mi")),
        ("{instanceType: ''}", Nowhere, None, None, None),
        ("{instanceType: null}", Nowhere, None, None, None),
        (
            "{instanceType: '', resources: {cpu: 2, sockets: 3, memory: 4Gi}}",
            Resources,
            None,
            Some(6),
            Some("4Gi"),
        ),
        (
            "{instanceType: '', resources: {cpu: '2', sockets: '1', memory: 4Gi}}",
            Resources,
            None,
            Some(2),
            Some("4Gi"),
        ),
        (
            "{instanceType: '', resources: {cpu: 500m, sockets: 2, memory: 4Gi}}",
            Resources,
            None,
            Some(2),
            Some("4Gi"),
        ),
        (
            "{instanceType: '', resources: {cpu: '1.5', sockets: 2Gi, memory: 4Gi}}",
            Resources,
            None,
            Some(1),
            Some("4Gi"),
        ),
        ("{instanceType: '', resources: {cpu: 2, memory: 4Gi}}", Nowhere, None, None, Some("4Gi")),
        ("{instanceType: '', resources: {cpu: 2, sockets: 2}}", Nowhere, None, Some(4), None),
        (
            "{instanceType: '', resources: {cpu: 0, sockets: 2, memory: 4Gi}}",
            Nowhere,
            None,
            None,
            Some("4Gi"),
        ),
        (
            "{instanceType: '', resources: {cpu: '0', sockets: 2, memory: 4Gi}}",
            Resources,
            None,
            Some(2),
            Some("4Gi"),
        ),
        (
            "{instanceType: u1.large, resources: {cpu: 4, sockets: 1, memory: 1Gi}}",
            InstanceType,
            Some("u1.large"),
            Some(2),
            Some("8Gi"),
        ),
    ];
    let platform = Platform::hikube();
    for (spec, origin, name, vcpus, memory) in cases {
        let sizing = resolve_instance(&instance(spec), &platform).sizing;
        assert_eq!(sizing.origin, origin, "{spec}");
        assert_eq!(sizing.instance_type.value.map(|chosen| chosen.name).as_deref(), name, "{spec}");
        assert_eq!(sizing.vcpus, vcpus, "{spec}");
        assert_eq!(sizing.memory.map(|memory| memory.to_string()).as_deref(), memory, "{spec}");
    }
    for (cpu, cores) in [
        ("2", 2),
        ("'2'", 2),
        ("'2.0'", 2),
        ("'2.5'", 0),
        ("'2.'", 0),
        ("500m", 0),
        ("2Gi", 0),
        ("'2e0'", 0),
        ("'+3'", 3),
        ("'-3'", -3),
        ("'010'", 8),
        ("'08'", 0),
        ("'99999999999999999999'", 0),
    ] {
        let vm =
            resolve_instance(&instance(&format!("{{resources: {{cpu: {cpu}, sockets: 1}}}}")), &platform);
        assert_eq!(vm.sizing.resources.cores, Some(cores), "{cpu}");
    }
    let vm = resolve_instance(&instance("{instanceType: '', resources: {cpu: 500m, sockets: 4}}"), &platform);
    assert_eq!((vm.sizing.resources.cores, vm.sizing.resources.sockets), (Some(0), Some(4)));
    assert_eq!(vm.sizing.instance_type.origin, Origin::Written);
    assert_eq!(
        resolve_instance(&instance("{instanceType: null}"), &platform).sizing.instance_type.origin,
        Origin::Null
    );
}

#[test]
fn profiles() {
    let platform = Platform::hikube();
    for (spec, name, origin, listed) in [
        ("{}", Some("ubuntu"), Origin::Default, Some(true)),
        ("{instanceProfile: windows}", Some("windows"), Origin::Written, Some(true)),
        ("{instanceProfile: windows.2k25.virtio}", Some("windows.2k25.virtio"), Origin::Written, Some(false)),
        ("{instanceProfile: plan9}", Some("plan9"), Origin::Written, None),
        ("{instanceProfile: ''}", None, Origin::Written, None),
        ("{instanceProfile: null}", None, Origin::Null, None),
    ] {
        let profile = resolve_instance(&instance(spec), &platform).profile;
        assert_eq!(profile.origin, origin, "{spec}");
        assert_eq!(profile.path.to_string(), "spec.instanceProfile");
        let found = profile.value.as_ref().and_then(|chosen| match chosen.found {
            Found::Listed(_) => Some(true),
            Found::Upstream(_) => Some(false),
            Found::Later(_) | Found::Missing => None,
        });
        assert_eq!(found, listed, "{spec}");
        assert_eq!(profile.value.map(|chosen| chosen.name).as_deref(), name, "{spec}");
    }
}

#[test]
fn attached_things() {
    let platform = Platform::hikube();
    let vm = resolve_instance(
        &instance(
            "{disks: [sys, {name: iso, bus: sata}, {name: data, bus: nvme}], gpus: [{name: nvidia.com/AD102GL_L40S}], cpuModel: host-model}",
        ),
        &platform,
    );
    let disks: Vec<_> = vm
        .disks
        .iter()
        .map(|disk| {
            let bus = disk.bus.as_ref();
            let known = bus.and_then(super::Chosen::entry).is_some();
            (
                disk.name.as_str(),
                disk.spelling,
                bus.map(|bus| bus.name.as_str()),
                known,
                disk.name_path().to_string(),
            )
        })
        .collect();
    assert_eq!(
        disks,
        [
            ("sys", Spelling::Text, None, false, "spec.disks[0]".to_owned()),
            ("iso", Spelling::Object, Some("sata"), true, "spec.disks[1].name".to_owned()),
            ("data", Spelling::Object, Some("nvme"), false, "spec.disks[2].name".to_owned()),
        ]
    );
    assert_eq!(vm.gpus[0].path.to_string(), "spec.gpus[0]");
    assert!(matches!(vm.gpus[0].device.found, Found::Listed(_)));
    assert_eq!(vm.cpu_model.value.as_deref(), Some("host-model"));

    for (name, expected) in
        [("cozystack@0.20", "sys"), ("cozystack@0.21", "vm-disk-sys"), ("hikube", "vm-disk-sys")]
    {
        let platform = self::platform(name);
        let vm = resolve_instance(&instance("{disks: [{name: vm-disk-sys}]}"), &platform);
        assert_eq!(vm.disks[0].name, expected, "{name}");
    }

    let empty = resolve_instance(&VMInstance::default(), &platform);
    assert!(empty.disks.is_empty() && empty.gpus.is_empty() && empty.networks.value.is_empty());
    assert_eq!((empty.cpu_model.value, empty.cpu_model.origin), (None, Origin::Default));
}

#[test]
fn networks() {
    for (name, spec, networks, origin, path) in [
        (
            "hikube",
            "{networks: [{name: a}, {name: b}], subnets: [{name: c}]}",
            &["a", "b"][..],
            Origin::Written,
            "spec.networks",
        ),
        ("hikube", "{networks: [], subnets: [{name: c}]}", &["c"], Origin::OtherSpelling, "spec.subnets"),
        ("hikube", "{subnets: [{name: c}]}", &["c"], Origin::OtherSpelling, "spec.subnets"),
        ("hikube", "{networks: null, subnets: null}", &[], Origin::Null, "spec.networks"),
        ("hikube", "{networks: []}", &[], Origin::Written, "spec.networks"),
        ("hikube", "{}", &[], Origin::Default, "spec.networks"),
        (
            "cozystack@1.2",
            "{networks: [{name: a}], subnets: [{name: c}]}",
            &["c"],
            Origin::OtherSpelling,
            "spec.subnets",
        ),
        ("cozystack@0.37", "{subnets: [{name: c}]}", &[], Origin::Default, "spec.networks"),
    ] {
        let platform = platform(name);
        let found = resolve_instance(&instance(spec), &platform).networks;
        let names: Vec<_> = found.value.iter().filter_map(|network| network.name.as_deref()).collect();
        assert_eq!(
            (names.as_slice(), found.origin, found.path.to_string()),
            (networks, origin, path.to_owned()),
            "{spec}"
        );
        for (index, network) in found.value.iter().enumerate() {
            assert_eq!(network.path, found.path.clone().index(index));
        }
    }
}

#[test]
fn exposure() {
    let ports = |tcp: &[i64], icmp| {
        let tcp = tcp.iter().map(|port| PortNumber::new(*port).unwrap()).collect();
        Reachable::Ports { tcp, icmp }
    };
    let cases = [
        ("hikube", "{}", Reachable::Nothing),
        ("hikube", "{externalPorts: [80], externalMethod: WholeIP}", Reachable::Nothing),
        ("hikube", "{external: null}", Reachable::Nothing),
        ("hikube", "{external: true}", ports(&[22], true)),
        (
            "hikube",
            "{external: true, externalPorts: [443, 80], externalAllowICMP: false}",
            ports(&[443, 80], false),
        ),
        ("hikube", "{external: true, externalPorts: []}", ports(&[], true)),
        ("hikube", "{external: true, externalPorts: null}", ports(&[], true)),
        ("hikube", "{external: true, externalMethod: WholeIP, externalPorts: [80]}", Reachable::Everything),
        ("cozystack@1.3", "{external: true, externalPorts: [80]}", Reachable::Everything),
        ("cozystack@1.4", "{external: true, externalPorts: [80]}", ports(&[80], true)),
        ("cozystack@0.37", "{external: true, externalPorts: [80]}", ports(&[80], true)),
        ("cozystack@0.30", "{external: true}", Reachable::Everything),
        ("cozystack@0.31", "{external: true}", ports(&[22], true)),
    ];
    for (name, spec, reachable) in cases {
        let platform = platform(name);
        assert_eq!(
            resolve_instance(&instance(spec), &platform).exposure.reachable,
            reachable,
            "{name} {spec}"
        );
    }
    assert!(ports(&[22, 443], true).has_tcp(443) && !ports(&[22], true).has_tcp(443));
    assert!(Reachable::Everything.has_tcp(1) && !Reachable::Nothing.has_tcp(22));

    let platform = platform("cozystack@0.30");
    let exposure = resolve_instance(&instance("{}"), &platform).exposure;
    assert_eq!((exposure.method.value, exposure.method.origin), (ExternalMethod::WholeIP, Origin::Default));
}

#[test]
fn disk_sources() {
    let platform = Platform::hikube();
    let cases = [
        ("{}", "Blank", Origin::Default),
        ("{source: {}}", "Blank", Origin::Written),
        ("{source: null}", "Unclear", Origin::Null),
        (
            "{source: {http: {url: 'https://example.org/x.img'}}}",
            "Http https://example.org/x.img",
            Origin::Written,
        ),
        ("{source: {upload: {}}}", "Upload", Origin::Written),
        ("{source: {disk: {name: base}}}", "Clone base", Origin::Written),
        ("{source: {image: {name: rocky-9}}}", "Image rocky-9 11Gi", Origin::Written),
        ("{source: {image: {name: ubuntu-24.04}}}", "Image ubuntu-24.04 ?", Origin::Written),
        ("{source: {image: {name: beos}}}", "Image beos ?", Origin::Written),
        ("{source: {image: {name: rocky-9}, upload: {}}}", "Unclear", Origin::Written),
    ];
    for (spec, expected, origin) in cases {
        let resolved = resolve_disk(&disk(spec), &platform);
        let minimum = resolved.image().map_or("?".to_owned(), |image| image.minimum_storage.to_string());
        let found = match &resolved.source.value {
            ResolvedSource::Image(chosen) => format!("Image {} {minimum}", chosen.name),
            ResolvedSource::Http { url } => format!("Http {}", url.as_str()),
            ResolvedSource::Upload => "Upload".to_owned(),
            ResolvedSource::Clone { disk } => format!("Clone {disk}"),
            ResolvedSource::Blank => "Blank".to_owned(),
            ResolvedSource::Unclear => "Unclear".to_owned(),
        };
        assert_eq!((found.as_str(), resolved.source.origin), (expected, origin), "{spec}");
    }
}

#[test]
fn disk_values() {
    let platform = Platform::hikube();
    let cases = [
        ("{}", Some("5Gi"), Origin::Default, Some("replicated"), Origin::Default, false),
        (
            "{storage: 20Gi, storageClass: local, optical: true}",
            Some("20Gi"),
            Origin::Written,
            Some("local"),
            Origin::Written,
            true,
        ),
        ("{storage: null, storageClass: null, optical: null}", None, Origin::Null, None, Origin::Null, false),
        ("{storageClass: ''}", Some("5Gi"), Origin::Default, None, Origin::Written, false),
        ("{storageClass: fast}", Some("5Gi"), Origin::Default, Some("fast"), Origin::Written, false),
    ];
    for (spec, storage, storage_origin, class, class_origin, optical) in cases {
        let resolved = resolve_disk(&disk(spec), &platform);
        let found = resolved.storage.value.map(|storage| storage.to_string());
        assert_eq!((found.as_deref(), resolved.storage.origin), (storage, storage_origin), "{spec}");
        let found = match &resolved.storage_class.value {
            ResolvedStorageClass::Named(chosen) => Some(chosen.name.as_str()),
            ResolvedStorageClass::ClusterDefault => None,
        };
        assert_eq!((found, resolved.storage_class.origin), (class, class_origin), "{spec}");
        assert_eq!(resolved.optical.value, optical, "{spec}");
    }
    assert_eq!(resolve_disk(&VMDisk::default(), &platform).storage.path.to_string(), "spec.storage");
}

#[test]
fn default_users() {
    let catalog = Catalog::cozystack();
    let cases = [
        (Some("ubuntu-24.04"), Some("ubuntu"), Some("ubuntu")),
        (Some("rocky-9"), Some("rhel.9"), Some("rocky")),
        (Some("centos-stream-9"), None, Some("cloud-user")),
        (None, Some("windows.2k25.virtio"), Some("Administrator")),
        (None, Some("rhel.9"), None),
        (None, None, None),
    ];
    for (image, profile, expected) in cases {
        let image = image.map(|name| catalog.image(name).unwrap());
        let profile = profile.map(|name| catalog.profile(name).unwrap());
        assert_eq!(default_user(image, profile), expected);
    }
}
