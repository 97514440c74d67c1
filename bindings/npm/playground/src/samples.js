// Manifests to start from.

export const SAMPLES = {
  "A web server with faults": `# A web server. What would the platform make of it?
apiVersion: apps.cozystack.io/v1alpha1
kind: VMDisk
metadata:
  name: web-system
spec:
  source:
    image:
      name: rocky-9
  storage: 5Gi # enough?
  storageclass: replicated
---
apiVersion: apps.cozystack.io/v1alpha1
kind: VMInstance
metadata:
  name: web
spec:
  running: true
  instanceType: u1.mediun
  disks:
    - web-system
    - web-data
  external: true
  externalPorts: [80, 443]
  cloudInit: |
    #cloud-config
    packges: [nginx]
`,
  "A web server without faults": `apiVersion: apps.cozystack.io/v1alpha1
kind: VMDisk
metadata:
  name: web-system
spec:
  source:
    image:
      name: ubuntu-2404
  storage: 20Gi
  storageClass: replicated
---
apiVersion: apps.cozystack.io/v1alpha1
kind: VMInstance
metadata:
  name: web
spec:
  runStrategy: Always
  instanceType: u1.large
  instanceProfile: ubuntu
  disks:
    - name: web-system
  external: true
  externalMethod: PortList
  externalPorts:
    - 22
    - 443
  cloudInit: |
    #cloud-config
    users:
      - default
      - name: ops
        sudo: ALL=(ALL) NOPASSWD:ALL
        ssh_import_id: [gh:example]
`,
  "Who can log in?": `apiVersion: apps.cozystack.io/v1alpha1
kind: VMInstance
metadata:
  name: bastion
spec:
  runStrategy: Always
  instanceType: s1.small
  disks:
    - name: bastion-system
  external: true
  externalMethod: WholeIP
  cloudInit: |
    #cloud-config
    ssh_pwauth: true
    users:
      - name: ann
        plain_text_passwd: hunter2
        lock_passwd: false
      - name: bob
`,
  "A disk for Windows": `apiVersion: apps.cozystack.io/v1alpha1
kind: VMDisk
metadata:
  name: windows-installer
spec:
  optical: true
  source:
    http:
      url: https://images.example.com/windows-2025.iso
  storage: 8Gi
---
apiVersion: apps.cozystack.io/v1alpha1
kind: VMInstance
metadata:
  name: windows
spec:
  instanceType: s1.small
  instanceProfile: windows
  disks:
    - name: windows-installer
      bus: sata
  sshKeys:
    - ssh-ed25519 AAAA... you@example.com
`,
  Empty: "",
};
