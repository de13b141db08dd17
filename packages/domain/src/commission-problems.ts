import { problem as p } from "./problem.ts";

/** Reasons of commission and payment statements. */
export const commissionProblems = {
  COMMISSION_TERMS_BOOKED: p(
    "billing",
    false,
    "{from} 以降の料金に対する手数料は計上済みのため、この月からの条件は変更できません。",
    "Commission on charges of {from} or later has been booked, so terms cannot start there.",
    "後の月からの条件として登録してください。",
    "Record the terms from a later month.",
  ),
  DIRECT_CONTRACT_UNKNOWN: p(
    "billing",
    false,
    "契約 {directContract} は、この代理店の紹介によるものではありません。",
    "Contract {directContract} does not come from a referral of this agency.",
    "契約番号と代理店を確認し、先に紹介の成約を登録してください。",
    "Check the number and the agency; record the contract with its referral first.",
  ),
  DIRECT_CONTRACT_TAKEN: p(
    "operations",
    false,
    "この契約は、既に別の紹介の成約として登録されています。",
    "This contract stands with another referral.",
    "契約番号を確認してください。",
    "Check the number.",
  ),
  DIRECT_DOCUMENT_CONFLICT: p(
    "billing",
    false,
    "{number} は、別の内容で登録されています。",
    "{number} has been recorded with other content.",
    "番号と内容を確認してください。訂正は、貸方票または取消として登録します。",
    "Check number and content. What is wrong is corrected by a credit note or a void.",
  ),
  DIRECT_DOCUMENT_REFUSED: p(
    "billing",
    false,
    "{number} を登録できません({reason})。",
    "{number} cannot be recorded ({reason}).",
    "元の請求書の番号、対象月、金額を確認してください。",
    "Check the invoice that it names, its month and the amounts.",
  ),
  PAYMENT_STATEMENT_NOT_FOUND: p(
    "caller",
    false,
    "支払通知書 {number} はありません。",
    "There is no payment statement {number}.",
    "支払通知書の一覧を確認してください。",
    "Look at the list of payment statements.",
  ),
  PAYMENT_STATEMENT_FILE_NOT_FOUND: p(
    "caller",
    false,
    "支払通知書 {number} にファイル {file} はありません。",
    "Payment statement {number} has no file {file}.",
    "支払通知書のファイルの一覧を確認してください。",
    "Look at the files that the statement names.",
  ),
  PAYMENT_STATEMENT_STATE_FORBIDS: p(
    "caller",
    false,
    "支払通知書 {number} は {state} のため、この操作はできません。",
    "Payment statement {number} is {state}, which rules this out.",
    "支払通知書の状態とご確認期限を確認してください。",
    "Look at its state and at the deadline for objections.",
  ),
} as const;
