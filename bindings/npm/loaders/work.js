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
