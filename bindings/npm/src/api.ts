// What the package offers, whatever way the module comes.

import type { Catalog, CatalogOverlay } from "./catalog-types.js";
import type { Engine, FixOptions, FormatOptions, FormOptions, ReferenceOptions, Workspace } from "./engine-types.js";
import { engine } from "./engine.js";
import type { RuleName } from "./generated/names.js";
import { RULES } from "./generated/rules.js";
import type { Meaning } from "./meaning-types.js";
import type { At, Range, Span } from "./positions.js";
import type {
  ChangedText,
  ChangeReport,
  CodeAction,
  CodeLens,
  Completions,
  DocumentSymbol,
  Fixed,
  FormDocument,
  FormEdit,
  Hover,
  InlayHint,
  Json,
  Kind,
  Location,
  Migrated,
  Options,
  Platform,
  Provider,
  Report,
  Rule,
  Settings,
} from "./types.js";

export { EngineError } from "./core.js";
export { readVersion as version } from "./engine.js";
export { applyEdits } from "./wire.js";
export type * from "./catalog-types.js";
export type * from "./engine-types.js";
export type * from "./generated/names.js";
export type * from "./meaning-types.js";
export type { At, Position, PositionEncoding, Range, Span } from "./positions.js";
export type * from "./types.js";

const standard = engine();

/**
 * Judges the manifests in a text. What is wrong with it, however broken it is, stands in the report.
 *
 * @example
 * ```ts
 * const { diagnostics } = check(text, { platform: "cozystack@1.6" });
 * for (const { rule, message, span } of diagnostics) {
 *   console.log(rule, message, text.slice(span.start, span.end));
 * }
 * ```
 * @throws TypeError on wrong use; never because of the text.
 */
export function check(text: string, options?: Options): Report {
  return standard.check(text, options);
}

/**
 * Applies all fixes that are safe, or also those that change what gets deployed, and those that come to light by it.
 * Comments and all that is not fixed stay as they are.
 */
export function fix(text: string, options?: FixOptions): Fixed {
  return standard.fix(text, options);
}

/** Judges a text and prints what was found: as JSON, Markdown and SARIF what the command line prints. */
export function format(text: string, options: FormatOptions): string {
  return standard.format(text, options);
}

/**
 * Rewrites a text for another platform, so that it means the same there: bare names of disks become mappings, `running`
 * the `runStrategy` that it stands for, `subnets` become `networks`. Comments stay.
 *
 * @example
 * ```ts
 * const { text, open } = migrate(manifest, "cozystack@1.6", { platform: "hikube" });
 * for (const { message, help } of open) console.log(message, help);
 * ```
 */
export function migrate(text: string, to: Platform, options?: Options): Migrated {
  return standard.migrate(text, to, options);
}

/** What each resource in a text means on the platform: defaults filled in, sizes, disks, exposure, login. */
export function resolve(text: string, options?: Options): readonly Meaning[] {
  return standard.resolve(text, options);
}

/**
 * What could be written at a place, however broken the text is: missing keys, values with what they mean, names from the
 * catalog and of disks in other documents, inside cloud-config too.
 *
 * @param at An offset, or a line and a character.
 */
export function complete(text: string, at: At, options?: Options): Completions {
  return standard.complete(text, at, options);
}

/** What stands at a place: a field, a name from the catalog, a disk, a size, a public key. */
export function hover(text: string, at: At, options?: Options): Hover | null {
  return standard.hover(text, at, options);
}

/** What can be done about the findings at a range: their fixes, all safe fixes, and comments that hide them. */
export function codeActions(text: string, range: Span | Range, options?: Options): readonly CodeAction[] {
  return standard.codeActions(text, range, options);
}

/** The resources of a text with the fields of their specs, for an outline. */
export function symbols(text: string, options?: Options): readonly DocumentSymbol[] {
  return standard.symbols(text, options);
}

/** Where the disk is defined that is named at a place, or nothing if it is not in the text. */
export function definition(text: string, at: At, options?: Options): Location | null {
  return standard.definition(text, at, options);
}

/** Where the disk is named that is defined or named at a place, in the order of the text. */
export function references(text: string, at: At, options?: ReferenceOptions): readonly Location[] {
  return standard.references(text, at, options);
}

/**
 * Gives the disk that is defined or named at a place another name, wherever it is named. A disk that exists on the
 * platform is not renamed by this: the platform makes a new one.
 */
export function rename(text: string, at: At, newName: string, options?: Options): ChangedText {
  return standard.rename(text, at, newName, options);
}

/** What to show behind names at a range: the size of an instance type, the least disk of an image, size and source of a disk. */
export function inlayHints(text: string, range: Span | Range, options?: Options): readonly InlayHint[] {
  return standard.inlayHints(text, range, options);
}

/** What to show above the disks of a text: by whom they are used. */
export function codeLenses(text: string, options?: Options): readonly CodeLens[] {
  return standard.codeLenses(text, options);
}

/** What applying a new text over an old one does, field by field: live, at the next start, ignored, refused, data lost. */
export function diff(oldText: string, newText: string, options?: Options): ChangeReport {
  return standard.diff(oldText, newText, options);
}

/** The documents of a text as values for forms, as the cluster reads them. */
export function readForm(text: string): readonly FormDocument[] {
  return standard.readForm(text);
}

/**
 * Gives a field of a document a value, or takes the field away if the value is `undefined`, by the smallest edits of the
 * text. Comments, quotes and the order of fields stay. A value may be a whole mapping, such as all that a form holds:
 * only what differs is changed. In a text that has nothing in it yet, the first value makes the manifest:
 *
 * ```ts
 * applyFormEdit("", "spec", { storage: "20Gi" }, { kind: "VMDisk" });
 * ```
 *
 * @param path The field, as in `spec.disks[0].name`. The empty path is the whole document.
 */
export function applyFormEdit(text: string, path: string, value: Json | undefined, options?: FormOptions): FormEdit {
  return standard.applyFormEdit(text, path, value, options);
}

/** What a platform offers: instance types, profiles, golden images, storage classes, GPUs, with sources and dates. */
export function catalog(options?: Pick<Options, "platform">): Catalog {
  return standard.catalog(options);
}

/**
 * An engine that knows another catalog: an overlay on that of the platform as an object or as YAML, or the cluster's own
 * `Option` resources (`core.cozystack.io/v1alpha1`).
 *
 * @throws TypeError if it is no catalog.
 */
export function withCatalog(catalog: CatalogOverlay): Engine {
  return standard.withCatalog(catalog);
}

/** An engine with settings that hold for all its calls. */
export function withSettings(settings: Settings): Engine {
  return standard.withSettings(settings);
}

/** Several texts that are judged together, so that a VM in one finds its disks in another. */
export function workspace(options?: Omit<Options, "filename">): Workspace {
  return standard.workspace(options);
}

const page = (name: RuleName) => `https://vmspec.dev/rules/${name}`;

/** All rules, by group. */
export function rules(): readonly Rule[] {
  return RULES.map((rule) => ({ ...rule, url: page(rule.name) }));
}

/** The page of a rule in Markdown: why it matters, a bad and a good manifest, the source. Loaded when it is asked for. */
export async function explain(rule: RuleName): Promise<string> {
  const { PAGES } = await import("vmspec:pages");
  const found = Object.hasOwn(PAGES, rule) ? PAGES[rule] : undefined;
  if (found === undefined) throw new TypeError(`there is no rule \`${String(rule)}\``);
  return found;
}

/** Which schema to load. */
export interface SchemaOptions {
  /** Default: `hikube`. */
  readonly provider?: Provider | undefined;
  /**
   * `plain`, the default: standard keywords only, for every validator. `strict`: names of the catalog only, nothing
   * deprecated. `editor`: with what the YAML language server and VS Code show.
   */
  readonly flavour?: "plain" | "strict" | "editor" | undefined;
  /** Default: `07`. Of the other flavours there is no other. */
  readonly draft?: "07" | "2020-12" | undefined;
}

/** Literal imports, so that bundlers see them. */
const SCHEMA_FILES = {
  "hikube/plain": () => import("vmspec:schemas-hikube-plain"),
  "hikube/strict": () => import("vmspec:schemas-hikube-strict"),
  "hikube/editor": () => import("vmspec:schemas-hikube-editor"),
  "cozystack/plain": () => import("vmspec:schemas-cozystack-plain"),
  "cozystack/strict": () => import("vmspec:schemas-cozystack-strict"),
  "cozystack/editor": () => import("vmspec:schemas-cozystack-editor"),
};

/** The JSON Schema of a kind, or of files that mix kinds, on a platform. Loaded when it is asked for. */
export async function schema(
  kind: Kind | "manifests",
  { provider = "hikube", flavour = "plain", draft = "07" }: SchemaOptions = {},
): Promise<Readonly<Record<string, Json>>> {
  const file = `${provider}/${flavour}` as const;
  const name = `${kind}/${draft}`;
  const schemas = Object.hasOwn(SCHEMA_FILES, file) ? (await SCHEMA_FILES[file]()).SCHEMAS : {};
  const found = Object.hasOwn(schemas, name) ? schemas[name] : undefined;
  if (found === undefined) throw new TypeError(`there is no schema \`${name}\` of \`${file}\``);
  return found;
}
