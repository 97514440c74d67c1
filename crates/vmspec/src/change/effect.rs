//! What the platform does about a change.

use std::fmt;

/// What the platform does about a change, in ascending order of what it may cost.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
#[non_exhaustive]
pub enum Effect {
    /// It means the same as before.
    Same,
    /// It is stored, and nothing comes of it.
    Ignored,
    /// It can't be said: it depends on something that is not known here.
    Unknown,
    /// It takes effect at once.
    Live,
    /// The resource is made.
    Created,
    /// It takes effect when the VM starts the next time.
    Restart,
    /// The VM's Service is made anew, and with it the public address.
    ReplacesService,
    /// The resource is deleted; the data of a VM is on its disks, which stay.
    Deleted,
    /// The release fails, and with it every other change of the resource.
    Refused,
    /// The data on the disk is lost.
    DataLost,
}

impl Effect {
    /// All effects, in order.
    pub const ALL: &'static [Self] = &[
        Self::Same,
        Self::Ignored,
        Self::Unknown,
        Self::Live,
        Self::Created,
        Self::Restart,
        Self::ReplacesService,
        Self::Deleted,
        Self::Refused,
        Self::DataLost,
    ];

    /// A word for it: `live`, `data-lost`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Ignored => "ignored",
            Self::Unknown => "unknown",
            Self::Live => "live",
            Self::Created => "created",
            Self::Restart => "restart",
            Self::ReplacesService => "new-service",
            Self::Deleted => "deleted",
            Self::Refused => "refused",
            Self::DataLost => "data-lost",
        }
    }

    /// A phrase for it: `needs a restart`.
    pub fn phrase(self) -> &'static str {
        match self {
            Self::Same => "means the same",
            Self::Ignored => "silently ignored",
            Self::Unknown => "can't be said",
            Self::Live => "applied live",
            Self::Created => "created",
            Self::Restart => "needs a restart",
            Self::ReplacesService => "replaces the Service",
            Self::Deleted => "deleted",
            Self::Refused => "refused",
            Self::DataLost => "data lost",
        }
    }
}

impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
