//! What is wrong with a manifest, one rule a file.
//!
//! A rule is a pure function from a resource, its resolution and the other resources of the bundle to [`Finding`]s.
//! It sees values and names [`FieldPath`](crate::FieldPath)s; it knows no text, so the same rules judge a file, a JSON
//! object from a form, and a `VMInstance` built in Rust.
//!
//! To add one: a file in its group's folder, a line in the table below, and a page in `docs/rules`.
//! Start reading at [`check`]; `disks/undersized_disk.rs` is a good first rule.

/// Declares a rule: its constant, its name, group and usual severity, one sentence, and what it looks at.
///
/// The page `docs/rules/<name>.md` is compiled in where the feature `docs` asks for it.
macro_rules! rule {
    ($constant:ident = $name:literal, $group:ident, $severity:ident; $summary:literal; $check:expr) => {
        #[doc = $summary]
        pub(crate) static $constant: $crate::rules::Rule = $crate::rules::Rule {
            name: $name,
            group: $crate::rules::Group::$group,
            severity: $crate::diagnostic::Severity::$severity,
            #[cfg(any(feature = "docs", feature = "schema"))]
            summary: $summary,
            check: $check,
            #[cfg(feature = "docs")]
            page: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/rule-pages/", $name, ".md")),
        };
    };
}

mod bundle;
mod finding;
pub(crate) mod placeholder;
mod registry;
mod settings;
mod unknown_name;
mod wording;

mod access;
mod change;
pub(crate) mod cloud_config;
pub(crate) mod configuration;
mod disks;
mod lifecycle;
mod metadata;
mod network;
mod practice;
mod sizing;
mod storage;
pub(crate) mod structure;
pub(crate) mod syntax;
#[cfg(test)]
pub(crate) mod testing;
mod windows;

pub use bundle::{Bundle, Disk, Instance, Resource, ResourceId};
pub use change::{ChangeContext, check_change};
#[cfg(feature = "yaml")]
pub(crate) use finding::fill;
pub use finding::{Finding, FindingLabel, Findings, Spot};
pub(crate) use finding::{source_field, spec_field};
pub use registry::{all, find};
pub use settings::{Cause, Clause, Level, RuleLayer, RuleSettings, Selector, UnknownSelector};
#[cfg(feature = "yaml")]
pub(crate) use wording::did_you_mean;

use serde::Deserialize;

use self::access::{SshKey, ssh_keys};
use crate::diagnostic::Severity;
use crate::platform::Platform;

/// What the findings of a rule are about.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
#[non_exhaustive]
pub enum Group {
    /// The text is YAML.
    Syntax,
    /// What vmspec itself is told, by comments in manifests and by configuration files.
    Configuration,
    /// The fields exist and have the right types.
    Structure,
    /// Names, namespaces, labels.
    Metadata,
    /// Instance type, profile, resources, GPUs.
    Sizing,
    /// Disks of a VM.
    Disks,
    /// Exposure and networks.
    Network,
    /// `VMDisk`: source, size, class.
    Storage,
    /// Who can log in.
    Access,
    /// What cloud-init makes of `cloudInit`.
    CloudConfig,
    /// Windows guests.
    Windows,
    /// Starting and stopping.
    Lifecycle,
    /// Documented best practice; depends on the stage.
    Practice,
    /// What a change of something that exists does otherwise than it reads.
    Change,
}

impl Group {
    /// The group's name as printed: `sizing`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Syntax => "syntax",
            Self::Configuration => "configuration",
            Self::Structure => "structure",
            Self::Metadata => "metadata",
            Self::Sizing => "sizing",
            Self::Disks => "disks",
            Self::Network => "network",
            Self::Storage => "storage",
            Self::Access => "access",
            Self::CloudConfig => "cloud-config",
            Self::Windows => "windows",
            Self::Lifecycle => "lifecycle",
            Self::Practice => "practice",
            Self::Change => "change",
        }
    }
}

/// A rule: its identity, what it says of itself, and its function.
#[derive(Debug)]
pub struct Rule {
    /// The only identity: the bad thing in kebab-case, so that it reads well after "ignore".
    pub name: &'static str,
    /// What its findings are about.
    pub group: Group,
    /// The severity of its findings where nothing changes it: the platform's version, or the stage.
    pub severity: Severity,
    /// One sentence without a full stop. Like the page, it is only there where somebody asks for it: a program that
    /// checks manifests, such as the WebAssembly module, need not carry either.
    #[cfg(any(feature = "docs", feature = "schema"))]
    pub summary: &'static str,
    pub(crate) check: Check,
    #[cfg(feature = "docs")]
    pub(crate) page: &'static str,
}

impl Rule {
    /// The address of the rule's page.
    pub fn url(&self) -> String {
        format!("https://vmspec.dev/rules/{}", self.name)
    }

    /// Whether a comment or an annotation in a manifest can keep its findings from being reported. A text that can't be
    /// read is not asked what to ignore.
    pub fn can_be_suppressed(&self) -> bool {
        !matches!(self.group, Group::Syntax | Group::Configuration)
    }

    /// The rule's page in Markdown: why it matters, a bad and a good manifest, the source.
    #[cfg(feature = "docs")]
    pub fn page(&self) -> &'static str {
        self.page
    }
}

/// What a rule looks at.
#[derive(Debug)]
pub(crate) enum Check {
    /// The text itself: found while parsing and decoding, by `analysis`.
    Text,
    /// Each `VMInstance`.
    Instance(fn(&Context<'_>, &Instance<'_>, &mut Findings)),
    /// Each `VMDisk`.
    Disk(fn(&Context<'_>, &Disk<'_>, &mut Findings)),
    /// Each resource of either kind.
    Resource(fn(&Context<'_>, &Resource<'_>, &mut Findings)),
    /// The public SSH keys of each `VMInstance`.
    SshKeys(fn(&Instance<'_>, &[SshKey<'_>], &mut Findings)),
    /// A resource before and after a change: see [`check_change`].
    Change(change::ChangeCheck),
}

/// Whether the resources at hand are all there are.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Scope {
    /// Others may exist elsewhere: what is merely absent is no fault.
    #[default]
    Open,
    /// These are all: a reference to anything else leads nowhere.
    Closed,
}

/// What the VMs are for; decides how much best practice matters.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// Advice about practice becomes a warning.
    Production,
    /// Advice about practice is not given.
    Development,
}

/// What a rule may know besides the resource that it judges.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Context<'a> {
    /// All resources at hand.
    pub bundle: &'a Bundle<'a>,
    /// Whether these are all there are.
    pub scope: Scope,
    /// What the VMs are for, if known.
    pub stage: Option<Stage>,
}

impl<'a> Context<'a> {
    /// A bundle beside which there may be other resources, for any purpose.
    pub fn new(bundle: &'a Bundle<'a>) -> Self {
        Self { bundle, scope: Scope::default(), stage: None }
    }

    /// The same with another scope.
    #[must_use]
    pub fn with_scope(self, scope: Scope) -> Self {
        Self { scope, ..self }
    }

    /// The same for VMs with a purpose.
    #[must_use]
    pub fn with_stage(self, stage: Stage) -> Self {
        Self { stage: Some(stage), ..self }
    }

    /// Where the manifests go.
    pub fn platform(&self) -> &'a Platform {
        self.bundle.platform()
    }
}

/// Applies every rule to one resource of the bundle.
///
/// The findings come in the order of the rule table. Nothing is filtered but the group [`Group::Practice`], which
/// follows the stage.
///
/// ```
/// use vmspec::VMInstance;
/// use vmspec::platform::Platform;
/// use vmspec::rules::{Bundle, Context, check};
///
/// let platform = Platform::default();
/// let vm = VMInstance::default();
/// let mut bundle = Bundle::new(&platform);
/// let id = bundle.add_instance(&vm);
/// let findings = check(&Context::new(&bundle), bundle.get(id).unwrap());
/// assert!(findings.iter().any(|finding| finding.rule == "missing-name"));
/// ```
pub fn check(context: &Context<'_>, resource: &Resource<'_>) -> Vec<Finding> {
    let mut findings = Findings::default();
    let keys = match resource {
        Resource::Instance(instance) => ssh_keys(instance),
        Resource::Disk(_) => Vec::new(),
    };
    for rule in all() {
        if rule.group == Group::Practice && context.stage == Some(Stage::Development) {
            continue;
        }
        let first_new = findings.len();
        match (&rule.check, resource) {
            (Check::Instance(check), Resource::Instance(instance)) => check(context, instance, &mut findings),
            (Check::Disk(check), Resource::Disk(disk)) => check(context, disk, &mut findings),
            (Check::SshKeys(check), Resource::Instance(instance)) => check(instance, &keys, &mut findings),
            (Check::Resource(check), resource) => check(context, resource, &mut findings),
            _ => {}
        }
        if rule.group == Group::Practice && context.stage == Some(Stage::Production) {
            findings.raise_from(first_new, Severity::Warning);
        }
    }
    findings.into_vec()
}
