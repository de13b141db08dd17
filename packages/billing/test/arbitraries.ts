import fc from "fast-check";
import { exact, type UsageRecord } from "../src/index.ts";
import { childContracts, interval, parentContract, reading } from "./sample-month.ts";

/** What fast-check draws usage from: real menus of the price list, months March to May 2024, instants to the second. */
const contracts = [parentContract, ...childContracts];
const start = Date.parse("2024-03-01T00:00:00Z") / 1000;
const end = Date.parse("2024-06-01T00:00:00Z") / 1000;

export const instants = fc.integer({ min: start, max: end });

export function at(second: number): string {
  return new Date(second * 1000).toISOString();
}

/** Lives of one resource, cut into records: each stretch holds a plan or a size, neighbours touch, nothing overlaps. */
function lives(holds: fc.Arbitrary<Partial<UsageRecord>>): fc.Arbitrary<UsageRecord[]> {
  return fc
    .tuple(
      fc.uuid(),
      fc.constantFrom(...contracts),
      fc.uniqueArray(instants, { minLength: 2, maxLength: 6 }),
      fc.array(fc.tuple(holds, fc.boolean()), { minLength: 5, maxLength: 5 }),
    )
    .map(([resourceId, contractId, edges, stretches]) => {
      const inOrder = edges.toSorted((a, b) => a - b);
      return inOrder.slice(1).flatMap((to, i) => {
        const [held, exists] = stretches[i] ?? [{}, true];
        const from = inOrder[i] as number;
        return exists ? [interval({ ...(held as object), resourceId, contractId, from: at(from), to: at(to) })] : [];
      });
    });
}

const servers = lives(fc.constantFrom({ plan: "1vCPU-4GB" }, { plan: "2vCPU-8GB" }, { plan: "8vCPU-32GB" }));
const volumes = lives(
  fc.integer({ min: 1, max: 500 }).map((size) => ({
    menu: "Block storage",
    plan: "2 IOPS/GB",
    component: "GB-minute",
    size: exact(size),
  })),
);
const clusters = lives(fc.constant({ menu: "Rancher", plan: "cluster", component: "minute" }));
const zones = lives(fc.constant({ menu: "DNS", plan: "zone", component: "zone-month" }));
const logs = fc
  .tuple(fc.constantFrom(...contracts), fc.array(fc.tuple(instants, fc.integer({ min: 0, max: 9999 })), { maxLength: 5 }))
  .map(([contractId, readings]) =>
    readings.map(([second, milli], i) =>
      reading({
        contractId,
        resourceId: `logs ${contractId}`,
        id: `log ${i} ${second}`,
        on: at(Math.min(second, end - 1)),
        quantity: exact(milli).over(1000),
      }),
    ),
  );

/** Usage of a partner over three months, without overlaps; a few resources of every kind. */
export const usage: fc.Arbitrary<UsageRecord[]> = fc
  .array(fc.oneof(servers, volumes, clusters, zones, logs), { maxLength: 6 })
  .map((resources) => uniqueById(resources.flat()));

/** Stretches on plans of the virtual server, in minutes. */
export const months = fc.constantFrom("2024-03", "2024-04", "2024-05");

function uniqueById(records: readonly UsageRecord[]): UsageRecord[] {
  return [...new Map(records.map((record) => [record.id, record])).values()];
}
