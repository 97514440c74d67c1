/** How to judge a text. */
export interface CheckOptions {
  /** Where the manifests go: `hikube` (the default) or `cozystack`, with or without a version: `cozystack@1.6`. */
  readonly platform?: string;
  /** What the report calls the text. Default: `manifest.yaml`. */
  readonly filename?: string;
  /** Whether the text holds everything, so that a reference to anything else leads nowhere. Default: `false`. */
  readonly complete?: boolean;
  /** What the VMs are for: decides how much best practice matters. */
  readonly stage?: "production" | "development";
}

/** What was found. The same as `vmspec check --format json` prints. */
export interface Report {
  readonly version: 1;
  readonly summary: Summary;
  /** By place in the text. */
  readonly diagnostics: readonly Diagnostic[];
}

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
  readonly suppressed: number;
  /** Findings that a baseline accepts. */
  readonly accepted: number;
  /** Entries of a baseline that nothing matches any more. */
  readonly stale: number;
}

export interface Diagnostic {
  /** The rule's name, its only identity. */
  readonly rule: string;
  readonly severity: "error" | "warning" | "info";
  /** One sentence in English, plain text. */
  readonly message: string;
  /** What to do, or why it matters; plain text. */
  readonly help: string | null;
  /** The facts of the message by name, to say it in another language. */
  readonly args: Readonly<Record<string, string>>;
  readonly file: string;
  /** The document's index in the text, from 0. */
  readonly document: number;
  readonly resource: Resource | null;
  /** The place in the document, such as `spec.disks[0].name`. */
  readonly path: string;
  readonly span: ByteSpan;
  readonly range: Range;
  /** Other places that explain the finding. */
  readonly labels: readonly Label[];
  readonly fix: Fix | null;
  /** Other remedies: a person takes one of them or `fix`, never two. */
  readonly alternatives: readonly Fix[];
  /** The rule's page. */
  readonly url: string;
}

export interface Resource {
  readonly kind: string;
  readonly namespace: string | null;
  readonly name: string;
}

/** A half-open range of bytes of the text as UTF-8. */
export interface ByteSpan {
  readonly start: number;
  readonly end: number;
}

/** A half-open range of positions. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** Line and column from 1; columns are code points. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface Label {
  readonly file: string;
  readonly message: string;
  readonly span: ByteSpan;
  readonly range: Range;
}

export interface Fix {
  /** What it does, as an order. */
  readonly title: string;
  /** `safe`: what gets deployed stays the same. `unsafe`: it changes. `manual`: a person must choose. */
  readonly applicability: "safe" | "unsafe" | "manual";
  /** In the order of the text, never overlapping. */
  readonly edits: readonly Edit[];
  /** The same as JSON Patch (RFC 6902), or `null` where it reaches into a nested document or changes a comment. */
  readonly patch: readonly PatchOperation[] | null;
}

/** A replacement of the bytes from `start` to `end`. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export type PatchOperation =
  | { readonly op: "add"; readonly path: string; readonly value: unknown }
  | { readonly op: "remove"; readonly path: string }
  | { readonly op: "replace"; readonly path: string; readonly value: unknown }
  | { readonly op: "move"; readonly from: string; readonly path: string };
