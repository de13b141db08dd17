import { problem as p } from "./problem.ts";

/** Reasons about the comparison with the cloud platform. */
export const driftProblems = {
  DRIFT_NOT_COMPARED: p(
    "operations",
    true,
    "契約 {contractId} は、まだクラウド基盤と照合されていません。",
    "Contract {contractId} has not been compared with the cloud platform yet.",
    "次の照合の後にもう一度お試しください。",
    "Ask again after the next comparison.",
  ),
  DRIFT_NONE: p(
    "nobody",
    false,
    "契約 {contractId} に、クラウド基盤との差異はありません。",
    "Contract {contractId} does not differ from the cloud platform.",
    "修復は不要です。",
    "There is nothing to repair.",
  ),
  DRIFT_OBJECT_NOT_REPORTED: p(
    "operations",
    false,
    "最新の照合結果に、台帳にない {what} {id} はありません。",
    "The last comparison reports no {what} {id} that the books do not know.",
    "照合結果を確認し、そこにあるものだけを指定してください。",
    "Read the report and name only what stands in it.",
  ),
} as const;
