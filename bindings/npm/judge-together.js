// For Node.js and for pages: what the package says of texts that are judged together.

/** The JSON report. */
export function judgeTogether(vmspec, { options, catalog }, texts) {
  const engine = catalog === undefined ? vmspec : vmspec.withCatalog(catalog);
  const workspace = engine.workspace(options);
  for (const { name, text } of texts) workspace.set(name, text);
  return workspace.format({ as: "json" });
}
