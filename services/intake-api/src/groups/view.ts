import type { ContractGroupRow, ReachChange } from "@saihan/db";
import { contractIdField, instant, userIdField, z } from "../fields.ts";

export const groupSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    contracts: z.number().int().openapi({ description: "How many child contracts are in it" }),
    users: z.number().int().openapi({ description: "How many users of the parent are confined to it" }),
    createdAt: instant,
  })
  .openapi("ContractGroup");

export function groupView(row: Omit<ContractGroupRow, "partnerId">) {
  return { id: row.id, name: row.name, contracts: row.contracts, users: row.users, createdAt: row.createdAt.toISOString() };
}

const reachChangeSchema = z.object({
  userId: userIdField,
  contracts: z.number().int().openapi({ description: "How many" }),
  first: z.array(contractIdField).openapi({ description: "The first hundred of them" }),
});

export const simulationSchema = z
  .object({
    gains: z.array(reachChangeSchema).openapi({ description: "Who would see contracts that they do not see now" }),
    loses: z.array(reachChangeSchema).openapi({ description: "Who would no longer see contracts that they see now" }),
  })
  .openapi("ContractGroupSimulation");

export function simulationView(rows: readonly ReachChange[]) {
  const of = (what: ReachChange["what"]) =>
    rows.filter((row) => row.what === what).map(({ userId, contracts, first }) => ({ userId, contracts, first }));
  return { gains: of("gains"), loses: of("loses") };
}
