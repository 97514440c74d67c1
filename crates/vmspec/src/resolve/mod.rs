//! What a manifest means on a platform: the platform's defaults filled in, its several spellings made one, names
//! looked up in the catalog.
//!
//! Every value says where it comes from ([`Effective`]), so that a rule can point at the right field and a console can
//! show what nobody wrote. An explicit `null` is not the same as nothing: it takes the platform's default away.
//!
//! Nothing here judges. Where a manifest contradicts itself or cannot be rendered, the value is the one that comes
//! nearest to what it says.
//!
//! Start reading at [`resolve_instance`] and [`resolve_disk`].

mod disk;
mod effective;
mod exposure;
mod instance;
mod login;
mod run;
mod sizing;
#[cfg(test)]
mod tests;

pub use self::disk::{ResolvedDisk, ResolvedSource, ResolvedStorageClass, resolve_disk};
pub use self::effective::{Effective, Origin};
pub use self::exposure::{Exposure, Reachable};
pub use self::instance::{
    AttachedDisk, AttachedGpu, AttachedNetwork, ResolvedVm, default_user, resolve_instance,
};
pub use self::login::{Account, AccountPassword, Login, login};
pub use self::run::ResolvedRun;
pub use self::sizing::{ResolvedResources, Sizing, SizingOrigin};
pub(crate) use self::sizing::{is_set, whole_number};

use crate::catalog::Found;

/// A name that a manifest chooses, with what the catalog knows of it.
#[derive(PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Chosen<'p, T> {
    /// The name.
    pub name: String,
    /// What the catalog knows of it.
    pub found: Found<'p, T>,
}

impl<T> Clone for Chosen<'_, T> {
    fn clone(&self) -> Self {
        Self { name: self.name.clone(), found: self.found }
    }
}

impl<'p, T> Chosen<'p, T> {
    /// What the catalog, or that of what the provider builds upon, says about it.
    pub fn entry(&self) -> Option<&'p T> {
        self.found.entry()
    }
}
