import { type jobs as houseJobs, jobs, queueNames } from "@saihan/queues";

type JobName = (typeof houseJobs)[keyof typeof houseJobs]["name"];

/** Every kind of work in the words of those who watch it. */
export const workWords: Readonly<Record<JobName, readonly [ja: string, en: string]>> = {
  "create-contract": ["契約を作る", "Create a contract"],
  "change-contract": ["契約を変える", "Change a contract"],
  "suspend-contract": ["契約を止める", "Suspend a contract"],
  "resume-contract": ["契約を再開する", "Resume a contract"],
  "terminate-contract": ["契約を終える", "Terminate a contract"],
  "apply-bulk": ["一括オーダーを出す", "Place a bulk's orders"],
  "repair-contract": ["基盤を修復する", "Repair the platform"],
  "create-tenant": ["テナントを作る", "Create a tenant"],
  "change-tenant": ["テナントを変える", "Change a tenant"],
  "delete-tenant": ["テナントを消す", "Delete a tenant"],
  "create-user": ["ユーザーを作る", "Create a user"],
  "change-user": ["ユーザーを変える", "Change a user"],
  "change-representative": ["契約代表を変える", "Change a representative"],
  "delete-user": ["ユーザーを消す", "Delete a user"],
  "move-subscription": ["申し込みを進める", "Move a subscription"],
  "settle-approval": ["承認の結果を反映する", "Settle an approval"],
  "tell-approval": ["承認依頼を知らせる", "Tell of a request for approval"],
  "cancel-order": ["オーダーを取り消す", "Cancel an order"],
  "begin-order": ["予約オーダーを始める", "Begin a scheduled order"],
  "end-overdue": ["期限切れのオーダーを終える", "End an overdue order"],
  "expire-approval": ["承認依頼を期限切れにする", "Expire a request for approval"],
  "remind-duty": ["期日を知らせる", "Remind of a duty"],
  "grant-access": ["アクセスを与える", "Grant access"],
  "revoke-access": ["アクセスを取り消す", "Revoke access"],
  "end-access": ["期限の来たアクセスを終える", "End access that is over"],
  "rate-contracts": ["契約の料金を計算する", "Rate contracts"],
  "issue-invoice": ["請求書を発行する", "Issue an invoice"],
  "settle-commission": ["手数料を確定する", "Settle commission"],
  "settle-resale": ["エンドユーザー向け明細を作る", "Make end users' statements"],
  "deem-statement": ["支払明細を承認済みとみなす", "Deem a payment statement accepted"],
  "address-notice": ["お知らせの宛先を決める", "Address a notice"],
  "deliver-events": ["イベントを送る", "Deliver events"],
  "resend-events": ["イベントを送り直す", "Resend events"],
  "test-webhook": ["Webhookを試す", "Test a webhook"],
  "send-mail": ["メールを送る", "Send a mail"],
};

/** The kinds of work of each queue, in the order in which they are defined. */
export const kindsByQueue = queueNames.map((queue) => ({
  queue,
  names: Object.values(jobs).flatMap((job) => (job.queue === queue ? [job.name] : [])),
}));
