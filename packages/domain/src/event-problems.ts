import { problem as p } from "./problem.ts";

/** The catalogue's part on the feed of events and on webhooks. */
export const eventProblems = {
  EVENTS_NO_LONGER_KEPT: p(
    "caller",
    false,
    "番号 {after} の次のイベントは保存期間を過ぎています。残っている最も古い番号は {oldest} です。",
    "The events after {after} are past their retention; the oldest that is kept is {oldest}.",
    "一覧の操作で現在の状態を読み直し、この番号の手前から購読を再開してください。",
    "Read the present state with the list operations, and go on from before that number.",
  ),
  EVENTS_NOT_YET: p(
    "caller",
    false,
    "番号 {after} のイベントはまだありません。最新の番号は {latest} です。",
    "There is no event {after} yet; the newest is {latest}.",
    "保存した番号を確認してください。データベースが以前の時点に戻された場合は、最新の番号から続けてください。",
    "Check the number that you keep. If the database was restored to an earlier time, go on from the newest number.",
  ),
  WEBHOOK_NOT_FOUND: p(
    "caller",
    false,
    "Webhook {webhookId} は見つかりません。",
    "There is no webhook {webhookId}.",
    "Webhookの一覧でIDを確認してください。",
    "Check the id in the list of webhooks.",
  ),
  WEBHOOK_LIMIT_REACHED: p(
    "caller",
    false,
    "1つの契約に登録できるWebhookは{limit}件までです。",
    "A contract has at most {limit} webhooks.",
    "使っていないWebhookを削除してください。",
    "Delete one that is not used.",
  ),
  WEBHOOK_URL_REFUSED: p(
    "caller",
    false,
    "このURLはWebhookの送信先にできません({fault})。",
    "Webhooks cannot go to this URL ({fault}).",
    "インターネットから到達できるhttpsのURLを、資格情報やフラグメントを含めずに指定してください。",
    "Give an https URL that can be reached over the Internet, without credentials or a fragment.",
  ),
  WEBHOOK_DISABLED: p(
    "caller",
    false,
    "Webhook {webhookId} は無効です。",
    "Webhook {webhookId} is disabled.",
    "有効にしてからもう一度送ってください。",
    "Enable it first.",
  ),
} as const;
