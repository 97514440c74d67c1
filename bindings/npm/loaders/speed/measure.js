// Measures the package in whatever runs this: Node.js or a page.

/** Many short rounds: in a few of them, nothing else takes the processor. */
const ROUNDS = 20;
const CALLS = 500;
/** Rounds that the compiler takes to do its best. */
const WARM_UP = 4;
const CALLS_FOR_MEMORY = 10_000;

/** A VM with user data and its disk, a kilobyte, another for each number. */
function manifest(number) {
  return `# VM ${number} of the shop.
apiVersion: apps.cozystack.io/v1alpha1
kind: VMInstance
metadata:
  name: web-${number}
  namespace: tenant-shop
spec:
  runStrategy: Always
  instanceType: ${number % 2 === 0 ? "u1.medium" : "u1.large"} # grows with the shop
  instanceProfile: ubuntu
  disks:
    - name: web-${number}-system
  external: true
  externalMethod: PortList
  externalPorts:
    - 22
    - 443
  cloudInit: |
    #cloud-config
    users:
      - name: ops
        ssh_authorized_keys:
          - ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEPEDdTwQ9cHrxAGTJbYcYAxtCC7pEPDjYcPZaKuKNqs ops@shop
        sudo: "ALL=(ALL) NOPASSWD:ALL"
    packages: [nginx]
    write_files:
      - path: /etc/nginx/conf.d/shop.conf
        permissions: "0644"
        content: |
          server_tokens off;
    runcmd:
      - ufw allow 443/tcp
      - ufw --force enable
      - systemctl enable --now nginx
---
apiVersion: apps.cozystack.io/v1alpha1
kind: VMDisk
metadata:
  name: web-${number}-system
  namespace: tenant-shop
spec:
  source:
    image:
      name: ubuntu-2404
  storage: ${20 + (number % 5) * 10}Gi
  storageClass: replicated
`;
}

/** The time that half of the calls take at most, and that which one of a hundred exceeds, of the best round for each. */
function times(call) {
  const rounds = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    const all = [];
    for (let index = 0; index < CALLS; index += 1) {
      const text = manifest(round * CALLS + index);
      const start = performance.now();
      call(text);
      all.push(performance.now() - start);
    }
    all.sort((one, other) => one - other);
    if (round >= WARM_UP) rounds.push({ p50: all[CALLS / 2], p99: all[Math.floor(CALLS * 0.99)] });
  }
  const best = (name) => Math.min(...rounds.map((round) => round[name]));
  return { p50: best("p50"), p99: best("p99") };
}

/** Measures a package that `load` imports. The memory of the engine is that of the instance made last. */
export async function measure(load) {
  const instances = [];
  WebAssembly.Instance = class extends WebAssembly.Instance {
    constructor(...args) {
      super(...args);
      instances.push(this);
    }
  };
  const memory = () => instances.at(-1).exports.memory.buffer.byteLength;

  const start = performance.now();
  const vmspec = await load();
  const imported = performance.now();
  await vmspec.init();
  const ready = performance.now();
  vmspec.check(manifest(0));
  const checked = performance.now();

  const at = (text) => text.indexOf("instanceType: u1.") + "instanceType: u1.".length;
  const calls = {
    check: times((text) => vmspec.check(text)),
    complete: times((text) => vmspec.complete(text, at(text))),
    hover: times((text) => vmspec.hover(text, at(text))),
    codeActions: times((text) => vmspec.codeActions(text, { start: 0, end: text.length })),
    fix: times((text) => vmspec.fix(text)),
    resolve: times((text) => vmspec.resolve(text)),
  };
  const before = memory();
  for (let index = 0; index < CALLS_FOR_MEMORY; index += 1) vmspec.check(manifest(index));
  return {
    bytes: manifest(0).length,
    start: { import: imported - start, init: ready - imported, first: checked - ready },
    calls,
    memory: { before, after: memory() },
  };
}
