// Catalogs of a caller's: as YAML, as an object, or as what a cluster says it offers.

import type { Session } from "../wasm/vmspec.js";
import type { CatalogOverlay, ClusterOption } from "./catalog-types.js";
import { object } from "./arguments.js";

/** A catalog of a caller's, read. */
export interface Overlay {
  /** Tells it from others. */
  readonly key: string;
  readonly lay: (session: Session) => void;
}

export const NO_OVERLAY: Overlay = { key: "", lay: () => {} };

/** Reads an overlay, or throws a TypeError if it has none of the shapes. */
export function readOverlay(overlay: CatalogOverlay): Overlay {
  if (typeof overlay === "string") return { key: overlay, lay: (session) => session.layOver(overlay) };
  const options = clusterOptions(overlay);
  if (options === undefined) {
    // JSON is YAML.
    const text = JSON.stringify(overlay);
    return { key: text, lay: (session) => session.layOver(text) };
  }
  const offers = options.map(readOption);
  return {
    key: JSON.stringify(offers),
    lay: (session) => {
      for (const { kind, names } of offers) session.offer(kind, names);
    },
  };
}

function clusterOptions(overlay: Exclude<CatalogOverlay, string>): readonly ClusterOption[] | undefined {
  if (isList(overlay)) return overlay;
  object(overlay, "catalog");
  if ("items" in overlay && isList(overlay.items)) return overlay.items as readonly ClusterOption[];
  return "metadata" in overlay && "spec" in overlay ? [overlay as ClusterOption] : undefined;
}

function isList(value: unknown): value is readonly ClusterOption[] {
  return Array.isArray(value);
}

function readOption(option: ClusterOption, index: number): { kind: string; names: string[] } {
  object(option, `catalog[${index}]`);
  const kind = option.metadata?.name;
  if (typeof kind !== "string") throw new TypeError(`\`catalog[${index}].metadata.name\` is no string`);
  const items: unknown = option.spec?.items ?? [];
  if (!Array.isArray(items)) throw new TypeError(`\`catalog[${index}].spec.items\` is no list`);
  const names = items.map((item: unknown, at) => {
    const name = `catalog[${index}].spec.items[${at}]`;
    object(item, name);
    const value = "value" in item ? item.value : undefined;
    if (typeof value !== "string") throw new TypeError(`\`${name}.value\` is no string`);
    return value;
  });
  return { kind, names };
}
