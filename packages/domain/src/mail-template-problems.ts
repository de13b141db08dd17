import { problem as p } from "./problem.ts";

/** Reasons about the texts of mails and their versions. */
export const mailTemplateProblems = {
  MAIL_TEMPLATE_NOT_FOUND: p(
    "caller",
    false,
    "メールの文面 {template} {version} はありません。",
    "There is no text {template} {version} of a mail.",
    "文面と版の一覧を確認してください。",
    "Look at the list of texts and versions.",
  ),
  MAIL_TEMPLATE_REFUSED: p(
    "caller",
    false,
    "文面 {template}({language})に誤りがあります: {fault} {at}。",
    "The text {template} ({language}) cannot be used: {fault} {at}.",
    "使える置き換え記号と、必須の置き換え記号を一覧で確認してください。",
    "Look at the list for the placeholders that a text may and must hold.",
  ),
  MAIL_TEMPLATE_PUBLISHED: p(
    "caller",
    false,
    "文面 {template} の版 {version} は公開済みで、変更できません。",
    "Version {version} of {template} has been published and stays as it is.",
    "新しい版を作成してください。",
    "Write a new version.",
  ),
  MAIL_TEMPLATE_START_PASSED: p(
    "caller",
    false,
    "文面 {template} の版 {version} の開始日時が過ぎています。",
    "Version {version} of {template} cannot begin in the past.",
    "現在以降の日時を指定してください。",
    "Name an instant that is not over.",
  ),
} as const;
