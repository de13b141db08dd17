import { type Command, given } from "../command.ts";

export const resourceCommands: readonly Command[] = [
  {
    name: "tenant list",
    says: { ja: "契約のテナント", en: "the tenants of a contract" },
    takes: ["<contractId>"],
    kind: "list",
    run: ({ client, args: [contractId = ""], list }) =>
      list(client.each("/v1/contracts/{contractId}/tenants", { params: { path: { contractId } } }), [
        "id",
        "name",
        "region",
        "state",
      ]),
  },
  {
    name: "tenant create",
    says: { ja: "テナントを作る", en: "create a tenant" },
    takes: ["<contractId>"],
    options: [
      { flags: "--name <name>", says: { ja: "テナント名", en: "name" }, required: true },
      { flags: "--region <region>", says: { ja: "リージョン", en: "region" }, required: true },
      { flags: "--description <text>", says: { ja: "説明", en: "description" } },
    ],
    kind: "order",
    run: ({ client, args: [contractId = ""], options: { name = "", region = "", description }, header, order }) =>
      order(
        client.post("/v1/contracts/{contractId}/tenants", {
          params: { ...header, path: { contractId } },
          body: { name, region, ...given({ description }) } as never,
        }),
      ),
  },
  {
    name: "tenant delete",
    says: { ja: "テナントを削除する", en: "delete a tenant" },
    takes: ["<contractId>", "<tenantId>"],
    kind: "order",
    run: ({ client, args: [contractId = "", tenantId = ""], header, order }) =>
      order(
        client.delete("/v1/contracts/{contractId}/tenants/{tenantId}", { params: { ...header, path: { contractId, tenantId } } }),
      ),
  },
  {
    name: "user list",
    says: { ja: "契約のユーザー", en: "the users of a contract" },
    takes: ["<contractId>"],
    kind: "list",
    run: ({ client, args: [contractId = ""], list }) =>
      list(client.each("/v1/contracts/{contractId}/users", { params: { path: { contractId } } }), [
        "id",
        "loginId",
        "name",
        "type",
        "state",
      ]),
  },
  {
    name: "user create",
    says: { ja: "ユーザーを作る", en: "create a user" },
    takes: ["<contractId>"],
    options: [
      { flags: "--mail <address>", says: { ja: "メールアドレス", en: "mail address" }, required: true },
      {
        flags: "--login <id>",
        says: { ja: "ログインID (省略時はメールアドレス)", en: "login id; the mail address unless given" },
      },
      { flags: "--name <name>", says: { ja: "氏名", en: "name" } },
      { flags: "--notify", says: { ja: "本人にメールを送る", en: "mail the user" } },
    ],
    kind: "order",
    run: ({ client, args: [contractId = ""], options: { mail: mailAddress = "", login, name, notify }, header, order }) =>
      order(
        client.post("/v1/contracts/{contractId}/users", {
          params: { ...header, path: { contractId } },
          body: { loginId: login ?? mailAddress, mailAddress, ...given({ name, notifyUser: notify ? true : undefined }) },
        }),
      ),
  },
  {
    name: "user delete",
    says: { ja: "ユーザーを削除する", en: "delete a user" },
    takes: ["<contractId>", "<userId>"],
    kind: "order",
    run: ({ client, args: [contractId = "", userId = ""], header, order }) =>
      order(client.delete("/v1/contracts/{contractId}/users/{userId}", { params: { ...header, path: { contractId, userId } } })),
  },
  {
    name: "access list",
    says: { ja: "テナントのアクセス権", en: "who has access to a tenant" },
    takes: ["<contractId>", "<tenantId>"],
    kind: "list",
    run: ({ client, args: [contractId = "", tenantId = ""], list }) =>
      list(client.each("/v1/contracts/{contractId}/tenants/{tenantId}/access", { params: { path: { contractId, tenantId } } }), [
        ...["userId", "state", "grantedBy", "grantedAt", "until"],
      ]),
  },
  {
    name: "access grant",
    says: { ja: "アクセス権を与える", en: "give access to a tenant" },
    takes: ["<contractId>", "<tenantId>", "<userId>"],
    options: [{ flags: "--until <instant>", says: { ja: "期限 (UTC)", en: "until when (UTC)" } }],
    kind: "order",
    run: ({ client, args: [contractId = "", tenantId = "", userId = ""], options: { until }, header, order }) =>
      order(
        client.post("/v1/contracts/{contractId}/tenants/{tenantId}/access", {
          params: { ...header, path: { contractId, tenantId } },
          body: { userId, ...given({ until }) },
        }),
      ),
  },
  {
    name: "access revoke",
    says: { ja: "アクセス権を取り消す", en: "take access to a tenant away" },
    takes: ["<contractId>", "<tenantId>", "<userId>"],
    kind: "order",
    run: ({ client, args: [contractId = "", tenantId = "", userId = ""], header, order }) =>
      order(
        client.delete("/v1/contracts/{contractId}/tenants/{tenantId}/access/{userId}", {
          params: { ...header, path: { contractId, tenantId, userId } },
        }),
      ),
  },
  {
    name: "access explain",
    says: { ja: "ユーザーに契約が見える理由", en: "why a user sees a contract, or does not" },
    takes: ["<userId>", "<contractId>"],
    kind: "show",
    run: async ({ client, args: [user = "", contract = ""], show }) =>
      show(await client.get("/v1/access/explain", { params: { query: { user, contract } } })),
  },
  {
    name: "group list",
    says: { ja: "契約グループ", en: "the contract groups" },
    kind: "list",
    run: ({ client, list }) => list(client.each("/v1/contract-groups"), ["id", "name", "contracts", "users"]),
  },
  {
    name: "group create",
    says: { ja: "契約グループを作る", en: "create a contract group" },
    takes: ["<name>", "[contractId...]"],
    kind: "show",
    run: async ({ client, args: [name = "", ...add], show }) =>
      show(await client.post("/v1/contract-groups", { body: { name, ...(add.length > 0 ? { contracts: { add } } : {}) } })),
  },
  {
    name: "group delete",
    says: { ja: "契約グループを削除する", en: "delete a contract group" },
    takes: ["<groupId>"],
    kind: "other",
    run: async ({ client, args: [groupId = ""] }) => {
      await client.delete("/v1/contract-groups/{groupId}", { params: { path: { groupId } } });
    },
  },
];
