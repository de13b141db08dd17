import { readFileSync } from "node:fs";
import { type Command, given } from "../command.ts";
import { UsageError } from "../profile.ts";

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

export const orderCommands: readonly Command[] = [
  {
    name: "order list",
    says: { ja: "オーダー", en: "the orders" },
    options: [
      { flags: "--contract <contractId>", says: { ja: "契約", en: "of one contract" } },
      { flags: "--state <state>", says: { ja: "状態", en: "in one state" } },
    ],
    kind: "list",
    run: ({ client, options: { contract: contractId, state }, list }) =>
      list(client.each("/v1/orders", { params: { query: given({ contractId, state }) as object } }), [
        ...["id", "kind", "contractId", "state", "acceptedAt"],
      ]),
  },
  {
    name: "order show",
    says: { ja: "オーダーを見る", en: "view an order" },
    takes: ["<orderId>"],
    kind: "show",
    run: async ({ client, args: [orderId = ""], show }) =>
      show(await client.get("/v1/orders/{orderId}", { params: { path: { orderId } } })),
  },
  {
    name: "order follow",
    says: { ja: "オーダーを終了まで見守る", en: "follow an order to its end" },
    takes: ["<orderId>"],
    kind: "order",
    run: ({ client, args: [orderId = ""], order }) =>
      order(client.get("/v1/orders/{orderId}", { params: { path: { orderId } } }).then((found) => ({ order: found }))),
  },
  {
    name: "menu list",
    says: { ja: "契約で販売できるメニュー", en: "what a contract may buy, and why not" },
    takes: ["<contractId>"],
    kind: "list",
    run: ({ client, args: [contractId = ""], list }) =>
      list(
        (async function* () {
          const { menus } = await client.get("/v1/contracts/{contractId}/menus", { params: { path: { contractId } } });
          yield* menus as object[];
        })(),
        ["code", "status", "outcome"],
      ),
  },
  {
    name: "subscription list",
    says: { ja: "サブスクリプション", en: "the subscriptions" },
    options: [{ flags: "--contract <contractId>", says: { ja: "契約", en: "of one contract" } }],
    kind: "list",
    run: ({ client, options: { contract: contractId }, list }) =>
      list(client.each("/v1/subscriptions", { params: { query: given({ contractId }) as object } }), [
        ...["id", "contractId", "menu", "name", "plan", "state"],
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
  {
    name: "bulk subscriptions",
    says: { ja: "NDJSONの各行を申し込む (1,000行まで)", en: "order every line of an NDJSON file, 1,000 at most" },
    takes: ["<file>"],
    kind: "order",
    run: async ({ client, args: [file = ""], header, many }) => {
      const subscriptions = linesOf(file);
      const { rows } = await client.post("/v1/subscriptions/bulk", {
        params: header,
        body: { subscriptions: subscriptions as never },
      });
      await many(rows.map(({ order, problem }, i) => ({ row: i + 1, order, ...(problem ? { problem: problem.code } : {}) })));
    },
  },
  {
    name: "events list",
    says: { ja: "イベントを番号順に読む", en: "read the events in their order" },
    options: [
      { flags: "--after <number>", says: { ja: "この番号の後から", en: "those after this number" } },
      { flags: "--kinds <kinds>", says: { ja: "種類 (contract.* など)", en: "kinds, as contract.*" } },
      { flags: "--contract <contractId>", says: { ja: "契約", en: "of one contract" } },
    ],
    kind: "list",
    run: ({ client, options: { after, kinds, contract: contractId }, list }) =>
      list(
        (async function* () {
          const query = given({ after: after === undefined ? undefined : Number(after), kinds, contractId });
          const { events } = await client.get("/v1/events", { params: { query } });
          yield* events as object[];
        })(),
        ["number", "at", "kind", "contractId", "subject"],
      ),
  },
];

function linesOf(file: string): object[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw new UsageError(file);
  }
  return text
    .split("\n")
    .map((line, i) => [line.trim(), i + 1] as const)
    .filter(([line]) => line !== "")
    .map(([line, number]) => {
      try {
        return JSON.parse(line) as object;
      } catch {
        throw new UsageError(`${file}:${number}`);
      }
    });
}
