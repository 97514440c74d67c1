// What goes in and what comes out, as plain objects that can be handed to a worker.

import type { GroupName, RuleName } from "./generated/names.js";
import type { Position, PositionEncoding, Range, Span } from "./positions.js";

/** How much a finding matters. `error`: the platform rejects it, or it cannot work. */
export type Severity = "error" | "warning" | "info";

/** The severity that findings of a rule are given, or that they are not given at all. */
export type Level = Severity | "off";

/** `safe`: what gets deployed stays the same. `unsafe`: it changes. `manual`: a person must choose. */
export type Applicability = "safe" | "unsafe" | "manual";

/** A kind of resource that vmspec knows. */
export type Kind = "VMInstance" | "VMDisk";

/** Whose platform the manifests go to. */
export type Provider = "hikube" | "cozystack";

/** Where the manifests go, with the release of Cozystack that runs there if it is known: `cozystack@1.6`. */
export type Platform = Provider | `${Provider}@${string}`;

/** How to judge. */
export interface Settings {
  /** Where the manifests go. Default: `hikube`. */
  readonly platform?: Platform | undefined;
  /** Whether the texts hold everything, so that a reference to anything else leads nowhere. Default: `false`. */
  readonly complete?: boolean | undefined;
  /** What the VMs are for: decides how much best practice matters. */
  readonly stage?: "production" | "development" | undefined;
  /** The severity of findings by rule or by group of rules; a rule counts for more than its group. */
  readonly rules?: { readonly [rule in RuleName | GroupName]?: Level | undefined } | undefined;
}

/** How to judge one text, and how to speak of places in it. */
export interface Options extends Settings {
  /** What reports call the text. Default: `manifest.yaml`. */
  readonly filename?: string | undefined;
  /** How characters are counted. Default: `utf-16`. */
  readonly positions?: PositionEncoding | undefined;
}

/** What was found. */
export interface Report {
  readonly version: 1;
  readonly summary: Summary;
  /** In the order of the texts, then by place. */
  readonly diagnostics: readonly Diagnostic[];
  /** What was found and is not to be reported, in the same order. */
  readonly suppressed: readonly Suppressed[];
}

/** A finding that is kept out of `diagnostics`, since somebody has said so. */
export interface Suppressed {
  readonly diagnostic: Diagnostic;
  readonly by: "comment" | "annotation" | "baseline";
  /** The reason that was given. */
  readonly reason: string | null;
}

/** Counts. */
export interface Summary {
  readonly files: number;
  readonly documents: number;
  /** Documents that were read as `VMInstance` or `VMDisk`. */
  readonly checked: number;
  /** Documents of other kinds, which nobody looked at. */
  readonly skipped: number;
  /** Pieces of YAML in pages of documentation that do not say what they are. */
  readonly fragments: number;
  /** Templates in pages of documentation. */
  readonly templates: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  /** Findings that a comment or an annotation in the manifest keeps out of the report. */
  readonly suppressed: number;
  /** Findings that a baseline accepts. */
  readonly accepted: number;
  /** Entries of a baseline that nothing matches any more. */
  readonly stale: number;
}

/** One finding. */
export interface Diagnostic {
  /** The rule's name, its only identity. */
  readonly rule: RuleName;
  readonly severity: Severity;
  /** One sentence in English, plain text. */
  readonly message: string;
  /** What to do, or why it matters; plain text. */
  readonly help: string | null;
  /** The facts of the message by name, to say it in another language. */
  readonly args: Readonly<Record<string, string>>;
  readonly file: string;
  /** The document's index in the text, from 0. */
  readonly document: number;
  /** Where the resource stands in the document if it is an item of a `List`, such as `items[2]`; otherwise `null`. */
  readonly item: string | null;
  readonly resource: Resource | null;
  /** The place in the resource, such as `spec.disks[0].name`; into a cloud-config `spec.cloudInit:users[0].name`. */
  readonly path: string;
  /** The place in the text as offsets. */
  readonly span: Span;
  /** The same as lines and characters. */
  readonly range: Range;
  /** Other places that explain the finding. */
  readonly labels: readonly Label[];
  readonly fix: Fix | null;
  /** Other remedies, where a person has to choose. */
  readonly alternatives: readonly Fix[];
  /** The rule's page. */
  readonly url: string;
}

/** How a resource is named. */
export interface Resource {
  readonly kind: string;
  readonly namespace: string | null;
  /** Empty if it is missing. */
  readonly name: string;
}

/** Another place that explains a finding. */
export interface Label {
  readonly file: string;
  readonly message: string;
  readonly span: Span;
  readonly range: Range;
}

/** A remedy. */
export interface Fix {
  /** What it does, as an order. */
  readonly title: string;
  readonly applicability: Applicability;
  /** In the order of the text, never overlapping. */
  readonly edits: readonly Edit[];
  /** The same for the whole document as JSON Patch (RFC 6902), or `null` where it reaches into a nested document or changes a comment. */
  readonly patch: readonly PatchOperation[] | null;
}

/** A replacement of a part of a text. */
export interface Edit {
  readonly span: Span;
  readonly range: Range;
  /** What to put there. */
  readonly text: string;
}

/** One operation of a JSON Patch. */
export type PatchOperation =
  | { readonly op: "add"; readonly path: string; readonly value: Json }
  | { readonly op: "remove"; readonly path: string }
  | { readonly op: "replace"; readonly path: string; readonly value: Json }
  | { readonly op: "move"; readonly from: string; readonly path: string };

/** A value that JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A text with its name. */
export interface NamedText {
  readonly name: string;
  readonly text: string;
}

/** What fixes have made of texts. */
export interface FixedTexts {
  readonly files: readonly NamedText[];
  /** What was fixed. It has no place, for fixes that come to light by others were found in a text in between. */
  readonly applied: readonly AppliedFix[];
  /** What is still wrong. */
  readonly report: Report;
}

/** What fixes have made of one text. */
export interface Fixed extends Omit<FixedTexts, "files"> {
  readonly text: string;
}

/** What migration to another platform has made of texts. */
export interface MigratedTexts extends FixedTexts {
  /**
   * What could not be done, with its place and reason: forms that have no certain counterpart, and what is right on the
   * old platform but not on the new one. `report` is all that the new platform would say.
   */
  readonly open: readonly Diagnostic[];
}

/** What migration to another platform has made of one text. */
export interface Migrated extends Omit<MigratedTexts, "files"> {
  readonly text: string;
}

/** A finding that was fixed. */
export interface AppliedFix {
  readonly rule: RuleName;
  readonly message: string;
  /** What the fix did, as an order. */
  readonly title: string;
  readonly applicability: Applicability;
  readonly file: string;
  readonly document: number;
  /** Where the resource stands in the document if it is an item of a `List`, such as `items[2]`; otherwise `null`. */
  readonly item: string | null;
  readonly resource: Resource | null;
  readonly path: string;
}

/** What applying new manifests over old ones does. */
export interface ChangeReport {
  readonly version: 1;
  readonly summary: ChangeSummary;
  /** Resources that differ. */
  readonly changes: readonly ResourceChange[];
  /** What is to be known about the change. Of old texts the file is called as in `manifest.yaml (old)`. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Counts of a change. */
export interface ChangeSummary {
  readonly files: number;
  readonly documents: number;
  readonly skipped: number;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly unchanged: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  /** Errors that a check of the new texts finds and that are not among the diagnostics. */
  readonly otherErrors: number;
}

/** A resource that differs. */
export interface ResourceChange {
  readonly resource: Resource;
  readonly change: "added" | "changed" | "removed";
  /** The effect that may cost the most. */
  readonly effect: Effect;
  readonly old: DocumentName | null;
  readonly new: DocumentName | null;
  readonly fields: readonly FieldChange[];
}

/** A document of a text. */
export interface DocumentName {
  readonly file: string;
  readonly document: number;
  /** Where the resource stands in the document if it is an item of a `List`, such as `items[2]`; otherwise `null`. */
  readonly item: string | null;
}

/** A field that differs. */
export interface FieldChange {
  readonly path: string;
  readonly oldPath: string;
  /** The old value as it may be shown, which is no secret; `null` if the field was not written. */
  readonly old: string | null;
  /** The new value as it may be shown, which is no secret; `null` if the field is not written. */
  readonly new: string | null;
  readonly effect: Effect;
}

/** What the platform does about a change, from what costs least to what may cost most. */
export type Effect =
  | "same"
  | "ignored"
  | "unknown"
  | "live"
  | "created"
  | "restart"
  | "new-service"
  | "deleted"
  | "refused"
  | "data-lost";

/** A document as a form shows it. */
export interface FormDocument {
  /** The index of the document in the text, from 0. */
  readonly document: number;
  /** All of it, as the cluster reads it, but for what can't be read. */
  readonly value: Json;
}

/** What came of a change that may not be possible. */
export type ChangedText =
  | {
      readonly applied: true;
      /** The text with the change, all comments kept. */
      readonly text: string;
      /** The smallest edits that make the change. */
      readonly edits: readonly Edit[];
    }
  | Refused;

/** What came of a change in a form. */
export type FormEdit = ChangedText;

/** What came of a change of several texts that may not be possible. */
export type ChangedTexts =
  | {
      readonly applied: true;
      /** The texts that change. */
      readonly files: readonly ChangedFile[];
    }
  | Refused;

/** A text that changes. */
export interface ChangedFile extends NamedText {
  /** The smallest edits that make the change. */
  readonly edits: readonly Edit[];
}

/** A change that was not made. */
export interface Refused {
  readonly applied: false;
  /** Why the text can't be changed in this way; plain text. */
  readonly reason: string;
}

/** A rule, by what it says of itself. */
export interface Rule {
  readonly name: RuleName;
  readonly group: GroupName;
  /** The severity of its findings where nothing changes it. */
  readonly severity: Severity;
  /** One sentence without a full stop. */
  readonly summary: string;
  /** The rule's page on the web. */
  readonly url: string;
}

/** What could be written at a place. */
export interface Completions {
  /** What every item replaces: what has been typed of it, possibly nothing. */
  readonly span: Span;
  readonly range: Range;
  /** Goes with every item: blanks that put the line at the right depth. */
  readonly repair: Edit | null;
  /** Best first. They are not narrowed down by what has been typed: editors do that as people go on typing. */
  readonly items: readonly CompletionItem[];
}

/** Something that could be written. */
export interface CompletionItem {
  /** What a list shows, and what is compared with what has been typed. */
  readonly label: string;
  readonly kind: "key" | "value" | "catalogEntry" | "resource" | "manifest";
  /** What it means, in a few words: `8 vCPU, 32 GiB, series U`. */
  readonly detail: string | null;
  /** What it means, in Markdown. */
  readonly documentation: string | null;
  /** What replaces the span, later lines with all of their indentation. */
  readonly text: string;
  /**
   * The same with places to fill in, as `$1` and `${1:default}`, ending at `$0`. Later lines are indented from the line
   * that the span starts in, as editors do with snippets.
   */
  readonly snippet: string | null;
  readonly deprecated: boolean;
  /** Why it does not suit the rest of the manifest. Such items come last. */
  readonly unfit: string | null;
}

/** What something means. */
export interface Hover {
  readonly span: Span;
  readonly range: Range;
  /** In Markdown. It holds names and sizes of the manifest, never text that may be secret. */
  readonly markdown: string;
}

/** Something that a person can have done. */
export interface CodeAction {
  /** What it does, as an order. */
  readonly title: string;
  /** `fix` mends one finding, `fix-all` all that can be mended without asking, `suppress` hides one by a comment. */
  readonly kind: "fix" | "fix-all" | "suppress";
  /** Whether a fix may be applied without asking; nothing for other actions. */
  readonly applicability: Applicability | null;
  readonly edits: readonly Edit[];
  /** The finding that it is about; nothing for one that is about all. */
  readonly finding: { readonly rule: RuleName; readonly message: string; readonly span: Span; readonly range: Range } | null;
}

/** A part of a text, for outlines. */
export interface DocumentSymbol {
  /** What it is called: a resource's name, a field's key, an item's name. */
  readonly name: string;
  /** What it is: `VMInstance`, or a value that is no secret. */
  readonly detail: string;
  readonly kind: "resource" | "field" | "item";
  /** All of it. */
  readonly span: Span;
  readonly range: Range;
  /** What to jump to. */
  readonly selection: Range;
  readonly children: readonly DocumentSymbol[];
}

/** A place in one of the texts. */
export interface Location {
  readonly file: string;
  readonly span: Span;
  readonly range: Range;
}

/** A few words to show behind a place. */
export interface InlayHint {
  readonly offset: number;
  readonly position: Position;
  /** The words: `8 vCPU, 32 GiB, series U`. */
  readonly label: string;
}

/** A line of words to show above a place. */
export interface CodeLens {
  readonly span: Span;
  readonly range: Range;
  /** The words: ``used by `web` ``. */
  readonly title: string;
  /** The places that it speaks of. */
  readonly places: readonly Location[];
}
