import { type Command, given } from "../command.ts";
import { labelOf } from "./label.ts";
import { startAtOption } from "./start-at.ts";

const act = (action: "suspend" | "resume", ja: string, en: string): Command => ({
  name: `contract ${action}`,
  says: { ja, en },
  takes: ["<contractId>"],
  options: [
    {
      flags: "--reason <code>",
      says: { ja: "理由 (contract reasons に一覧)", en: "why; contract reasons lists them" },
    },
    { flags: "--no-notify", says: { ja: "代表者にメールしない", en: "do not mail the representative" } },
    startAtOption,
  ],
  kind: "order",
  run: ({ client, args: [contractId = ""], options: { reason, notify, startAt }, header, order }) =>
    order(
      client.post(`/v1/contracts/{contractId}/${action}`, {
        params: { ...header, path: { contractId } },
        body: given({ reason, startAt, notifyRepresentative: notify ? undefined : false }) as object,
      }),
    ),
});
const labelOption = {
  flags: "--label <name:value>",
  says: { ja: "ラベル (繰り返し可。すべて置き換わる)", en: "label; may be repeated; all of them anew" },
  repeat: true,
};

export const contractCommands: readonly Command[] = [
  {
    name: "contract show",
    says: { ja: "契約を見る", en: "view a contract" },
    takes: ["<contractId>"],
    kind: "show",
    run: async ({ client, args: [contractId = ""], show }) =>
      show(await client.get("/v1/contracts/{contractId}", { params: { path: { contractId } } })),
  },
  {
    name: "contract create",
    says: { ja: "子契約を作る", en: "create a child contract" },
    options: [
      { flags: "--name <text>", says: { ja: "お客様名", en: "customer name" }, required: true },
      {
        flags: "--mail <address>",
        says: { ja: "代表者のメールアドレス", en: "mail address of the representative" },
        required: true,
      },
      {
        flags: "--login <id>",
        says: {
          ja: "代表者のログインID (省略時はメールアドレス)",
          en: "login id of the representative; the mail address unless given",
        },
      },
      { flags: "--person <name>", says: { ja: "代表者の氏名", en: "name of the representative" } },
      { flags: "--number <number>", says: { ja: "お客様番号", en: "customer number" } },
      { flags: "--language <code>", says: { ja: "契約の言語", en: "language of the contract" }, choices: ["ja", "en"] },
      labelOption,
      {
        flags: "--notify",
        says: { ja: "代表者に初期パスワード設定のメールを送る", en: "mail the representative a link to set the first password" },
      },
      startAtOption,
    ],
    kind: "order",
    run: ({ client, options, repeated, header, order }) => {
      const { name: customerName = "", mail: mailAddress = "", login, person, number: customerNumber, language } = options;
      const body = {
        customerName,
        ...given({
          customerNumber,
          language: language as "ja" | undefined,
          startAt: options.startAt,
          notifyRepresentative: options.notify ? true : undefined,
          labels: labelsOf(repeated("label")),
        }),
        representative: { loginId: login ?? mailAddress, mailAddress, ...given({ name: person }) },
      };
      return order(client.post("/v1/contracts", { params: header, body: body as never }));
    },
  },
  {
    name: "contract change",
    says: { ja: "契約を変える", en: "change a contract" },
    takes: ["<contractId>"],
    options: [
      { flags: "--name <text>", says: { ja: "お客様名", en: "customer name" } },
      { flags: "--number <number>", says: { ja: "お客様番号", en: "customer number" } },
      { flags: "--language <code>", says: { ja: "契約の言語", en: "language of the contract" }, choices: ["ja", "en"] },
      labelOption,
      startAtOption,
    ],
    kind: "order",
    run: ({ client, args: [contractId = ""], options, repeated, header, order }) => {
      const { name: customerName, number: customerNumber, language } = options;
      const body = given({
        customerName,
        customerNumber,
        language,
        startAt: options.startAt,
        labels: labelsOf(repeated("label")),
      }) as object;
      return order(client.patch("/v1/contracts/{contractId}", { params: { ...header, path: { contractId } }, body }));
    },
  },
  act("suspend", "契約を停止する", "suspend a contract"),
  act("resume", "契約を再開する", "resume a contract"),
  {
    name: "contract reasons",
    says: { ja: "停止・再開の理由の一覧", en: "the reasons of suspension and resumption" },
    kind: "show",
    run: async ({ client, show }) => show(await client.get("/v1/contract-reasons")),
  },
];

/** @returns nothing when none is given, so that a contract keeps its own */
function labelsOf(labels: readonly string[]): Record<string, string> | undefined {
  return labels.length === 0 ? undefined : Object.fromEntries(labels.map(labelOf));
}
