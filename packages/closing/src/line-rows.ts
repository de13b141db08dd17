import { exact, type InvoiceLine, type LineTrace, type RatedPart, type Statement } from "@saihan/billing";
import type { StatementLineRow, StatementRow } from "@saihan/db";
import { exactNumbers } from "./prices.ts";

/** Lines and statements between the pure rules and the database: exact numbers travel as decimal text, months as first days. */

export function rowOfLine(line: InvoiceLine): StatementLineRow {
  const { trace } = line;
  const usage = trace.of === "usage" ? trace : undefined;
  return {
    contractId: line.contractId,
    id: line.id,
    kind: line.kind,
    menu: line.menu,
    component: line.component,
    illustrative: line.illustrative,
    tenantId: line.tenantId ?? null,
    resourceId: line.resourceId ?? null,
    usageMonth: `${line.usageMonth}-01`,
    corrects: line.corrects === undefined ? null : `${line.corrects}-01`,
    net: line.net.toString(),
    tax: line.tax as unknown as Record<string, unknown>,
    chargeKey: usage?.chargeKey ?? null,
    records: usage?.usage.records ?? 0,
    trace: traceRow(trace),
  };
}

/** Exact numbers write themselves as text; whole yen must be told to. */
function traceRow(trace: LineTrace): Record<string, unknown> {
  if (trace.of === "usage") return { ...trace, alreadyInvoiced: trace.alreadyInvoiced.toString() };
  if (trace.of === "service_credit") return { ...trace, chargeNet: trace.chargeNet.toString() };
  return { ...trace };
}

export function lineOfRow(row: StatementLineRow): InvoiceLine {
  return {
    contractId: row.contractId,
    id: row.id,
    menu: row.menu,
    component: row.component,
    illustrative: row.illustrative,
    kind: row.kind as InvoiceLine["kind"],
    tenantId: row.tenantId ?? undefined,
    resourceId: row.resourceId ?? undefined,
    usageMonth: row.usageMonth.slice(0, 7),
    corrects: row.corrects?.slice(0, 7),
    net: BigInt(row.net),
    tax: row.tax as unknown as InvoiceLine["tax"],
    trace: traceOf(row.trace),
  };
}

/** A part as JSON holds it: its exact numbers as text. */
interface StoredPart {
  plan: string;
  priceVersionId: string;
  quantity: string;
  size: string;
  unitPrice?: string;
  metered: string;
  cap?: string;
  fee: string;
}

function partOf({ plan, priceVersionId, quantity, size, unitPrice, metered, cap, fee }: StoredPart): RatedPart {
  return {
    plan,
    priceVersionId,
    quantity: exact(quantity),
    size: exact(size),
    unitPrice: unitPrice === undefined ? undefined : exact(unitPrice),
    metered: exact(metered),
    cap: cap === undefined ? undefined : exact(cap),
    fee: exact(fee),
  };
}

function traceOf(stored: Record<string, unknown>): LineTrace {
  const { of } = stored;
  if (of === "usage") {
    const { chargeKey, pattern, rule, usage, alreadyInvoiced, parts, outerCap, exact: amount, rounding } = stored;
    const { policyId, scope, mode, residue } = rounding as Record<string, unknown>;
    return {
      of,
      chargeKey,
      pattern,
      rule,
      usage,
      parts: (parts as StoredPart[]).map(partOf),
      outerCap: outerCap === undefined ? undefined : exact(outerCap as string),
      exact: exact(amount as string),
      rounding: { policyId, scope, mode, residue: exact(residue as string) },
      alreadyInvoiced: BigInt(alreadyInvoiced as string),
    } as unknown as LineTrace;
  }
  if (of === "service_credit") {
    const { claimId, downtimeSeconds, percent, chargeNet } = stored;
    const figures = {
      downtimeSeconds: exactNumbers(downtimeSeconds),
      percent: exactNumbers(percent),
      chargeNet: BigInt(chargeNet as string),
    };
    return { of, claimId, ...figures } as unknown as LineTrace;
  }
  return stored as unknown as LineTrace;
}

export function rowOfStatement(statement: Statement): StatementRow {
  const { contractId, net, lines, byMenu, illustrative } = statement;
  return {
    ...{ contractId, illustrative, net: net.toString(), lines: lines.length },
    byMenu: byMenu.map((menu) => ({ ...menu, net: menu.net.toString() })),
  };
}

/** For JSON.stringify: whole yen as decimal text. */
export function withoutBigints(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}
