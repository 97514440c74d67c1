use std::collections::BTreeMap;

use super::{
    Catalog, CpuTopology, Documented, Entry, Firmware, ImageKind, OsFamily, Source, Table, embedded,
};
use crate::model::Quantity;

fn quantity(text: &str) -> Quantity {
    text.parse().unwrap()
}

fn count_by<'t, T: Entry>(table: &'t Table<T>, key: impl Fn(&'t T) -> &'t str) -> BTreeMap<&'t str, usize> {
    let mut counts = BTreeMap::new();
    for entry in table {
        *counts.entry(key(entry)).or_default() += 1;
    }
    counts
}

#[test]
fn built_in_files_have_no_fault() {
    for text in embedded::files() {
        Catalog::from_yaml(text).unwrap_or_else(|error| panic!("{error}\nin {text}"));
    }
}

#[test]
fn everything_has_a_source() {
    fn check<T: Entry>(table: &Table<T>) {
        for entry in table {
            let source = table.source_of(entry).unwrap_or_else(|| panic!("{} has no source", entry.name()));
            assert!(source.page.starts_with("https://"), "{}", source.page);
        }
    }
    for catalog in [Catalog::hikube(), Catalog::cozystack()] {
        check(&catalog.instance_types);
        check(&catalog.profiles);
        check(&catalog.images);
        check(&catalog.storage_classes);
        check(&catalog.gpus);
        check(&catalog.buses);
        check(&catalog.cpu_models);
        assert!(catalog.gpu_guests.as_ref().unwrap().source.is_some());
    }
}

#[test]
fn counts() {
    let hikube = Catalog::hikube();
    assert_eq!(hikube.label(), "hikube catalog (2026-04-17)");
    assert_eq!(
        count_by(&hikube.instance_types, |t| t.series.as_deref().unwrap()),
        BTreeMap::from([("m1", 5), ("s1", 9), ("u1", 6)])
    );
    assert_eq!(
        hikube.profiles.names().collect::<Vec<_>>(),
        ["ubuntu", "centos", "debian", "fedora", "windows"]
    );
    let on_the_page = |source: &Option<Source>| source.is_none();
    assert_eq!(hikube.images.iter().filter(|image| on_the_page(&image.source)).count(), 23);
    assert_eq!(hikube.images.iter().filter(|image| image.kind == ImageKind::Iso).count(), 4);
    let classes = hikube.storage_classes.iter().filter(|class| class.documented == Documented::Reference);
    assert_eq!(classes.map(|class| class.name.as_str()).collect::<Vec<_>>(), ["replicated", "local"]);
    assert_eq!(hikube.gpus.len(), 3);

    let cozystack = Catalog::cozystack();
    assert_eq!(cozystack.label(), "cozystack catalog (2026-08-21)");
    assert_eq!(
        count_by(&cozystack.instance_types, |t| t.series.as_deref().unwrap()),
        BTreeMap::from([
            ("cx1", 12),
            ("d1", 10),
            ("gn1", 4),
            ("m1", 10),
            ("n1", 6),
            ("o1", 9),
            ("rt1", 8),
            ("u1", 10)
        ])
    );
    assert_eq!(cozystack.instance_types.len(), 69);
    assert_eq!(cozystack.instance_types.iter().filter(|t| t.since.is_none()).count(), 48);
    assert_eq!(cozystack.instance_types.iter().filter(|t| t.deprecated).count(), 4);
    assert_eq!(cozystack.profiles.len(), 59);
    assert_eq!(cozystack.profiles.iter().filter(|p| p.since.is_none()).count(), 42);
    assert_eq!(cozystack.profiles.iter().filter(|p| p.deprecated).count(), 5);
    assert_eq!(cozystack.profiles.iter().filter(|p| p.family == OsFamily::Windows).count(), 20);
    assert_eq!(cozystack.images.len(), 16);
    assert!(cozystack.images.iter().all(|image| image.minimum_storage == quantity("20Gi")));
    assert_eq!(cozystack.gpus.len(), 19);

    for catalog in [&hikube, &cozystack] {
        assert_eq!(catalog.buses.names().collect::<Vec<_>>(), ["virtio", "sata", "scsi", "usb"]);
        assert_eq!(catalog.cpu_models.iter().filter(|model| model.obsolete).count(), 17);
    }
}

#[test]
fn instance_types() {
    let cases = [
        ("hikube", "s1.small", 1, "2Gi"),
        ("hikube", "s1.3large", 12, "24Gi"),
        ("hikube", "s1.8xlarge", 64, "128Gi"),
        ("hikube", "u1.medium", 1, "4Gi"),
        ("hikube", "u1.large", 2, "8Gi"),
        ("hikube", "m1.8xlarge", 32, "256Gi"),
        ("cozystack", "u1.nano", 1, "512Mi"),
        ("cozystack", "u1.2xmedium", 2, "4Gi"),
        ("cozystack", "cx1.8xlarge1gi", 32, "64Gi"),
        ("cozystack", "rt1.micro", 1, "1Gi"),
        ("cozystack", "n1.8xlarge", 64, "128Gi"),
    ];
    for (provider, name, vcpus, memory) in cases {
        let catalog = Catalog::builtin(provider.parse().unwrap());
        let found = catalog.instance_type(name).map(|size| (size.vcpus, size.memory.clone()));
        assert_eq!(found, Some((vcpus, quantity(memory))), "{name}");
    }
    assert!(Catalog::hikube().instance_type("u1.nano").is_none());
    assert!(Catalog::cozystack().instance_type("s1.small").is_none());
    assert!(Catalog::hikube().upstream().unwrap().instance_type("u1.nano").is_some());

    let cozystack = Catalog::cozystack();
    let realtime = cozystack.instance_type("rt1.micro").unwrap();
    assert!(realtime.realtime && realtime.dedicated_cpu && realtime.hugepages == Some(quantity("1Gi")));
    assert_eq!(cozystack.instance_type("o1.large").unwrap().memory_overcommit_percent, Some(50));
    assert_eq!(cozystack.instance_type("gn1.xlarge").unwrap().gpus, ["nvidia.com/A400"]);
    assert_eq!(cozystack.instance_type("d1.large").unwrap().since, "1.5.0".parse().ok());
}

#[test]
fn profiles() {
    let cozystack = Catalog::cozystack();
    let cases = [
        ("ubuntu", 1, "2Gi", Firmware::Default, CpuTopology::Sockets),
        ("oraclelinux", 2, "4Gi", Firmware::Efi, CpuTopology::Sockets),
        ("windows.11", 2, "4Gi", Firmware::SecureBoot, CpuTopology::Sockets),
        ("rhel.9.dpdk", 8, "1.5Gi", Firmware::SecureBoot, CpuTopology::Spread),
        ("rhel.9.realtime", 4, "4Gi", Firmware::SecureBoot, CpuTopology::Spread),
        ("cirros", 1, "256Mi", Firmware::Default, CpuTopology::Sockets),
        ("windows.xp", 1, "128Mi", Firmware::Default, CpuTopology::Sockets),
    ];
    for (name, vcpus, memory, firmware, topology) in cases {
        let profile = cozystack.profile(name).unwrap();
        assert_eq!(profile.requires.vcpus, Some(vcpus), "{name}");
        assert_eq!(profile.requires.memory, Some(quantity(memory)), "{name}");
        assert_eq!((profile.firmware, profile.cpu_topology), (firmware, topology), "{name}");
    }
    assert_eq!(cozystack.profile("linux").unwrap().requires.vcpus, None);
    assert_eq!(cozystack.profile("fedora.s390x").unwrap().requires.architecture.as_deref(), Some("s390x"));
    assert_eq!(cozystack.profile("windows.2k22").unwrap().disk_bus.as_deref(), Some("sata"));
    assert!(cozystack.profile("windows.2k25.virtio").unwrap().persistent_state);
    assert!(!cozystack.profile("windows.2k19").unwrap().persistent_state);
    assert!(cozystack.profile("centos").is_none() && cozystack.profile("windows").is_none());
    assert_eq!(Catalog::hikube().profile("windows").unwrap().family, OsFamily::Windows);
}

#[test]
fn images() {
    let hikube = Catalog::hikube();
    for (name, minimum, user, kind) in [
        ("ubuntu-2404", "4Gi", Some("ubuntu"), ImageKind::Cloud),
        ("rocky-9", "11Gi", Some("rocky"), ImageKind::Cloud),
        ("almalinux-10", "11Gi", Some("almalinux"), ImageKind::Cloud),
        ("oracle-8", "40Gi", Some("cloud-user"), ImageKind::Cloud),
        ("opensuse-156", "1Gi", Some("opensuse"), ImageKind::Cloud),
        ("opensuse-160", "2Gi", Some("opensuse"), ImageKind::Cloud),
        ("cloudlinux-9", "9Gi", Some("cloudlinux"), ImageKind::Cloud),
        ("talos-112", "8Gi", None, ImageKind::Cloud),
        ("proxmox-9", "2Gi", None, ImageKind::Iso),
    ] {
        let image = hikube.image(name).unwrap();
        assert_eq!(
            (&image.minimum_storage, image.default_user.as_deref(), image.kind),
            (&quantity(minimum), user, kind),
            "{name}"
        );
    }
    // A profile that no platform has suits no image.
    for catalog in [hikube, Catalog::cozystack()] {
        for image in &catalog.images {
            for profile in &image.profiles {
                let known = catalog
                    .profile(profile)
                    .or(catalog.upstream().and_then(|upstream| upstream.profile(profile)));
                assert!(known.is_some(), "{} names profile {profile}", image.name);
            }
        }
    }
}

#[test]
fn storage_gpus_and_processors() {
    let hikube = Catalog::hikube();
    assert_eq!(hikube.storage_class("replicated-async").unwrap().documented, Documented::Elsewhere);
    assert!(!hikube.storage_class("local").unwrap().replicated);
    assert!(hikube.storage_classes.is_exhaustive() && !Catalog::cozystack().storage_classes.is_exhaustive());
    assert_eq!(hikube.gpu("nvidia.com/AD102GL_L40S").unwrap().memory, Some(quantity("48G")));
    assert!(
        !hikube.bus("virtio").unwrap().optical
            && hikube.bus("sata").unwrap().optical
            && hikube.bus("ide").is_none()
    );
    for (name, obsolete) in [
        ("host-passthrough", Some(false)),
        ("EPYC-Rome", Some(false)),
        ("EPYC-Rome-v2", Some(false)),
        ("Conroe", Some(true)),
        ("qemu64-v1", Some(true)),
        ("Opteron_G2", Some(true)),
        ("Opteron_G3", Some(false)),
        ("Pentium-IV", None),
        ("EPYC-v", None),
        ("EPYC-vx", None),
    ] {
        assert_eq!(hikube.cpu_model(name).map(|model| model.obsolete), obsolete, "{name}");
    }
}

#[test]
fn did_you_mean() {
    let hikube = Catalog::hikube();
    let cozystack = Catalog::cozystack();
    let cases: &[(&Table<_>, &str, &[&str])] = &[
        (&hikube.images, "ubuntu-24.04", &["ubuntu-2404"]),
        (&cozystack.images, "ubuntu-2404", &["ubuntu-24.04"]),
        (&cozystack.images, "opensuse-156", &["opensuse-leap-15.6"]),
        (&hikube.images, "ubuntu", &["ubuntu-2404", "ubuntu-2204"]),
        (&hikube.images, "Debian", &["debian-13", "debian-12", "debian-11"]),
        (&hikube.images, "ubunut-2404", &["ubuntu-2404", "ubuntu-2204"]),
        (&hikube.images, "arch-linux", &[]),
    ];
    for (table, name, expected) in cases {
        assert_eq!(table.nearest(name), *expected, "{name}");
    }
    assert_eq!(hikube.instance_types.nearest("u1.larg").first(), Some(&"u1.large"));
    assert_eq!(cozystack.profiles.nearest("windows"), ["windows.2k22.virtio", "windows.2k25.virtio"]);
    assert_eq!(hikube.profiles.nearest("windows.2k25.virtio"), ["windows"]);
    assert_eq!(hikube.buses.nearest("nvme"), ["virtio"]);
    assert_eq!(hikube.buses.nearest("SATA"), ["sata"]);
    assert_eq!(hikube.storage_classes.nearest("replicate"), ["replicated"]);
}

#[test]
fn overlays() {
    let mut catalog = Catalog::clone(&Catalog::hikube());
    let overlay = Catalog::from_yaml(
        "
instanceTypes:
  source: {page: https://cloud.example/, read: 2026-10-01}
  remove: [s1.small, not-there]
  entries:
  - {name: u1.large, vcpus: 3, memory: 9Gi}
  - {name: x1.huge, vcpus: 128, memory: 1Ti}
gpus: {exhaustive: true}
",
    );
    catalog.merge(overlay.unwrap());
    assert_eq!(catalog.label(), "hikube catalog (2026-04-17)");
    assert_eq!(catalog.instance_types.len(), 20);
    assert_eq!(catalog.instance_type("u1.large").unwrap().vcpus, 3);
    assert_eq!(
        catalog.instance_types.names().position(|name| name == "u1.large"),
        Catalog::hikube().instance_types.names().position(|name| name == "u1.large").map(|index| index - 1)
    );
    assert!(catalog.instance_type("s1.small").is_none());
    let page =
        |name: &str| &catalog.instance_types.source_of(catalog.instance_type(name).unwrap()).unwrap().page;
    assert_eq!(page("x1.huge"), "https://cloud.example/");
    assert_eq!(page("u1.large"), "https://cloud.example/");
    assert!(page("u1.xlarge").starts_with("https://github.com/HidoraSwiss/"));
    assert_eq!(catalog.gpus.len(), 3);
    assert!(catalog.gpus.is_exhaustive());
    assert_eq!(catalog.images, Catalog::hikube().images);
}

#[test]
fn faults_name_their_place() {
    let cases: &[(&str, &[&str])] = &[
        ("", &["line 1, column 1: the text is empty: expected a catalog"]),
        ("provider: x\n---\nprovider: y\n", &["line 3, column 1: a second document: expected one"]),
        (
            "instanceType: {}\n",
            &["line 1, column 1: unknown key `instanceType`: did you mean `instanceTypes`?"],
        ),
        (
            "date: yesterday\n",
            &["line 1, column 7: `date`: `yesterday` is not a date: expected a form like `2026-04-17`"],
        ),
        (
            "gpus: {entries: [{name: ä, memory: 8Gib}, {nam: b}]}\n",
            &[
                "line 1, column 36: `gpus.entries[0].memory`: `8Gib` has the unknown suffix `Gib`, expected a quantity such as `20Gi`",
                "line 1, column 44: `name` is missing",
                "line 1, column 44: unknown key `nam`: did you mean `name`?",
            ],
        ),
        (
            "gpus:\n  entries:\n  - {name: a}\n  - {name: b}\n  - {name: a}\n",
            &["line 5, column 12: `a` is listed twice in `gpus`"],
        ),
        (
            "instanceTypes:\n  entries:\n  - name: a\n    vcpus: many\n    memory: 8Gi\nimages:\n  entries:\n  - name: b\n    os: B\n",
            &[
                "line 4, column 12: `instanceTypes.entries[0].vcpus` is text: expected a whole number",
                "line 8, column 5: `minimumStorage` is missing",
            ],
        ),
    ];
    for (text, expected) in cases {
        let faults: Vec<String> =
            Catalog::from_yaml(text).unwrap_err().faults.iter().map(ToString::to_string).collect();
        assert_eq!(faults, *expected, "{text}");
    }
}

#[test]
fn json_reads_back() {
    let catalog = Catalog::hikube();
    let json = serde_json::to_string(&*catalog).unwrap();
    assert_eq!(serde_json::from_str::<Catalog>(&json).unwrap(), *catalog);
}
