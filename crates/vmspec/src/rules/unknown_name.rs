//! What rules say of a name that the catalog does not list, or lists with a reservation.

use std::fmt::Display;

use crate::FieldPath;
use crate::catalog::{Catalog, Entry, Found, Table};
use crate::diagnostic::{Applicability, Severity};
use crate::platform::{Platform, Provider};
use crate::resolve::Chosen;
use crate::rules::placeholder::{FILL_IN, variable};
use crate::rules::wording::{did_you_mean, listed};
use crate::rules::{Finding, ResourceId, Rule};
use vmspec_yaml::edit::Operation;

/// A field that names an entry of a table of the catalog.
pub(crate) struct NameField<T: 'static> {
    /// The rule that speaks.
    pub(crate) rule: &'static Rule,
    /// What the field names, for people: `instance type`.
    pub(crate) what: &'static str,
    /// The table.
    pub(crate) table: fn(&Catalog) -> &Table<T>,
    /// Whether each provider has entries of its own, so that what it builds upon says nothing about them.
    pub(crate) is_own: bool,
}

impl<T: Entry> NameField<T> {
    /// What is wrong with the name that stands at `path`, if anything.
    pub(crate) fn judge(
        &self,
        platform: &Platform,
        resource: ResourceId,
        path: FieldPath,
        chosen: &Chosen<'_, T>,
    ) -> Option<Finding> {
        let table = (self.table)(&platform.catalog);
        if table.is_empty() {
            return None;
        }
        let field = Field { name: &chosen.name, path, resource };
        match chosen.found {
            Found::Listed(entry) => self.listed(platform, &field, entry),
            Found::Later(entry) => Some(self.too_new(platform, &field, entry)),
            Found::Upstream(_) if !self.is_own => Some(self.undocumented(platform, &field)),
            Found::Upstream(_) | Found::Missing => Some(match variable(field.name) {
                Some(variable) => self
                    .finding(
                        &field,
                        "{what} `{name}` still has the variable `{variable}` in it",
                        &[("variable", &variable)],
                    )
                    .help(FILL_IN),
                None => self.missing(platform, table, &field),
            }),
        }
    }

    fn finding(&self, field: &Field<'_>, template: &str, more: &[(&'static str, &dyn Display)]) -> Finding {
        let mut args: Vec<(&'static str, &dyn Display)> = vec![("what", &self.what), ("name", &field.name)];
        args.extend(more);
        self.rule.finding(field.resource, field.path.clone(), template, &args)
    }

    fn listed(&self, platform: &Platform, field: &Field<'_>, entry: &T) -> Option<Finding> {
        if !platform.has(entry).is_unknown() {
            return self.doubtful(platform, field, entry);
        }
        let since = entry.since()?;
        let template =
            "{what} `{name}` exists since Cozystack v{since}, and which release this is for is not known";
        let finding = self.finding(field, template, &[("since", &since)]);
        Some(finding.severity(Severity::Warning).help("name the release of the platform to be certain"))
    }

    fn too_new(&self, platform: &Platform, field: &Field<'_>, entry: &T) -> Finding {
        let since = entry.since().map(|since| since.to_string()).unwrap_or_default();
        let template = "{what} `{name}` exists since Cozystack v{since}, not yet on {platform}";
        self.finding(field, template, &[("since", &since), ("platform", platform)])
    }

    /// A name that the provider lists, but what it builds upon has only by other names.
    fn doubtful(&self, platform: &Platform, field: &Field<'_>, entry: &T) -> Option<Finding> {
        let upstream = platform.catalog.upstream().filter(|_| !self.is_own)?;
        let table = (self.table)(upstream);
        if table.get(field.name).is_some() {
            return None;
        }
        let real: Vec<&str> =
            entry.aliases().iter().map(String::as_str).filter(|alias| table.get(alias).is_some()).collect();
        let best = *real.first()?;
        let template = "{what} `{name}` is in the {catalog}, but no release of {upstream} has it";
        let args: &[(&'static str, &dyn Display)] =
            &[("catalog", &platform.catalog.label()), ("upstream", &title(upstream))];
        let finding = self
            .finding(field, template, args)
            .severity(Severity::Warning)
            .help(format!("the names there are {}", listed(&real, "and")))
            .fix(Applicability::Manual, format!("use `{best}`"), field.replaced_by(best));
        Some(field.or_replaced_by(finding, real.get(1..).unwrap_or_default()))
    }

    fn undocumented(&self, platform: &Platform, field: &Field<'_>) -> Finding {
        let upstream = platform.catalog.upstream().map(title).unwrap_or_default();
        let template = "{what} `{name}` is not in the {catalog}, but {upstream} has it";
        let args: &[(&'static str, &dyn Display)] =
            &[("catalog", &platform.catalog.label()), ("upstream", &upstream)];
        self.finding(field, template, args)
            .severity(Severity::Info)
            .help("so it may be there all the same: ask the provider, or take one that is listed")
    }

    fn missing(&self, platform: &Platform, table: &Table<T>, field: &Field<'_>) -> Finding {
        let template = "{what} `{name}` is not in the {catalog}";
        let mut finding = self.finding(field, template, &[("catalog", &platform.catalog.label())]);
        if !table.is_exhaustive() {
            finding = finding.severity(self.rule.severity.min(Severity::Warning));
        }
        let near = self.nearest(platform, table, field.name);
        let Some(best) = near.first() else {
            return match self.elsewhere(platform, field.name) {
                Some(other) => finding.help(format!("the {} has it", other.label())),
                None => finding,
            };
        };
        let applicability = match near.as_slice() {
            // Nothing could be deployed, and nothing else can be meant.
            [only] if only.eq_ignore_ascii_case(field.name) => Applicability::Safe,
            [_] => Applicability::Unsafe,
            _ => Applicability::Manual,
        };
        finding = finding.help(did_you_mean(&near));
        finding = finding.fix(applicability, format!("use `{best}`"), field.replaced_by(best));
        field.or_replaced_by(finding, near.get(1..).unwrap_or_default())
    }

    /// Near names that the release has, of the catalog or else of the one that it builds upon.
    fn nearest<'p>(&self, platform: &'p Platform, table: &'p Table<T>, name: &str) -> Vec<&'p str> {
        let upstream = platform.catalog.upstream().filter(|_| !self.is_own);
        let upstream = upstream.map(|upstream| (self.table)(upstream));
        let mut found = [Some(table), upstream].into_iter().flatten().map(|table| {
            let available = |name: &&str| table.get(name).is_some_and(|entry| !platform.has(entry).is_no());
            let mut near: Vec<&str> = table.nearest(name).into_iter().filter(available).collect();
            for kindred in [sharing_words, holding] {
                if near.is_empty() {
                    near = kindred(table, name).into_iter().filter(available).collect();
                }
            }
            near
        });
        found.find(|near| !near.is_empty()).unwrap_or_default()
    }

    /// The built-in catalog of another provider that lists the name.
    fn elsewhere(&self, platform: &Platform, name: &str) -> Option<std::sync::Arc<Catalog>> {
        let others = Provider::ALL.iter().copied().filter(|provider| *provider != platform.provider);
        others.map(Catalog::builtin).find(|catalog| (self.table)(catalog).get(name).is_some())
    }
}

/// The most names to offer that are no more than akin.
const MOST_KINDRED: usize = 3;

/// The names that have all words of the name, or whose words the name has, where they are few: `ubuntu` for
/// `ubuntu-22.04`, and `windows-server-2022` for `windows-2022`.
fn sharing_words<'t, T: Entry>(table: &'t Table<T>, name: &str) -> Vec<&'t str> {
    let name = name.to_ascii_lowercase();
    let words = words(&name);
    let is_akin = |other: &&str| {
        let other = other.to_ascii_lowercase();
        let others = self::words(&other);
        words.iter().all(|word| others.contains(word)) || others.iter().all(|word| words.contains(word))
    };
    few(table.names().filter(is_akin))
}

fn words(name: &str) -> Vec<&str> {
    name.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

fn few<'t>(names: impl Iterator<Item = &'t str>) -> Vec<&'t str> {
    let names: Vec<&str> = names.take(MOST_KINDRED + 1).collect();
    if names.len() <= MOST_KINDRED { names } else { Vec::new() }
}

/// The names that have the name in them, where they are few: `nvidia.com/AD102GL_L40S` for `L40S`.
fn holding<'t, T: Entry>(table: &'t Table<T>, name: &str) -> Vec<&'t str> {
    const SHORTEST: usize = 3;
    let part = name.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    if part.len() < SHORTEST {
        return Vec::new();
    }
    few(table.names().filter(|name| name.to_ascii_lowercase().contains(&part)))
}

/// The name and where it stands.
struct Field<'a> {
    name: &'a str,
    path: FieldPath,
    resource: ResourceId,
}

impl Field<'_> {
    fn replaced_by(&self, name: &str) -> Vec<Operation> {
        vec![Operation::Replace { path: self.path.clone(), value: name.into() }]
    }

    /// The finding with further names to choose from.
    fn or_replaced_by(&self, finding: Finding, names: &[&str]) -> Finding {
        names
            .iter()
            .fold(finding, |finding, name| finding.or_fix(format!("use `{name}`"), self.replaced_by(name)))
    }
}

/// The provider of a catalog as a name: `Cozystack`.
fn title(catalog: &Catalog) -> String {
    let mut title = catalog.provider.clone().unwrap_or_default();
    if let Some(first) = title.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    title
}
