import { type Command, given, type OptionOf, type Task } from "../command.ts";
import { fileOption } from "./file-option.ts";

const columns = ["id", "customerNumber", "customerName", "state", "createdAt"] as const;
const states = ["provisioning", "active", "suspending", "suspended", "resuming", "terminating", "terminated", "failed"];
const sorts = ["createdAt", "startedAt", "endedAt", "customerName", "customerNumber"].flatMap((by) => [by, `-${by}`]);

const keys: readonly OptionOf[] = [
  { flags: "--name <text>", says: { ja: "お客様名の一部", en: "part of the customer name" } },
  { flags: "--number <text>", says: { ja: "お客様番号の一部", en: "part of the customer number" } },
  { flags: "--id <text>", says: { ja: "契約IDの一部", en: "part of the contract id" } },
  { flags: "--login <text>", says: { ja: "代表者のログインIDの一部", en: "part of the representative's login id" } },
  { flags: "--mail <text>", says: { ja: "代表者のメールアドレスの一部", en: "part of the representative's mail address" } },
  { flags: "--state <state>", says: { ja: "状態", en: "state" }, choices: states },
  { flags: "--group <groupId>", says: { ja: "契約グループ", en: "of one contract group" } },
  { flags: "--label <name:value>", says: { ja: "ラベル", en: "bearing this label" } },
  { flags: "--started-from <instant>", says: { ja: "利用開始日: この時刻以降", en: "in use from this instant on" } },
  { flags: "--started-to <instant>", says: { ja: "利用開始日: この時刻より前", en: "in use before this instant" } },
  { flags: "--ended-from <instant>", says: { ja: "利用終了日: この時刻以降", en: "ended from this instant on" } },
  { flags: "--ended-to <instant>", says: { ja: "利用終了日: この時刻より前", en: "ended before this instant" } },
];
const sort: OptionOf = {
  flags: "--sort <field>",
  says: { ja: "並び順 (- で逆順)", en: "order; with - the other way round" },
  choices: sorts,
};

/** What is searched for, as the API names it. A day stands for its first instant in UTC. */
function conditions({ name, number, id, login, mail, group, label, query, ...rest }: Task["options"]): object {
  const instant = (text: string | undefined) =>
    text !== undefined && /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text;
  return given({
    ...{ q: query, customerName: name, customerNumber: number, contractId: id, loginId: login, mailAddress: mail },
    ...{ groupId: group, label, state: rest.state, sort: rest.sort },
    ...{ startedFrom: instant(rest.startedFrom), startedTo: instant(rest.startedTo) },
    ...{ endedFrom: instant(rest.endedFrom), endedTo: instant(rest.endedTo) },
  });
}

const search = ({ client, list, page }: Task, options: Task["options"]) =>
  list(client.each("/v1/contracts", { params: { query: { ...page, ...conditions(options) } } }), columns);

export const searchCommands: readonly Command[] = [
  {
    name: "contract list",
    says: { ja: "子契約の一覧", en: "the child contracts" },
    options: [{ flags: "--query <text>", says: { ja: "自由な語", en: "free text" } }, ...keys, sort],
    kind: "list",
    run: (task) => search(task, task.options),
  },
  {
    name: "contract search",
    says: { ja: "子契約を語と条件で探す", en: "search the child contracts for words and conditions" },
    takes: ["[word...]"],
    options: [...keys, sort],
    kind: "list",
    run: (task) => search(task, { ...task.options, query: task.args.length > 0 ? task.args.join(" ") : undefined }),
  },
  {
    name: "contract export",
    says: { ja: "子契約をCSVに書き出す", en: "write the child contracts as CSV" },
    takes: ["[word...]"],
    options: [...keys, fileOption],
    kind: "other",
    run: async ({ client, args, options, save }) => {
      const query = conditions({ ...options, query: args.length > 0 ? args.join(" ") : undefined });
      await save(await client.stream("/v1/contracts:export", { params: { query } }));
    },
  },
];
