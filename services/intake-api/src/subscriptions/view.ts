import { subscriptionStates } from "@saihan/catalogue";
import type { SubscriptionEventRow, SubscriptionRow } from "@saihan/db";
import { contractIdField, instant, maybeInstant, orderIdField, tenantIdField, z } from "../fields.ts";
import { menuCodeField } from "../menus/view.ts";

export const subscriptionIdField = orderIdField.openapi({
  format: "uuid",
  description: "Id of the resource. Charges name it; it never changes.",
});
export const planField = z
  .string()
  .max(64)
  .regex(/^[a-z0-9]+([.-][a-z0-9]+)*$/, "must be lower-case words with hyphens")
  .openapi({ example: "100gb" });

const eventSchema = z
  .object({
    sequence: z.number().int(),
    kind: z.enum(["started", "plan-changed", "stopped", "resumed", "ended"]),
    at: instant.openapi({ description: "When it took effect; usage and charges hang on it" }),
    plan: z.string().nullable(),
    before: z.string().nullable(),
    orderId: orderIdField,
  })
  .openapi("SubscriptionEvent");

export const subscriptionSchema = z
  .object({
    id: subscriptionIdField,
    contractId: contractIdField,
    tenantId: tenantIdField,
    menu: menuCodeField,
    name: z.string(),
    state: z.enum(subscriptionStates).openapi({ description: "What has been accepted for it" }),
    plan: z.string().nullable().openapi({ description: "The plan in force; null before the start" }),
    orderedPlan: z.string().openapi({ description: "The plan when every accepted order has ended" }),
    openOrderId: orderIdField.nullable(),
    createdAt: instant,
    startedAt: maybeInstant,
    endedAt: maybeInstant,
    events: z.array(eventSchema).optional().openapi({ description: "On a single subscription only" }),
  })
  .openapi("Subscription");

export function subscriptionView(row: SubscriptionRow, events?: readonly SubscriptionEventRow[]) {
  return {
    id: row.id,
    contractId: row.contractId,
    tenantId: row.tenantId,
    menu: row.menu,
    name: row.name,
    state: row.state,
    plan: row.plan,
    orderedPlan: row.orderedPlan,
    openOrderId: row.openOrderId,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
    ...(events ? { events: events.map(eventView) } : {}),
  };
}

function eventView({ sequence, kind, at, plan, before, orderId }: SubscriptionEventRow) {
  return { sequence, kind, at: at.toISOString(), plan, before, orderId };
}
