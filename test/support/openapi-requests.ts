/** Requests drawn from the OpenAPI document, with every id filled in by whoever asks. */

// biome-ignore lint/suspicious/noExplicitAny: a document is read as it comes
type Document = any;

/** What an id names. */
export type IdKind =
  | "contract"
  | "user"
  | "tenant"
  | "iamGroup"
  | "iamRole"
  | "workspace"
  | "order"
  | "group"
  | "key"
  | "subscription"
  | "duty"
  | "request"
  | "bulk"
  | "referral"
  | "ticket"
  | "disclosure"
  | "webhook"
  | "statement"
  | "rule"
  | "savedSearch"
  | "other";

export interface DocumentedOperation {
  id: string;
  method: string;
  path: string;
  /** Needs an idempotency key: an order. */
  order: boolean;
  open: boolean;
  pathIds: { name: string; kind: IdKind }[];
  queryIds: { name: string; kind: IdKind; required: boolean }[];
  /** Whether the body holds ids. */
  bodyIds: boolean;
  body: (idOf: (kind: IdKind) => string) => unknown;
}

const kinds: Readonly<Record<string, IdKind>> = {
  contractId: "contract",
  contract: "contract",
  userId: "user",
  user: "user",
  tenantId: "tenant",
  workspaceId: "workspace",
  orderId: "order",
  groupId: "group",
  keyId: "key",
  subscriptionId: "subscription",
  dutyId: "duty",
  bulkId: "bulk",
  webhookId: "webhook",
  approvalRequestId: "request",
  approverId: "tenant",
  referralId: "referral",
  ticketId: "ticket",
  disclosureId: "disclosure",
  ruleId: "rule",
  savedSearchId: "savedSearch",
};

/** Invoices and payment statements both have numbers. */
function kindOf(path: string, name: string): IdKind {
  if (path.includes("/iam-groups/") && name === "groupId") return "iamGroup";
  if (name === "roleId") return "iamRole";
  return name === "number" && path.includes("/payment-statements/") ? "statement" : (kinds[name] ?? "other");
}

export function operationsOf(document: Document): DocumentedOperation[] {
  return Object.entries<Document>(document.paths).flatMap(([path, methods]) =>
    Object.entries<Document>(methods).map(([method, op]) => {
      const parameters: Document[] = op.parameters ?? [];
      const ids = (where: string) =>
        parameters
          .filter((p) => p.in === where && p.name !== "Idempotency-Key" && (where === "path" || p.name in kinds))
          .map((p) => ({ name: String(p.name), kind: kindOf(path, p.name), required: p.required === true }));
      const schema = op.requestBody?.content["application/json"]?.schema;
      let bodyIds = false;
      const sample = (idOf: (kind: IdKind) => string) =>
        schema === undefined ? undefined : sampleOf(document, schema, "", idOf);
      sample(() => {
        bodyIds = true;
        return "x";
      });
      return {
        ...{ id: op.operationId, method, path, order: "202" in op.responses, open: op.security?.length === 0 },
        ...{ pathIds: ids("path"), queryIds: ids("query"), bodyIds, body: sample },
      };
    }),
  );
}

let unique = 0;

/** A value that the schema accepts, with ids from `idOf`. */
function sampleOf(document: Document, given: Document, name: string, idOf: (kind: IdKind) => string): unknown {
  const schema = given.$ref ? document.components.schemas[String(given.$ref).split("/").at(-1) ?? ""] : given;
  const kind = kinds[name];
  if (schema.anyOf) return sampleOf(document, schema.anyOf.at(-1), name, idOf);
  if (schema.enum) return schema.enum[0];
  const type = Array.isArray(schema.type) ? schema.type.find((t: string) => t !== "null") : schema.type;
  switch (type) {
    case "object": {
      const entries = Object.entries<Document>(schema.properties ?? {});
      return Object.fromEntries(
        entries.map(([key, value]) => [key, sampleOf(document, value, key === "add" ? name : key, idOf)]),
      );
    }
    case "array": {
      // A contract's list of networks would shut the callers out.
      if (name === "addresses" && !schema.minItems) return [];
      if (schema.example) return schema.example;
      const of = ({ contracts: "contractId", users: "userId", groups: "groupId" } as Record<string, string>)[name] ?? name;
      if (name === "remove") return [];
      return [sampleOf(document, schema.items, of, idOf)];
    }
    case "boolean":
      return false;
    case "integer":
    case "number":
      return schema.minimum ?? 1;
    default:
      if (kind) return idOf(kind);
      if (schema.format === "uuid") return idOf("group");
      if (schema.format === "date-time") return new Date(Date.now() + 86_400_000).toISOString();
      if (/login|name/i.test(name)) return `x${++unique}${Math.random().toString(36).slice(2, 8)}`;
      return schema.example ?? "x".repeat(schema.minLength ?? 1);
  }
}
