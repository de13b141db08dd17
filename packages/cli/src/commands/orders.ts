import { type Command, given } from "../command.ts";

const states = [
  ...["received", "validating", "awaiting_info", "awaiting_approval", "scheduled", "executing", "compensating", "cancelling"],
  ...["succeeded", "failed", "cancelled", "rejected", "expired"],
];

const why = [
  { flags: "--reason <text>", says: { ja: "理由（事業者の担当者は必須）", en: "why; needed by the provider's staff" } },
] as const;

export const orderCommands: readonly Command[] = [
  {
    name: "order list",
    says: { ja: "オーダー", en: "the orders" },
    options: [
      { flags: "--contract <contractId>", says: { ja: "契約", en: "of one contract" } },
      { flags: "--state <state>", says: { ja: "状態", en: "in one state" }, choices: states },
    ],
    kind: "list",
    run: ({ client, options: { contract: contractId, state }, page, list }) =>
      list(client.each("/v1/orders", { params: { query: { ...page, ...(given({ contractId, state }) as object) } } }), [
        "id",
        "kind",
        "contractId",
        "state",
        "acceptedAt",
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
    name: "order wait",
    says: { ja: "いくつかのオーダーの終了を待つ", en: "wait for the end of several orders" },
    takes: ["<orderId...>"],
    kind: "watch",
    run: ({ args, many }) => many(args.map((id, i) => ({ row: i + 1, order: { id } }))),
  },
  {
    name: "order cancel",
    says: { ja: "まだ始まっていないオーダーを取り消す", en: "cancel an order that nobody has begun" },
    takes: ["<orderId>"],
    options: why,
    kind: "order",
    run: ({ client, args: [orderId = ""], options: { reason }, order }) =>
      order(
        client
          .post("/v1/orders/{orderId}:cancel", { params: { path: { orderId } }, ...bodyOf(reason) })
          .then((cancelling) => ({ order: cancelling })),
        "cancelled",
      ),
  },
  {
    name: "order retry",
    says: { ja: "失敗・期限切れのオーダーを出し直す", en: "place an order again that failed or expired" },
    takes: ["<orderId>"],
    options: why,
    kind: "order",
    run: ({ client, args: [orderId = ""], options: { reason }, header, order }) =>
      order(client.post("/v1/orders/{orderId}:retry", { params: { ...header, path: { orderId } }, ...bodyOf(reason) })),
  },
];

function bodyOf(reason: string | undefined) {
  return reason === undefined ? {} : { body: { reason } };
}
