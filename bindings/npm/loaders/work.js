// What an application does with the package: a check, which needs the module, and data that is loaded later.

export const WORK = `
async function work() {
  const { diagnostics } = check("kind: VMDisk\\n");
  return {
    rule: diagnostics[0].rule,
    page: (await explain("undersized-disk")).split("\\n")[0],
    schema: (await schema("VMDisk", { provider: "cozystack" })).title,
  };
}
`;
export const EXPECTED = { rule: "empty-spec", page: "# undersized-disk", schema: "VMDisk" };
export const IMPORT = 'import { check, explain, schema } from "vmspec";\n';

const PLAIN_IMPORT = IMPORT.replace('"vmspec"', '"/node_modules/vmspec/dist/index.js"');
const HTML = '<!doctype html><title>x</title><script type="module" src="app.js"></script>\n';

/** Pages without a bundler that do it: at once, with the module as an asset, and in a worker. */
export const PAGES = {
  "plain/app.js": `${PLAIN_IMPORT}${WORK}work().then((result) => { globalThis.result = result; });\n`,
  "plain/index.html": HTML,
  "slim/app.js": `import * as vmspec from "/node_modules/vmspec/dist/slim.js";
const { check, explain, schema } = vmspec;
${WORK}
vmspec.init(new URL("/node_modules/vmspec/dist/vmspec.wasm", location)).then(work).then((result) => { globalThis.result = result; });
`,
  "slim/index.html": HTML,
  "worker/worker.js": `${PLAIN_IMPORT}${WORK}work().then((result) => postMessage(result));\n`,
  "worker/app.js": `new Worker("worker.js", { type: "module" }).onmessage = ({ data }) => { globalThis.result = data; };\n`,
  "worker/index.html": HTML,
};
