import { type Command, given, type Task } from "../command.ts";
import { UsageError } from "../profile.ts";
import { words } from "../words.ts";
import { fileOption } from "./file-option.ts";

/** What a rule is about, from its options: the narrowest that is given. */
function scopeOf({ options: { resource: resourceId, menu, plan, category } }: Task) {
  if (resourceId !== undefined) return { of: "resource", resourceId } as const;
  if (menu !== undefined && plan !== undefined) return { of: "plan", menu, plan } as const;
  if (menu !== undefined) return { of: "menu", menu } as const;
  // The API knows which categories there are.
  return category === undefined ? ({ of: "all" } as const) : ({ of: "category", category: category as "Compute" } as const);
}

function holderOf({ options: { contract: contractId, group: groupId } }: Task) {
  if (contractId !== undefined) return { of: "contract", contractId } as const;
  return groupId === undefined ? ({ of: "partner" } as const) : ({ of: "group", groupId } as const);
}

function priceOf({ options, language }: Task) {
  const { percent, unitPrice, monthPrice: monthly, minimum, cap } = options;
  const limits = given({ minimum, cap }) as { minimum?: string; cap?: string };
  const kinds = [
    ...(percent === undefined
      ? []
      : [{ kind: "percent", basis: options.basis === "list" ? "list" : "cost", percent, ...limits } as const]),
    ...(unitPrice === undefined ? [] : [{ kind: "fixed_unit", unitPrice, ...limits } as const]),
    ...(monthly === undefined ? [] : [{ kind: "fixed_month", monthly, ...limits } as const]),
  ];
  const [price, second] = kinds;
  if (!price || second) throw new UsageError(words.onePrice[language]);
  return price;
}

export const resaleCommands: readonly Command[] = [
  {
    name: "resale list",
    says: { ja: "再販価格", en: "your prices for your end users" },
    options: [{ flags: "--month <month>", says: { ja: "この月に適用されるもの", en: "in force in a month" } }],
    kind: "list",
    run: ({ client, options: { month }, page, list }) =>
      list(client.each("/v1/resale-rules", { params: { query: { ...page, ...given({ month }) } } }), [
        ...(["id", "scope", "holder", "price"] as const),
        ...(["from", "to", "fillsGaps"] as const),
      ]),
  },
  {
    name: "resale add",
    says: { ja: "再販価格を登録する", en: "enter a price for your end users" },
    options: [
      { flags: "--from <month>", says: { ja: "最初の月", en: "the first month" }, required: true },
      { flags: "--to <month>", says: { ja: "適用しなくなる月", en: "the first month without it" } },
      {
        flags: "--percent <percent>",
        says: { ja: "割合を上乗せする (-7 は7%引き)", en: "a percentage on top; -7 takes 7 % off" },
      },
      { flags: "--basis <basis>", says: { ja: "割合の基準", en: "of what the percentage is" }, choices: ["cost", "list"] },
      { flags: "--unit-price <yen>", says: { ja: "1単位の価格", en: "a price for each unit" } },
      { flags: "--month-price <yen>", says: { ja: "月額", en: "a price for each month" } },
      { flags: "--minimum <yen>", says: { ja: "下限", en: "never below" } },
      { flags: "--cap <yen>", says: { ja: "上限", en: "never above" } },
      { flags: "--menu <menu>", says: { ja: "このメニューだけ", en: "for one menu" } },
      { flags: "--plan <plan>", says: { ja: "そのメニューのこのプランだけ", en: "for one plan of the menu" } },
      { flags: "--category <category>", says: { ja: "この分類だけ", en: "for one category" } },
      { flags: "--resource <resourceId>", says: { ja: "このリソースだけ", en: "for one resource" } },
      { flags: "--contract <contractId>", says: { ja: "この子契約だけ", en: "for one child contract" } },
      { flags: "--group <groupId>", says: { ja: "この契約グループだけ", en: "for one contract group" } },
      {
        flags: "--fills-gaps",
        says: {
          ja: "始まった月からも適用し、他の価格がない明細だけを計算する",
          en: "also from a month that has begun: prices only what nothing else prices",
        },
      },
    ],
    kind: "show",
    run: async (task) => {
      const { from = "", to, fillsGaps } = task.options;
      const rule = { scope: scopeOf(task), holder: holderOf(task), price: priceOf(task), from, ...given({ to }) };
      task.show(await task.client.post("/v1/resale-rules", { body: { ...rule, fillsGaps: fillsGaps !== undefined } }));
    },
  },
  {
    name: "resale end",
    says: { ja: "再販価格を終了する", en: "end a price with a coming month" },
    takes: ["<ruleId>", "<month>"],
    kind: "show",
    run: async ({ client, args: [ruleId = "", to = ""], show }) =>
      show(await client.post("/v1/resale-rules/{ruleId}:end", { params: { path: { ruleId } }, body: { to } })),
  },
  {
    name: "resale preview",
    says: {
      ja: "エンドユーザーの料金がいくらになり、どの価格がなぜ適用されるか",
      en: "what a month would cost an end user, which price wins, and why",
    },
    takes: ["<contractId>", "<month>"],
    options: [{ flags: "--rules-of <month>", says: { ja: "この月の価格で計算する", en: "by the prices of another month" } }],
    kind: "show",
    run: async ({ client, args: [contractId = "", month = ""], options: { rulesOf }, show }) =>
      show(
        await client.post("/v1/contracts/{contractId}/resale-preview", {
          params: { path: { contractId } },
          body: { month, ...given({ rulesOf }) },
        }),
      ),
  },
  {
    name: "resale statements",
    says: { ja: "エンドユーザー向け明細と、作れなかった理由", en: "an end user's statements, and what stands in their way" },
    takes: ["<contractId>"],
    kind: "show",
    run: async ({ client, args: [contractId = ""], show }) =>
      show(await client.get("/v1/contracts/{contractId}/end-user-statements", { params: { path: { contractId } } })),
  },
  {
    name: "resale estimate",
    says: {
      ja: "締めが済んでいない月がエンドユーザーにいくらになるか (見込み)",
      en: "what months that are not closed would cost an end user: an estimate",
    },
    takes: ["<contractId>"],
    kind: "show",
    run: async ({ client, args: [contractId = ""], show }) =>
      show(await client.get("/v1/contracts/{contractId}/end-user-estimates", { params: { path: { contractId } } })),
  },
  {
    name: "resale get",
    says: {
      ja: "エンドユーザー向け明細のファイル (usage-statement.ja.pdf など) を受け取る",
      en: "download a file of an end user's statement, as usage-statement.ja.pdf",
    },
    takes: ["<contractId>", "<month>", "<name>"],
    options: [fileOption],
    kind: "other",
    run: async ({ client, args: [contractId = "", month = "", file = ""], save }) =>
      save(
        await client.stream("/v1/contracts/{contractId}/end-user-statements/{month}/files/{file}", {
          params: { path: { contractId, month, file } },
        }),
      ),
  },
];
