import { single, stuckOrders } from "@saihan/db";
import { catalogue } from "@saihan/domain";
import { contractIdField, instant, nothing, z } from "../fields.ts";
import { ok } from "../operation.ts";
import { deskScope } from "../operator-desk/desk.ts";
import { deskOperation } from "../operator-desk/desk-operation.ts";
import { orderSchema, orderView } from "./view.ts";

/** An order that nobody has moved for so long needs somebody: as the alert WorkStands. */
const standingMs = 15 * 60_000;
const failedWithinMs = 30 * 86_400_000;
/** Reasons of a failure that are the house's to mend. */
const ours = Object.entries(catalogue).flatMap(([code, { turn }]) =>
  ["operations", "billing", "support", "platform"].includes(turn) ? [code] : [],
);

export const stuckOrderOperations = [
  deskOperation({
    method: "get",
    path: "/v1/operator/stuck-orders",
    id: "listStuckOrders",
    reads: "replica",
    summary: "Orders of all partners that need somebody, those that stand longest first",
    description:
      "Whose work was set aside; who have not moved for 15 minutes and wait for nothing; and who failed in the last 30 days for a reason that is not the partner's to mend, and were not tried again.",
    action: "order.list-stuck",
    params: nothing,
    query: z.strictObject({ limit: z.coerce.number().int().min(1).max(200).default(100) }),
    answer: z.object({
      orders: z.array(
        z.object({
          partner: z.object({ id: contractIdField, customerName: z.string() }),
          why: z.enum(["aside", "standing", "failed"]),
          since: instant,
          order: orderSchema,
        }),
      ),
      more: z.boolean().openapi({ description: "There are more than are shown" }),
    }),
    refusals: [],
    at: async (desk, { query: { limit } }) => {
      const now = desk.now().getTime();
      const [before, since] = [new Date(now - standingMs), new Date(now - failedWithinMs)];
      const rows = await single(desk.db, deskScope(desk), (tx) =>
        stuckOrders(tx, { before, since, codes: ours, limit: limit + 1 }),
      );
      const orders = rows.slice(0, limit).map((row) => ({
        partner: { id: row.partnerId, customerName: row.partnerName },
        ...{ why: row.why, since: row.standsSince.toISOString(), order: orderView(row) },
      }));
      return ok(200, { orders, more: rows.length > limit });
    },
  }),
];
