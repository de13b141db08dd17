import {
  type Acceptance,
  acceptContracts,
  acceptOrders,
  type BulkLine,
  type BulkRow,
  type ContractRow,
  contractsOfRows,
  drawNumbers,
  lockContracts,
  openOrdersOfMany,
  settleBulkRows,
  type Tx,
  takeBulkRows,
  takenLoginIds,
} from "@saihan/db";
import {
  authorize,
  type BulkGrounds,
  type BulkVerdict,
  type ContractRowAsked,
  contractId,
  type KnownContract,
  no,
  type OpenOrder,
  ordersToWaitFor,
  planContractRow,
  type Rejection,
  userId,
} from "@saihan/domain";
import { v7 } from "uuid";
import { jobOfOrder } from "./jobs.ts";

type Taken = BulkLine & { input: ContractRowAsked };
type Settled = Omit<BulkLine, "input">;
type Placed = { acceptance: Acceptance; settled: Settled };

/** What rows name, read in a few statements however many they are. */
export async function readBulkGrounds(tx: Tx, rows: readonly ContractRowAsked[]): Promise<BulkGrounds> {
  const loginIds = rows.flatMap(({ loginId }) => (loginId === undefined ? [] : [loginId.toLowerCase()]));
  const [contracts, taken] = await Promise.all([contractsOfRows(tx, rows), takenLoginIds(tx, loginIds)]);
  const byNumber = new Map<string, KnownContract[]>();
  for (const contract of contracts.filter(({ state }) => state !== "terminated" && state !== "failed")) {
    const same = byNumber.get(contract.customerNumber);
    if (same) same.push(contract);
    else byNumber.set(contract.customerNumber, [contract]);
  }
  return {
    byId: new Map(contracts.map((contract) => [contract.id, contract])),
    byNumber,
    takenLoginIds: new Set(taken.map(({ loginId }) => loginId)),
  };
}

/**
 * Places the orders of the next rows of a bulk, in the name of who has it applied: decided on what is true now, accepted and noted on
 * the rows in one transaction. Begin that as the caller of the bulk; run it again when a login id was taken meanwhile.
 * @returns how many rows were settled; 0 when none is left
 */
export async function placeBulkRows(tx: Tx, bulk: BulkRow, limit: number, now: () => Date): Promise<number> {
  const rows = await takeBulkRows(tx, bulk, limit);
  if (rows.length === 0) return 0;
  const found = await readBulkGrounds(
    tx,
    rows.map(({ input }) => input),
  );
  const named = [...found.byId.keys()].toSorted();
  const locked = await lockContracts(tx, named);
  // Read again under the locks, and the orders with them.
  const [grounds, open, numbers] = await Promise.all([
    named.length === 0
      ? found
      : readBulkGrounds(
          tx,
          rows.map(({ input }) => input),
        ),
    openOrdersOfMany(tx, named),
    drawNumbers(tx, rows.length),
  ]);
  const at = now();
  const openOf = new Map<string, OpenOrder[]>(named.map((id) => [id, []]));
  for (const order of open) openOf.get(order.contractId)?.push(order);
  const contracts = new Map(locked.map((contract) => [contract.id, contract]));
  const decided = rows.map((row, i): Placed | Settled => {
    const verdict = permitted(bulk, outdated(row, planContractRow(row.input, grounds)));
    if (!verdict.ok) return refused(row, verdict);
    if (verdict.action === "unchanged") return settledAs(row, "unchanged", { contractId: verdict.contractId });
    if (verdict.action === "change") {
      const { contractId: id } = verdict;
      return changeOf(bulk, row, verdict, { contract: contracts.get(id), open: openOf.get(id) ?? [], at });
    }
    const { contract, person } = numbers[i] as { contract: number; person: number };
    return createOf(bulk, row, verdict, { contractId: contractId(contract), representativeId: userId(person), at });
  });
  const placed = decided.filter((one): one is Placed => "acceptance" in one);
  const acceptances = placed.map(({ acceptance }) => acceptance);
  for (const statement of acceptContracts(tx, acceptances)) await statement;
  const accepted = new Set((acceptances.length === 0 ? [] : await acceptOrders(tx, acceptances)).map(({ n }) => n));
  let n = 0;
  const settled = decided.map((one) => {
    if (!("acceptance" in one)) return one;
    // Somebody has given an order of their own this row's key.
    return accepted.has(n++) ? one.settled : refused(one.settled, no("IDEMPOTENCY_KEY_IN_USE"));
  });
  await settleBulkRows(tx, bulk.id, settled);
  return rows.length;
}

/** What was reviewed is done or refused, and nothing else is done in its place. */
function outdated(row: Taken, verdict: BulkVerdict): BulkVerdict {
  if (!verdict.ok || row.action === null || verdict.action === "unchanged" || verdict.action === row.action) return verdict;
  return no("BULK_PLAN_OUTDATED", { planned: row.action, now: verdict.action });
}

/** The table is asked for each row, with the authority of who has the bulk applied. */
function permitted(bulk: Pick<BulkRow, "partnerId" | "authority">, verdict: BulkVerdict): BulkVerdict {
  if (!verdict.ok || verdict.action === "unchanged") return verdict;
  const answer = mayDo(bulk, verdict.action, verdict.action === "change" ? verdict.contractId : bulk.partnerId);
  return answer.ok ? verdict : answer;
}

export function mayDo(
  { partnerId, authority }: Pick<BulkRow, "partnerId" | "authority">,
  action: "create" | "change",
  contract: string,
) {
  return authorize(authority, `contract.${action}`, { partnerId, contractId: contract, inReach: true });
}

function settledAs(row: Pick<Settled, "n" | "action">, state: Settled["state"], more: Partial<Settled> = {}): Settled {
  return { n: row.n, action: row.action, state, contractId: null, orderId: null, problem: null, ...more };
}

function refused(row: Pick<Settled, "n" | "action" | "contractId">, { code, variables }: Rejection): Settled {
  return settledAs(row, "refused", { contractId: row.contractId, problem: { code, variables } });
}

function changeOf(
  bulk: BulkRow,
  row: Taken,
  { contractId: id, change }: Extract<BulkVerdict, { action: "change" }>,
  { contract, open, at }: { contract: ContractRow | undefined; open: readonly OpenOrder[]; at: Date },
): Placed | Settled {
  if (!contract) return refused(row, no("CONTRACT_NOT_FOUND", { contractId: id }));
  const kind = "contract.change";
  const waitsFor = ordersToWaitFor({ kind, subjectId: id }, open);
  return placedAs(bulk, row, { kind, contractId: id, input: { ...change }, waitsFor, rows: {}, at });
}

function createOf(
  bulk: BulkRow,
  row: Taken,
  { contract: { customerName, loginId, mailAddress } }: Extract<BulkVerdict, { action: "create" }>,
  { contractId: id, representativeId, at }: { contractId: string; representativeId: string; at: Date },
): Placed {
  const { customerNumber = id, language = "ja", name = null, notify } = row.input;
  return placedAs(bulk, row, {
    kind: "contract.create",
    contractId: id,
    input: { representativeId, notify: notify === undefined ? "notice" : notify ? "link" : "none" },
    waitsFor: [],
    rows: {
      contract: { id, customerName, customerNumber, language, representativeId, labels: {} },
      user: { id: representativeId, type: "representative", loginId, mailAddress, name },
    },
    at,
  });
}

function placedAs(
  bulk: BulkRow,
  row: Taken,
  order: Pick<Acceptance, "waitsFor" | "rows"> & {
    kind: "contract.create" | "contract.change";
    contractId: string;
    input: Record<string, unknown>;
    at: Date;
  },
): Placed {
  const { kind, contractId: contract, input, at, waitsFor, rows } = order;
  const id = v7({ msecs: at.getTime() });
  const { queue, name } = jobOfOrder[kind];
  return {
    acceptance: {
      order: {
        ...{ id, partnerId: bulk.partnerId, contractId: contract, kind, subjectId: contract, input, actor: bulk.actor },
        ...{ authority: bulk.authority, at, deadlineAt: new Date(at.getTime() + bulk.orderDeadlineMs), state: "received" },
      },
      ...{ waitsFor, rows, work: { queue, name }, requestId: bulk.requestId },
      // A row is ordered once in each round, whoever applies it.
      key: `bulk:${bulk.id}:${bulk.round}:${row.n}`,
      answer: { fingerprint: "bulk", status: 202, location: `/v1/orders/${id}`, body: "" },
    },
    settled: settledAs({ n: row.n, action: kind === "contract.create" ? "create" : "change" }, "ordered", {
      contractId: contract,
      orderId: id,
    }),
  };
}
