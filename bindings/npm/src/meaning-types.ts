// What manifests mean on a platform.

import type { Resource } from "./types.js";

/** What a resource means; `kind` tells which. */
export type Meaning = VMInstanceMeaning | VMDiskMeaning;

/** Which resource it is. */
export interface MeaningOf {
  readonly file: string;
  readonly document: number;
  /** Where the resource stands in the document if it is an item of a `List`, such as `items[2]`; otherwise `null`. */
  readonly item: string | null;
  readonly resource: Resource;
}

/** A value, why it holds, and the field that says so or could say otherwise. */
export interface Effective<T> {
  readonly value: T;
  /** `other-spelling`: the manifest says so in another field. `null`: a null takes the platform's default away. */
  readonly origin: "written" | "other-spelling" | "default" | "null";
  readonly path: string;
}

/** A name and whether the catalog knows it. */
export interface Named {
  readonly name: string;
  /** `upstream`: only what the provider builds upon has it. `later`: later releases of the platform have it. */
  readonly known: "listed" | "upstream" | "later" | "missing";
}

/** An amount of bytes, as written and as a number. */
export interface Amount {
  readonly text: string;
  readonly bytes: number;
}

/** What a VM means. */
export interface VMInstanceMeaning extends MeaningOf {
  readonly kind: "VMInstance";
  readonly run: {
    readonly strategy: Effective<"Always" | "Halted" | "Manual" | "RerunOnFailure" | "Once">;
    /** Whether the platform does what the field says. */
    readonly honoured: "yes" | "no" | "unknown";
  };
  readonly size: {
    readonly origin: "instance-type" | "resources" | "nowhere";
    readonly instanceType: Effective<Named | null>;
    /** Nothing if the instance type is not known, or there is no size. */
    readonly vcpus: number | null;
    readonly memory: Amount | null;
  };
  readonly profile: Effective<Named | null>;
  readonly cpuModel: Effective<string | null>;
  /** In boot order. */
  readonly disks: readonly AttachedDisk[];
  /** Networks beside that of the cluster. */
  readonly networks: readonly (string | null)[];
  readonly gpus: readonly Named[];
  readonly exposure: Exposure;
  /** Who can log in; nothing in systems without cloud-init, and where only running the user data would tell. */
  readonly login: Login | null;
}

/** A disk of a VM. */
export interface AttachedDisk {
  readonly name: string;
  readonly bus: string | null;
  readonly path: string;
  /** The `VMDisk`, if it is among the texts. */
  readonly target: (DiskFacts & { readonly file: string; readonly document: number; readonly item: string | null }) | null;
}

/** How a VM can be reached from the Internet. */
export interface Exposure {
  readonly external: Effective<boolean>;
  readonly method: Effective<"PortList" | "WholeIP">;
  readonly ports: Effective<readonly number[]>;
  readonly icmp: Effective<boolean>;
  /** What comes of all that. */
  readonly reachable: Reachable;
}

/** What can be reached from the Internet. */
export type Reachable =
  | { readonly what: "nothing" }
  | { readonly what: "ports"; readonly tcp: readonly number[]; readonly icmp: boolean }
  | { readonly what: "everything" };

/** Who can log in. */
export interface Login {
  readonly possible: boolean;
  /** Whether the SSH server takes passwords. */
  readonly takesPasswords: boolean;
  readonly accounts: readonly Account[];
}

/** An account of the guest. */
export interface Account {
  /** Nothing if that is the image's business and not known. */
  readonly name: string | null;
  /** Whether it is the default user of the image. */
  readonly isDefault: boolean;
  readonly canLogIn: boolean;
  readonly hasKeys: boolean;
  /** Whether cloud-init fetches keys from elsewhere. */
  readonly fetchesKeys: boolean;
  readonly password: "none" | "locked" | "usable";
  readonly path: string;
}

/** What a disk means. */
export interface VMDiskMeaning extends MeaningOf, DiskFacts {
  readonly kind: "VMDisk";
}

/** Where a disk's content comes from, and where it lies. */
export interface DiskFacts {
  readonly source: Effective<DiskSource>;
  readonly storage: Effective<Amount | null>;
  /** Nothing: the cluster chooses. */
  readonly storageClass: Effective<Named | null>;
  /** Whether it is a CD-ROM. */
  readonly optical: Effective<boolean>;
}

/** Where a disk's content comes from. */
export type DiskSource =
  | { readonly from: "image"; readonly image: Named }
  | { readonly from: "http"; readonly url: string }
  | { readonly from: "upload" }
  | { readonly from: "clone"; readonly disk: string }
  | { readonly from: "blank" }
  | { readonly from: "unclear" };
