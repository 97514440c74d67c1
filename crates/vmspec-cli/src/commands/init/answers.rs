//! What the manifest is to hold: from flags, from a person, or as most people would have it.

use std::fs;
use std::io::{self, IsTerminal};
use std::path::PathBuf;

use dialoguer::{Input, Select};
use vmspec::catalog::{Catalog, GoldenImage, InstanceType, Profile};
use vmspec::model::Quantity;
use vmspec::platform::Platform;

use crate::args::InitArgs;
use crate::error::Error;

/// Memory that a first VM should have, whatever its profile says.
const COMFORTABLE_GIBIBYTES: u32 = 4;
/// Size that a first disk should have, whatever its image needs.
const COMFORTABLE_DISK_GIBIBYTES: u32 = 20;

/// The profile that a VM has if it names none.
const USUAL_PROFILE: &str = "ubuntu";

/// What the manifest is to hold.
pub(super) struct Answers {
    pub(super) name: String,
    pub(super) image: String,
    pub(super) profile: String,
    pub(super) instance_type: String,
    pub(super) disk_size: String,
    pub(super) storage_class: String,
    pub(super) ports: Vec<u16>,
    pub(super) ssh_key: String,
}

impl Answers {
    pub(super) fn get(args: &InitArgs, platform: &Platform) -> Result<Self, Error> {
        let asks = !args.yes && io::stdin().is_terminal() && io::stderr().is_terminal();
        let person = Person { asks };
        let catalog = &platform.catalog;
        let name = person.text("Name of the VM", args.name.as_deref(), "web")?;
        let images: Vec<&str> = catalog.images.names().collect();
        let image = person.choice("Golden image", args.image.as_deref(), &images, usual_image(catalog))?;
        let profile = catalog.image(&image).and_then(|image| image.profiles.first()).cloned();
        let profile = profile.unwrap_or_else(|| USUAL_PROFILE.to_owned());
        let usual = usual_instance_type(catalog, catalog.profile(&profile));
        let instance_type = person.text("Instance type", args.instance_type.as_deref(), usual)?;
        let usual = usual_disk_size(catalog.image(&image));
        let disk_size = person.text("Size of the disk", args.disk_size.as_deref(), usual.text())?;
        let classes: Vec<&str> = catalog.storage_classes.names().collect();
        let usual = catalog.storage_classes.iter().position(|class| class.replicated).unwrap_or_default();
        let storage_class = person.choice("Storage class", args.storage_class.as_deref(), &classes, usual)?;
        let ports = match &args.ports {
            Some(ports) => ports.clone(),
            None => person.ports("Ports open to the Internet, none for none", &[22])?,
        };
        let ssh_key = person.ssh_key(args.ssh_key_file.clone())?;
        Ok(Self { name, image, profile, instance_type, disk_size, storage_class, ports, ssh_key })
    }
}

/// Whoever may be asked.
struct Person {
    asks: bool,
}

impl Person {
    fn text(&self, question: &str, given: Option<&str>, usual: &str) -> Result<String, Error> {
        match given {
            Some(given) => Ok(given.to_owned()),
            None if self.asks => {
                let input = Input::new().with_prompt(question).default(usual.to_owned());
                input.interact_text().map_err(Error::Ask)
            }
            None => Ok(usual.to_owned()),
        }
    }

    fn choice(
        &self,
        question: &str,
        given: Option<&str>,
        of: &[&str],
        usual: usize,
    ) -> Result<String, Error> {
        let index = match given {
            Some(given) => return Ok(given.to_owned()),
            None if self.asks && !of.is_empty() => {
                let select = Select::new().with_prompt(question).items(of).default(usual);
                select.interact().map_err(Error::Ask)?
            }
            None => usual,
        };
        Ok(of.get(index).copied().unwrap_or_default().to_owned())
    }

    fn ports(&self, question: &str, usual: &[u16]) -> Result<Vec<u16>, Error> {
        if !self.asks {
            return Ok(usual.to_vec());
        }
        let shown: Vec<String> = usual.iter().map(u16::to_string).collect();
        let input = Input::new().with_prompt(question).default(shown.join(", "));
        let input = input.validate_with(|text: &String| ports(text).map(|_| ()));
        let answer: String = input.interact_text().map_err(Error::Ask)?;
        Ok(ports(&answer).unwrap_or_default())
    }

    fn ssh_key(&self, given: Option<PathBuf>) -> Result<String, Error> {
        let path = match (given, usual_ssh_key()) {
            (Some(given), _) => given,
            (None, Some(usual)) if !self.asks => usual,
            (None, None) if !self.asks => return Err(Error::NoSshKey),
            (None, usual) => {
                let usual = usual.map(|path| path.display().to_string()).unwrap_or_default();
                PathBuf::from(self.text("File of the public SSH key that may log in", None, &usual)?)
            }
        };
        let text = fs::read_to_string(&path).map_err(|source| Error::Read { path, source })?;
        text.lines().map(str::trim).find(|line| !line.is_empty()).map(str::to_owned).ok_or(Error::NoSshKey)
    }
}

fn ports(text: &str) -> Result<Vec<u16>, String> {
    if text.trim() == "none" {
        return Ok(Vec::new());
    }
    let ports = text.split([',', ' ']).filter(|port| !port.is_empty());
    ports.map(|port| port.parse().map_err(|_| format!("`{port}` is no port"))).collect()
}

/// The last image for the profile that a VM has if it names none.
fn usual_image(catalog: &Catalog) -> usize {
    let is_usual = |image: &GoldenImage| image.profiles.first().is_some_and(|first| first == USUAL_PROFILE);
    catalog.images.iter().rposition(is_usual).unwrap_or_default()
}

/// The smallest instance type on which a profile runs with room to spare.
fn usual_instance_type<'c>(catalog: &'c Catalog, profile: Option<&Profile>) -> &'c str {
    let enough = Quantity::from_gibibytes(COMFORTABLE_GIBIBYTES);
    let suits = |found: &&InstanceType| {
        let requires = profile.map(|profile| &profile.requires);
        let vcpus = requires.and_then(|requires| requires.vcpus).unwrap_or_default();
        let memory = requires.and_then(|requires| requires.memory.as_ref()).unwrap_or(&enough);
        found.gpus.is_empty()
            && !found.deprecated
            && !found.needs_special_nodes()
            && !found.dedicated_cpu
            && found.memory_overcommit_percent.is_none()
            && found.vcpus >= vcpus
            && found.memory >= *memory
            && found.memory >= enough
    };
    let types = catalog.instance_types.iter().filter(suits);
    types
        .min_by_key(|found| (&found.memory, found.vcpus))
        .map(|found| found.name.as_str())
        .unwrap_or_default()
}

fn usual_disk_size(image: Option<&GoldenImage>) -> Quantity {
    let comfortable = Quantity::from_gibibytes(COMFORTABLE_DISK_GIBIBYTES);
    match image {
        Some(image) if image.minimum_storage > comfortable => image.minimum_storage.clone(),
        _ => comfortable,
    }
}

/// The key that most people have.
fn usual_ssh_key() -> Option<PathBuf> {
    let folder = std::env::home_dir()?.join(".ssh");
    ["id_ed25519.pub", "id_ecdsa.pub", "id_rsa.pub"]
        .map(|name| folder.join(name))
        .into_iter()
        .find(|path| path.is_file())
}
