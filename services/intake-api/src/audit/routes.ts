import { type AuditFilter, listAuditEntries, single } from "@saihan/db";
import { providerId } from "@saihan/domain";
import type { Caller } from "../context.ts";
import { contractIdField, instant, nothing, orderIdField, z } from "../fields.ts";
import { ok, operation } from "../operation.ts";
import { pageOf, pageQuery, readCursor } from "../page.ts";
import { exportText, exportTypes } from "./export.ts";
import { auditEntrySchema, auditEntryView } from "./view.ts";

const tag = "Audit";

const filters = {
  from: instant.optional().openapi({ description: "Entries from this instant on" }),
  to: instant.optional().openapi({ description: "Entries before this instant" }),
  actor: z.string().min(1).max(200).optional(),
  action: z
    .string()
    .regex(/^[a-z][a-z-]*(\.[a-z-]+)*$/)
    .max(100)
    .optional(),
  target: z.string().min(1).max(200).optional().openapi({ description: "Id of what was acted upon" }),
  contractId: contractIdField.optional(),
  orderId: orderIdField.optional(),
  outcome: z.enum(["done", "refused"]).optional(),
};

export const auditOperations = [
  operation({
    method: "get",
    path: "/v1/audit",
    id: "listAuditEntries",
    reads: "replica",
    tag,
    summary: "List audit entries, newest first",
    description:
      "Who did what, and who was refused what. Entries of one partner form a chain; hash and seq come within a second. The provider's staff who name no partner read the provider's own chain: the catalogue and their sign-ins.",
    action: "audit.view",
    params: nothing,
    query: pageQuery.extend(filters),
    order: false,
    status: 200,
    answer: z.object({ entries: z.array(auditEntrySchema), next: z.string().nullable() }),
    refusals: [],
    handle: async (ctx, { caller: asking, query }) => {
      const caller = ofChain(asking);
      const { limit, after, ...filter } = query;
      const page = { first: "newest", limit: limit + 1, ...readCursor(after) } as const;
      const rows = await single(ctx.db, caller, (tx) => listAuditEntries(tx, caller.partnerId, inSight(caller, filter), page));
      const shown = pageOf([...rows], limit);
      return ok(200, { entries: shown.rows.map(auditEntryView), next: shown.next });
    },
  }),
  operation({
    method: "get",
    path: "/v1/audit/export",
    id: "exportAuditEntries",
    reads: "replica",
    tag,
    summary: "Export audit entries, oldest first",
    description:
      "`Accept: text/csv` (the default) or `application/x-ndjson`. Takes the filters of the list, up to the moment of the request.",
    action: "audit.export",
    params: nothing,
    query: z.strictObject(filters),
    order: false,
    status: 200,
    answer: auditEntrySchema,
    produces: exportTypes,
    refusals: [],
    handle: async (ctx, { caller: asking, query, accepts }) => {
      const caller = ofChain(asking);
      const type = accepts(exportTypes) ?? "text/csv";
      const filter = { ...inSight(caller, query), to: query.to ?? ctx.now().toISOString() };
      const name = `audit-${caller.partnerId}.${type === "text/csv" ? "csv" : "ndjson"}`;
      return { ok: true, status: 200, body: "", stream: { type, name, text: exportText(ctx.db, caller, filter, type) } };
    },
  }),
];

/** One of the provider's staff who names no partner reads the provider's own chain. */
function ofChain(caller: Caller): Caller {
  return caller.partnerId === "" ? { ...caller, partnerId: providerId, contractId: providerId } : caller;
}

/** Users of a child contract see its entries only; saying so spares the database a look at every other. */
function inSight(caller: Caller, filter: AuditFilter): AuditFilter {
  if (caller.contractId === caller.partnerId || filter.contractId !== undefined) return filter;
  return { ...filter, contractId: caller.contractId };
}
