import { type Command, given, type OptionOf, rowsOf } from "../command.ts";

const kinds = (text: string | undefined) => (text === undefined ? undefined : text.split(",").map((kind) => kind.trim()));
const fields: readonly OptionOf[] = [
  {
    flags: "--type, --kinds <kinds>",
    says: { ja: "送る種類。カンマ区切り (省略時はすべて)", en: "kinds to be sent, with commas between; all unless given" },
  },
  { flags: "--description <text>", says: { ja: "説明", en: "description" } },
  { flags: "--after <number>", says: { ja: "この番号の後のイベントから", en: "from the events after this number" } },
];

export const webhookCommands: readonly Command[] = [
  {
    name: "webhook list",
    says: { ja: "Webhook", en: "the webhooks" },
    options: [{ flags: "--contract <contractId>", says: { ja: "契約", en: "of one contract" } }],
    kind: "list",
    run: ({ client, options: { contract: contractId }, list }) =>
      list(rowsOf(client.get("/v1/webhooks", { params: { query: given({ contractId }) } }).then(({ webhooks }) => webhooks)), [
        "id",
        "url",
        "kinds",
        "state",
        "delivered",
        "failures",
        "description",
      ]),
  },
  {
    name: "webhook show",
    says: { ja: "Webhookを見る", en: "view a webhook" },
    takes: ["<webhookId>"],
    kind: "show",
    run: async ({ client, args: [webhookId = ""], show }) =>
      show(await client.get("/v1/webhooks/{webhookId}", { params: { path: { webhookId } } })),
  },
  {
    name: "webhook create",
    says: { ja: "Webhookを作る。署名の秘密は一度だけ表示される", en: "create a webhook; its signing secret is shown this once" },
    takes: ["<url>"],
    options: [{ flags: "--contract <contractId>", says: { ja: "契約", en: "of one contract" } }, ...fields],
    kind: "show",
    run: async ({ client, args: [url = ""], options, show }) =>
      show(
        await client.post("/v1/webhooks", {
          body: {
            url,
            ...given({
              ...{ contractId: options.contract, description: options.description, kinds: kinds(options.kinds) },
              after: options.after === undefined ? undefined : Number(options.after),
            }),
          },
        }),
      ),
  },
  {
    name: "webhook change",
    says: { ja: "Webhookを変える・止める・再開する", en: "change, disable or enable a webhook" },
    takes: ["<webhookId>"],
    options: [
      { flags: "--to <url>", says: { ja: "送り先", en: "where it goes" } },
      ...fields,
      { flags: "--enable", says: { ja: "再開する", en: "send again" } },
      { flags: "--disable", says: { ja: "止める", en: "send no more" } },
    ],
    kind: "show",
    run: async ({ client, args: [webhookId = ""], options, show }) =>
      show(
        await client.patch("/v1/webhooks/{webhookId}", {
          params: { path: { webhookId } },
          body: given({
            ...{ url: options.to, description: options.description, kinds: kinds(options.kinds) },
            after: options.after === undefined ? undefined : Number(options.after),
            enabled: options.enable ? true : options.disable ? false : undefined,
          }),
        }),
      ),
  },
  {
    name: "webhook test",
    says: { ja: "試しのイベントを送る", en: "send a test event" },
    takes: ["<webhookId>"],
    kind: "show",
    run: async ({ client, args: [webhookId = ""], show }) =>
      show(await client.post("/v1/webhooks/{webhookId}/test", { params: { path: { webhookId } }, body: {} })),
  },
  {
    name: "webhook deliveries",
    says: { ja: "送信の記録、新しい順", en: "what was sent and how it went, newest first" },
    takes: ["<webhookId>"],
    options: [
      { flags: "--event <number>", says: { ja: "このイベント", en: "of one event" } },
      { flags: "--outcome <outcome>", says: { ja: "この結果だけ", en: "with this outcome" }, choices: ["delivered", "failed"] },
    ],
    kind: "list",
    run: ({ client, args: [webhookId = ""], options, page, list }) =>
      list(
        (async function* () {
          const outcome = options.outcome as "delivered" | "failed" | undefined;
          const event = options.event === undefined ? undefined : Number(options.event);
          for (let before: string | undefined; ; ) {
            const query = { ...page, ...given({ outcome, event, before }) };
            const { deliveries, next } = await client.get("/v1/webhooks/{webhookId}/deliveries", {
              params: { path: { webhookId }, query },
            });
            yield* deliveries;
            if (next === null) return;
            before = next;
          }
        })(),
        ["at", "event", "kind", "reason", "attempt", "outcome", "status", "code", "durationMs"],
      ),
  },
  {
    name: "webhook resend",
    says: { ja: "イベントをもう一度送る", en: "send events again" },
    takes: ["<webhookId>", "<from>", "[to]"],
    kind: "show",
    run: async ({ client, args: [webhookId = "", from = "", to], show }) =>
      show(
        await client.post("/v1/webhooks/{webhookId}/resend", {
          params: { path: { webhookId } },
          body: { from: Number(from), ...(to === undefined ? {} : { to: Number(to) }) },
        }),
      ),
  },
  {
    name: "webhook rotate",
    says: { ja: "署名の秘密を新しくする", en: "make a new signing secret" },
    takes: ["<webhookId>"],
    kind: "show",
    run: async ({ client, args: [webhookId = ""], show }) =>
      show(await client.post("/v1/webhooks/{webhookId}/rotate", { params: { path: { webhookId } }, body: {} })),
  },
  {
    name: "webhook delete",
    says: { ja: "Webhookを削除する", en: "delete a webhook" },
    takes: ["<webhookId>"],
    kind: "other",
    run: async ({ client, args: [webhookId = ""] }) => {
      await client.delete("/v1/webhooks/{webhookId}", { params: { path: { webhookId } } });
    },
  },
];
