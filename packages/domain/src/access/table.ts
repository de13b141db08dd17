import type { ActorColumn, KeyScope, Right } from "./actor.ts";
import { actorColumns } from "./actor.ts";

/**
 * Who may do what to whom: the one table from which the API, the workers, the portal and the documentation decide and print.
 *
 * Relations of the actor to what is acted on:
 *   self    the user's own account, keys and sessions
 *   own     the actor's own contract, and what is in it
 *   child   a child contract that the actor may work on
 *   any     for the provider's staff: every contract
 * A child outside the actor's groups, a sibling, the parent of a child, another partner: there is no row, and the answer is the same as for
 * something that does not exist.
 *
 * Cells: yes · no · the name of a right that an administrator needs · `granted`: only tenants that the user has been given access to.
 * Agency: whether users of an agency partner (代理店) may do what the parent's columns say; resellers always may, but for `only`.
 * Key: the scope that an API key needs, or `session`: only somebody who has signed in.
 */
//  action                  relation  parent: rep  adm  gen         child: rep  adm  gen          agency  key               rule
const written = [
  ["contract.list", "own", "yes yes yes", "no no no", "no", "contracts:read", "sdpf 2.2 [S31], 2.3"],
  ["contract.view", "own", "yes yes yes", "no no no", "yes", "contracts:read", "sdpf 2.2 [S15], 2.3 [S15]"],
  ["contract.view", "child", "yes yes yes", "no no no", "no", "contracts:read", "sdpf 2.2 [S31]"],
  ["contract.create", "own", "yes yes yes", "no no no", "no", "contracts:write", "sdpf 2.2 [S30]"],
  ["contract.change", "own", "yes yes no", "no no no", "no", "contracts:write", "sdpf 2.1"],
  ["contract.change", "child", "yes yes yes", "no no no", "no", "contracts:write", "sdpf 2.2 [I]"],
  ["contract.suspend", "own", "yes yes no", "no no no", "no", "contracts:write", "sdpf 2.1"],
  ["contract.suspend", "child", "yes yes yes", "no no no", "no", "contracts:write", "sdpf 2.2 [I]"],
  ["contract.resume", "own", "yes yes no", "no no no", "no", "contracts:write", "sdpf 2.1"],
  ["contract.resume", "child", "yes yes yes", "no no no", "no", "contracts:write", "sdpf 2.2 [I]"],
  ["contract.terminate", "own", "yes no no", "no no no", "no", "contracts:write", "sdpf 2.1 [S17]"],
  ["contract.terminate", "child", "yes yes yes", "no no no", "no", "contracts:write", "sdpf 2.2 [S30]"],
  ["saved-search.view", "self", "yes yes yes", "no no no", "no", "contracts:read", "own choice, as contract.list"],
  ["saved-search.keep", "self", "yes yes yes", "no no no", "no", "settings:write", "own choice, as contract.list"],
  ["bulk.view", "own", "yes yes yes", "no no no", "no", "contracts:read", "sdpf 2.2 [S31]"],
  ["bulk.plan", "own", "yes yes yes", "no no no", "no", "contracts:write", "each row asks contract.create or contract.change"],
  ["bulk.apply", "own", "yes yes yes", "no no no", "no", "contracts:write", "each row asks contract.create or contract.change"],
  ["representative.change", "own", "yes representative no", "yes representative no", "yes", "users:write", "sdpf 2.1 [S26]"],
  ["representative.change", "child", "yes representative no", "no no no", "no", "users:write", "own choice, after sdpf 2.1"],

  ["tenant.view", "own", "yes yes granted", "yes yes granted", "yes", "tenants:read", "sdpf 2.1 [S2]"],
  ["tenant.view", "child", "yes yes yes", "no no no", "no", "tenants:read", "sdpf 2.2 [S31]"],
  ["tenant.create", "own", "yes tenants no", "yes tenants no", "yes", "tenants:write", "sdpf 2.1, 2.3 [S2]"],
  ["tenant.create", "child", "yes yes yes", "no no no", "no", "tenants:write", "sdpf 2.2 [S31]"],
  ["tenant.change", "own", "yes tenants no", "yes tenants no", "yes", "tenants:write", "sdpf 2.1, 2.3 [S2]"],
  ["tenant.change", "child", "yes yes yes", "no no no", "no", "tenants:write", "sdpf 2.2 [I]"],
  ["tenant.delete", "own", "yes tenants no", "yes tenants no", "yes", "tenants:write", "sdpf 2.1, 2.3 [S2]"],
  ["tenant.delete", "child", "yes yes yes", "no no no", "no", "tenants:write", "sdpf 2.2 [I]"],
  ["workspace.view", "own", "yes yes granted", "yes yes granted", "yes", "tenants:read", "sdpf 2.1 [S2]"],
  ["workspace.view", "child", "yes yes yes", "no no no", "no", "tenants:read", "sdpf 2.2 [S31]"],
  ["workspace.create", "own", "yes tenants no", "yes tenants no", "yes", "tenants:write", "sdpf 2.3 [S2]"],
  ["workspace.create", "child", "yes yes yes", "no no no", "no", "tenants:write", "sdpf 2.2 [S31]"],
  ["workspace.change", "own", "yes tenants no", "yes tenants no", "yes", "tenants:write", "sdpf 2.3 [S2]"],
  ["workspace.change", "child", "yes yes yes", "no no no", "no", "tenants:write", "sdpf 2.2 [S31]"],
  ["workspace.delete", "own", "yes tenants no", "yes tenants no", "yes", "tenants:write", "sdpf 2.3 [S2]"],
  ["workspace.delete", "child", "yes yes yes", "no no no", "no", "tenants:write", "sdpf 2.2 [I], 10.1"],
  ["access.view", "own", "yes yes no", "yes yes no", "yes", "tenants:read", "sdpf 2.3 [S3]"],
  ["access.view", "child", "yes yes yes", "no no no", "no", "tenants:read", "sdpf 2.2 [D]"],
  ["access.grant", "own", "yes tenants no", "yes tenants no", "yes", "tenants:write", "sdpf 2.3 [S3]"],
  ["access.grant", "child", "yes yes yes", "no no no", "no", "tenants:write", "sdpf 2.2 [D]"],
  ["access.revoke", "own", "yes tenants no", "yes tenants no", "yes", "tenants:write", "sdpf 2.3 [S3]"],
  ["access.revoke", "child", "yes yes yes", "no no no", "no", "tenants:write", "sdpf 2.2 [D]"],

  ["user.view", "self", "yes yes yes", "yes yes yes", "yes", "users:read", "sdpf 2.1 [S25]"],
  ["user.view", "own", "yes yes no", "yes yes no", "yes", "users:read", "sdpf 2.1"],
  ["user.view", "child", "yes yes yes", "no no no", "no", "users:read", "sdpf 2.2 [I]"],
  ["user.create", "own", "yes users no", "yes users no", "yes", "users:write", "sdpf 2.3 [S29]"],
  ["user.create", "child", "yes yes yes", "no no no", "no", "users:write", "sdpf 2.2 [I]"],
  ["user.change", "own", "yes users no", "yes users no", "yes", "users:write", "sdpf 2.3 [S29]"],
  ["user.change", "child", "yes users no", "no no no", "no", "users:write", "own choice, after sdpf 2.2"],
  ["user.delete", "own", "yes users no", "yes users no", "yes", "users:write", "sdpf 2.3 [S29]"],
  ["user.delete", "child", "yes yes yes", "no no no", "no", "users:write", "sdpf 2.2 [I]"],
  ["user.invite", "own", "yes users no", "yes users no", "yes", "users:write", "sdpf 4 [S35]"],
  ["user.invite", "child", "yes yes yes", "no no no", "no", "users:write", "sdpf 4 [S35]"],
  ["user.secure", "own", "yes settings no", "yes settings no", "yes", "settings:write", "sdpf 4 [S12]"],
  ["user.secure", "child", "yes settings no", "no no no", "no", "settings:write", "sdpf 4 [S12]"],

  ["group.view", "own", "yes yes no", "no no no", "no", "groups:read", "sdpf 2.2 [I], 3.4"],
  ["group.define", "own", "yes groups no", "no no no", "no", "groups:write", "sdpf 2.2 [I], 3.4"],
  ["access.explain", "self", "yes yes yes", "no no no", "no", "groups:read", "sdpf 3.4"],
  ["access.explain", "own", "yes yes no", "no no no", "no", "groups:read", "sdpf 3.4"],

  ["iam.view", "own", "yes users no", "yes users no", "yes", "users:read", "sdpf 10.1, rows 28 to 31 [I]"],
  ["iam.view", "child", "yes users no", "no no no", "no", "users:read", "sdpf 10.1, rows 28 to 31 [I]"],
  // Whoever is limited could free themselves.
  ["iam.define", "own", "yes no no", "yes no no", "yes", "users:write", "sdpf 10.1, row 31: the owner"],
  ["iam.define", "child", "yes no no", "no no no", "no", "users:write", "sdpf 10.1, rows 28 to 31 [I]"],

  ["key.view", "self", "yes yes yes", "yes yes yes", "yes", "settings:read", "sdpf 2.1 [S28]"],
  ["key.view", "own", "yes users no", "yes users no", "yes", "settings:read", "sdpf 2.1 [S28]"],
  ["key.issue", "self", "yes yes yes", "yes yes yes", "yes", "settings:write", "sdpf 2.1 [S28]"],
  ["key.revoke", "self", "yes yes yes", "yes yes yes", "yes", "settings:write", "sdpf 2.1 [S28]"],
  ["key.revoke", "own", "yes users no", "yes users no", "yes", "settings:write", "sdpf 2.1 [S28]"],
  [
    "key.revoke",
    "child",
    "yes users no",
    "no no no",
    "no",
    "settings:write",
    "own choice: the partner answers for its end users",
  ],
  ["addresses.view", "own", "yes yes no", "yes yes no", "yes", "settings:read", "sdpf 4 [S36]"],
  ["addresses.view", "child", "yes yes no", "no no no", "no", "settings:read", "sdpf 4 [S36]"],
  ["addresses.set", "own", "yes settings no", "yes settings no", "yes", "settings:write", "sdpf 4 [S36]"],
  ["addresses.set", "child", "yes settings no", "no no no", "no", "settings:write", "sdpf 4 [S36]"],
  ["account.view", "self", "yes yes yes", "yes yes yes", "yes", "session", "sdpf 2.1 [S25], 4"],
  ["session.end", "self", "yes yes yes", "yes yes yes", "yes", "session", "sdpf 4"],
  ["account.manage", "self", "yes yes yes", "yes yes yes", "yes", "session", "sdpf 2.1 [S25], 4"],

  // The catalogue concerns resale: a child holds what is resold to it, and the parent's own use is a direct sale.
  ["menu.view", "own", "yes yes yes", "yes yes yes", "no", "menus:read", "sdpf 3.7 [S34]"],
  ["menu.view", "child", "yes yes yes", "no no no", "no", "menus:read", "sdpf 3.7 [S34]"],
  ["eligibility.explain", "own", "yes yes yes", "yes yes no", "no", "menus:read", "own choice, after sdpf 3.7"],
  ["eligibility.explain", "child", "yes yes yes", "no no no", "no", "menus:read", "own choice, after sdpf 3.7"],
  ["menu-control.view", "own", "yes yes yes", "no no no", "no", "menus:read", "sdpf 3.5 [S32]"],
  ["menu-control.set", "own", "yes settings no", "no no no", "no", "menus:write", "sdpf 3.5 [S32]"],
  ["sale-facts.view", "own", "yes yes yes", "no no no", "no", "menus:read", "提供メニュー: known to the partner"],
  ["sale-facts.record", "own", "yes settings no", "no no no", "no", "menus:write", "再販時の留意点: the partner provides for it"],
  ["contract-facts.view", "child", "yes yes yes", "no no no", "no", "menus:read", "コロケーション接続の注意点"],
  ["contract-facts.view", "own", "no no no", "yes yes no", "no", "menus:read", "コロケーション接続の注意点"],
  ["contract-facts.record", "child", "yes yes yes", "no no no", "no", "menus:write", "提供メニュー: the partner states it"],
  ["consent.record", "child", "yes yes yes", "no no no", "no", "menus:write", "コロケーション接続の注意点"],
  ["consent.record", "own", "no no no", "yes yes no", "no", "menus:write", "コロケーション接続の注意点: the end user's own"],
  ["duty.view", "own", "yes yes yes", "no no no", "no", "menus:read", "提供メニュー, 備考"],
  ["duty.settle", "child", "yes yes yes", "no no no", "no", "menus:write", "提供メニュー, 備考"],

  ["subscription.view", "own", "yes yes granted", "yes yes granted", "no", "subscriptions:read", "sdpf 2.1 [S2]"],
  ["subscription.view", "child", "yes yes yes", "no no no", "no", "subscriptions:read", "sdpf 2.2 [S31]"],
  ["subscription.start", "own", "no no no", "yes tenants no", "no", "subscriptions:write", "own choice, after sdpf 2.3"],
  ["subscription.start", "child", "yes yes yes", "no no no", "no", "subscriptions:write", "sdpf 2.2 [I]"],
  ["subscription.change-plan", "own", "no no no", "yes tenants no", "no", "subscriptions:write", "own choice, after sdpf 2.3"],
  ["subscription.change-plan", "child", "yes yes yes", "no no no", "no", "subscriptions:write", "sdpf 2.2 [I]"],
  ["subscription.stop", "own", "no no no", "yes tenants no", "no", "subscriptions:write", "own choice, after sdpf 2.3"],
  ["subscription.stop", "child", "yes yes yes", "no no no", "no", "subscriptions:write", "sdpf 2.2 [I]"],
  ["subscription.resume", "own", "no no no", "yes tenants no", "no", "subscriptions:write", "own choice, after sdpf 2.3"],
  ["subscription.resume", "child", "yes yes yes", "no no no", "no", "subscriptions:write", "sdpf 2.2 [I]"],
  ["subscription.end", "own", "no no no", "yes tenants no", "no", "subscriptions:write", "own choice, after sdpf 2.3"],
  ["subscription.end", "child", "yes yes yes", "no no no", "no", "subscriptions:write", "sdpf 2.2 [I]"],
  ["subscription.rename", "own", "no no no", "yes tenants no", "no", "subscriptions:write", "sdpf 5.1: a name may change"],
  ["subscription.rename", "child", "yes yes yes", "no no no", "no", "subscriptions:write", "sdpf 5.1: a name may change"],
  ["subscription.bulk", "own", "yes yes yes", "yes tenants no", "no", "subscriptions:write", "each row asks subscription.start"],

  ["notice.view", "own", "yes yes granted", "yes yes granted", "yes", "contracts:read", "故障・メンテナンス通知について"],
  [
    "notice.view",
    "child",
    "yes yes granted",
    "no no no",
    "no",
    "contracts:read",
    "故障・メンテナンス通知について: Cc to the parent",
  ],
  ["feed-address.view", "self", "yes yes yes", "yes yes yes", "yes", "settings:read", "own choice, as key.view"],
  ["feed-address.view", "own", "yes users no", "yes users no", "yes", "settings:read", "own choice, as key.view"],
  [
    "feed-address.issue",
    "self",
    "yes yes yes",
    "yes yes yes",
    "yes",
    "session",
    "own choice: a narrowed key could make a wider address",
  ],
  ["feed-address.withdraw", "self", "yes yes yes", "yes yes yes", "yes", "settings:write", "own choice, as key.revoke"],
  ["feed-address.withdraw", "own", "yes users no", "yes users no", "yes", "settings:write", "own choice, as key.revoke"],
  ["feed-address.withdraw", "child", "yes users no", "no no no", "no", "settings:write", "own choice, as key.revoke"],
  ["notice-settings.view", "self", "yes yes yes", "yes yes yes", "yes", "settings:read", "通知設定管理 [S44]"],
  ["notice-settings.view", "own", "yes users no", "yes users no", "yes", "settings:read", "通知設定管理"],
  ["notice-settings.view", "child", "yes users no", "no no no", "no", "settings:read", "own choice, after sdpf 2.2"],
  ["notice-settings.set", "self", "yes yes yes", "yes yes yes", "yes", "settings:write", "通知設定管理 [S44]"],
  [
    "notice-settings.set",
    "own",
    "yes users no",
    "yes users no",
    "yes",
    "settings:write",
    "通知設定管理: ユーザー管理権限を持つ管理ユーザー",
  ],
  ["notice-settings.set", "child", "yes users no", "no no no", "no", "settings:write", "own choice, after sdpf 2.2"],
  ["notice-suppression.view", "own", "yes yes yes", "no no no", "no", "settings:read", "通知設定管理, 注釈"],
  ["notice-suppression.set", "own", "yes settings no", "no no no", "no", "settings:write", "通知設定管理, 注釈"],
  // Money: an end user never sees what the partner pays (billing.md I20).
  ["charge.view", "own", "yes charges no", "no no no", "no", "charges:read", "sdpf 5.2 [S15,S16], 2.3"],
  ["charge.view", "child", "yes charges no", "no no no", "no", "charges:read", "sdpf 5.2 [D]"],
  ["invoice.view", "own", "yes charges no", "no no no", "no", "charges:read", "sdpf 5.2 [D]: one invoice, to the partner"],
  ["invoice.view", "child", "yes charges no", "no no no", "no", "charges:read", "sdpf 5.2 [D]: one detail for each end user"],
  ["resale-rule.view", "own", "yes yes yes", "no no no", "no", "charges:read", "billing.md 6: the partner's own prices, I20"],
  ["resale-rule.set", "own", "yes charges no", "no no no", "no", "charges:write", "billing.md 6: the partner decides"],
  ["resale-price.preview", "child", "yes charges no", "no no no", "no", "charges:read", "billing.md 6: it shows cost, I20"],
  ["end-user-statement.view", "own", "yes charges no", "yes charges no", "no", "charges:read", "billing.md I20: the resale side"],
  ["end-user-statement.view", "child", "yes charges no", "no no no", "no", "charges:read", "billing.md 6"],
  ["billing-details.view", "own", "yes charges no", "no no no", "yes", "charges:read", "billing.md 8: recipient"],
  ["billing-details.set", "own", "yes charges no", "no no no", "yes", "charges:write", "billing.md 8: recipient"],
  // Whose answer it is says the request itself (approval-request.ts); here only that nobody answers for a child in its place.
  ["approval-request.view", "own", "yes yes granted", "yes yes granted", "yes", "approvals:read", "sdpf 9"],
  ["approval-request.view", "child", "yes yes yes", "no no no", "no", "approvals:read", "sdpf 2.2 [S31], 9"],
  ["approval-request.raise", "own", "yes yes yes", "yes yes yes", "yes", "approvals:write", "sdpf 9"],
  ["approval-request.answer", "own", "yes yes yes", "yes yes yes", "yes", "approvals:write", "sdpf 9 [S46]"],
  ["approval-request.cancel", "own", "yes yes yes", "yes yes yes", "yes", "approvals:write", "sdpf 9 [S46]"],

  ["document.view", "own", "yes yes yes", "yes yes yes", "yes", "documents:read", "ドキュメントの提供"],
  ["role.view", "own", "yes yes yes", "yes yes yes", "yes", "documents:read", "役割: what a partner must know"],
  ["referral.view", "own", "yes yes yes", "no no no", "only", "referrals:read", "代理店(Agency)モデル"],
  ["referral.register", "own", "yes yes yes", "no no no", "only", "referrals:write", "代理店(Agency)モデル, 協業形態"],
  ["commission.view", "own", "yes charges no", "no no no", "only", "charges:read", "代理店(Agency)モデル, 協業形態: 手数料"],
  ["payment-statement.view", "own", "yes charges no", "no no no", "only", "charges:read", "billing.md 7"],
  [
    "payment-statement.answer",
    "own",
    "yes charges no",
    "no no no",
    "only",
    "charges:write",
    "billing.md 7: the agent's confirmation",
  ],

  // The parent alone asks the provider: for end users the partner is the first line, and an agency has nobody to ask for.
  ["ticket.view", "own", "yes tickets no", "no no no", "no", "support:read", "sdpf 2.2 [S8], 8; サポート"],
  ["ticket.view", "child", "yes tickets no", "no no no", "no", "support:read", "sdpf 2.2 [S8], 8; サポート"],
  [
    "ticket.open",
    "own",
    "yes tickets no",
    "no no no",
    "no",
    "support:write",
    "サポート: end users turn to their partner (Tier 1)",
  ],
  [
    "ticket.move",
    "own",
    "yes tickets no",
    "no no no",
    "no",
    "support:write",
    "サポート: end users turn to their partner (Tier 1)",
  ],
  ["ticket.move", "child", "yes tickets no", "no no no", "no", "support:write", "sdpf 2.2 [S8], 8; サポート"],
  ["disclosure.view", "own", "yes yes no", "no no no", "no", "support:read", "エンドユーザー対応の例外措置"],
  ["disclosure.give", "child", "yes yes no", "no no no", "no", "support:write", "エンドユーザー対応の例外措置"],

  ["order.view", "own", "yes yes yes", "yes yes no", "yes", "orders:read", "sdpf 2.2"],
  ["order.view", "child", "yes yes yes", "no no no", "no", "orders:read", "sdpf 2.2"],
  // Whoever may order it may cancel it; the operation asks for the kind of the order as well.
  ["order.cancel", "own", "yes yes yes", "yes yes no", "yes", "orders:write", "own choice: the kind of the order decides"],
  ["order.cancel", "child", "yes yes yes", "no no no", "no", "orders:write", "own choice: the kind of the order decides"],
  ["order.retry", "own", "yes yes yes", "yes yes no", "yes", "orders:write", "own choice: the kind of the order decides"],
  ["order.retry", "child", "yes yes yes", "no no no", "no", "orders:write", "own choice: the kind of the order decides"],
  ["event.view", "own", "yes yes yes", "yes yes no", "yes", "orders:read", "as order.view: events tell what became of orders"],
  ["event.view", "child", "yes yes yes", "no no no", "no", "orders:read", "as order.view"],
  ["webhook.view", "own", "yes yes no", "yes yes no", "yes", "settings:read", "own choice, after sdpf 2.1"],
  ["webhook.view", "child", "yes yes no", "no no no", "no", "settings:read", "own choice: the partner answers for its end users"],
  ["webhook.define", "own", "yes settings no", "yes settings no", "yes", "settings:write", "own choice, after sdpf 2.1"],
  [
    "webhook.define",
    "child",
    "yes settings no",
    "no no no",
    "no",
    "settings:write",
    "own choice: the partner answers for its end users",
  ],
  ["audit.view", "own", "yes audit no", "yes audit no", "yes", "audit:read", "own choice, after sdpf 2.1"],
  ["audit.export", "own", "yes audit no", "yes audit no", "yes", "audit:read", "own choice, after sdpf 2.1"],
] as const;

/** Rows of the provider's staff; the relation is always `any`. Columns: operations, billing, support. */
const operators = [
  ["account.view", "yes yes yes", "own choice: everybody knows who they are"],
  ["session.end", "yes yes yes", "own choice: everybody may leave"],
  ["partner.list", "yes yes yes", "own choice"],
  ["partner.offboard", "yes no no", "reliability.md S-32: two of the provider's staff, one asks and another approves"],
  ["partner.offboard-view", "yes yes yes", "own choice: whoever answers a partner knows that it leaves"],
  ["contract.view", "yes yes yes", "own choice"],
  ["tenant.view", "yes no yes", "own choice"],
  ["user.view", "yes no yes", "own choice"],
  ["order.view", "yes yes yes", "own choice"],
  ["order.list-stuck", "yes yes yes", "own choice: what stands still concerns everybody on the staff"],
  ["order.retry", "yes no no", "own choice: whoever answers for running orders"],
  ["order.cancel", "yes no no", "own choice: whoever answers for running orders"],
  ["work.view", "yes yes yes", "own choice: what stands still concerns everybody on the staff"],
  ["work.find-person", "yes no yes", "own choice: whoever answers a person's question"],
  ["work.send-again", "yes no no", "reliability.md D12: requeue by an operator with a reason"],
  ["work.pause", "yes no no", "own choice: whoever answers for running orders"],
  ["group.view", "yes no yes", "own choice"],
  ["access.explain", "yes no yes", "own choice"],
  ["event.view", "yes yes yes", "own choice"],
  ["webhook.view", "yes no yes", "own choice"],
  ["audit.view", "yes no yes", "own choice"],
  ["audit.export", "yes no yes", "own choice"],
  ["user.secure", "yes no yes", "own choice"],
  ["user.act-as", "yes no no", "sdpf 10.1, row 33: the operator; written into the partner's audit"],
  ["menu.view", "yes yes yes", "own choice"],
  ["sale-facts.view", "yes yes yes", "own choice: who records agreements sees them, and whoever answers a partner"],
  ["eligibility.explain", "yes yes yes", "own choice"],
  ["subscription.view", "yes yes yes", "own choice"],
  ["catalogue.view", "yes yes yes", "own choice"],
  ["catalogue.edit", "yes no no", "own choice: who answers for what is sold"],
  ["agreement.record", "yes no no", "提供メニュー, Wasabiオブジェクトストレージ: an agreement with the provider"],
  ["rack.record", "yes no no", "コロケーション接続の注意点: a contract with the provider"],
  ["approval.decide", "yes no no", "提供メニュー, FastDNS: the provider tells individually"],
  ["duty.view", "yes yes yes", "提供メニュー, 備考"],
  ["duty.list-all", "yes yes yes", "own choice: overdue ones stand out for operators"],
  ["duty.settle", "yes no no", "提供メニュー, 備考: the provider tells Wasabi"],
  ["notice.view", "yes yes yes", "own choice"],
  ["notice-settings.view", "yes no yes", "own choice"],
  ["notice-suppression.view", "yes no yes", "own choice"],
  ["notice.write", "yes no no", "通知設定管理: the provider writes notices"],
  ["notice.list-all", "yes no yes", "own choice: whoever answers partners knows what is about to be said"],
  ["notice.deliveries", "yes no yes", "field.md 3 no. 11"],
  ["sign-up-contact.record", "yes no no", "通知設定管理: 契約担当者"],
  ["mail-template.view", "yes yes yes", "own choice: what is written to whom is no secret among the staff"],
  ["mail-template.write", "yes no no", "own choice: as notice.write"],
  ["mail.report", "yes no no", "reliability.md D20: a relay reports what became of a mail"],
  ["charge.view", "yes yes yes", "own choice"],
  ["invoice.view", "yes yes yes", "own choice"],
  ["close.list-all", "yes yes yes", "own choice: what is expected and produced concerns everybody on the staff"],
  ["close.view", "yes yes yes", "own choice"],
  ["close.move", "no yes no", "own choice: who answers for what is billed"],
  ["invoice.correct", "no yes no", "own choice: who answers for what is billed"],
  ["billing-details.view", "yes yes yes", "own choice"],
  ["platform.view", "yes no yes", "own choice: whoever answers for running orders"],
  ["drift.list", "yes no yes", "own choice: whoever answers for running orders"],
  ["drift.view", "yes no yes", "own choice: whoever answers for running orders"],
  ["contract.repair", "yes no no", "own choice: the platform is the provider's"],
  ["approval-request.view", "yes yes yes", "提供メニュー, FastDNS: the provider tells individually"],
  ["approval-request.list-all", "yes yes yes", "own choice: what waits for the staff stands in one list"],
  ["document.view", "yes yes yes", "ドキュメントの提供"],
  ["document.publish", "yes no no", "ドキュメントの提供: the provider's standard"],
  ["role.view", "yes yes yes", "役割: what a partner must know"],
  ["referral.list-all", "yes yes no", "代理店(Agency)モデル: from the contract on it is the provider's"],
  ["referral.settle", "yes no no", "役割, 契約締結: the provider"],
  ["commission.view", "yes yes yes", "own choice"],
  ["commission.record", "no yes no", "own choice: who answers for what is paid"],
  ["payment-statement.view", "yes yes yes", "own choice"],
  ["payment-statement.settle", "no yes no", "own choice: who answers for what is paid"],
  ["ticket.view", "yes yes yes", "サポート: 対パートナー"],
  ["ticket.move", "yes yes yes", "サポート: 対パートナー"],
  ["ticket.list-all", "yes yes yes", "own choice: what waits for the staff stands in one list"],
  ["disclosure.list-all", "yes no yes", "エンドユーザー対応の例外措置"],
  ["disclosure.ask", "yes no yes", "エンドユーザー対応の例外措置: where the provider finds it necessary"],
  ["disclosure.read", "yes no yes", "エンドユーザー対応の例外措置"],
  ["usage.send", "yes no no", "billing.md 3.1: usage comes from the provider's metering"],
] as const;

export type Action = (typeof written)[number][0] | (typeof operators)[number][0];
export type Relation = "self" | "own" | "child" | "any";
export type Cell = "yes" | "no" | "granted" | Right;

export interface TableRow {
  readonly action: Action;
  readonly relation: Relation;
  readonly cells: Readonly<Partial<Record<ActorColumn, Cell>>>;
  /** Whether an agency partner's users may do what the parent's columns say. */
  readonly agency: boolean;
  /** Whether a reseller's users may. */
  readonly reseller: boolean;
  /** What an API key must hold. */
  readonly key: KeyScope | "session";
  /** Where the rule comes from. */
  readonly rule: string;
}

const [parentColumns, childColumns, operatorColumns] = [
  actorColumns.slice(0, 3),
  actorColumns.slice(3, 6),
  actorColumns.slice(6),
];
const cellsOf = (columns: readonly ActorColumn[], text: string) =>
  Object.fromEntries(text.split(" ").map((cell, i) => [columns[i], cell])) as Partial<Record<ActorColumn, Cell>>;

export const permissionTable: readonly TableRow[] = [
  ...written.map(
    ([action, relation, parent, child, agency, key, rule]): TableRow => ({
      ...{ action, relation, agency: agency !== "no", reseller: agency !== "only", key, rule },
      cells: { ...cellsOf(parentColumns, parent), ...cellsOf(childColumns, child) },
    }),
  ),
  ...operators.map(
    ([action, cells, rule]): TableRow => ({
      ...{ action, relation: "any", agency: false, reseller: false, key: "session", rule },
      cells: cellsOf(operatorColumns, cells),
    }),
  ),
];

export const actions: readonly Action[] = [...new Set(permissionTable.map((row) => row.action))];

const index = new Map(permissionTable.map((row) => [`${row.action} ${row.relation}`, row]));

export function rowFor(action: Action, relation: Relation): TableRow | undefined {
  return index.get(`${action} ${relation}`);
}
