import { type Command, given } from "../command.ts";

const act = (action: "stop" | "resume" | "end", ja: string, en: string): Command => ({
  name: `subscription ${action}`,
  says: { ja, en },
  takes: ["<subscriptionId>"],
  kind: "order",
  run: ({ client, args: [subscriptionId = ""], header, order }) =>
    order(
      client.post(`/v1/subscriptions/{subscriptionId}/${action}`, {
        params: { ...header, path: { subscriptionId } },
      } as never) as never,
    ),
});

export const subscriptionCommands: readonly Command[] = [
  {
    name: "menu list",
    says: { ja: "契約で販売できるメニュー", en: "what a contract may buy, and why not" },
    takes: ["<contractId>"],
    kind: "list",
    run: ({ client, args: [contractId = ""], list }) =>
      list(
        (async function* () {
          const { menus } = await client.get("/v1/contracts/{contractId}/menus", { params: { path: { contractId } } });
          yield* menus;
        })(),
        ["code", "name", "status", "verdict", "failing"],
      ),
  },
  {
    name: "subscription list",
    says: { ja: "サブスクリプション", en: "the subscriptions" },
    options: [{ flags: "--contract <contractId>", says: { ja: "契約", en: "of one contract" } }],
    kind: "list",
    run: ({ client, options: { contract: contractId }, page, list }) =>
      list(client.each("/v1/subscriptions", { params: { query: { ...page, ...given({ contractId }) } } }), [
        "id",
        "contractId",
        "menu",
        "name",
        "plan",
        "state",
      ]),
  },
  {
    name: "subscription start",
    says: { ja: "メニューを申し込む", en: "order a menu for a tenant" },
    takes: ["<contractId>", "<tenantId>"],
    options: [
      { flags: "--menu <code>", says: { ja: "メニュー", en: "menu" }, required: true },
      { flags: "--plan <plan>", says: { ja: "プラン", en: "plan" }, required: true },
      { flags: "--name <name>", says: { ja: "名前", en: "name" }, required: true },
      { flags: "--end-user <name>", says: { ja: "エンドユーザー名", en: "name of the end user" } },
    ],
    kind: "order",
    run: ({
      client,
      args: [contractId = "", tenantId = ""],
      options: { menu = "", plan = "", name = "", endUser },
      header,
      order,
    }) =>
      order(
        client.post("/v1/contracts/{contractId}/subscriptions", {
          params: { ...header, path: { contractId } },
          body: { tenantId, menu, plan, name, ...given({ endUserName: endUser }) },
        }),
      ),
  },
  act("stop", "サブスクリプションを停止する", "stop a subscription"),
  act("resume", "サブスクリプションを再開する", "resume a subscription"),
  act("end", "サブスクリプションを終える", "end a subscription"),
];
