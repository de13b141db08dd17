import {
  type BillingMonth,
  buildInvoice,
  type CalendarDate,
  type CertificateFacts,
  type InvoiceDraft,
  mustBeInForceOn,
  type Party,
  type Statement,
  taxRoundingPolicies,
} from "@saihan/billing";

/** What a partner's invoice is made of beside its statements. */
export interface InvoiceCircumstances {
  readonly partnerId: string;
  readonly month: BillingMonth;
  readonly issuer: Party;
  readonly recipient: Party;
  readonly issueDate: CalendarDate;
  /** Unused credit, yen with tax. */
  readonly credit: bigint;
}

/** The invoice of a partner's month; the preview and the close call it with the same facts. */
export function draftPartnerInvoice(statements: readonly Statement[], facts: InvoiceCircumstances): InvoiceDraft {
  const { partnerId, month, issuer, recipient, issueDate, credit } = facts;
  const taxRounding = mustBeInForceOn(taxRoundingPolicies, issueDate, "tax rounding policy");
  return buildInvoice({
    parentContractId: partnerId,
    month,
    issuer,
    recipient,
    statements,
    taxRounding,
    credit: credit > 0n ? credit : 0n,
  });
}

/** What the certificate is made of. @param expected every contract that the run was to answer, with the reason of those that were parked */
export function certificateFacts(
  draft: InvoiceDraft,
  expected: readonly { contractId: string; reason: { code: string } | null }[],
  codeVersion: string,
): CertificateFacts {
  return {
    month: draft.month,
    parentContractId: draft.parentContractId,
    expectedContracts: expected.map(({ contractId }) => contractId),
    excused: expected.flatMap(({ contractId, reason }) => (reason ? [{ contractId, reason: reason.code }] : [])),
    statements: draft.statements,
    invoiceFees: draft.fees,
    codeVersion,
  };
}
