import {
  type Db,
  type PlatformRecordRow,
  partnersToCompare,
  platformRecords,
  recordComparison,
  recordDrift,
  single,
  transaction,
} from "@saihan/db";
import {
  type ContractOnRecord,
  confirmedDrift,
  type Drift,
  driftOfContract,
  driftOfStrangers,
  type ListedDomain,
  type Listing,
  PlatformUnavailable,
} from "@saihan/platform";
import { v7 } from "uuid";

const actor = "drift-comparison";
/** Contracts read from the books at once. */
const pageSize = 200;
/** Contracts whose contents are asked for at once: the comparison has time, orders have not. */
const together = 3;
/** Contracts in a row whose contents cannot be had: then the platform is down and the comparison ends. */
const troublesInARow = 5;

export interface Comparison {
  /** Contracts that were compared. */
  contracts: number;
  /** Contracts with orders under way, or whose contents the platform did not give: their earlier report stands. */
  passedOver: number;
  drift: Drift[];
  /** Domains of the house's that belong to no contract. */
  strangers: Drift[];
  /** One sentence, when not everything could be compared. */
  trouble: string | undefined;
}

/** A contract that seems to differ. */
interface Suspect {
  partnerId: string;
  contractId: string;
  drift: Drift[];
}

/**
 * Compares every contract of every partner with the platform and keeps a report of each. Repairs nothing. What differs is looked at
 * a second time when the rest is done, and reported when it is still so: books and platform cannot be read in one moment.
 */
export async function comparePlatform({ db, listing, now }: { db: Db; listing: Listing; now: () => Date }): Promise<Comparison> {
  const beganAt = now();
  const sum: Comparison = { contracts: 0, passedOver: 0, drift: [], strangers: [], trouble: undefined };
  try {
    await compareAll();
  } catch (error) {
    if (!(error instanceof PlatformUnavailable)) throw error;
    sum.trouble = error.why ?? error.code;
  }
  const note = {
    ...{ id: v7(), beganAt, endedAt: now(), contracts: sum.contracts, passedOver: sum.passedOver },
    ...{ drifted: new Set(sum.drift.map((d) => d.contractId)).size, strangers: sum.strangers, trouble: sum.trouble ?? null },
  };
  await single(db, { service: actor }, (tx) => recordComparison(tx, note));
  return sum;

  async function compareAll(): Promise<void> {
    const domains = await readDomains(listing);
    const known = new Set<string>();
    const suspects: Suspect[] = [];
    for (const { id: partnerId } of await single(db, { service: actor }, (tx) => partnersToCompare(tx))) {
      for (let after = ""; ; ) {
        const rows = await single(db, { partnerId, actor }, (tx) => platformRecords(tx, { after, limit: pageSize }, beganAt));
        for (const row of rows) known.add(row.id);
        suspects.push(...(await comparePage(partnerId, rows, domains)));
        const last = rows.at(-1);
        if (!last || rows.length < pageSize) break;
        after = last.id;
      }
    }
    sum.strangers = driftOfStrangers(known, [...domains.values()].flat());
    if (suspects.length > 0) await confirm(suspects);
  }

  /** Reports those that agree. @returns the others */
  async function comparePage(
    partnerId: string,
    rows: readonly PlatformRecordRow[],
    domains: ReadonlyMap<string, ListedDomain[]>,
  ): Promise<Suspect[]> {
    const compared = await sideBySide(rows, (row) => compareOne(row, domains));
    const clean: { contractId: string; differences: Drift[] }[] = [];
    const suspects: Suspect[] = [];
    for (const { contractId, drift } of compared) {
      if (drift.length === 0) clean.push({ contractId, differences: [] });
      else suspects.push({ partnerId, contractId, drift });
    }
    sum.contracts += clean.length;
    if (clean.length > 0) await single(db, { partnerId, actor }, (tx) => recordDrift(tx, partnerId, clean, now()));
    return suspects;
  }

  async function confirm(suspects: readonly Suspect[]): Promise<void> {
    const domains = await readDomains(listing);
    const compared = await sideBySide(suspects, async ({ partnerId, contractId, drift }) => {
      const [row] = await single(db, { partnerId, actor }, (tx) => platformRecords(tx, { contractId }, beganAt));
      const again = row && (await compareOne(row, domains));
      return again && { partnerId, contractId, drift: confirmedDrift(drift, again.drift) };
    });
    for (const { partnerId, contractId, drift } of compared) {
      sum.contracts++;
      sum.drift.push(...drift);
      await transaction(db, { partnerId, actor }, async (tx) => {
        await recordDrift(tx, partnerId, [{ contractId, differences: drift }], now());
      });
    }
  }

  /** Does so for a few at a time. What the platform does not give is passed over, unless it gives nothing any more. */
  async function sideBySide<In, Out>(list: readonly In[], work: (one: In) => Promise<Out | undefined>): Promise<Out[]> {
    const results: Out[] = [];
    const queue = [...list];
    let troubles = 0;
    const take = async (): Promise<void> => {
      for (let one = queue.shift(); one !== undefined; one = queue.shift()) {
        try {
          const result = await work(one);
          troubles = 0;
          if (result === undefined) sum.passedOver++;
          else results.push(result);
        } catch (error) {
          if (!(error instanceof PlatformUnavailable)) throw error;
          sum.passedOver++;
          sum.trouble = error.why ?? error.code;
          if (++troubles >= troublesInARow) throw error;
        }
      }
    };
    await Promise.all(Array.from({ length: together }, take));
    return results;
  }

  /** @returns nothing of a contract with orders under way */
  async function compareOne(
    row: PlatformRecordRow,
    domains: ReadonlyMap<string, ListedDomain[]>,
  ): Promise<{ contractId: string; drift: Drift[] } | undefined> {
    const ours = onRecord(row);
    if (ours.moving) return undefined;
    const theirs = domains.get(row.id) ?? [];
    // What is in a domain that should be gone nobody asks.
    const asked = ours.should !== "gone" && theirs.some((d) => d.id === ours.platformId);
    const contents = asked ? await listing.contents(ours.platformId as string) : { projects: [], users: [], access: [] };
    return { contractId: row.id, drift: driftOfContract(ours, { domains: theirs, contents }, listing.accessRole) };
  }
}

async function readDomains(listing: Listing): Promise<Map<string, ListedDomain[]>> {
  const found = new Map<string, ListedDomain[]>();
  for await (const domain of listing.domains()) found.set(domain.contractId, [...(found.get(domain.contractId) ?? []), domain]);
  return found;
}

/** A row of the books as the comparison takes it. */
export function onRecord(row: PlatformRecordRow): ContractOnRecord {
  const { id: contractId, state, platformId, tenants, users, access } = row;
  const should = shouldStand(row);
  return {
    contractId,
    platformId: platformId ?? undefined,
    should: should ?? "gone",
    moving: row.moving || should === undefined || state === "provisioning",
    tenants: tenants.map((t) => ({ tenantId: t.tenantId, platformId: t.platformId ?? undefined })),
    users: users.map((u) => ({ userId: u.userId, platformId: u.platformId ?? undefined })),
    access,
  };
}

/** @returns nothing while an order is about to decide it */
function shouldStand({ kind, state, platformId }: PlatformRecordRow): ContractOnRecord["should"] | undefined {
  switch (state) {
    case "active":
      // A parent has no domain before the first thing goes into it.
      return kind === "parent" && platformId === null ? "gone" : "enabled";
    case "suspended":
      return "disabled";
    case "terminated":
    case "failed":
      return "gone";
    default:
      return undefined;
  }
}
