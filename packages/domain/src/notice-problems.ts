import { problem as p } from "./problem.ts";

/** Reasons about notices, and about what people choose to hear of. */
export const noticeProblems = {
  NOTICE_NOT_FOUND: p(
    "caller",
    false,
    "通知 {notice} はありません。",
    "There is no notice {notice}.",
    "通知の一覧を確認してください。",
    "Look at the list of notices.",
  ),
  NOTICE_STATE_FORBIDS: p(
    "caller",
    false,
    "通知 {notice} を、この状態({state}、更新 {seq})にすることはできません。",
    "The notice {notice} cannot become {state} as update {seq}.",
    "通知の最新の更新を確認してください。",
    "Look at the latest update of the notice.",
  ),
  NOTICE_PUBLISHED: p(
    "caller",
    false,
    "通知 {notice} は公開済みのため、変更・削除できません。",
    "The notice {notice} has been published and cannot be changed or deleted.",
    "訂正は次の更新として公開してください。",
    "Say what has changed in its next update.",
  ),
  NOTICE_CHOICE_FORBIDDEN: p(
    "caller",
    false,
    "{category} の受信設定は変更できません({reason})。",
    "What is received of {category} cannot be changed so ({reason}).",
    "契約代表ユーザーの故障通知は停止できません。販売パートナーが停止しているカテゴリは選択できません。",
    "The representative always hears of incidents; a category that the partner keeps back cannot be chosen.",
  ),
  MAIL_NOT_FOUND: p(
    "caller",
    false,
    "メール {mail} は送信されていません。",
    "No mail {mail} has been sent.",
    "Message-ID を確認してください。",
    "Check the Message-ID.",
  ),
} as const;
