//! Tells what is wrong with the virtual machines of a namespace: `cargo run -- tenant-shop`.
//!
//! It goes to the cluster that `kubectl` goes to.

use anyhow::{Context, Result};
use kube::Client;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let namespace = std::env::args().nth(1).context("expected a namespace, such as `tenant-shop`")?;
    for line in vmspec_example_kube::judge(Client::try_default().await?, &namespace).await? {
        println!("{line}");
    }
    Ok(())
}
