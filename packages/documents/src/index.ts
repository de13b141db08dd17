export { invoiceCsvColumns, renderInvoiceCsv } from "./csv/invoice-csv.ts";
export { endUserCsvColumns, renderEndUserStatementCsv, renderStatementCsv, statementCsvColumns } from "./csv/statement-csv.ts";
export * from "./document.ts";
export { focusColumns, renderChildFocusCsv, renderFocusCsv } from "./focus/focus-csv.ts";
export { renderCreditNotePdf } from "./pdf/credit-note-pdf.ts";
export { renderEndUserStatementPdf } from "./pdf/end-user-statement-pdf.ts";
export { renderInvoicePdf } from "./pdf/invoice-pdf.ts";
export { renderPaymentStatementPdf } from "./pdf/payment-statement-pdf.ts";
export { renderStatementPdf } from "./pdf/statement-pdf.ts";
