//! The table of all rules.

use super::{
    Rule, access, change, cloud_config, configuration, disks, lifecycle, metadata, network, practice, sizing,
    storage, structure, syntax, windows,
};

/// Every rule, by group. A new rule is one line here.
static RULES: &[&Rule] = &[
    &syntax::YAML_SYNTAX,
    &syntax::DUPLICATE_KEY,
    &syntax::LIMIT_EXCEEDED,
    &configuration::INVALID_SUPPRESSION,
    &configuration::UNUSED_SUPPRESSION,
    &configuration::INVALID_CONFIGURATION,
    &structure::UNKNOWN_FIELD,
    &structure::OVERRIDDEN_NAME,
    &structure::WRONG_TYPE,
    &structure::INVALID_VALUE,
    &structure::UNKNOWN_VALUE,
    &structure::MISSING_FIELD,
    &structure::WRONG_API_VERSION,
    &structure::UNKNOWN_KIND,
    &structure::REMOVED_KIND,
    &structure::RESERVED_FIELD,
    &structure::EMPTY_SPEC,
    &structure::NULL_SOURCE,
    &structure::UNSUPPORTED_FIELD,
    &metadata::MISSING_NAME,
    &metadata::INVALID_NAME,
    &metadata::OVERLONG_NAME,
    &metadata::PREFIXED_NAME,
    &metadata::INVALID_NAMESPACE,
    &metadata::FOREIGN_NAMESPACE,
    &metadata::DUPLICATE_RESOURCE,
    &metadata::FROZEN_NAME,
    &metadata::LONG_LABEL_KEY,
    &metadata::DROPPED_METADATA,
    &sizing::UNKNOWN_INSTANCE_TYPE,
    &sizing::UNKNOWN_INSTANCE_PROFILE,
    &sizing::UNDERSIZED_INSTANCE,
    &sizing::INCOMPLETE_RESOURCES,
    &sizing::CONFLICTING_RESOURCES,
    &sizing::IGNORED_RESOURCES,
    &sizing::FRACTIONAL_RESOURCES,
    &sizing::MULTIPLIED_CPUS,
    &sizing::UNDERSIZED_MEMORY,
    &sizing::NONSENSICAL_QUANTITY,
    &sizing::DECIMAL_QUANTITY,
    &sizing::UNKNOWN_GPU,
    &sizing::LOW_GPU_MEMORY,
    &sizing::FOREIGN_ARCHITECTURE,
    &sizing::CONFLICTING_GPUS,
    &sizing::DEPRECATED_INSTANCE_TYPE,
    &sizing::UNKNOWN_CPU_MODEL,
    &sizing::SPECIAL_NODES,
    &network::DUPLICATE_PORT,
    &network::NO_EXPOSED_PORTS,
    &network::IGNORED_EXPOSURE,
    &network::IMPLIED_SSH_PORT,
    &network::IGNORED_PORT_LIST,
    &network::UNFILTERED_PORT_LIST,
    &network::IGNORED_ICMP,
    &network::TCP_ONLY_PORT,
    &network::UNNAMED_NETWORK,
    &network::INVALID_NETWORK_NAME,
    &network::DUPLICATE_NETWORK,
    &network::DEPRECATED_SUBNETS,
    &network::UNEXPOSED_SSH,
    &network::RISKY_PORT,
    &disks::DANGLING_DISK,
    &disks::IMPOSSIBLE_DISK_NAME,
    &disks::DUPLICATE_DISK,
    &disks::SHARED_DISK,
    &disks::STRING_DISK,
    &disks::UNKNOWN_DISK_BUS,
    &disks::VIRTIO_OPTICAL_DISK,
    &disks::NO_DISKS,
    &disks::LATE_BOOT_DISK,
    &disks::INSTALLER_FIRST,
    &disks::PREFIXED_DISK_NAME,
    &disks::UNUSED_DISK,
    &disks::NOTHING_TO_BOOT,
    &disks::ONLY_OPTICAL_DISKS,
    &disks::BUSLESS_OPTICAL_DISK,
    &disks::DISK_IN_OTHER_NAMESPACE,
    &disks::CLONED_IDENTITY,
    &storage::SEVERAL_SOURCES,
    &storage::UNKNOWN_SOURCE,
    &storage::EMPTY_SOURCE,
    &storage::INVALID_URL,
    &storage::UNKNOWN_IMAGE,
    &storage::PREFIXED_IMAGE_NAME,
    &storage::ISO_AS_DISK,
    &storage::OPTICAL_SYSTEM_DISK,
    &storage::EMPTY_OPTICAL_DISK,
    &storage::UNDERSIZED_DISK,
    &storage::TIGHT_DISK,
    &storage::DEFAULT_SIZED_DOWNLOAD,
    &storage::BARE_NUMBER_STORAGE,
    &storage::TINY_DISK,
    &storage::UNKNOWN_STORAGE_CLASS,
    &storage::DOUBTFUL_STORAGE_CLASS,
    &storage::UNATTACHABLE_STORAGE_CLASS,
    &storage::INSECURE_URL,
    &storage::ARCHIVED_DOWNLOAD,
    &storage::MOVING_URL,
    &storage::SECRET_IN_URL,
    &storage::DANGLING_CLONE_SOURCE,
    &storage::CLONE_CYCLE,
    &storage::UNDERSIZED_CLONE,
    &storage::BUSY_CLONE_SOURCE,
    &storage::CLONE_ACROSS_CLASSES,
    &storage::CLUSTER_DEFAULT_STORAGE_CLASS,
    &storage::PENDING_UPLOAD,
    &access::PLACEHOLDER_SSH_KEY,
    &access::PRIVATE_KEY,
    &access::BROKEN_SSH_KEY,
    &access::INVALID_SSH_KEY,
    &access::UNSUPPORTED_SSH_KEY_TYPE,
    &access::WEAK_SSH_KEY,
    &access::DUPLICATE_SSH_KEY,
    &access::NO_REACHABLE_LOGIN,
    &access::DROPPED_DEFAULT_USER,
    &access::KEYLESS_USER,
    &access::IGNORED_SSH_KEYS,
    &access::IGNORED_CLOUD_INIT,
    &access::PASSWORD_LOGIN,
    &access::SECRET_IN_CLOUD_INIT,
    &access::MISUSED_CLOUD_INIT_SEED,
    &cloud_config::MISSING_HEADER,
    &cloud_config::MISSPELLED_HEADER,
    &cloud_config::MISINDENTED,
    &cloud_config::OVERSIZED,
    &cloud_config::UNREADABLE,
    &cloud_config::UNKNOWN_KEY,
    &cloud_config::INVALID,
    &cloud_config::DUPLICATE_KEY,
    &cloud_config::DEPRECATED,
    &cloud_config::EMPTY,
    &cloud_config::DISABLED_GROWTH,
    &lifecycle::CONFLICTING_RUN_STATE,
    &lifecycle::DEPRECATED_RUNNING,
    &lifecycle::MISMATCHED_PROFILE,
    &lifecycle::END_OF_LIFE_IMAGE,
    &lifecycle::END_OF_LIFE_PROFILE,
    &lifecycle::MANUAL_START,
    &lifecycle::NEVER_READY,
    &practice::EXPOSED_WHOLE_IP,
    &practice::SINGLE_DISK,
    &practice::UNREPLICATED_STORAGE,
    &practice::SMALL_GPU_VM,
    &practice::UNMOVABLE_GPU_VM,
    &practice::OVERCOMMITTED_MEMORY,
    &practice::HOST_CPU,
    &windows::MISSING_WINDOWS_PROFILE,
    &windows::MISSING_WINDOWS_DRIVERS,
    &windows::DRIVERLESS_WINDOWS_DISK,
    &windows::SMALL_WINDOWS_DISK,
    &windows::SMALL_WINDOWS_VM,
    &windows::UNMOVABLE_WINDOWS,
    &windows::UNEXPOSED_REMOTE_DESKTOP,
    &change::CHANGED_STORAGE_CLASS,
    &change::CHANGED_SOURCE,
    &change::SHRUNK_DISK,
    &change::GROWN_DISK,
    &change::CHANGED_OPTICAL,
    &change::DELETED_DISK_IN_USE,
    &change::DELETED_DISK,
    &change::RENAMED_DISK,
    &change::RENAMED_VM,
    &change::CHANGED_BOOT_DISK,
    &change::CHANGED_DISK_LIST,
    &change::CHANGED_SYSTEM_BUS,
    &change::RESIZED_VM,
    &change::SWITCHED_SIZING,
    &change::CHANGED_PROFILE,
    &change::LOST_PUBLIC_ADDRESS,
    &change::UNAPPLIED_CLOUD_INIT,
    &change::REPEATED_CLOUD_INIT,
    &change::REMOVED_CLOUD_INIT_SEED,
];

/// All rules, grouped.
pub fn all() -> &'static [&'static Rule] {
    RULES
}

/// The rule of this name.
///
/// ```
/// let rule = vmspec::rules::find("undersized-disk").unwrap();
/// assert_eq!(rule.severity, vmspec::diagnostic::Severity::Error);
/// ```
pub fn find(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_kebab_case() {
        let mut names: Vec<_> = all().iter().map(|rule| rule.name).collect();
        for name in &names {
            assert!(
                name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'),
                "{name}"
            );
        }
        names.sort_unstable();
        let count = names.len();
        names.dedup();
        assert_eq!(names.len(), count, "a name is used twice");
    }

    #[test]
    fn groups_stand_together() {
        let mut groups: Vec<_> = all().iter().map(|rule| rule.group).collect();
        groups.dedup();
        let count = groups.len();
        groups.sort_unstable();
        groups.dedup();
        assert_eq!(groups.len(), count, "a group is split");
    }
}
