import { type Command, given } from "../command.ts";

const categories = ["service", "partner-functions", "contract", "billing", "portal"] as const;
const text = { flags: "--text <text>", says: { ja: "本文", en: "what is said" } };

export const ticketCommands: readonly Command[] = [
  {
    name: "ticket list",
    says: { ja: "サポートのチケット", en: "the support tickets" },
    options: [
      { flags: "--state <state>", says: { ja: "状態", en: "in one state" }, choices: ["open", "answered", "closed"] },
      { flags: "--contract <contractId>", says: { ja: "契約", en: "of one contract" } },
    ],
    kind: "list",
    run: ({ client, options: { state, contract: contractId }, page, list }) =>
      list(client.each("/v1/tickets", { params: { query: { ...page, ...(given({ state, contractId }) as object) } } }), [
        "id",
        "category",
        "type",
        "state",
        "changedAt",
        "subject",
      ]),
  },
  {
    name: "ticket show",
    says: { ja: "チケットとやり取りを見る", en: "view a ticket with its thread" },
    takes: ["<ticketId>"],
    kind: "show",
    run: async ({ client, args: [ticketId = ""], show }) =>
      show(await client.get("/v1/tickets/{ticketId}", { params: { path: { ticketId } } })),
  },
  {
    name: "ticket open",
    says: { ja: "チケットを起票する", en: "open a ticket" },
    options: [
      { flags: "--category <category>", says: { ja: "分類", en: "category" }, required: true, choices: categories },
      { flags: "--subject <text>", says: { ja: "件名", en: "subject" }, required: true },
      { ...text, required: true },
      { flags: "--fault", says: { ja: "故障の申告", en: "something is broken" } },
      { flags: "--contract <contractId>", says: { ja: "契約", en: "about one contract" } },
    ],
    kind: "show",
    run: async ({ client, options, show }) =>
      show(
        await client.post("/v1/tickets", {
          body: {
            ...{ category: options.category as (typeof categories)[number], type: options.fault ? "fault" : "other" },
            ...{ subject: options.subject ?? "", text: options.text ?? "" },
            ...given({ contractId: options.contract }),
          },
        }),
      ),
  },
  {
    name: "ticket reply",
    says: { ja: "チケットに返信する", en: "reply to a ticket" },
    takes: ["<ticketId>"],
    options: [{ ...text, required: true }],
    kind: "show",
    run: async ({ client, args: [ticketId = ""], options, show }) =>
      show(
        await client.post("/v1/tickets/{ticketId}/replies", {
          params: { path: { ticketId } },
          body: { text: options.text ?? "" },
        }),
      ),
  },
  {
    name: "ticket close",
    says: { ja: "チケットを閉じる", en: "close a ticket" },
    takes: ["<ticketId>"],
    options: [text],
    kind: "show",
    run: async ({ client, args: [ticketId = ""], options, show }) =>
      show(
        await client.post("/v1/tickets/{ticketId}/close", {
          params: { path: { ticketId } },
          body: given({ text: options.text }),
        }),
      ),
  },
];
