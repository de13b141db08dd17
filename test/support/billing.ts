import { programmePrices, readPlanItems, readPriceList, type UsageRecord } from "@saihan/billing";
import { enterPriceVersions } from "@saihan/closing";
import { batch, type Db, enterPlanItems, single, startCharging } from "@saihan/db";
import type { ReadUsage } from "@saihan/metering";
import type postgres from "postgres";

/** Contracts, with their start, as they stand after their orders were carried out. The first of a partner is the parent. */
export async function addContracts(
  sql: postgres.Sql,
  partnerId: string,
  contracts: readonly { id: string; startedAt: string; endedAt?: string }[],
): Promise<void> {
  await sql.begin(async (tx) => {
    for (const { id, startedAt, endedAt } of contracts) {
      const user = id.replace("econ", "ecid");
      await tx`
        insert into contracts (partner_id, id, kind, state, customer_name, customer_name_folded, customer_number, language, representative_id, created_at, started_at, ended_at)
        values (${partnerId}, ${id}, ${id === partnerId ? "parent" : "child"}, ${endedAt ? "terminated" : "active"}, ${`顧客 ${id}`}, ${`顧客${id}`}, ${id}, 'ja', ${user},
                ${startedAt}, ${startedAt}, ${endedAt ?? null})`;
      await tx`
        insert into users (partner_id, id, contract_id, type, state, login_id, mail_address, created_at)
        values (${partnerId}, ${user}, ${id}, 'representative', 'active', ${`${user}@x.example`}, ${`${user}@x.example`}, ${startedAt})`;
    }
  });
}

export async function addPrices(db: Db, more: Parameters<typeof enterPriceVersions>[2] = []): Promise<void> {
  await enterPriceVersions(
    db,
    { service: "test" },
    [...programmePrices(readPriceList()), ...more],
    new Date("2026-01-01T00:00:00Z"),
  );
  await single(db, { service: "test" }, (tx) => enterPlanItems(tx, readPlanItems()));
}

export interface SampleResource {
  contractId: string;
  resourceId: string;
  menu: string;
  plan: string;
  from: string;
  to?: string;
}

export async function addResources(db: Db, partnerId: string, resources: readonly SampleResource[]): Promise<void> {
  await batch(db, { service: "test" }, (tx) => [
    startCharging(
      tx,
      resources.map((r) => ({ ...r, partnerId, tenantId: null, size: "1", startedAt: new Date(r.from) })),
    ),
  ]);
}

/** A usage record of the pure rules as an event that comes in. */
export function asEvent(record: UsageRecord): ReadUsage {
  const { source, id: eventId, contractId, resourceId, menu, plan, component } = record;
  const what = { source, eventId, contractId, resourceId, menu, plan, component, currency: null };
  return record.kind === "interval"
    ? {
        ok: true,
        usage: {
          ...what,
          reading: false,
          fromMs: record.period.from.getTime(),
          toMs: record.period.to.getTime(),
          quantity: record.size.toString(),
        },
      }
    : {
        ok: true,
        usage: {
          ...what,
          reading: true,
          fromMs: record.at.getTime(),
          toMs: record.at.getTime(),
          quantity: record.quantity.toString(),
        },
      };
}
