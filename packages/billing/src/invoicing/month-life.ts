/**
 * Lives of a billing month, an invoice and a paid commission as data (billing.md 4): which step leads where. A closed month and a
 * finalised document have no way back; corrections are lines of the next month and credit notes.
 */

export const monthStates = ["open", "collecting", "rated", "reviewed", "closed"] as const;
export type MonthState = (typeof monthStates)[number];

/** A month that is rated or reviewed is an estimate still: new usage takes it back to collecting. */
export const monthLife: Readonly<Record<MonthState, readonly MonthState[]>> = {
  open: ["collecting"],
  collecting: ["rated"],
  rated: ["collecting", "reviewed"],
  reviewed: ["collecting", "closed"],
  closed: [],
};

export const invoiceStates = ["draft", "finalised", "sent", "paid", "void"] as const;
export type InvoiceState = (typeof invoiceStates)[number];

export const invoiceLife: Readonly<Record<InvoiceState, readonly InvoiceState[]>> = {
  draft: ["draft", "finalised"],
  finalised: ["sent", "void"],
  sent: ["paid", "void"],
  paid: [],
  void: [],
};

export function monthMayBecome(from: MonthState, to: MonthState): boolean {
  return monthLife[from].includes(to);
}

export function invoiceMayBecome(from: InvoiceState, to: InvoiceState): boolean {
  return invoiceLife[from].includes(to);
}

/** What a portal shows: estimated (概算) until the month is closed, fixed (確定) after (sdpf 5.2). */
export function chargeStatusOf(state: MonthState): "estimated" | "fixed" {
  return state === "closed" ? "fixed" : "estimated";
}
