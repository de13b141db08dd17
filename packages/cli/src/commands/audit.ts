import { type Command, given, type OptionOf, type Task } from "../command.ts";
import { fileOption } from "./file-option.ts";

const keys: readonly OptionOf[] = [
  { flags: "--action <action>", says: { ja: "操作 (contract.suspend など)", en: "action, as contract.suspend" } },
  { flags: "--actor <actor>", says: { ja: "誰が", en: "by whom" } },
  { flags: "--target <id>", says: { ja: "何に", en: "what it was done to" } },
  { flags: "--contract <contractId>", says: { ja: "契約", en: "of one contract" } },
  { flags: "--order <orderId>", says: { ja: "オーダー", en: "of one order" } },
  { flags: "--outcome <outcome>", says: { ja: "実行または拒否", en: "done or refused" }, choices: ["done", "refused"] },
  { flags: "--from <instant>", says: { ja: "この時刻以降", en: "from this instant on" } },
  { flags: "--to <instant>", says: { ja: "この時刻より前", en: "before this instant" } },
];

const conditions = ({
  action,
  actor,
  target,
  contract: contractId,
  order: orderId,
  outcome,
  from,
  to,
}: Task["options"]): object => given({ action, actor, target, contractId, orderId, outcome, from, to });

export const auditCommands: readonly Command[] = [
  {
    name: "audit list",
    says: { ja: "監査ログ", en: "the audit" },
    options: keys,
    kind: "list",
    run: ({ client, options, page, list }) =>
      list(client.each("/v1/audit", { params: { query: { ...page, ...conditions(options) } } }), [
        "at",
        "actor",
        "action",
        "target",
        "outcome",
        "code",
      ]),
  },
  {
    name: "audit export",
    says: { ja: "監査ログをNDJSON・CSVに書き出す", en: "write the audit as NDJSON or CSV" },
    options: [
      ...keys,
      {
        flags: "--type <type>",
        says: { ja: "ファイルの形 (省略時は ndjson)", en: "form of the file; ndjson unless given" },
        choices: ["ndjson", "csv"],
      },
      fileOption,
    ],
    kind: "other",
    run: async ({ client, options, save }) => {
      const headers = { accept: options.type === "csv" ? "text/csv" : "application/x-ndjson" };
      await save(await client.stream("/v1/audit/export", { params: { query: conditions(options) }, headers }));
    },
  },
];
