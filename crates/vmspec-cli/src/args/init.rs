//! What `init` is given.

use std::path::PathBuf;

use clap::Args;

use super::TargetArgs;

#[derive(Debug, Args)]
pub(crate) struct InitArgs {
    /// The file to write, or `-` for standard output [default: the name with `.yaml`]
    pub(crate) file: Option<PathBuf>,
    /// The name of the VM [default: web]
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// The golden image to start from; `vmspec catalog images` lists all
    #[arg(long)]
    pub(crate) image: Option<String>,
    /// The instance type; `vmspec catalog instance-types` lists all
    #[arg(long, value_name = "TYPE")]
    pub(crate) instance_type: Option<String>,
    /// The size of the disk
    #[arg(long, value_name = "SIZE")]
    pub(crate) disk_size: Option<String>,
    /// The storage class of the disk; `vmspec catalog storage-classes` lists all
    #[arg(long, value_name = "CLASS")]
    pub(crate) storage_class: Option<String>,
    /// The ports that are open to the Internet, separated by commas [default: 22]
    #[arg(long, value_name = "PORTS", value_delimiter = ',')]
    pub(crate) ports: Option<Vec<u16>>,
    /// The file of the public key that may log in [default: the first of ~/.ssh/id_ed25519.pub, id_ecdsa.pub, id_rsa.pub]
    #[arg(long, value_name = "FILE")]
    pub(crate) ssh_key_file: Option<PathBuf>,
    /// Overwrite the file if it is there
    #[arg(long)]
    pub(crate) force: bool,
    /// Ask nothing
    #[arg(short, long)]
    pub(crate) yes: bool,
    #[command(flatten)]
    pub(crate) target: TargetArgs,
}
