import { type Decision, no, yes } from "@saihan/domain";
import type { BillingMonth } from "../billing-month.ts";
import { Exact, type RoundingMode } from "../exact.ts";
import { frozenCopy } from "../frozen-copy.ts";
import type { Party } from "../invoicing/invoice.ts";
import type { CalendarDate } from "../period.ts";
import { inputCreditShareOn } from "../policy.ts";
import { isQualifiedOn } from "../tax/registration-number.ts";
import { payableCommission } from "./commission.ts";

/** Commission on one introduced contract in one month. */
export interface StatementEntry {
  readonly contractId: string;
  readonly month: BillingMonth;
  readonly base: bigint;
  readonly commission: bigint;
}

/**
 * 支払通知書, drawn up by the payer and used as 仕入明細書 (billing.md 7): payer, agent with registration number, period, content,
 * total and tax per rate, and the agent's confirmation.
 */
export interface PaymentStatement {
  readonly payer: Party;
  readonly agent: Party;
  readonly month: BillingMonth;
  readonly supplyDate: CalendarDate;
  readonly entries: readonly StatementEntry[];
  readonly commission: bigint;
  readonly taxPercent: string;
  readonly tax: bigint;
  readonly payable: bigint;
  /** How much of the tax the payer may credit, in percent: all of it when the agent is registered, else the dated share. */
  readonly creditableShare: string;
}

export function paymentStatement(facts: {
  readonly payer: Party;
  readonly agent: Party;
  readonly month: BillingMonth;
  readonly supplyDate: CalendarDate;
  readonly entries: readonly StatementEntry[];
  readonly taxPercent: Exact;
  readonly taxRounding: RoundingMode;
}): PaymentStatement {
  const { payer, agent, month, supplyDate, entries } = facts;
  const sums = payableCommission(
    entries.map((entry) => entry.commission),
    facts.taxPercent,
    facts.taxRounding,
  );
  const share = isQualifiedOn(agent.registration, supplyDate) ? Exact.hundred : inputCreditShareOn(supplyDate);
  return frozenCopy({
    payer,
    agent,
    month,
    supplyDate,
    entries,
    commission: sums.commission.toWhole("floor"),
    taxPercent: facts.taxPercent.toString(),
    tax: sums.tax.toWhole("floor"),
    payable: sums.payable.toWhole("floor"),
    creditableShare: share.toString(),
  });
}

/** What has been done with a statement that was sent. */
export interface Confirmation {
  readonly sentAt: Date;
  /** Silence until then counts as agreement. */
  readonly objectionDeadline: Date;
  readonly confirmedAt: Date | undefined;
  readonly objectedAt: Date | undefined;
}

export type ConfirmationState = "awaiting" | "confirmed" | "deemed_confirmed" | "objected";

/** An objection in time stands against silence and against an earlier confirmation; one after the deadline is too late. */
export function confirmationState(confirmation: Confirmation, now: Date): ConfirmationState {
  const { objectionDeadline, confirmedAt, objectedAt } = confirmation;
  if (objectedAt && objectedAt < objectionDeadline) return "objected";
  if (confirmedAt) return "confirmed";
  return now < objectionDeadline ? "awaiting" : "deemed_confirmed";
}

/** May it be paid? Never while it waits or is objected to, and never beside an invoice of the agent for the same supply. */
export function decidePayment(state: ConfirmationState, agentHasInvoiced: boolean): Decision {
  if (agentHasInvoiced) return no("COMMISSION_NOT_PAYABLE", { reason: "the agent has invoiced the same supply" });
  return state === "confirmed" || state === "deemed_confirmed" ? yes : no("COMMISSION_NOT_PAYABLE", { reason: state });
}
