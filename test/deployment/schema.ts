import { readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";
import formatsOf from "ajv-formats";

const read = (name: string) => JSON.parse(readFileSync(new URL(`schemas/${name}`, import.meta.url), "utf8")) as object;
const ajv = new Ajv({ strict: false, allErrors: true });
(formatsOf as unknown as (ajv: Ajv) => void)(ajv);
// Widths of numbers, which the OpenAPI documents write as formats.
for (const width of ["int32", "int64", "double", "int-or-string", "byte"]) ajv.addFormat(width, true);
const compiled = new Map<string, ValidateFunction>();

/**
 * What is wrong with a document by one of `schemas/*.json`, a sentence each.
 * @param definition one of the schema's definitions; without it the schema itself
 */
export function faultsOf(schema: string, document: unknown, definition?: string): string[] {
  const name = `${schema}#${definition ?? ""}`;
  let validate = compiled.get(name);
  if (!validate) {
    const { $schema: _, $id: __, ...whole } = read(schema) as { $schema?: string; $id?: string };
    validate = ajv.compile(definition ? { ...whole, $ref: `#/definitions/${definition}` } : whole);
    compiled.set(name, validate);
  }
  if (validate(document)) return [];
  return (validate.errors ?? []).map((e) => `${e.instancePath} ${e.message} ${JSON.stringify(e.params)}`);
}
