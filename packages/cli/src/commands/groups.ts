import { type Command, given, type OptionOf, rowsOf, type Task } from "../command.ts";
import { UsageError } from "../profile.ts";
import { words } from "../words.ts";
import { labelOf } from "./label.ts";

const repeated = (flags: string, ja: string, en: string): OptionOf => ({
  flags,
  says: { ja: `${ja} (繰り返し可)`, en: `${en}; may be repeated` },
  repeat: true,
});
const memberOptions: readonly OptionOf[] = [
  repeated("--add <contractId>", "契約を入れる", "put a contract in"),
  repeated("--remove <contractId>", "契約を外す", "take a contract out"),
  repeated("--exclude <contractId>", "規則に合っても入れない契約", "keep a contract out, whatever the rules say"),
  repeated("--include <contractId>", "除外をやめる契約", "no longer keep a contract out"),
  repeated("--add-user <userId>", "ユーザーを入れる", "put a user in"),
  repeated("--remove-user <userId>", "ユーザーを外す", "take a user out"),
];
const ruleOptions: readonly OptionOf[] = [
  repeated(
    "--add-rule <rule>",
    "規則を加える: label=名前:値,region=リージョン,createdBy=ユーザーID のいずれか・組み合わせ",
    "add a rule, of label=name:value,region=region,createdBy=userId one or more",
  ),
  repeated("--remove-rule <ruleId>", "規則を外す", "remove a rule"),
];

/** Only what changes: `{add, remove}` without what is empty. */
function moved<T>(add: readonly T[], remove: readonly string[]): { add?: T[]; remove?: string[] } | undefined {
  if (add.length + remove.length === 0) return undefined;
  return { ...(add.length > 0 ? { add: [...add] } : {}), ...(remove.length > 0 ? { remove: [...remove] } : {}) };
}

function members({ repeated: all, language }: Task) {
  return given({
    contracts: moved(all("add"), all("remove")),
    exclude: moved(all("exclude"), all("include")),
    users: moved(all("addUser"), all("removeUser")),
    rules: moved(
      all("addRule").map((text) => ruleOf(text, language)),
      all("removeRule"),
    ),
  });
}

/** `label=branch:osaka,region=jp1,createdBy=ecid1`: all that it names must hold. */
function ruleOf(
  text: string,
  language: Task["language"],
): { labels?: Record<string, string>; region?: string; createdBy?: string } {
  const rule: { labels?: Record<string, string>; region?: string; createdBy?: string } = {};
  for (const part of text.split(/,(?=(?:label|region|createdBy)=)/)) {
    const [, key, value = ""] = /^(label|region|createdBy)=(.+)$/.exec(part) ?? [];
    if (key === "label") rule.labels = { ...rule.labels, ...Object.fromEntries([labelOf(value)]) };
    else if (key === "region" || key === "createdBy") rule[key] = value;
    else throw new UsageError(`${words.badRule[language]}: ${part}`);
  }
  return rule;
}

const oneGroup = ({ client, args: [groupId = ""] }: Task) =>
  client.get("/v1/contract-groups/{groupId}", { params: { path: { groupId } } });

export const explain = (name: string): Command => ({
  name,
  says: { ja: "ユーザーに契約が見える・見えない理由", en: "why a user sees a contract, or does not" },
  takes: ["<userId>", "<contractId>"],
  kind: "show",
  run: async ({ client, args: [user = "", contract = ""], show }) =>
    show(await client.get("/v1/access/explain", { params: { query: { user, contract } } })),
});

export const groupCommands: readonly Command[] = [
  {
    name: "group list",
    says: { ja: "契約グループ", en: "the contract groups" },
    kind: "list",
    run: ({ client, page, list }) =>
      list(client.each("/v1/contract-groups", { params: { query: page } }), ["id", "name", "contracts", "users"]),
  },
  {
    name: "group show",
    says: { ja: "契約グループを見る", en: "view a contract group" },
    takes: ["<groupId>"],
    kind: "show",
    run: async (task) => task.show(await oneGroup(task)),
  },
  {
    name: "group contracts",
    says: { ja: "グループの契約", en: "the contracts of a group" },
    takes: ["<groupId>"],
    kind: "list",
    run: ({ client, args: [groupId = ""], page, list }) =>
      list(
        (async function* () {
          const params = { path: { groupId }, query: page };
          for await (const id of client.each("/v1/contract-groups/{groupId}/contracts", { params })) yield { id };
        })(),
        ["id"],
      ),
  },
  {
    name: "group create",
    says: { ja: "契約グループを作る", en: "create a contract group" },
    takes: ["<name>", "[contractId...]"],
    options: ruleOptions.slice(0, 1),
    kind: "show",
    run: async (task) => {
      const [name = "", ...add] = task.args;
      const body = { name, ...members(task), ...(add.length > 0 ? { contracts: { add } } : {}) };
      task.show(await task.client.post("/v1/contract-groups", { body }));
    },
  },
  {
    name: "group change",
    says: { ja: "契約グループを変える", en: "change a contract group" },
    takes: ["<groupId>"],
    options: [{ flags: "--name <name>", says: { ja: "名前", en: "name" } }, ...memberOptions, ...ruleOptions],
    kind: "show",
    run: async (task) => {
      const {
        client,
        args: [groupId = ""],
        options: { name },
        show,
      } = task;
      const body = { ...given({ name }), ...members(task) };
      show(await client.patch("/v1/contract-groups/{groupId}", { params: { path: { groupId } }, body }));
    },
  },
  {
    name: "group rules",
    says: { ja: "契約グループの規則", en: "the rules of a contract group" },
    takes: ["<groupId>"],
    kind: "list",
    run: (task) => task.list(rowsOf(oneGroup(task).then(({ rules }) => rules)), ["id", "labels", "region", "createdBy"]),
  },
  {
    name: "group simulate",
    says: {
      ja: "変えた場合に誰に何が見えるようになるか (何も変えない)",
      en: "who would see more or less after a change; nothing is changed",
    },
    takes: ["<groupId>"],
    options: [
      ...memberOptions,
      ...ruleOptions,
      { flags: "--delete", says: { ja: "グループを削除した場合", en: "if the group were deleted" } },
    ],
    kind: "show",
    run: async (task) => {
      const {
        client,
        args: [groupId = ""],
        options,
        show,
      } = task;
      const body = { ...members(task), ...(options.delete === undefined ? {} : { delete: true }) };
      show(await client.post("/v1/contract-groups/{groupId}:simulate", { params: { path: { groupId } }, body }));
    },
  },
  explain("group explain"),
  {
    name: "group delete",
    says: { ja: "契約グループを削除する", en: "delete a contract group" },
    takes: ["<groupId>"],
    kind: "other",
    run: async ({ client, args: [groupId = ""] }) => {
      await client.delete("/v1/contract-groups/{groupId}", { params: { path: { groupId } } });
    },
  },
];
