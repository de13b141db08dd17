import { problem as p } from "./problem.ts";

/** The catalogue's part on what is shown of charges and documents. */
export const chargeProblems = {
  INVOICE_NOT_FOUND: p(
    "caller",
    false,
    "書類 {number} は見つかりません。",
    "There is no document {number}.",
    "書類の一覧(GET /v1/invoices)で番号を確認してください。",
    "Look the number up in the list of documents (GET /v1/invoices).",
  ),
  INVOICE_FILE_NOT_FOUND: p(
    "caller",
    false,
    "書類 {number} に {file} というファイルはありません。",
    "The document {number} has no file {file}.",
    "書類の表示にあるファイル名を指定してください。",
    "Use one of the names that the document lists.",
  ),
  PEPPOL_ADDRESS_MISSING: p(
    "caller",
    false,
    "{party} の法人番号が分からないため、JP PINT を作成できません。",
    "JP PINT needs a corporate number of {party}, and none is known.",
    "請求先情報(PUT /v1/billing-details)に登録番号を登録してください。以後に発行する書類に反映します。",
    "Record the registration number in the billing details (PUT /v1/billing-details); documents issued from then on have it.",
  ),
  MONTH_NOT_FOUND: p(
    "caller",
    false,
    "{month} の料金はありません。",
    "There are no charges of {month}.",
    "当月と過去24か月の締め済みの月を指定できます。",
    "Name the current month, or a closed one of the last 24 months.",
  ),
  LINE_NOT_FOUND: p(
    "caller",
    false,
    "明細行 {lineId} は見つかりません。",
    "There is no line {lineId}.",
    "料金の明細で行を確認してください。",
    "Look the line up in the month's charges.",
  ),
} as const;
