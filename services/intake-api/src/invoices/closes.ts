import { findCertificate, listPartnerMonths, single } from "@saihan/db";
import { no } from "@saihan/domain";
import { instant, maybeInstant, nothing, z } from "../fields.ts";
import { ok, operation } from "../operation.ts";
import { monthField, pathText } from "./view.ts";

const tag = "Invoices";

const closeSchema = z
  .object({
    month: monthField,
    state: z.enum(["open", "collecting", "rated", "reviewed", "closed"]),
    cutoffAt: instant.openapi({ description: "Usage that arrived before is in the month; later usage corrects a later one" }),
    closedAt: maybeInstant,
    reviewedBy: z.string().nullable(),
    contracts: z.object({ expected: z.number().int(), done: z.number().int(), parked: z.number().int() }),
  })
  .openapi("MonthClose");

export const closeOperations = [
  operation({
    method: "get",
    path: "/v1/closes",
    id: "listCloses",
    reads: "replica",
    tag,
    summary: "How the month closes of the partner stand, newest first",
    description: "Each close writes down first which contracts it expects: done and parked ones add up to them at its end.",
    action: "invoice.view",
    params: nothing,
    query: nothing,
    order: false,
    status: 200,
    answer: z.object({ closes: z.array(closeSchema) }),
    refusals: [],
    handle: async (ctx, { caller }) => {
      const rows = await single(ctx.db, caller, (tx) => listPartnerMonths(tx, caller.partnerId, 120));
      return ok(200, {
        closes: rows.map(({ month, state, cutoffAt, closedAt, reviewedBy, expected, done, parked }) => ({
          ...{
            month: month.slice(0, 7),
            state,
            cutoffAt: cutoffAt.toISOString(),
            closedAt: closedAt?.toISOString() ?? null,
            reviewedBy,
          },
          contracts: { expected: expected + done + parked, done, parked },
        })),
      });
    },
  }),
  operation({
    method: "get",
    path: "/v1/closes/{month}/certificate",
    id: "getCloseCertificate",
    tag,
    summary: "The certificate of a closed month",
    description:
      "Every expected contract has a statement or a recorded reason, and the sums tie. `sha256` is over the content as one line of JSON with its keys in order.",
    action: "invoice.view",
    params: z.strictObject({ month: pathText }),
    query: nothing,
    order: false,
    status: 200,
    answer: z.object({ month: monthField, at: instant, sha256: z.string(), content: z.record(z.string(), z.unknown()) }),
    refusals: ["MONTH_NOT_FOUND"],
    handle: async (ctx, { caller, params: { month } }) => {
      const unknown = no("MONTH_NOT_FOUND", { month });
      if (!monthField.safeParse(month).success) return unknown;
      const [row] = await single(ctx.db, caller, (tx) => findCertificate(tx, caller.partnerId, `${month}-01`));
      if (!row) return unknown;
      return ok(200, { month, at: row.at.toISOString(), sha256: row.sha256, content: row.content });
    },
  }),
];
