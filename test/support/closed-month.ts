import { exact, type UsageRecord } from "@saihan/billing";
import { openDueCloses } from "@saihan/closing";
import { takeUsage } from "@saihan/metering";
import { addContracts, addPrices, addResources, asEvent } from "./billing.ts";
import type { House } from "./house.ts";

/** Two child contracts of the house's partner, with what they use. */
export const children = { tokyo: "econ2000000002", osaka: "econ2000000003" } as const;

type Used = readonly [
  contractId: string,
  resourceId: string,
  menu: string,
  plan: string,
  component: string,
  from: string,
  to?: string | undefined,
  amount?: string,
];

/** The house's partner since April 2026, with two children and what they hold; usage and closes follow with the functions that this gives. */
export async function furnishMonths(house: House) {
  const partnerId = house.partner.contractId;
  const { sql } = house.database;
  house.clock.advance(Date.parse("2026-05-01T00:00:00Z") - house.clock.now().getTime());
  const scope = { service: "test" };
  await addPrices(house.db);
  const since = "2026-04-01T00:00:00Z";
  await sql`update contracts set started_at = ${since} where id = ${partnerId}`;
  await addContracts(
    sql,
    partnerId,
    Object.values(children).map((id) => ({ id, startedAt: since })),
  );
  await addResources(house.db, partnerId, [
    { contractId: children.tokyo, resourceId: "vm", menu: "Virtual server", plan: "1vCPU-4GB", from: since },
    { contractId: children.osaka, resourceId: "logs", menu: "Monitoring Logs", plan: "ingest", from: since },
    { contractId: partnerId, resourceId: "aws", menu: "SD-Exchange AWS connection", plan: "50 Mbps", from: since },
  ]);
  return {
    partnerId,
    /** Usage that the metering sends at an instant. */
    use: (at: string, used: readonly Used[]) =>
      takeUsage(house.db, scope, used.map(recordOf).map(asEvent), { now: () => new Date(at) }),
    /** Closes every month up to one, at an instant. */
    close: async (at: string, upTo: string) => {
      house.clock.advance(Date.parse(at) - house.clock.now().getTime());
      await openDueCloses(house.db, scope, { at: new Date(at), closing: { day: 5 }, batchSize: 2, actor: "test", upTo });
      await house.settle();
    },
  };
}

/** A month of the three resources: 10 hours of a server, some logs, a line. */
export function monthOf(month: string, hours = 10, gb = "3.5"): Used[] {
  const day = `${month}-01T00:00:00Z`;
  const until = new Date(Date.parse(day) + hours * 3_600_000).toISOString();
  return [
    [children.tokyo, "vm", "Virtual server", "1vCPU-4GB", "minute", day, until],
    [children.osaka, "logs", "Monitoring Logs", "ingest", "GB", day, undefined, gb],
  ];
}

function recordOf([contractId, resourceId, menu, plan, component, from, to, amount = "1"]: Used): UsageRecord {
  const id = `${resourceId} ${from}`;
  const core = { source: "meter", id, contractId, tenantId: undefined, resourceId, menu, plan, component };
  return to === undefined
    ? { ...core, kind: "reading", at: new Date(from), quantity: exact(amount) }
    : { ...core, kind: "interval", period: { from: new Date(from), to: new Date(to) }, size: exact(amount) };
}
