//! Texts to measure on: sound manifests such as people write, with comments, quotes and block scalars.

use std::fmt::Write;

/// A text of about `bytes` bytes, and at least one VM and its disk.
pub(crate) fn text(bytes: usize) -> String {
    let mut text = String::with_capacity(bytes + 2048);
    let mut number = 0;
    while text.is_empty() || text.len() + group(number).len() / 2 < bytes {
        text.push_str(&group(number));
        number += 1;
    }
    text
}

/// A VM and its system disk: about a kilobyte.
pub(crate) fn group(number: usize) -> String {
    let mut text = String::new();
    let name = format!("web-{number}");
    let size = if number.is_multiple_of(2) { "u1.medium" } else { "u1.large" };
    let storage = 20 + number % 5 * 10;
    let _ = write!(
        text,
        "---
# VM {number} of the shop.
apiVersion: apps.cozystack.io/v1alpha1
kind: VMInstance
metadata:
  name: {name}
  namespace: tenant-shop
  labels:
    app.kubernetes.io/name: \"shop\"
    app.kubernetes.io/component: 'web'
spec:
  runStrategy: Always
  instanceType: {size}
  instanceProfile: ubuntu
  external: true
  externalMethod: PortList
  externalPorts:
    - 22
    - 443  # the load balancer checks this one
  disks:
    - name: {name}-system
  sshKeys:
    - ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMkVq1yPq0eW7m0cD0w2oU5n1o3q6gN2J5b0s8hU4rXt ops@example.org
  cloudInit: |
    #cloud-config
    package_update: true
    packages:
      - nginx
    runcmd:
      - [systemctl, enable, --now, nginx]
---
apiVersion: apps.cozystack.io/v1alpha1
kind: VMDisk
metadata:
  name: {name}-system
  namespace: tenant-shop
spec:
  source:
    image:
      name: ubuntu-2404
  storage: {storage}Gi
  storageClass: replicated
"
    );
    text
}
