import openapiTS, { astToString } from "openapi-typescript";

interface Drawn {
  parameters?: { name: string; in: string; required?: boolean }[];
  responses: Record<string, unknown>;
}

type Document = Record<string, unknown> & {
  paths: Record<string, Record<string, Drawn>>;
};

/**
 * The text of `src/api.ts`: the types of every operation, and the list of those that are orders.
 * The client makes idempotency keys itself, so its callers need not give one; and it throws every refusal in one form, so that
 * the types need not list them operation by operation.
 */
export async function clientSource(document: object): Promise<string> {
  const drawn = structuredClone(document) as Document;
  const orders: string[] = [];
  for (const [path, methods] of Object.entries(drawn.paths)) {
    for (const [method, { parameters = [], responses }] of Object.entries(methods)) {
      for (const status of Object.keys(responses)) if (Number(status) >= 400) delete responses[status];
      const key = parameters.find((p) => p.in === "header" && p.name === "Idempotency-Key");
      if (!key) continue;
      key.required = false;
      orders.push(`${method.toUpperCase()} ${path}`);
    }
  }
  const types = astToString(await openapiTS(JSON.stringify(drawn), { alphabetize: true, defaultNonNullable: false }));
  return `// Made from the OpenAPI document by npm run client:generate; do not edit.
${types}
/** Operations that take an Idempotency-Key. */
export const orderOperations: readonly string[] = ${JSON.stringify(orders.sort(), null, 2)};
`;
}
