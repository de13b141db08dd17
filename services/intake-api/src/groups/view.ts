import type { ContractGroupRow, GroupHold, ReachChange } from "@saihan/db";
import type { GroupRule } from "@saihan/domain";
import { contractIdField, instant, userIdField, z } from "../fields.ts";

const conditions = {
  labels: z.record(z.string(), z.string()),
  region: z.string().nullable(),
  createdBy: z.string().nullable(),
};

export const groupSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    contracts: z.number().int().openapi({ description: "How many child contracts are in it" }),
    users: z.number().int().openapi({ description: "How many users of the parent are confined to it" }),
    rules: z
      .array(z.object({ id: z.uuid(), ...conditions }))
      .openapi({ description: "A contract for which all that one of them names holds is in the group, unless it is excluded" }),
    createdAt: instant,
    hold: z
      .object({
        reason: z.enum(["include", "rule", "excluded"]).openapi({
          description: "`include`: put there by name; `rule`: taken in by a rule; `excluded`: kept out, whatever the rules say",
        }),
        rules: z.array(z.uuid()).openapi({ description: "Rules of the group that hold for the contract" }),
      })
      .optional()
      .openapi({ description: "Where the groups of one contract are asked for: why it is in this one, or kept out" }),
  })
  .openapi("ContractGroup");

export function groupView(row: Omit<ContractGroupRow, "partnerId"> & { hold?: GroupHold }) {
  const { id, name, contracts, users, rules, createdAt, hold } = row;
  return {
    ...{ id, name, contracts, users, rules, createdAt: createdAt.toISOString() },
    ...(hold ? { hold: { reason: hold.reason ?? ("excluded" as const), rules: [...hold.rules] } } : {}),
  };
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
    rules: z
      .array(z.object({ id: z.uuid(), ...conditions, contracts: z.number().int() }))
      .openapi({ description: "The rules after the change, and how many contracts each takes in before exclusions" }),
  })
  .openapi("ContractGroupSimulation");

type RuleCount = GroupRule & { id: string; contracts: number };

export function simulationView(rows: readonly ReachChange[], rules: readonly RuleCount[]) {
  const of = (what: ReachChange["what"]) =>
    rows.filter((row) => row.what === what).map(({ userId, contracts, first }) => ({ userId, contracts, first }));
  return { gains: of("gains"), loses: of("loses"), rules };
}
