import {
  ConditionFailed,
  type DirectDocumentRow,
  directDocumentsOf,
  insertDirectDocuments,
  lockCommission,
  recordCommissionTerms,
  referralsOfContracts,
  type Tx,
} from "@saihan/db";
import { no, type Rejection } from "@saihan/domain";
import type { z } from "../fields.ts";
import { type Answer, ok } from "../operation.ts";
import { type Desk, forPartner } from "../operator-desk/desk.ts";
import { type termsBody, termsView } from "./view.ts";

/** Terms of an agency from a month on; what has been booked keeps its own. */
export async function recordTerms(desk: Desk, partnerId: string, body: z.infer<typeof termsBody>): Promise<Answer | Rejection> {
  const { from, percent, excludedMenus, objectionDays, payee } = body;
  const entry = { action: "commission-terms.record", target: partnerId, after: { from, percent, payee } };
  try {
    return await forPartner(desk, partnerId, entry, async (tx, at) => {
      await lockCommission(tx, partnerId);
      const row = {
        ...{ fromMonth: `${from}-01`, percent, excludedMenus, objectionDays, payee },
        ...{ introductionMonths: body.introductionMonths ?? null, minimumPayout: String(body.minimumPayout) },
        ...{ recordedBy: desk.operator.id, recordedAt: at },
      };
      await recordCommissionTerms(tx, partnerId, row);
      return ok(200, termsView(row));
    });
  } catch (error) {
    if (error instanceof ConditionFailed && error.condition === "COMMISSION_TERMS_BOOKED")
      return no("COMMISSION_TERMS_BOOKED", { from });
    throw error;
  }
}

/** A document as the staff hand it in: one of three kinds. */
export type GivenDocument = { number: string; directContract: string; month: string; issueDate: string } & (
  | { kind: "invoice"; lines: { menu: string; net: number }[] }
  | { kind: "credit_note"; amends: string; lines: { menu: string; net: number }[] }
  | { kind: "void" }
);

/** Records what the provider issued to end users of an agency: all of it or nothing. What is there with the same content counts once. */
export function recordDocuments(desk: Desk, partnerId: string, given: readonly GivenDocument[]): Promise<Answer | Rejection> {
  const entry = { action: "direct-documents.record", target: partnerId, after: { documents: given.length } };
  return forPartner(desk, partnerId, entry, async (tx, at) => {
    await lockCommission(tx, partnerId);
    const sorted = await sortOut(tx, partnerId, given);
    if ("ok" in sorted) return sorted;
    if (sorted.fresh.length > 0) await insertDirectDocuments(tx, partnerId, sorted.fresh, { by: desk.operator.id, at });
    return ok(200, { recorded: sorted.fresh.length, repeated: given.length - sorted.fresh.length });
  });
}

async function sortOut(
  tx: Tx,
  partnerId: string,
  given: readonly GivenDocument[],
): Promise<Rejection | { fresh: DirectDocumentRow[] }> {
  const contracts = [...new Set(given.map(({ directContract }) => directContract))];
  const referrals = new Map(
    (await referralsOfContracts(tx, partnerId, contracts)).map(({ id, directContract }) => [directContract, id]),
  );
  const numbers = [...new Set(given.flatMap((one) => (one.kind === "credit_note" ? [one.number, one.amends] : [one.number])))];
  const chains = new Map<string, DirectDocumentRow[]>();
  const known = new Map<string, DirectDocumentRow>();
  const keep = (row: DirectDocumentRow) => {
    const invoice = row.amends ?? row.number;
    chains.set(invoice, [...(chains.get(invoice) ?? []), row]);
    known.set(`${row.kind} ${row.number}`, row);
  };
  for (const row of await directDocumentsOf(tx, partnerId, numbers)) keep(row);
  const fresh: DirectDocumentRow[] = [];
  for (const one of given) {
    const { directContract, number } = one;
    const referralId = referrals.get(directContract);
    if (referralId === undefined) return no("DIRECT_CONTRACT_UNKNOWN", { directContract });
    const row = rowOf(one, referralId);
    const before = known.get(`${row.kind} ${number}`);
    if (before && sameDocument(before, row)) continue;
    if (before) return no("DIRECT_DOCUMENT_CONFLICT", { number });
    const reason = faultOf(row, chains.get(row.amends ?? number) ?? []);
    if (reason) return no("DIRECT_DOCUMENT_REFUSED", { number, reason });
    keep(row);
    fresh.push(row);
  }
  return { fresh };
}

function rowOf(one: GivenDocument, referralId: string): DirectDocumentRow {
  const { kind, number, directContract, issueDate } = one;
  const amends = kind === "invoice" ? null : kind === "void" ? number : one.amends;
  const lines = kind === "void" ? [] : one.lines.map(({ menu, net }) => ({ menu, net: String(net) }));
  return { kind, number, referralId, directContract, month: `${one.month}-01`, amends, issueDate, lines };
}

/** What is wrong with a document beside those of its invoice. Credits of a menu never pass what the invoice charged for it (billing.md I11). */
function faultOf(row: DirectDocumentRow, chain: readonly DirectDocumentRow[]): string | undefined {
  const [invoice] = chain;
  if (row.kind === "invoice") return undefined;
  if (!invoice) return "unknown-invoice";
  if (invoice.directContract !== row.directContract) return "other-contract";
  if (invoice.month !== row.month) return "other-month";
  if (chain.some(({ kind }) => kind === "void")) return "void-invoice";
  const left = new Map<string, bigint>();
  for (const { kind, lines } of [...chain, row]) {
    for (const { menu, net } of lines) left.set(menu, (left.get(menu) ?? 0n) + (kind === "invoice" ? BigInt(net) : -BigInt(net)));
  }
  return [...left.values()].some((rest) => rest < 0n) ? "exceeds-invoice" : undefined;
}

function sameDocument(a: DirectDocumentRow, b: DirectDocumentRow): boolean {
  const textOf = ({ kind, directContract, month, amends, issueDate, lines }: DirectDocumentRow) =>
    JSON.stringify([kind, directContract, month, amends, issueDate, lines.map(({ menu, net }) => [menu, net])]);
  return textOf(a) === textOf(b);
}
