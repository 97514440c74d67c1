/**
 * vmspec as the validator of react-jsonschema-form: the same findings in the form as in the text, without ajv, and so
 * without `unsafe-eval` in the page's Content-Security-Policy.
 *
 * @packageDocumentation
 */

import { Validator } from "@cfworker/json-schema";
import {
  createErrorHandler,
  type CustomValidator,
  type ErrorTransformer,
  type FormContextType,
  type RJSFSchema,
  type RJSFValidationError,
  type StrictRJSFSchema,
  toErrorSchema,
  type UiSchema,
  unwrapErrorHandler,
  validationDataMerge,
  type ValidationData,
  type ValidatorType,
} from "@rjsf/utils";

import * as standard from "./index.js";
import type { Diagnostic, Engine, Json, Kind, Options, Severity } from "./index.js";

/** What a form holds and how it is judged. */
export interface VmspecValidatorOptions {
  /** The kind that the form is for. */
  readonly kind: Kind;
  /** Whether the form holds all of the manifest or its `spec`. Default: `spec`. */
  readonly form?: "manifest" | "spec" | undefined;
  /** The name that the resource will have, where the form holds its `spec`. */
  readonly name?: string | undefined;
  /** An engine with a catalog or settings of your own. Default: the standard one. */
  readonly engine?: Pick<Engine, "check"> | undefined;
  /** How to judge. */
  readonly options?: Omit<Options, "positions"> | undefined;
  /** Which findings make a field faulty. Default: errors. */
  readonly severities?: readonly Severity[] | undefined;
}

/** A validator for the `validator` property of a form. */
export function vmspecValidator<
  T = unknown,
  S extends StrictRJSFSchema = RJSFSchema,
  F extends FormContextType = Record<string, unknown>,
>(options: VmspecValidatorOptions): ValidatorType<T, S, F> {
  const { kind, form = "spec", name = "form", engine = standard, severities = ["error"] } = options;

  function errors(formData: T | undefined): RJSFValidationError[] {
    const identity = { apiVersion: "apps.cozystack.io/v1alpha1", kind };
    const manifest =
      form === "spec" ? { ...identity, metadata: { name }, spec: formData ?? {} } : { ...identity, ...formData };
    // JSON is YAML.
    const { diagnostics } = engine.check(JSON.stringify(manifest), options.options);
    return diagnostics.filter(({ severity }) => severities.includes(severity)).map((found) => toError(found, form));
  }

  return {
    validateFormData(
      formData: T | undefined,
      schema: S,
      customValidate?: CustomValidator<T, S, F>,
      transformErrors?: ErrorTransformer<T, S, F>,
      uiSchema?: UiSchema<T, S, F>,
    ): ValidationData<T> {
      const found = errors(formData);
      const transformed = transformErrors === undefined ? found : transformErrors(found, uiSchema);
      const result: ValidationData<T> = { errors: transformed, errorSchema: toErrorSchema<T>(transformed) };
      if (customValidate === undefined) return result;
      const handler = customValidate(formData, createErrorHandler<T>(formData as T), uiSchema);
      return validationDataMerge(result, unwrapErrorHandler<T>(handler));
    },

    // The form asks this to find out which of several schemas its data fits.
    isValid(schema: S, formData: T | undefined, rootSchema: S): boolean {
      const { definitions, $defs } = rootSchema as { definitions?: object; $defs?: object };
      const draft = String(rootSchema.$schema ?? "").includes("2020-12") ? "2020-12" : "7";
      const whole = { allOf: [schema as object], ...(definitions && { definitions }), ...($defs && { $defs }) };
      try {
        return new Validator(whole, draft).validate(formData).valid;
      } catch {
        // A schema with a reference that leads nowhere.
        return false;
      }
    },

    rawValidation<Result = unknown>(_schema: S, formData?: T): { errors?: Result[] } {
      return { errors: errors(formData) as Result[] };
    },
  };
}

/** A finding at the field of the form that it speaks of. */
function toError({ rule, message, help, path, args }: Diagnostic, form: "manifest" | "spec"): RJSFValidationError {
  // What is inside a cloud-config is a fault of the field that holds it.
  const [outer = ""] = path.split(":");
  const inForm = form === "spec" ? outer.replace(/^spec\b\.?/, "") : outer;
  const property = inForm === "" || inForm.startsWith("[") ? inForm : `.${inForm}`;
  const text = help === null ? message : `${message}: ${help}`;
  return { name: rule, message: text, params: args, property, stack: `${inForm} ${text}`.trim() };
}

/**
 * The schema of a form for the `spec` of a kind. It is the plain schema of the platform without `null`, which a manifest
 * may write for every field and a form never does.
 */
export async function formSchema(kind: Kind, options: Pick<standard.SchemaOptions, "provider"> = {}): Promise<RJSFSchema> {
  const manifest = (await standard.schema(kind, options)) as { definitions?: Readonly<Record<string, Json>> };
  const definitions = withoutNull(manifest.definitions ?? {}) as Readonly<Record<string, RJSFSchema>>;
  return { ...definitions[`${kind}Spec`], definitions } as RJSFSchema;
}

/** As deep as our own schemas are. */
function withoutNull(schema: Json): Json {
  if (isList(schema)) return schema.map(withoutNull);
  if (typeof schema !== "object" || schema === null) return schema;
  const { type, anyOf, ...rest } = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, key === "default" || key === "enum" ? value : withoutNull(value)]),
  );
  const types = isList(type) ? type.filter((one) => one !== "null") : type;
  const only = isList(types) && types.length === 1 ? types[0] : types;
  const others = isList(anyOf) ? anyOf.filter((one) => !isNull(one)) : undefined;
  const [single] = others ?? [];
  const merged = others?.length === 1 && typeof single === "object" ? { ...single, ...rest } : rest;
  return {
    ...merged,
    ...(only === undefined ? {} : { type: only }),
    ...(others !== undefined && others.length > 1 ? { anyOf: others } : {}),
  };
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function isNull(schema: Json): boolean {
  return typeof schema === "object" && schema !== null && "type" in schema && schema.type === "null";
}
