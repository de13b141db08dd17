import { problem as p } from "./problem.ts";

/** Reasons about the life of contracts. */
export const contractProblems = {
  TERMINATION_PLAN_CHANGED: p(
    "caller",
    false,
    "契約 {contractId} の内容は、確認された廃止計画から変わっています(現在の版は {revision})。",
    "Contract {contractId} is no longer what the reviewed plan said (its revision is {revision} now).",
    "廃止計画を取得し直して内容を確認し、その版を指定してください。",
    "Ask for the plan again, review it, and name its revision.",
  ),
  TERMINATION_NOT_FOUND: p(
    "caller",
    false,
    "契約 {contractId} の廃止は受け付けられていません。",
    "No termination of contract {contractId} has been accepted.",
    "契約IDを確認してください。",
    "Check the contract's id.",
  ),
  CONTRACT_NOT_EMPTY: p(
    "operations",
    false,
    "契約 {contractId} の領域に、注文によらないプロジェクトが基盤上に {projects} 件残っています。",
    "On the platform, contract {contractId} holds {projects} projects that no order has made.",
    "サポートへ連絡してください。基盤との差分を確認します。",
    "Ask support, who compare the contract with the platform.",
  ),
} as const;
