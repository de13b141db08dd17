import { type Command, given, rowsOf } from "../command.ts";
import { fileOption } from "./file-option.ts";

const amount = (text: string | undefined) => (text === undefined ? undefined : Number(text));

export const billingCommands: readonly Command[] = [
  {
    name: "charges list",
    says: { ja: "契約の月ごとの料金", en: "the charges of a contract by month" },
    takes: ["<contractId>"],
    kind: "list",
    run: ({ client, args: [contractId = ""], list }) =>
      list(
        rowsOf(
          client.get("/v1/contracts/{contractId}/charges", { params: { path: { contractId } } }).then(({ months }) => months),
        ),
        ["month", "status", "net", "lines", "closedAt"],
      ),
  },
  {
    name: "charges show",
    says: { ja: "契約の1か月の料金明細", en: "the charges of a contract in one month, line by line" },
    takes: ["<contractId>", "<month>"],
    kind: "show",
    run: async ({ client, args: [contractId = "", month = ""], show }) =>
      show(await client.get("/v1/contracts/{contractId}/charges/{month}", { params: { path: { contractId, month } } })),
  },
  {
    name: "invoice list",
    says: { ja: "請求書", en: "the invoices" },
    options: [
      { flags: "--from <day>", says: { ja: "発行日: この日以降", en: "issued on this day or later" } },
      { flags: "--to <day>", says: { ja: "発行日: この日以前", en: "issued on this day or before" } },
      { flags: "--month <month>", says: { ja: "対象月", en: "of one month" } },
      { flags: "--min <yen>", says: { ja: "この金額以上", en: "of at least so many yen" } },
      { flags: "--max <yen>", says: { ja: "この金額以下", en: "of at most so many yen" } },
      { flags: "--kind <kind>", says: { ja: "種類", en: "of one kind" }, choices: ["invoice", "credit_note"] },
    ],
    kind: "list",
    run: ({ client, options: { from, to, month, min, max, kind }, page, list }) => {
      const query = { ...page, ...(given({ from, to, month, kind, minTotal: amount(min), maxTotal: amount(max) }) as object) };
      return list(client.each("/v1/invoices", { params: { query } }), [
        "number",
        "kind",
        "month",
        "issueDate",
        "state",
        "net",
        "tax",
        "total",
        "due",
      ]);
    },
  },
  {
    name: "invoice show",
    says: { ja: "請求書を見る", en: "view an invoice" },
    takes: ["<number>"],
    kind: "show",
    run: async ({ client, args: [number = ""], show }) =>
      show(await client.get("/v1/invoices/{number}", { params: { path: { number } } })),
  },
  {
    name: "invoice get",
    says: {
      ja: "請求書のファイル (invoice.ja.pdf など) を受け取る。契約を付けるとその明細書",
      en: "download a file of an invoice, as invoice.ja.pdf; with a contract, of its statement",
    },
    takes: ["<number>", "<name>", "[contractId]"],
    options: [fileOption],
    kind: "other",
    run: async ({ client, args: [number = "", file = "", contractId], save }) =>
      save(
        contractId === undefined
          ? await client.stream("/v1/invoices/{number}/files/{file}", { params: { path: { number, file } } })
          : await client.stream("/v1/invoices/{number}/statements/{contractId}/{file}", {
              params: { path: { number, contractId, file } },
            }),
      ),
  },
];
