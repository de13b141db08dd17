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
  /** The provider's document to the end user that it comes from, and the rate in percent. */
  readonly cause?: { readonly kind: "invoice" | "credit_note" | "void"; readonly number: string };
  readonly percent?: string;
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

/** `issued`: it waits for the agency. */
export type PaymentStatementState = "issued" | "confirmed" | "objected" | "deemed_confirmed" | "paid" | "void";

/** Where a payment statement may go. An objection is settled by the staff, who void it, or by the agency, which confirms after all. */
const statementLife: Readonly<Record<PaymentStatementState, readonly PaymentStatementState[]>> = {
  issued: ["confirmed", "objected", "deemed_confirmed", "void"],
  confirmed: ["objected", "paid", "void"],
  objected: ["confirmed", "void"],
  deemed_confirmed: ["paid", "void"],
  paid: [],
  void: [],
};

/** Its state at an instant: from the deadline on silence is agreement, whether anybody has noted that yet or not. */
export function paymentStatementStateAt(state: PaymentStatementState, deadline: Date, now: Date): PaymentStatementState {
  return state === "issued" && now >= deadline ? "deemed_confirmed" : state;
}

/**
 * May the statement become that now? An objection comes before the deadline.
 * @returns COMMISSION_NOT_PAYABLE for a payment that nobody has agreed to, else PAYMENT_STATEMENT_STATE_FORBIDS
 */
export function decidePaymentStatement(
  statement: { readonly number: string; readonly state: PaymentStatementState; readonly deadline: Date },
  to: PaymentStatementState,
  now: Date,
): Decision {
  const { number, deadline } = statement;
  const state = paymentStatementStateAt(statement.state, deadline, now);
  const noted = to === "deemed_confirmed" && statement.state === "issued" && state === to;
  const inTime = to !== "objected" || now < deadline;
  if (noted || (to !== "deemed_confirmed" && inTime && statementLife[state].includes(to))) return yes;
  if (to === "paid" && state !== "paid" && state !== "void") return no("COMMISSION_NOT_PAYABLE", { reason: state });
  return no("PAYMENT_STATEMENT_STATE_FORBIDS", { number, state });
}
