import { readFileSync } from "node:fs";
import { type Command, given, type Task } from "../command.ts";
import { OrderFailed } from "../outcomes.ts";
import { UsageError } from "../profile.ts";
import { words } from "../words.ts";
import { fileOption } from "./file-option.ts";

const rowColumns = ["row", "action", "outcome", "contractId", "customerName", "problem"] as const;
const outcomes = ["planned", "under-way", "succeeded", "failed", "unchanged", "refused"] as const;
type Outcome = (typeof outcomes)[number];

type Bulk = Awaited<ReturnType<typeof oneBulk>>;
const oneBulk = (client: Task["client"], bulkId: string) => client.get("/v1/bulks/{bulkId}", { params: { path: { bulkId } } });

async function* rowsOfBulk({ client, page }: Task, bulkId: string, outcome?: Outcome) {
  const params = { path: { bulkId }, query: { ...page, ...given({ outcome }) } };
  for await (const row of client.each("/v1/bulks/{bulkId}/rows", { params }))
    yield { ...row, customerName: row.input?.customerName ?? row.input?.customerNumber };
}

async function follow(task: Task, started: Promise<Bulk>): Promise<void> {
  const { client, language, show, watch } = task;
  const { id, rows } = await started;
  const last = await watch(
    () => oneBulk(client, id),
    ({ state, progress: { planned, underWay, failed, refused } }) => ({
      label: words.rows[language],
      done: rows - planned - underWay,
      failed: failed + refused,
      total: rows,
      over: state === "applied" && underWay === 0,
    }),
  );
  show(last);
  const { failed, refused } = last.progress;
  if (last.state === "applied" && failed + refused > 0)
    throw new OrderFailed(`${words.rowsFailed[language]}: ${failed + refused} / ${rows}`);
}

const act = (action: "apply" | "resume", ja: string, en: string): Command => ({
  name: `bulk ${action}`,
  says: { ja, en },
  takes: ["<bulkId>"],
  kind: "watch",
  run: (task) =>
    follow(
      task,
      task.client.post(`/v1/bulks/{bulkId}/${action}`, { params: { path: { bulkId: task.args[0] ?? "" } }, body: {} }),
    ),
});

export const bulkCommands: readonly Command[] = [
  {
    name: "bulk plan",
    says: {
      ja: "契約のCSV・NDJSONを送り、各行がどうなるかを見る (まだ何も発注しない)",
      en: "send a CSV or NDJSON file of contracts and see what each row comes to; nothing is ordered",
    },
    takes: ["<file>"],
    options: [
      {
        flags: "--type <type>",
        says: { ja: "ファイルの形 (省略時はファイル名から)", en: "form of the file; by its name unless given" },
        choices: ["csv", "ndjson"],
      },
      { flags: "--key <key>", says: words.key },
    ],
    kind: "list",
    run: async (task) => {
      const {
        client,
        args: [file = ""],
        options,
        header,
        form,
        language,
        list,
        show,
        remark,
      } = task;
      const csv = (options.type ?? (/\.(ndjson|jsonl)$/i.test(file) ? "ndjson" : "csv")) === "csv";
      const bulk = await client.post("/v1/bulks", {
        params: header,
        body: textOf(task, file),
        bodySerializer: (text: string) => text,
        headers: { "content-type": csv ? "text/csv" : "application/x-ndjson" },
      });
      if (form !== "table") return show(bulk);
      show(bulk);
      remark("");
      await list(rowsOfBulk(task, bulk.id), rowColumns);
      if (bulk.progress.planned > 0) remark(`${words.next[language]}: saihan bulk apply ${bulk.id}`);
    },
  },
  act("apply", "計画を実行し、終わるまで見守る", "apply a plan and follow it to its end"),
  act("resume", "失敗した行をやり直す", "try the rows again that failed"),
  {
    name: "bulk list",
    says: { ja: "一括処理の一覧", en: "the bulks" },
    kind: "list",
    run: ({ client, page, list }) =>
      list(
        (async function* () {
          for await (const { progress, ...bulk } of client.each("/v1/bulks", { params: { query: page } }))
            yield { ...bulk, ...progress };
        })(),
        ["id", "state", "createdAt", "rows", "planned", "underWay", "succeeded", "unchanged", "failed", "refused"],
      ),
  },
  {
    name: "bulk show",
    says: { ja: "一括処理を見る", en: "view a bulk" },
    takes: ["<bulkId>"],
    kind: "show",
    run: async ({ client, args: [bulkId = ""], show }) => show(await oneBulk(client, bulkId)),
  },
  {
    name: "bulk rows",
    says: { ja: "一括処理の行", en: "the rows of a bulk" },
    takes: ["<bulkId>"],
    options: [{ flags: "--outcome <outcome>", says: { ja: "この結果の行だけ", en: "with this outcome" }, choices: outcomes }],
    kind: "list",
    run: (task) => task.list(rowsOfBulk(task, task.args[0] ?? "", task.options.outcome as Outcome | undefined), rowColumns),
  },
  {
    name: "bulk result",
    says: { ja: "各行の結果をCSV・NDJSONで受け取る", en: "download what became of every row, as CSV or NDJSON" },
    takes: ["<bulkId>"],
    options: [
      fileOption,
      {
        flags: "--type <type>",
        says: { ja: "ファイルの形 (省略時はファイル名から)", en: "form of the file; by its name unless given" },
        choices: ["csv", "ndjson"],
      },
    ],
    kind: "other",
    run: async ({ client, args: [bulkId = ""], options: { file = "", type }, save }) => {
      const ndjson = (type ?? (/\.(ndjson|jsonl)$/i.test(file) ? "ndjson" : "csv")) === "ndjson";
      const headers = { accept: ndjson ? "application/x-ndjson" : "text/csv" };
      await save(await client.stream("/v1/bulks/{bulkId}/result", { params: { path: { bulkId } }, headers }));
    },
  },
  {
    name: "bulk subscriptions",
    says: { ja: "NDJSONの各行を申し込む (1,000行まで)", en: "order every line of an NDJSON file, 1,000 at most" },
    takes: ["<file>"],
    kind: "order",
    run: async (task) => {
      const {
        client,
        args: [file = ""],
        header,
        many,
      } = task;
      const subscriptions = linesOf(file, textOf(task, file));
      const { rows } = await client.post("/v1/subscriptions/bulk", {
        params: header,
        body: { subscriptions: subscriptions as never },
      });
      await many(rows.map(({ order, problem }, i) => ({ row: i + 1, order, ...(problem ? { problem: problem.code } : {}) })));
    },
  },
];

/** `-` is standard input. */
function textOf({ language }: Task, file: string): string {
  try {
    return readFileSync(file === "-" ? 0 : file, "utf8");
  } catch {
    throw new UsageError(`${words.noFile[language]}: ${file}`);
  }
}

function linesOf(file: string, text: string): object[] {
  return text
    .split("\n")
    .map((line, i) => [line.trim(), i + 1] as const)
    .filter(([line]) => line !== "")
    .map(([line, number]) => {
      try {
        return JSON.parse(line) as object;
      } catch {
        throw new UsageError(`${file}:${number}`);
      }
    });
}
