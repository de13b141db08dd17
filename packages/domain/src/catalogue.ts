import { accessProblems } from "./access-problems.ts";
import { agencyProblems } from "./agency-problems.ts";
import { approvalProblems } from "./approval-problems.ts";
import { billingProblems } from "./billing-problems.ts";
import { catalogueProblems } from "./catalogue-problems.ts";
import { chargeProblems } from "./charge-problems.ts";
import { closeProblems } from "./close-problems.ts";
import { commissionProblems } from "./commission-problems.ts";
import { contractProblems } from "./contract-problems.ts";
import { driftProblems } from "./drift-problems.ts";
import { eventProblems } from "./event-problems.ts";
import { feedProblems } from "./feed-problems.ts";
import { iamProblems } from "./iam-problems.ts";
import type { Language } from "./language.ts";
import { mailTemplateProblems } from "./mail-template-problems.ts";
import { noticeProblems } from "./notice-problems.ts";
import { offboardingProblems } from "./offboarding-problems.ts";
import { orderPlanningProblems } from "./order-planning-problems.ts";
import { peopleProblems } from "./people-problems.ts";
import { type Problem, problem as p } from "./problem.ts";
import type { Variables } from "./rejection.ts";
import { savedSearchProblems } from "./saved-search-problems.ts";
import { signInProblems } from "./sign-in-problems.ts";
import { supportProblems } from "./support-problems.ts";
import { workspaceProblems } from "./workspace-problems.ts";

/** Every reason for which the house says no or fails, once. The API, mails, the portal and the runbooks print from here. */
export const catalogue = {
  // The request itself
  MALFORMED_JSON: p(
    "caller",
    false,
    "本文がJSONとして読めません。",
    "The body is not valid JSON.",
    "JSONを修正して送り直してください。",
    "Correct the JSON and send it again.",
  ),
  UNSUPPORTED_MEDIA_TYPE: p(
    "caller",
    false,
    "application/json 以外の本文は受け付けません。",
    "Only application/json bodies are accepted.",
    "Content-Type: application/json を付けて送ってください。",
    "Send the body with Content-Type: application/json.",
  ),
  BODY_TOO_LARGE: p(
    "caller",
    false,
    "本文が上限({limitBytes}バイト)を超えています。",
    "The body is larger than {limitBytes} bytes.",
    "要求を分けて送ってください。",
    "Split the request.",
  ),
  INVALID_REQUEST: p(
    "caller",
    false,
    "受け付けられない項目があります。",
    "Some fields cannot be accepted.",
    "errors の各項目を修正してください。",
    "Correct each field named in errors.",
  ),
  INVALID_PARAMETER: p(
    "caller",
    false,
    "受け付けられないパラメーターがあります。",
    "Some parameters cannot be accepted.",
    "errors の各パラメーターを修正してください。",
    "Correct each parameter named in errors.",
  ),
  ROUTE_NOT_FOUND: p(
    "caller",
    false,
    "この宛先はありません。",
    "There is nothing at this address.",
    "/docs で宛先を確認してください。",
    "Look the address up in /docs.",
  ),
  METHOD_NOT_ALLOWED: p(
    "caller",
    false,
    "この宛先ではこのメソッドを使えません。",
    "This address does not answer to this method.",
    "Allow ヘッダーのメソッドを使ってください。",
    "Use a method named in the Allow header.",
  ),
  UNAUTHENTICATED: p(
    "caller",
    false,
    "APIキーまたはセッションが無いか、有効ではありません。",
    "The API key or session is missing or not valid.",
    "有効なAPIキーかセッションを Authorization: Bearer で送ってください。",
    "Send a valid API key or session as Authorization: Bearer.",
  ),
  IDEMPOTENCY_KEY_MISSING: p(
    "caller",
    false,
    "Idempotency-Key ヘッダーがありません。",
    "The Idempotency-Key header is missing.",
    "注文ごとに一意のキーを付けてください。",
    "Send a key that is unique to this order.",
  ),
  IDEMPOTENCY_KEY_INVALID: p(
    "caller",
    false,
    "Idempotency-Key は表示可能なASCII 1〜255文字です。",
    "An Idempotency-Key is 1 to 255 printable ASCII characters.",
    "キーの形式を修正してください。",
    "Correct the form of the key.",
  ),
  IDEMPOTENCY_KEY_REUSED: p(
    "caller",
    false,
    "このキーは別の内容の要求に使われています。",
    "This key was used for a different request.",
    "新しい要求には新しいキーを使ってください。",
    "Use a new key for a new request.",
  ),
  IDEMPOTENCY_KEY_IN_USE: p(
    "caller",
    true,
    "同じキーの要求を処理中です。",
    "A request with this key is being handled.",
    "少し待って同じ要求を送り直してください。",
    "Send the same request again shortly.",
  ),

  RECORD_BUSY: p(
    "caller",
    true,
    "対象は別の要求により更新中です。",
    "Other requests are changing the same record at this moment.",
    "少し待って同じ要求を送り直してください。",
    "Send the same request again shortly.",
  ),

  // What the order is about
  CONTRACT_NOT_FOUND: p(
    "caller",
    false,
    "契約 {contractId} はありません。",
    "There is no contract {contractId}.",
    "契約IDを確認してください。",
    "Check the contract id.",
  ),
  TENANT_NOT_FOUND: p(
    "caller",
    false,
    "テナント {tenantId} はありません。",
    "There is no tenant {tenantId}.",
    "テナントIDを確認してください。",
    "Check the tenant id.",
  ),
  USER_NOT_FOUND: p(
    "caller",
    false,
    "ユーザー {userId} はありません。",
    "There is no user {userId}.",
    "ユーザーIDを確認してください。",
    "Check the user id.",
  ),
  ORDER_NOT_FOUND: p(
    "caller",
    false,
    "注文 {orderId} はありません。",
    "There is no order {orderId}.",
    "注文IDを確認してください。",
    "Check the order id.",
  ),
  PARTNER_NOT_ACTIVE: p(
    "support",
    false,
    "親契約が有効ではないため、注文を受け付けられません。",
    "The parent contract is not active, so it cannot place orders.",
    "提供者の営業担当へ連絡してください。",
    "Contact the provider's sales representative.",
  ),
  CONTRACT_IS_PARENT: p(
    "caller",
    false,
    "{contractId} は親契約です。この操作は子契約だけに行えます。",
    "{contractId} is a parent contract; this can be done to child contracts only.",
    "子契約を指定してください。",
    "Name a child contract.",
  ),
  CONTRACT_STATE_FORBIDS: p(
    "caller",
    false,
    "契約 {contractId} の状態は {state} で、この操作({action})は行えません。",
    "Contract {contractId} is {state}; {action} is not possible in that state.",
    "契約の状態を確認してください。",
    "Look at the contract's state first.",
  ),
  CONTRACT_HAS_OPEN_ORDERS: p(
    "caller",
    true,
    "契約 {contractId} には処理中の注文が {openOrders} 件あります。",
    "Contract {contractId} still has {openOrders} orders under way.",
    "注文が終わってから廃止してください。",
    "Terminate it when those orders have ended.",
  ),
  CONTRACT_HAS_TENANTS: p(
    "caller",
    false,
    "契約 {contractId} にはテナントが {tenants} 件残っています。",
    "Contract {contractId} still holds {tenants} tenants.",
    "テナントを削除してから廃止してください。",
    "Delete the tenants, then terminate the contract.",
  ),
  TENANT_STATE_FORBIDS: p(
    "caller",
    false,
    "テナント {tenantId} の状態は {state} で、この操作は行えません。",
    "Tenant {tenantId} is {state}; this is not possible in that state.",
    "テナントの状態を確認してください。",
    "Look at the tenant's state first.",
  ),
  TENANT_NAME_TAKEN: p(
    "caller",
    false,
    "そのテナント名は使われています。",
    "That tenant name is taken.",
    "別の名前を選んでください。名前は全サービスで一意です。",
    "Choose another name; names are unique over the whole service.",
  ),
  USER_STATE_FORBIDS: p(
    "caller",
    false,
    "ユーザー {userId} の状態は {state} で、この操作は行えません。",
    "User {userId} is {state}; this is not possible in that state.",
    "ユーザーの状態を確認してください。",
    "Look at the user's state first.",
  ),
  USER_LIMIT_REACHED: p(
    "caller",
    false,
    "1契約のユーザーは {limit} 人までです。",
    "A contract has at most {limit} users.",
    "不要なユーザーを削除してください。",
    "Delete users that are no longer needed.",
  ),
  LOGIN_ID_TAKEN: p(
    "caller",
    false,
    "そのログインIDは使われています。",
    "That login id is taken.",
    "別のログインIDを選んでください。",
    "Choose another login id.",
  ),
  REPRESENTATIVE_CANNOT_BE_DELETED: p(
    "caller",
    false,
    "{userId} は契約代表ユーザーのため削除できません。",
    "{userId} is the representative and cannot be deleted.",
    "先に契約代表を別のユーザーへ変更してください(POST /v1/contracts/{contractId}/representative)。",
    "Make another user the representative first (POST /v1/contracts/{contractId}/representative).",
  ),

  PASSWORD_LINK_INVALID: p(
    "caller",
    false,
    "このリンクは使用済みか、期限切れか、正しくありません。",
    "This link has been used, has expired, or is not right.",
    "パスワードの再設定を申し込むか、管理者に再度の招待を依頼してください。",
    "Ask for a new password by mail, or ask an administrator to invite you again.",
  ),

  // What may be resold
  MENU_NOT_FOUND: p(
    "caller",
    false,
    "メニュー {menu} はありません。",
    "There is no menu {menu}.",
    "メニューコードを確認してください。",
    "Check the code of the menu.",
  ),
  MENU_NOT_ELIGIBLE: p(
    "caller",
    false,
    "メニュー {menu} は、満たされていない条件が {failures} 件あるため再販できません。",
    "Menu {menu} cannot be resold: {failures} conditions are not met.",
    "failures の各条件を確認してください。",
    "See each condition named in failures.",
  ),
  MENU_NOT_RESALABLE: p(
    "caller",
    false,
    "メニュー {menu} は再販の対象外のため、設定できません。",
    "Menu {menu} may not be resold, so there is nothing to set.",
    "再販の対象となるメニューを指定してください。",
    "Name a menu that may be resold.",
  ),
  MENU_SWITCHED_OFF: p(
    "caller",
    false,
    "メニュー {menu} は親契約の設定で無効になっているため、操作できません。リソースと課金は続いています。",
    "The parent contract has switched menu {menu} off, so it cannot be operated; resources stay and charging goes on.",
    "操作するには、親契約の設定で有効にしてください。",
    "Switch it on again in the parent contract's menu control.",
  ),
  SUBSCRIPTION_STATE_FORBIDS: p(
    "caller",
    false,
    "サブスクリプション {subscriptionId} の状態は {state} で、この操作({action})は行えません。",
    "Subscription {subscriptionId} is {state}; {action} is not possible in that state.",
    "サブスクリプションの状態を確認してください。",
    "Look at the subscription's state first.",
  ),
  SUBSCRIPTION_PLAN_UNCHANGED: p(
    "caller",
    false,
    "サブスクリプション {subscriptionId} はすでにプラン {plan} です。",
    "Subscription {subscriptionId} is on plan {plan} already.",
    "別のプランを指定してください。",
    "Name another plan.",
  ),
  SUBSCRIPTION_EVENT_OUT_OF_ORDER: p(
    "operations",
    true,
    "サブスクリプション {subscriptionId} には、これより後の時刻の記録があります。",
    "Subscription {subscriptionId} has an event with a later instant.",
    "時計のずれを確認し、時間をおいて再試行してください。",
    "Check the clocks and try again a little later.",
  ),
  CATALOGUE_VERSION_NOT_FOUND: p(
    "caller",
    false,
    "カタログの版 {version} はありません。",
    "There is no version {version} of the catalogue.",
    "版の番号を確認してください。",
    "Check the version.",
  ),
  CATALOGUE_VERSION_STARTED: p(
    "caller",
    false,
    "カタログの版 {version} は {from} に始まっており、終了日のほかは変更できません。",
    "Version {version} of the catalogue has started on {from}; only its end may change.",
    "翌日以降に始まる新しい版を追加してください。",
    "Add a version that starts tomorrow or later.",
  ),
  CATALOGUE_VERSION_NOT_FUTURE: p(
    "caller",
    false,
    "版の開始日 {from} は、本日({today})より後の日にしてください。",
    "A version must start after today ({today}), not on {from}.",
    "翌日以降の開始日を指定してください。",
    "Let it start tomorrow or later.",
  ),
  CATALOGUE_VERSION_START_TAKEN: p(
    "caller",
    false,
    "{from} には版 {version} が始まります。",
    "Version {version} starts on {from} already.",
    "別の開始日を指定するか、その版を編集してください。",
    "Choose another day or edit that version.",
  ),
  CATALOGUE_VERSION_END_TOO_EARLY: p(
    "caller",
    false,
    "版の終了日 {to} は、{earliest} 以降にしてください。",
    "A version cannot end on {to}; the earliest day is {earliest}.",
    "終了日を変更してください。",
    "Choose a later end.",
  ),
  CATALOGUE_VERSION_ENDED: p(
    "caller",
    false,
    "カタログの版 {version} は {to} に終わっています。",
    "Version {version} of the catalogue has ended on {to}.",
    "現在または今後の版を指定してください。",
    "Name a version that is in force or to come.",
  ),
  CATALOGUE_MENU_INVALID: p(
    "caller",
    false,
    "メニュー {menu} の {field} を受け付けられません。",
    "The field {field} of menu {menu} cannot be accepted.",
    "その項目を修正してください。",
    "Correct that field.",
  ),
  CATALOGUE_MENU_DROPPED: p(
    "caller",
    false,
    "メニュー {menu} は前の版にあるため、{from} からの版にも必要です。",
    "Menu {menu} is in the version before, so the version from {from} must hold it too.",
    "販売をやめるには、新規販売の終了か再販対象外を条件に加えてください。",
    "To stop selling it, add an end of new sales or mark it as not resalable.",
  ),
  DUTY_SETTLED: p(
    "caller",
    false,
    "義務 {duty} はすでに {state} です。",
    "Duty {duty} is {state} already.",
    "義務の一覧を確認してください。",
    "Look at the list of duties.",
  ),
  DUTY_GROUNDS_MISSING: p(
    "caller",
    false,
    "義務 {duty} の完了または取り下げには、根拠の記録が必要です。",
    "Duty {duty} can be settled only with its grounds on record.",
    "証跡または理由を入力してください。",
    "State the evidence or the reason.",
  ),

  // How an accepted order can end without success
  PREDECESSOR_FAILED: p(
    "caller",
    false,
    "先に受け付けた注文 {predecessorId} が失敗したため、実行できませんでした。",
    "An earlier order it depended on, {predecessorId}, failed.",
    "先の注文の失敗理由を確認し、注文し直してください。",
    "See why the earlier order failed, then order again.",
  ),
  PLATFORM_REFUSED: p(
    "operations",
    false,
    "クラウド基盤がこの操作を拒否しました({reason})。",
    "The cloud platform refused this ({reason}).",
    "提供者の運用担当が確認します。",
    "The provider's operations look into it.",
  ),
  PLATFORM_NAME_TAKEN: p(
    "caller",
    false,
    "クラウド基盤に同じ名前がすでにあります。",
    "The cloud platform already has this name.",
    "別の名前で注文してください。",
    "Order again with another name.",
  ),
  PLATFORM_QUOTA_REACHED: p(
    "operations",
    false,
    "クラウド基盤の上限に達しています。",
    "The cloud platform's quota is used up.",
    "提供者の運用担当が上限を確認します。",
    "The provider's operations look at the quota.",
  ),
  DEADLINE_PASSED: p(
    "operations",
    true,
    "期限までにクラウド基盤から結果を得られませんでした。",
    "The cloud platform gave no result before the order's deadline.",
    "提供者の運用担当が確認します。",
    "The provider's operations look into it.",
  ),
  QUARANTINED: p(
    "operations",
    false,
    "処理が繰り返し異常終了したため、隔離しました。",
    "The work ended abnormally again and again and was set aside.",
    "提供者の運用担当が確認します。",
    "The provider's operations look into it.",
  ),

  ...accessProblems,
  ...agencyProblems,
  ...approvalProblems,
  ...billingProblems,
  ...catalogueProblems,
  ...chargeProblems,
  ...closeProblems,
  ...commissionProblems,
  ...contractProblems,
  ...driftProblems,
  ...eventProblems,
  ...noticeProblems,
  ...offboardingProblems,
  ...mailTemplateProblems,
  ...feedProblems,
  ...savedSearchProblems,
  ...peopleProblems,
  ...orderPlanningProblems,

  ...signInProblems,
  ...supportProblems,
  ...workspaceProblems,
  ...iamProblems,

  // The house itself
  DATABASE_UNAVAILABLE: p(
    "operations",
    true,
    "現在、受け付けられません。",
    "The service cannot take requests at the moment.",
    "Retry-After の秒数を待ち、同じ Idempotency-Key で送り直してください。",
    "Wait for the seconds in Retry-After and repeat with the same Idempotency-Key.",
  ),
  OVERLOADED: p(
    "operations",
    true,
    "混み合っているため、受け付けられません。",
    "The service is too busy to take this request.",
    "Retry-After の秒数を待ち、同じ Idempotency-Key で送り直してください。",
    "Wait for the seconds in Retry-After and repeat with the same Idempotency-Key.",
  ),
  INTERNAL_FAULT: p(
    "operations",
    true,
    "内部の不具合です(参照番号 {reference})。",
    "Something is wrong on our side (reference {reference}).",
    "同じ Idempotency-Key で送り直し、続く場合は参照番号を連絡してください。",
    "Repeat with the same Idempotency-Key; if it goes on, quote the reference.",
  ),
} as const satisfies Record<string, Problem>;

export type ProblemCode = keyof typeof catalogue;

export const problemCodes = Object.keys(catalogue) as ProblemCode[];

/** The sentence of a code in one language, its variables filled in. A variable that is missing stays visible as `{name}`. */
export function sentence(code: ProblemCode, part: "says" | "toDo", language: Language, variables: Variables = {}): string {
  return catalogue[code][part][language].replace(/\{(\w+)\}/g, (hole, name: string) =>
    Object.hasOwn(variables, name) ? String(variables[name]) : hole,
  );
}
