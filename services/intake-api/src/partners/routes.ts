import { listPartners, single } from "@saihan/db";
import { contractStates, partnerModels } from "@saihan/domain";
import { contractIdField, instant, nothing, z } from "../fields.ts";
import { ok, operation } from "../operation.ts";

const partnerSchema = z
  .object({
    id: contractIdField,
    customerName: z.string(),
    customerNumber: z.string(),
    state: z.enum(contractStates),
    model: z.enum(partnerModels),
    children: z.number().int().openapi({ description: "Child contracts that have not ended" }),
    createdAt: instant,
  })
  .openapi("Partner");

export const partnerOperations = [
  operation({
    method: "get",
    path: "/v1/partners",
    id: "listPartners",
    reads: "replica",
    tag: "Provider's staff",
    summary: "List the partners",
    description: "For the provider's staff. What they ask about one partner, they ask with its id in the header Saihan-Partner.",
    action: "partner.list",
    params: nothing,
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(100).default(50),
      after: z.string().max(20).default("").openapi({ description: "The last id of the page before" }),
    }),
    order: false,
    status: 200,
    answer: z.object({ partners: z.array(partnerSchema), next: z.string().nullable() }),
    refusals: [],
    handle: async (ctx, { caller, query }) => {
      const rows = await single(ctx.db, caller, (tx) => listPartners(tx, query.after, query.limit + 1));
      const shown = rows.slice(0, query.limit).map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
      return ok(200, { partners: shown, next: rows.length > query.limit ? (shown.at(-1)?.id ?? null) : null });
    },
  }),
];
