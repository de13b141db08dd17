import { type Command, given, type OptionOf, type Task } from "../command.ts";

const filters: readonly OptionOf[] = [
  {
    flags: "--type, --kinds <kinds>",
    says: {
      ja: "種類。カンマ区切り (contract.*,tenant.create.succeeded など)",
      en: "kinds with commas between, as contract.*,tenant.create.succeeded",
    },
  },
  { flags: "--contract <contractId>", says: { ja: "契約", en: "of one contract" } },
  { flags: "--order <orderId>", says: { ja: "オーダー", en: "of one order" } },
];
const waitSeconds = 25;
const rowsAtOnce = 500;

const filterOf = ({ kinds, contract: contractId, order: orderId }: Task["options"]) => given({ kinds, contractId, orderId });

export const eventCommands: readonly Command[] = [
  {
    name: "events list",
    says: { ja: "イベントを番号順に読む", en: "read the events in their order" },
    options: [{ flags: "--after <number>", says: { ja: "この番号の後から", en: "those after this number" } }, ...filters],
    kind: "list",
    run: ({ client, options, page, list }) => {
      const after = options.after === undefined ? {} : { after: Number(options.after) };
      return list(client.each("/v1/events", { params: { query: { ...page, ...after, ...filterOf(options) } } }), [
        "number",
        "at",
        "kind",
        "contractId",
        "subject",
      ]);
    },
  },
  {
    name: "events tail",
    says: { ja: "イベントを来るたびに書く (Ctrl-C まで)", en: "write events as they come, until Ctrl-C" },
    options: [
      {
        flags: "--after <number>",
        says: { ja: "この番号の後から (省略時は新しいものだけ)", en: "those after this number; only new ones unless given" },
      },
      ...filters,
    ],
    kind: "other",
    run: async ({ client, options, signal, row }) => {
      let after =
        options.after === undefined
          ? (await client.get("/v1/events", { params: { query: { limit: 1 } } })).latest
          : Number(options.after);
      for (;;) {
        const query = { after, limit: rowsAtOnce, wait: waitSeconds, ...filterOf(options) };
        const { events, next } = await client.get("/v1/events", { params: { query }, signal });
        for (const event of events)
          row(event, [
            ["number", 7],
            ["at", 24],
            ["kind", 30],
            ["contractId", 15],
            ["subject", 0],
          ]);
        after = next;
      }
    },
  },
];
