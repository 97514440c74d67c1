// What a provider offers, as data.

import type {
  BusName,
  CpuModelName,
  GpuName,
  ImageName,
  InstanceTypeName,
  ProfileName,
  StorageClassName,
} from "./generated/names.js";
import type { Provider } from "./types.js";

/** What a provider offers. Tables that it lacks are missing. */
export interface Catalog {
  readonly provider?: string;
  /** The day of the revision that was read. */
  readonly date?: string;
  /** What the provider builds upon. What only that catalog lists may exist here, undocumented. */
  readonly upstream?: Provider;
  readonly instanceTypes?: Table<InstanceType>;
  readonly profiles?: Table<Profile>;
  readonly images?: Table<GoldenImage>;
  /** The class in which the volumes of all golden images lie. */
  readonly imageStorageClass?: string;
  readonly storageClasses?: Table<StorageClass>;
  readonly gpus?: Table<Gpu>;
  readonly gpuGuests?: GpuGuests;
  readonly windowsGuests?: WindowsGuests;
  readonly buses?: Table<Bus>;
  readonly cpuModels?: Table<CpuModel>;
}

/** A list of named entries. In an overlay, entries take the place of those of the same name. */
export interface Table<T> {
  readonly source?: Source;
  /** Whether the platform has nothing but these, which is so unless written. */
  readonly exhaustive?: boolean;
  /** In an overlay: whether these entries stand in place of all that are there. */
  readonly replace?: boolean;
  /** In an overlay: names to take out. */
  readonly remove?: readonly string[];
  readonly entries: readonly T[];
}

/** Where a fact was read, and when. */
export interface Source {
  readonly page: string;
  readonly read: string;
}

/** What every entry has. */
export interface Entry<Name extends string> {
  readonly name: Name | (string & {});
  /** Names of the same thing elsewhere. */
  readonly aliases?: readonly string[];
  /** The first release of Cozystack that has it. */
  readonly since?: string;
  /** What a person should know. */
  readonly note?: string;
  /** Where it was read, if not where its table was. */
  readonly source?: Source;
}

/** A size of VM: what `instanceType` names. Memory is a quantity such as `8Gi`. */
export interface InstanceType extends Entry<InstanceTypeName> {
  readonly vcpus: number;
  readonly memory: string;
  readonly series?: string;
  readonly dedicatedCpu?: boolean;
  readonly realtime?: boolean;
  readonly hugepages?: string;
  readonly memoryOvercommitPercent?: number;
  readonly gpus?: readonly string[];
  readonly deprecated?: boolean;
}

/** Devices and firmware that suit a system: what `instanceProfile` names. */
export interface Profile extends Entry<ProfileName> {
  /** The system, for people. */
  readonly os: string;
  readonly family?: OsFamily;
  /** What it demands of the size; a VM below is rejected. */
  readonly requires?: { readonly vcpus?: number; readonly memory?: string; readonly architecture?: string };
  readonly diskBus?: string;
  readonly nic?: string;
  readonly firmware?: "default" | "efi" | "secure-boot";
  readonly persistentState?: boolean;
  readonly cpuTopology?: "sockets" | "spread";
  readonly cloudInit?: boolean;
  readonly defaultUser?: string;
  readonly deprecated?: boolean;
  readonly endOfLife?: string;
}

/** A system that the platform keeps ready: what `source.image.name` names. */
export interface GoldenImage extends Entry<ImageName> {
  /** The system, for people. */
  readonly os: string;
  readonly family?: OsFamily;
  readonly distribution?: string;
  readonly kind?: "cloud" | "iso";
  /** The smallest disk that takes the image, a quantity. */
  readonly minimumStorage: string;
  readonly profiles?: readonly string[];
  readonly cloudInit?: boolean;
  readonly defaultUser?: string;
  readonly defaultUserUncertain?: boolean;
  readonly endOfLife?: string;
}

/** What kind of system a guest runs. */
export type OsFamily = "linux" | "windows" | "other";

/** A kind of storage: what `storageClass` names. */
export interface StorageClass extends Omit<Entry<StorageClassName>, "since"> {
  readonly replicated: boolean;
  readonly readWriteMany?: boolean;
  readonly waitForFirstConsumer?: boolean;
  readonly clusterDefault?: boolean;
  readonly documented?: "reference" | "elsewhere";
}

/** A graphics processor: what `gpus[].name` names. */
export interface Gpu extends Omit<Entry<GpuName>, "since"> {
  /** The product, for people. */
  readonly model?: string;
  readonly memory?: string;
}

/** What a guest with GPUs needs. */
export interface GpuGuests {
  readonly minimumMemory?: string;
  readonly recommendedVcpusPerGpu?: number;
  readonly recommendedMemoryPerGpu?: string;
  readonly source?: Source;
}

/** What Windows guests need. */
export interface WindowsGuests {
  readonly minimumSystemDisk?: string;
  readonly minimumInstallerDisk?: string;
  readonly minimumDriverDisk?: string;
  readonly recommendedVcpus?: number;
  readonly recommendedMemory?: string;
  readonly source?: Source;
}

/** A way to attach disks: what `disks[].bus` names. */
export interface Bus extends Pick<Entry<BusName>, "name" | "aliases" | "source"> {
  /** Whether an optical disk can be attached to it. */
  readonly optical: boolean;
}

/** A processor that a guest can be shown: what `cpuModel` names. */
export interface CpuModel extends Pick<Entry<CpuModelName>, "name" | "source"> {
  /** Whether no node offers it. */
  readonly obsolete?: boolean;
}

/**
 * What a cluster offers for a field, as Cozystack serves it since v1.5: the resource `Option` of
 * `core.cozystack.io/v1alpha1`, whose name is `instancetype`, `instanceprofile`, `image`, `storageclass` or `gpu`.
 */
export interface ClusterOption {
  readonly metadata?: { readonly name?: string | undefined } | undefined;
  readonly spec?: { readonly items?: readonly ClusterOptionItem[] | undefined } | undefined;
}

/** One thing to pick. */
export interface ClusterOptionItem {
  readonly value: string;
  readonly label?: string | undefined;
  readonly description?: string | undefined;
  readonly default?: boolean | undefined;
}

/** All that a cluster offers: the answer to a list of `Option` resources. */
export interface ClusterOptionList {
  readonly items: readonly ClusterOption[];
}

/**
 * A catalog to lay over that of the platform: as an object, as the YAML of a catalog file, or as the cluster's `Option`
 * resources.
 */
export type CatalogOverlay = Partial<CatalogTables> | string | ClusterOption | readonly ClusterOption[] | ClusterOptionList;

type CatalogTables = {
  readonly [table in keyof Catalog]: Catalog[table] extends Table<infer T> | undefined
    ? Partial<Table<T>>
    : Catalog[table];
};
