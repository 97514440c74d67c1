import * as monaco from "monaco-editor";
import { registerVmspec } from "vmspec/monaco";

// Monaco's own worker is for what vmspec does not need.
globalThis.MonacoEnvironment = { getWorker: () => new Promise(() => {}) };

const value = `apiVersion: apps.cozystack.io/v1alpha1
kind: VMInstance
metadata:
  name: web # 😀
spec:
  running: true
  instanceType: u1.
`;

globalThis.registration = registerVmspec(monaco, { delay: 10 });
globalThis.editor = monaco.editor.create(document.querySelector("#editor"), { value, language: "yaml" });
globalThis.monaco = monaco;
globalThis.result = true;
