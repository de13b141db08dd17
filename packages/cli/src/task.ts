import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as pause } from "node:timers/promises";
import type { Order, SaihanClient } from "@saihan/client";
import { cell, sheet } from "./cells.ts";
import type { Stand, Task } from "./command.ts";
import { OrderFailed, StillGoing } from "./outcomes.ts";
import { UsageError } from "./profile.ts";
import { type Progress, progressBar } from "./progress.ts";
import { type Paint, padded, table } from "./table.ts";
import type { Terminal } from "./terminal.ts";
import { type Language, words } from "./words.ts";

export type OptionValues = Readonly<Record<string, string | boolean | string[] | undefined>>;

/** How often what is watched is looked at again. */
const lookAgainMs = 500;
const rowsOnPage = 100;

export function taskOf(to: {
  terminal: Terminal;
  language: Language;
  paint: Paint;
  alarm: Paint;
  client: SaihanClient;
  form: Task["form"];
  args: readonly string[];
  options: OptionValues;
}): Task {
  const { terminal, language, paint, alarm, client, form, args, options } = to;
  const { out, err, signal } = terminal;
  const withinMs = options.within === undefined ? undefined : number(options.within, "--within") * 1_000;
  const most = options.all === true ? Number.POSITIVE_INFINITY : number(options.limit ?? "100", "--limit");
  const following = { signal, ...(withinMs === undefined ? {} : { withinMs }) };
  const say = (text: string) => void err.write(`${text}\n`);
  const line = (value: unknown) => out.write(`${JSON.stringify(value)}\n`);
  const json = (value: unknown) => (form === "ndjson" ? line(value) : out.write(`${JSON.stringify(value, null, 2)}\n`));
  const cellsOf = (row: object, columns: readonly string[]) =>
    columns.map((column) => cell((row as Record<string, unknown>)[column], language));

  const show = (thing: object) => {
    if (form === "table") out.write(`${sheet(thing, language, paint, out.columns)}\n`);
    else json(thing);
  };

  const list: Task["list"] = async (rows, columns) => {
    const kept: object[] = [];
    let [shown, more] = [0, false];
    for await (const row of rows) {
      more = shown >= most;
      if (more) break;
      shown++;
      if (form === "ndjson") line(row);
      else kept.push(row);
    }
    if (form === "json") json(kept);
    if (form !== "table") return;
    if (shown === 0) return say(words.empty[language]);
    out.write(
      `${table(
        columns,
        kept.map((row) => cellsOf(row, columns)),
        paint,
        out.columns,
      )}\n`,
    );
    if (more) say(alarm("dim", words.more[language]));
  };

  async function watch<T>(look: () => Promise<T>, stand: (seen: T) => Stand): Promise<T> {
    const until = performance.now() + (withinMs ?? Number.POSITIVE_INFINITY);
    let seen = await look();
    if (options.wait === false) return seen;
    const first = stand(seen);
    const bar = progressBar(err, first.total, first.label, alarm);
    try {
      for (;;) {
        const { done, failed, over } = stand(seen);
        bar.step(done, failed);
        if (over) return seen;
        if (performance.now() >= until) throw new StillGoing(`${first.label} ${done}/${first.total}`);
        await pause(lookAgainMs, undefined, { signal });
        seen = await look();
      }
    } finally {
      bar.end();
    }
  }

  return {
    ...{ client, language, args, signal, form, show, list, watch },
    options: options as Task["options"],
    repeated: (name) => (options[name] as string[] | undefined) ?? [],
    page: { limit: Math.max(1, Math.min(rowsOnPage, most + 1)) },
    header: typeof options.key === "string" ? { header: { "Idempotency-Key": options.key } } : {},
    row: (row, columns) => {
      if (form !== "table") return void line(row);
      const cells = cellsOf(
        row,
        columns.map(([name]) => name),
      );
      out.write(
        `${padded(
          cells,
          columns.map(([, width]) => width),
        ).trimEnd()}\n`,
      );
    },
    remark: (text) => {
      if (form === "table") say(alarm("dim", text));
    },
    save: async (answer) => {
      const body = answer.body ? Readable.fromWeb(answer.body as never) : Readable.from([]);
      const { file } = options as { file?: string };
      if (file === undefined) {
        if (out.isTTY && !/^text\/|json/.test(answer.headers.get("content-type") ?? ""))
          throw new UsageError(words.giveFile[language]);
        for await (const part of body) out.write(part as Uint8Array);
        return;
      }
      // Whoever finds the file finds all of it.
      const part = `${file}.part`;
      await pipeline(body, createWriteStream(part), { signal }).catch(async (error) => {
        await rm(part, { force: true });
        throw error;
      });
      await rename(part, file);
      say(`${words.saved[language]}: ${file}`);
    },
    order: async (placing, wanted = "succeeded") => {
      const { order } = await placing;
      if (options.wait === false) return show(order);
      const bar = progressBar(err, 1, `${words.accepted[language]} ${order.id}`, alarm);
      // What begins in days is not waited for, unless it is asked how long.
      if (order.state === "scheduled" && withinMs === undefined) {
        bar.end();
        return show(order);
      }
      const last = await client.follow(order, following).finally(bar.end);
      show(last);
      if (last.state !== wanted) throw new OrderFailed(failureOf(last));
    },
    many: async (rows) => {
      const bar = progressBar(err, rows.length, words.accepted[language], alarm);
      const results = await followAll(rows, bar).finally(bar.end);
      if (form === "json") json(results);
      else if (form === "ndjson") results.forEach(line);
      else {
        const cells = results.map((r) => [String(r.row), r.orderId, r.state, r.code]);
        out.write(`${table(["row", "orderId", "state", "code"], cells, paint)}\n`);
      }
      const failed = results.filter((r) => r.code !== "").length;
      if (failed > 0) throw new OrderFailed(`${words.rowsFailed[language]}: ${failed} / ${rows.length}`);
    },
  };

  async function followAll(rows: Parameters<Task["many"]>[0], bar: Progress) {
    const results: { row: number; orderId: string; state: string; code: string }[] = [];
    let failed = 0;
    for (const { row, order, problem } of rows) {
      const last = order && options.wait !== false ? await client.follow(order.id, following) : undefined;
      const code = problem ?? last?.failure?.code ?? (last && last.state !== "succeeded" ? last.state : "");
      if (code !== "") failed++;
      results.push({ row, orderId: order?.id ?? "", state: last?.state ?? (order ? "received" : "refused"), code });
      bar.step(results.length, failed);
    }
    return results;
  }

  function failureOf({ state, failure }: Order): string {
    return failure ? `${state}: ${failure.code}: ${failure.says[language]}` : state;
  }

  function number(given: unknown, flag: string): number {
    const value = Number(given);
    if (given === "" || !Number.isFinite(value) || value < 0) throw new UsageError(`${flag}: ${words.noNumber[language]}`);
    return value;
  }
}
