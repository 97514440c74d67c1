import Form from "@rjsf/core";
import { createElement } from "react";
import { createRoot } from "react-dom/client";
import { formSchema, vmspecValidator } from "vmspec/rjsf";

createRoot(document.querySelector("#editor")).render(
  createElement(Form, {
    schema: await formSchema("VMDisk"),
    formData: { storage: "20GB" },
    liveValidate: true,
    validator: vmspecValidator({ kind: "VMDisk" }),
    onChange: ({ formData, errors }) => (globalThis.form = { formData, errors }),
  }),
);
globalThis.result = true;
