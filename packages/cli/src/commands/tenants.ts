import { type Command, given } from "../command.ts";
import { explain } from "./groups.ts";
import { startAtOption } from "./start-at.ts";

export const tenantCommands: readonly Command[] = [
  {
    name: "tenant list",
    says: { ja: "契約のテナント", en: "the tenants of a contract" },
    takes: ["<contractId>"],
    kind: "list",
    run: ({ client, args: [contractId = ""], page, list }) =>
      list(client.each("/v1/contracts/{contractId}/tenants", { params: { path: { contractId }, query: page } }), [
        "id",
        "name",
        "region",
        "state",
        "description",
      ]),
  },
  {
    name: "tenant show",
    says: { ja: "テナントを見る", en: "view a tenant" },
    takes: ["<contractId>", "<tenantId>"],
    kind: "show",
    run: async ({ client, args: [contractId = "", tenantId = ""], show }) =>
      show(await client.get("/v1/contracts/{contractId}/tenants/{tenantId}", { params: { path: { contractId, tenantId } } })),
  },
  {
    name: "tenant create",
    says: { ja: "テナントを作る", en: "create a tenant" },
    takes: ["<contractId>"],
    options: [
      { flags: "--name <name>", says: { ja: "テナント名", en: "name" }, required: true },
      { flags: "--region <region>", says: { ja: "リージョン", en: "region" }, required: true },
      { flags: "--description <text>", says: { ja: "説明", en: "description" } },
      { flags: "--workspace <workspaceId>", says: { ja: "ワークスペース", en: "workspace that it goes into" } },
      startAtOption,
    ],
    kind: "order",
    run: ({
      client,
      args: [contractId = ""],
      options: { name = "", region = "", description, workspace, startAt },
      header,
      order,
    }) =>
      order(
        client.post("/v1/contracts/{contractId}/tenants", {
          params: { ...header, path: { contractId } },
          body: { name, region, ...given({ description, startAt, workspaceId: workspace }) } as never,
        }),
      ),
  },
  {
    name: "tenant change",
    says: { ja: "テナントの説明を変える", en: "change the description of a tenant" },
    takes: ["<contractId>", "<tenantId>"],
    options: [
      { flags: "--description <text>", says: { ja: "説明 (空文字で消す)", en: "description; empty for none" }, required: true },
    ],
    kind: "order",
    run: ({ client, args: [contractId = "", tenantId = ""], options: { description = "" }, header, order }) =>
      order(
        client.patch("/v1/contracts/{contractId}/tenants/{tenantId}", {
          params: { ...header, path: { contractId, tenantId } },
          body: { description },
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
    name: "access list",
    says: { ja: "テナントのアクセス権", en: "who has access to a tenant" },
    takes: ["<contractId>", "<tenantId>"],
    kind: "list",
    run: ({ client, args: [contractId = "", tenantId = ""], list }) =>
      list(client.each("/v1/contracts/{contractId}/tenants/{tenantId}/access", { params: { path: { contractId, tenantId } } }), [
        "userId",
        "state",
        "grantedBy",
        "grantedAt",
        "until",
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
  explain("access explain"),
];
