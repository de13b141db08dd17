import type { ContractFacts } from "./contract.ts";
import { decideContractAction } from "./contract.ts";
import type { Language } from "./language.ts";
import { no, type Rejection } from "./rejection.ts";

/** The most rows of one bulk. */
export const bulkRowLimit = 10_000;

export const bulkStates = ["planned", "applying", "applied"] as const;
export type BulkState = (typeof bulkStates)[number];

/** What the plan says of a row that is not refused and not as it should be already. */
export const bulkActions = ["create", "change"] as const;
export type BulkAction = (typeof bulkActions)[number];

/** Where a row stands. `ordered` rows go on as their order does. */
export const bulkRowStates = ["planned", "ordered", "unchanged", "refused"] as const;
export type BulkRowState = (typeof bulkRowStates)[number];

/** How a contract should be. Names its contract by id, or by the customer number when that is in use; else it is a new one. */
export interface ContractRowAsked {
  contractId?: string | undefined;
  customerNumber?: string | undefined;
  customerName?: string | undefined;
  language?: Language | undefined;
  loginId?: string | undefined;
  mailAddress?: string | undefined;
  name?: string | undefined;
  /** Whom to tell, as when a contract is created. */
  notify?: boolean | undefined;
}

/** A contract that a row may mean. */
export interface KnownContract extends ContractFacts {
  customerName: string;
  customerNumber: string;
  language: Language;
  representative: { loginId: string; mailAddress: string; name: string | null };
}

/** What the decisions of one set of rows rest on. */
export interface BulkGrounds {
  /** Child contracts that the caller may work on, by id. */
  byId: ReadonlyMap<string, KnownContract>;
  /** Those that have not ended, by customer number. */
  byNumber: ReadonlyMap<string, readonly KnownContract[]>;
  /** Login ids that somebody has, in lower case. */
  takenLoginIds: ReadonlySet<string>;
}

export interface ContractChange {
  customerName?: string;
  customerNumber?: string;
  language?: Language;
}

export type BulkVerdict =
  | { ok: true; action: "create"; contract: { customerName: string; loginId: string; mailAddress: string } }
  | { ok: true; action: "change"; contractId: string; change: ContractChange }
  | { ok: true; action: "unchanged"; contractId: string }
  | Rejection;

/**
 * What a row comes to: a contract that it names is changed to what the row says, or left when it is so already; one that is not there
 * is created. So a file may be given again, and changes nothing.
 */
export function planContractRow(row: ContractRowAsked, grounds: BulkGrounds): BulkVerdict {
  if (row.contractId !== undefined) {
    const contract = grounds.byId.get(row.contractId);
    return contract ? planChange(row, contract) : no("CONTRACT_NOT_FOUND", { contractId: row.contractId });
  }
  const same = row.customerNumber === undefined ? [] : (grounds.byNumber.get(row.customerNumber) ?? []);
  const [contract, ...others] = same;
  if (others.length > 0) return no("BULK_ROW_AMBIGUOUS", { customerNumber: String(row.customerNumber), contracts: same.length });
  return contract ? planChange(row, contract) : planCreate(row, grounds);
}

function planChange(row: ContractRowAsked, contract: KnownContract): BulkVerdict {
  const { representative } = contract;
  const people = ["loginId", "mailAddress", "name"] as const;
  const other = people.filter((field) => row[field] !== undefined && row[field] !== representative[field]);
  if (other.length > 0) return no("BULK_ROW_REPRESENTATIVE", { contractId: contract.id, fields: other.join(", ") });
  const change = Object.fromEntries(
    (["customerName", "customerNumber", "language"] as const)
      .filter((field) => row[field] !== undefined && row[field] !== contract[field])
      .map((field) => [field, row[field]]),
  ) as ContractChange;
  if (Object.keys(change).length === 0) return { ok: true, action: "unchanged", contractId: contract.id };
  const allowed = decideContractAction(contract, "change");
  return allowed.ok ? { ok: true, action: "change", contractId: contract.id, change } : allowed;
}

function planCreate(row: ContractRowAsked, { takenLoginIds }: BulkGrounds): BulkVerdict {
  const { customerName, loginId, mailAddress } = row;
  if (customerName === undefined || loginId === undefined || mailAddress === undefined) {
    const missing = (["customerName", "loginId", "mailAddress"] as const).filter((field) => row[field] === undefined);
    return no("BULK_ROW_INCOMPLETE", { fields: missing.join(", ") });
  }
  if (takenLoginIds.has(loginId.toLowerCase())) return no("LOGIN_ID_TAKEN");
  return { ok: true, action: "create", contract: { customerName, loginId, mailAddress } };
}

/**
 * Rows that mean the contract, or take the login id, of an earlier row of the same file, each with the number of that row.
 * @param rows undefined: could not be read
 */
export function repeatedRows(rows: readonly (ContractRowAsked | undefined)[]): Map<number, number> {
  const first = new Map<string, number>();
  const repeated = new Map<number, number>();
  for (const [i, row] of rows.entries()) {
    if (!row) continue;
    const names = [
      ...(row.contractId === undefined ? [] : [`contract ${row.contractId}`]),
      ...(row.customerNumber === undefined ? [] : [`number ${row.customerNumber}`]),
      ...(row.loginId === undefined ? [] : [`login ${row.loginId.toLowerCase()}`]),
    ];
    const earlier = names.map((name) => first.get(name)).find((n) => n !== undefined);
    if (earlier !== undefined) repeated.set(i + 1, earlier);
    else for (const name of names) first.set(name, i + 1);
  }
  return repeated;
}
