import { createHash } from "node:crypto";
import type { BillingMonth } from "../billing-month.ts";
import { type InvoiceLine, netOf } from "./invoice-line.ts";
import type { Statement } from "./statement.ts";

/**
 * Close certificate (field.md 3.1): the proof that a partner's month is whole. Counts, sums that tie, and a hash of the sorted
 * lines; anyone who has the lines can compute it again.
 */
export interface CloseCertificate {
  readonly month: BillingMonth;
  readonly parentContractId: string;
  /** Contracts that were active in the month: the list of what is expected, written before the run. */
  readonly expectedContracts: number;
  readonly statements: number;
  /** Active contracts without a statement, each with its reason. */
  readonly excused: readonly { readonly contractId: string; readonly reason: string }[];
  readonly lines: number;
  readonly usageRecords: number;
  readonly parentNet: bigint;
  readonly childrenNet: bigint;
  /** Part of the two sums: lines that correct closed months, and service credits. */
  readonly adjustmentsNet: bigint;
  /** Fees of the invoice before discounts. */
  readonly invoiceFees: bigint;
  /** SHA-256 over the lines, sorted by their text. */
  readonly linesHash: string;
  readonly codeVersion: string;
}

export interface CertificateFacts {
  readonly month: BillingMonth;
  readonly parentContractId: string;
  readonly expectedContracts: readonly string[];
  readonly excused: readonly { readonly contractId: string; readonly reason: string }[];
  readonly statements: readonly Statement[];
  readonly invoiceFees: bigint;
  readonly codeVersion: string;
}

/**
 * @returns the certificate, or every fault that stands in its way: an expected contract with neither statement nor reason, one
 * with both or twice, a statement nobody expected, lines that do not add up to their statement, statements that do not add up to
 * the invoice
 */
export function certify(
  facts: CertificateFacts,
): { readonly ok: true; readonly certificate: CloseCertificate } | { readonly ok: false; readonly faults: readonly string[] } {
  const faults = [...faultsInCoverage(facts), ...faultsInSums(facts)];
  if (faults.length > 0) return { ok: false, faults };
  const { statements, parentContractId } = facts;
  const lines = statements.flatMap((statement) => statement.lines);
  const isOwn = (statement: Statement) => statement.contractId === parentContractId;
  return {
    ok: true,
    certificate: {
      month: facts.month,
      parentContractId,
      expectedContracts: facts.expectedContracts.length,
      statements: statements.length,
      excused: facts.excused.toSorted((a, b) => (a.contractId < b.contractId ? -1 : 1)),
      lines: lines.length,
      usageRecords: lines.reduce((sum, line) => sum + (line.trace.of === "usage" ? line.trace.usage.records : 0), 0),
      parentNet: netOf(statements.filter(isOwn)),
      childrenNet: netOf(statements.filter((statement) => !isOwn(statement))),
      adjustmentsNet: netOf(lines.filter((line) => line.kind !== "charge")),
      invoiceFees: facts.invoiceFees,
      linesHash: hashOfLines(lines),
      codeVersion: facts.codeVersion,
    },
  };
}

/** What differs when the certificate is computed again from the same facts; empty = it holds. */
export function recheck(certificate: CloseCertificate, facts: CertificateFacts): readonly string[] {
  const again = certify({ ...facts, codeVersion: certificate.codeVersion });
  if (!again.ok) return again.faults;
  return Object.entries(again.certificate).flatMap(([field, now]) => {
    const then = certificate[field as keyof CloseCertificate];
    return asText(now) === asText(then) ? [] : [`${field}: certified ${asText(then)}, now ${asText(now)}`];
  });
}

/** Over the lines' texts in sorted order, so that the order in which workers wrote them does not show. Hexadecimal. */
export function hashOfLines(lines: Iterable<InvoiceLine>): string {
  const hash = createHash("sha256");
  for (const text of [...lines].map(lineText).sort()) hash.update(`${text}\n`);
  return hash.digest("hex");
}

/** A line in one text: identity, amount, tax, and what it stands on in short. */
export function lineText(line: InvoiceLine): string {
  const { trace } = line;
  const basis =
    trace.of === "usage"
      ? [
          trace.exact.toString(),
          trace.rounding.policyId,
          String(trace.usage.records),
          String(trace.alreadyInvoiced),
          ...trace.parts.map((part) => `${part.priceVersionId} ${part.quantity} ${part.fee}`),
        ]
      : trace.of === "service_credit"
        ? [trace.claimId, trace.percent.toString()]
        : [trace.reason];
  const { category, percent } = line.tax;
  return JSON.stringify([line.id, line.kind, line.corrects ?? null, line.net.toString(), category, percent, trace.of, ...basis]);
}

function faultsInCoverage({ expectedContracts, excused, statements, month }: CertificateFacts): string[] {
  const faults: string[] = [];
  const answers = new Map<string, number>();
  for (const { contractId } of [...statements, ...excused]) answers.set(contractId, (answers.get(contractId) ?? 0) + 1);
  const expected = new Set(expectedContracts);
  for (const contractId of expected) {
    const count = answers.get(contractId) ?? 0;
    if (count === 0) faults.push(`${contractId} has neither a statement nor a reason for none`);
    if (count > 1) faults.push(`${contractId} is answered ${count} times`);
  }
  for (const contractId of answers.keys()) if (!expected.has(contractId)) faults.push(`nobody expected ${contractId}`);
  for (const statement of statements) {
    if (statement.month !== month) faults.push(`the statement of ${statement.contractId} is of ${statement.month}`);
  }
  return faults;
}

function faultsInSums({ statements, invoiceFees }: CertificateFacts): string[] {
  const faults: string[] = [];
  for (const { contractId, net, lines } of statements) {
    if (netOf(lines) !== net) faults.push(`${contractId}: lines add up to ${netOf(lines)}, the statement says ${net}`);
  }
  if (netOf(statements) !== invoiceFees)
    faults.push(`statements add up to ${netOf(statements)}, the invoice says ${invoiceFees}`);
  return faults;
}

function asText(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
