import type { BillingMonth } from "../billing-month.ts";
import { byDocumentOrder, type InvoiceLine, netOf } from "./invoice-line.ts";

/**
 * What one contract owes for a month: a child's, or the partner's own (the parent contract's). Net amounts only: tax is
 * computed once, on the partner's invoice (billing.md 1.9, 8).
 */
export interface Statement {
  readonly contractId: string;
  readonly month: BillingMonth;
  readonly lines: readonly InvoiceLine[];
  readonly net: bigint;
  /** The summary: menus in alphabetical order. They add up to `net`. */
  readonly byMenu: readonly { readonly menu: string; readonly net: bigint; readonly lines: number }[];
  /** True when any line is priced by an invented price. */
  readonly illustrative: boolean;
}

/** A contract without lines has a statement of zero: "nothing" is said, not left out. @throws RangeError for a foreign or doubled line */
export function buildStatement(contractId: string, month: BillingMonth, lines: readonly InvoiceLine[]): Statement {
  const ids = new Set<string>();
  const menus = new Map<string, InvoiceLine[]>();
  for (const line of lines) {
    if (line.contractId !== contractId) throw new RangeError(`line ${line.id} is not of contract ${contractId}`);
    if (ids.has(line.id)) throw new RangeError(`line ${line.id} stands twice`);
    ids.add(line.id);
    const ofMenu = menus.get(line.menu);
    if (ofMenu) ofMenu.push(line);
    else menus.set(line.menu, [line]);
  }
  return {
    contractId,
    month,
    lines: lines.toSorted(byDocumentOrder),
    net: netOf(lines),
    byMenu: [...menus]
      .map(([menu, ofMenu]) => ({ menu, net: netOf(ofMenu), lines: ofMenu.length }))
      .sort((a, b) => (a.menu < b.menu ? -1 : 1)),
    illustrative: lines.some((line) => line.illustrative),
  };
}
