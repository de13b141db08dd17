import { commissionRules, exact, paymentStatementStateAt } from "@saihan/billing";
import { paymentStatementFiles, statementContentOf, voidPaymentStatementFiles } from "@saihan/closing";
import type { CommissionTermsRow, PaymentStatementEventRow, PaymentStatementRow, SeenCommissionEntry } from "@saihan/db";
import { instant, orderIdField, z } from "../fields.ts";
import { monthField, yenField } from "../invoices/view.ts";
import { dayField } from "../menus/view.ts";

export const documentNumberField = z
  .string()
  .regex(/^[0-9A-Za-z-]{1,50}$/, "must be 1 to 50 letters, digits and hyphens")
  .openapi({ example: "D-INV-2026-0001" });
export const causeKinds = ["invoice", "credit_note", "void"] as const;
export const statementStates = ["issued", "confirmed", "objected", "deemed_confirmed", "paid", "void"] as const;
const percentField = z
  .string()
  .regex(/^\d{1,3}(\.\d{1,3})?$/)
  .openapi({ description: "Percent, decimal text", example: "5.5" });

export const termsBody = z
  .strictObject({
    from: monthField.openapi({ description: "Of the charges; later months keep these terms until others begin" }),
    percent: percentField.refine((text) => Number(text) <= 100, { error: "must be at most 100" }),
    introductionMonths: z.number().int().min(1).max(600).optional().openapi({
      description: "From the month in which a contract was concluded; left out: for as long as it lasts",
    }),
    excludedMenus: z.array(z.string().min(1).max(200)).max(200).default([]),
    minimumPayout: yenField.min(0).max(1e12).default(0).openapi({ description: "Yen without tax; less is carried on" }),
    objectionDays: z.number().int().min(1).max(90).default(14).openapi({ description: "After the day of issue" }),
    payee: z.enum(["corporation", "individual"]).default("corporation").openapi({
      description: "Income tax is withheld from individuals",
    }),
  })
  .openapi("RecordCommissionTerms");

export const termsSchema = z
  .object({
    from: monthField,
    percent: percentField,
    introductionMonths: z.number().int().nullable(),
    excludedMenus: z.array(z.string()),
    minimumPayout: yenField,
    objectionDays: z.number().int(),
    payee: z.enum(["corporation", "individual"]),
    recordedAt: instant,
  })
  .openapi("CommissionTerms");

export function termsView(row: CommissionTermsRow) {
  const { percent, introductionMonths, excludedMenus, objectionDays, payee } = row;
  return {
    ...{
      from: row.fromMonth.slice(0, 7),
      percent: exact(percent).toString(),
      introductionMonths,
      excludedMenus,
    },
    ...{ minimumPayout: Number(row.minimumPayout), objectionDays, payee, recordedAt: row.recordedAt.toISOString() },
  };
}

export const entrySchema = z
  .object({
    cause: z.object({ kind: z.enum(causeKinds), number: z.string() }).openapi({ description: "The provider's document" }),
    rule: z.enum(commissionRules).openapi({ description: "Why it is so much" }),
    termsFrom: monthField,
    referralId: orderIdField,
    directContract: z.string(),
    customerName: z.string(),
    month: monthField.openapi({ description: "Of the charges" }),
    bookedMonth: monthField.openapi({ description: "In whose close it was booked" }),
    bookedAt: instant,
    percent: z.string(),
    base: yenField.openapi({ description: "Without tax and excluded menus; negative: taken back" }),
    commission: yenField.openapi({ description: "Without tax; negative: taken back" }),
    statement: z.string().nullable().openapi({ description: "The payment statement that pays it, and stands" }),
  })
  .openapi("CommissionEntry");

export function entryView(row: SeenCommissionEntry) {
  const { kind, number, rule, referralId, directContract, customerName, percent, statement } = row;
  return {
    cause: { kind, number },
    ...{ rule, termsFrom: row.termsFrom.slice(0, 7), referralId, directContract, customerName },
    ...{ month: row.month.slice(0, 7), bookedMonth: row.bookedMonth.slice(0, 7), bookedAt: row.bookedAt.toISOString() },
    ...{ percent, base: Number(row.base), commission: Number(row.commission), statement },
  };
}

export const statementSchema = z
  .object({
    number: z.string().openapi({ example: "PS-2026-000042" }),
    month: monthField,
    counterparty: z.string().openapi({ description: "The agency, as it was called on the day of issue" }),
    issueDate: dayField,
    commission: yenField,
    tax: yenField,
    total: yenField,
    withheld: yenField.openapi({ description: "Income tax" }),
    payable: yenField.openapi({ description: "Total less income tax withheld" }),
    paymentDate: dayField,
    objectionDeadline: dayField.openapi({ description: "The last day to object; silence until its end is consent" }),
    state: z.enum(statementStates).openapi({ description: "`issued`: waits for the agency" }),
    sha256: z.string().openapi({ description: "Over the statement's fixed content" }),
  })
  .openapi("PaymentStatement");

export const wholeStatementSchema = statementSchema
  .extend({
    registrationNumber: z.string().nullable().openapi({ description: "The agency's, 登録番号" }),
    creditableShare: z.string().openapi({ description: "How much of the tax the payer may credit, in percent" }),
    entries: z.array(
      z.object({
        directContract: z.string(),
        customerName: z.string().nullable(),
        month: monthField,
        cause: z.object({ kind: z.enum(causeKinds), number: z.string() }),
        percent: z.string(),
        base: yenField,
        commission: yenField,
      }),
    ),
    events: z.array(z.object({ state: z.enum(statementStates), at: instant, actor: z.string(), reason: z.string().nullable() })),
    files: z.array(z.string()).openapi({ description: "Addresses of its files" }),
  })
  .openapi("PaymentStatementWithDetail");

export function statementView(row: PaymentStatementRow, now: Date) {
  const { withheld, paymentDate, objectionDeadline, deadline } = statementContentOf(row);
  const { number, counterparty, issueDate, sha256 } = row;
  return {
    ...{ number, month: row.month.slice(0, 7), counterparty, issueDate, commission: Number(row.net), tax: Number(row.tax) },
    ...{ total: Number(row.total), withheld: Number(withheld), payable: Number(row.due), paymentDate, objectionDeadline },
    ...{ state: paymentStatementStateAt(row.state, new Date(deadline), now), sha256 },
  };
}

export function wholeStatementView(row: PaymentStatementRow, events: readonly PaymentStatementEventRow[], now: Date) {
  const { statement, names } = statementContentOf(row);
  const customers = new Map(names.map(({ id, customerName }) => [id, customerName]));
  const files = [...paymentStatementFiles, ...(row.state === "void" ? voidPaymentStatementFiles : [])];
  return {
    ...statementView(row, now),
    registrationNumber: statement.agent.registration?.number ?? null,
    creditableShare: statement.creditableShare,
    entries: statement.entries.map(({ contractId, month, cause, percent = "", base, commission }) => ({
      ...{ directContract: contractId, customerName: customers.get(contractId) ?? null, month, cause, percent },
      ...{ base: Number(base), commission: Number(commission) },
    })),
    events: events.map(({ state, at, actor, reason }) => ({ state, at: at.toISOString(), actor, reason })),
    files: files.map((file) => `/v1/payment-statements/${row.number}/files/${file}`),
  };
}
