import { problem as p } from "./problem.ts";

/** The catalogue's part on groups and roles that limit what users may ask for. */
export const iamProblems = {
  IAM_NOT_LISTED: p(
    "caller",
    false,
    "所属するIAMグループのロールでは、この操作は許可されていません。",
    "The roles of your IAM groups do not list this request.",
    "契約の代表者に、IAMロールへの追加を依頼してください。",
    "Ask the contract's representative to list it in an IAM role.",
  ),
  IAM_GROUP_NOT_FOUND: p(
    "caller",
    false,
    "IAMグループ {groupId} は見つかりません。",
    "There is no IAM group {groupId}.",
    "IAMグループの一覧で確認してください。",
    "Look it up in the list of IAM groups.",
  ),
  IAM_ROLE_NOT_FOUND: p(
    "caller",
    false,
    "IAMロール {roleId} は見つかりません。",
    "There is no IAM role {roleId}.",
    "IAMロールの一覧で確認してください。",
    "Look it up in the list of IAM roles.",
  ),
  IAM_NAME_TAKEN: p(
    "caller",
    false,
    "この名前はこの契約で既に使われています。",
    "The contract has another one of this name already.",
    "別の名前を付けてください。",
    "Choose another name.",
  ),
  IAM_LIMIT_REACHED: p(
    "caller",
    false,
    "上限({limit}件)に達しています。",
    "The limit of {limit} is reached.",
    "不要なものを削除してください。",
    "Delete what is no longer needed.",
  ),
  IAM_GROUP_IN_USE: p(
    "caller",
    false,
    "グループにユーザーがいるため、削除できません。削除すると制限がなくなります。",
    "The group has users, who would no longer be limited without it.",
    "先にユーザーをグループから外してください。",
    "Take its users out first.",
  ),
  IAM_ROLE_IN_USE: p(
    "caller",
    false,
    "ロールはグループに付けられているため、削除できません。",
    "The role is attached to a group.",
    "先にグループからロールを外してください。",
    "Detach it from its groups first.",
  ),
  IAM_OWNER_NOT_LIMITED: p(
    "caller",
    false,
    "契約の代表者はIAMグループで制限できません。",
    "The contract's representative cannot be limited by an IAM group.",
    "代表者を変更するか、別のユーザーを選んでください。",
    "Choose another user, or change the representative first.",
  ),
} as const;
