import { type Command, given } from "../command.ts";

const columns = ["id", "customerNumber", "customerName", "state", "createdAt"];
const act = (action: "suspend" | "resume" | "terminate", ja: string, en: string): Command => ({
  name: `contract ${action}`,
  says: { ja, en },
  takes: ["<contractId>"],
  kind: "order",
  run: ({ client, args: [contractId = ""], header, order }) =>
    order(client.post(`/v1/contracts/{contractId}/${action}`, { params: { ...header, path: { contractId } }, body: {} })),
});

export const contractCommands: readonly Command[] = [
  {
    name: "contract list",
    says: { ja: "子契約を探す", en: "search the child contracts" },
    options: [
      { flags: "--query <text>", says: { ja: "自由な語", en: "free text" } },
      { flags: "--name <text>", says: { ja: "お客様名", en: "customer name" } },
      { flags: "--number <number>", says: { ja: "お客様番号", en: "customer number" } },
      { flags: "--state <state>", says: { ja: "状態", en: "state" } },
    ],
    kind: "list",
    run: ({ client, options, list }) => {
      const { query: q, name: customerName, number: customerNumber, state } = options;
      const query = given({ q, customerName, customerNumber, state }) as object;
      return list(client.each("/v1/contracts", { params: { query } }), columns);
    },
  },
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
      { flags: "--language <ja|en>", says: { ja: "契約の言語", en: "language of the contract" } },
      {
        flags: "--notify",
        says: { ja: "代表者に初期パスワード設定のメールを送る", en: "mail the representative a link to set the first password" },
      },
    ],
    kind: "order",
    run: ({ client, options, header, order }) => {
      const { name: customerName = "", mail: mailAddress = "", login, person, number: customerNumber, language } = options;
      const body = {
        customerName,
        ...given({
          customerNumber,
          language: language as "ja" | undefined,
          notifyRepresentative: options.notify ? true : undefined,
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
      { flags: "--language <ja|en>", says: { ja: "契約の言語", en: "language of the contract" } },
    ],
    kind: "order",
    run: ({ client, args: [contractId = ""], options, header, order }) => {
      const { name: customerName, number: customerNumber, language } = options;
      const body = given({ customerName, customerNumber, language }) as object;
      return order(client.patch("/v1/contracts/{contractId}", { params: { ...header, path: { contractId } }, body }));
    },
  },
  act("suspend", "契約を停止する", "suspend a contract"),
  act("resume", "契約を再開する", "resume a contract"),
  act("terminate", "契約を解約する (元に戻せない)", "terminate a contract; irreversible"),
];
