import { connect, isProblem, NoAnswerError, type Order, StillOpenError } from "@saihan/client";
import { CommanderError, Option, Command as Parser } from "commander";
import type { Command, Task } from "./command.ts";
import { contractCommands } from "./commands/contracts.ts";
import { orderCommands } from "./commands/orders.ts";
import { resourceCommands } from "./commands/resources.ts";
import { completionOf, shells } from "./completion.ts";
import { exitCodes } from "./exit-codes.ts";
import { profileOf, UsageError } from "./profile.ts";
import { type Progress, progressBar } from "./progress.ts";
import { painter, printable, table } from "./table.ts";
import { headings, languageOf, words } from "./words.ts";

export interface Terminal {
  env: Readonly<Record<string, string | undefined>>;
  out: { write(text: string): unknown; isTTY?: boolean };
  err: { write(text: string): unknown; isTTY?: boolean };
  signal: AbortSignal;
}

export const commands: readonly Command[] = [...contractCommands, ...resourceCommands, ...orderCommands];

class OrderFailed extends Error {}

/** Runs one command. @returns its exit code, of `exitCodes` */
export async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  const { env, out, err, signal } = terminal;
  const language = languageOf(env);
  const paint = painter(out, env);
  const alarm = painter(err, env);
  const say = (text: string) => err.write(`${text}\n`);
  let asJson = false;

  const program = dressed(new Parser("saihan"))
    .description(words.about[language])
    .option("--url <url>", words.url[language])
    .option("--profile <name>", words.profile[language])
    .addOption(new Option("--output <form>", words.output[language]).choices(["table", "json"]).default("table"))
    .addHelpText("after", `\n${words.exits[language]}`);
  const groups = new Map<string, Parser>();
  for (const command of commands) {
    const [noun = "", verb = ""] = command.name.split(" ");
    let group = groups.get(noun);
    if (!group) {
      group = dressed(program.command(noun)).description(
        commands
          .filter((c) => c.name.startsWith(`${noun} `))
          .map((c) => c.name.split(" ")[1])
          .join(", "),
      );
      groups.set(noun, group);
    }
    const parser = dressed(group.command(verb)).description(command.says[language]);
    for (const name of command.takes ?? []) parser.argument(name);
    for (const { flags, says, required } of command.options ?? []) {
      if (required) parser.requiredOption(flags, says[language]);
      else parser.option(flags, says[language]);
    }
    if (command.kind === "list") parser.option("--limit <rows>", words.limit[language], "100");
    if (command.kind === "order") {
      parser.option("--no-wait", words.noWait[language]).option("--within <seconds>", words.within[language]);
      if (command.name !== "order follow") parser.option("--key <key>", words.key[language]);
    }
    parser.action(async (...given: unknown[]) => {
      const options = given.at(-2) as Record<string, string | boolean | undefined>;
      await command.run(
        taskOf(
          given
            .slice(0, -2)
            .flat()
            .filter((a) => a !== undefined) as string[],
          options,
        ),
      );
    });
  }
  dressed(program.command("completion"))
    .description(shells.join(", "))
    .argument("<shell>")
    .action((shell: string) => {
      const text = completionOf(shell, commands);
      if (!text) throw new UsageError(shells.join(", "));
      out.write(text);
    });

  try {
    await program.parseAsync([...argv], { from: "user" });
    return exitCodes.done;
  } catch (error) {
    return told(error);
  }

  function dressed(parser: Parser): Parser {
    return parser
      .exitOverride()
      .helpOption("-h, --help", words.help[language])
      .helpCommand(false)
      .showHelpAfterError(false)
      .configureHelp({ styleTitle: (title) => paint("bold", headings[title]?.[language] ?? title) })
      .configureOutput({ writeOut: (text) => void out.write(text), writeErr: (text) => void err.write(text) });
  }

  function taskOf(args: readonly string[], options: Record<string, string | boolean | undefined>): Task {
    const { url, profile, output } = program.opts<{ url?: string; profile?: string; output: string }>();
    asJson = output === "json";
    const settings = profileOf(env, { profile, url }, language, (text) => say(alarm("yellow", text)));
    const client = connect({
      ...{ baseUrl: settings.url, credential: settings.apiKey, language },
      ...(settings.partner ? { partner: settings.partner } : {}),
      ...(env.SAIHAN_PATIENCE_MS ? { patienceMs: Number(env.SAIHAN_PATIENCE_MS) } : {}),
    });
    const withinMs = options.within === undefined ? undefined : Number(options.within) * 1_000;
    const json = (value: unknown) => out.write(`${JSON.stringify(value, null, 2)}\n`);
    const following = { signal, ...(withinMs === undefined ? {} : { withinMs }) };

    const show = (thing: object) => {
      if (asJson) return void json(thing);
      out.write(
        `${table(
          ["", ""],
          Object.entries(thing).map(([k, v]) => [k, text(v)]),
          paint,
        )
          .split("\n")
          .slice(1)
          .join("\n")}\n`,
      );
    };
    return {
      ...{ client, args, signal, show },
      options: options as Record<string, string | undefined>,
      header: typeof options.key === "string" ? { header: { "Idempotency-Key": options.key } } : {},
      list: async (rows, columns) => {
        const most = Number(options.limit);
        const kept: object[] = [];
        for await (const row of rows) {
          if (kept.length >= most) break;
          kept.push(row);
        }
        if (asJson) return void json(kept);
        if (kept.length === 0) return void say(words.empty[language]);
        const cells = kept.map((row) => columns.map((column) => text((row as Record<string, unknown>)[column])));
        out.write(`${table(columns, cells, paint)}\n`);
      },
      order: async (placing) => {
        const { order } = await placing;
        if (options.wait === false) return show(order);
        const bar = progressBar(err, 1, `${words.accepted[language]} ${order.id}`, alarm);
        const last = await client.follow(order, following).finally(bar.end);
        show(last);
        if (last.state !== "succeeded") throw new OrderFailed(failureOf(last));
      },
      many: async (rows) => {
        const placed = rows.filter((row) => row.order);
        const bar = progressBar(err, rows.length, words.accepted[language], alarm);
        const results = await followAll(rows, options.wait === false, bar).finally(bar.end);
        if (asJson) json(results);
        else
          out.write(
            `${table(
              ["row", "orderId", "state", "code"],
              results.map((r) => [String(r.row), r.orderId, r.state, r.code]),
              paint,
            )}\n`,
          );
        const failed = results.filter((r) => r.code !== "").length;
        if (failed > 0) throw new OrderFailed(`${failed} / ${rows.length} (${placed.length} ${words.accepted[language]})`);
      },
    };

    async function followAll(rows: Parameters<Task["many"]>[0], only: boolean, bar: Progress) {
      const results: { row: number; orderId: string; state: string; code: string }[] = [];
      let failed = 0;
      for (const { row, order, problem } of rows) {
        const last = order && !only ? await client.follow(order.id, following) : undefined;
        const code = problem ?? last?.failure?.code ?? "";
        if (code !== "") failed++;
        results.push({ row, orderId: order?.id ?? "", state: last?.state ?? (order ? "received" : "refused"), code });
        bar.step(results.length, failed);
      }
      return results;
    }
  }

  function failureOf(order: Order): string {
    const { failure } = order;
    return failure ? `${order.state}: ${failure.code}: ${failure.says[language]}` : order.state;
  }

  function told(error: unknown): number {
    const no = (code: number, line: string) => {
      say(`${alarm("red", "✗")} ${printable(line)}`);
      return code;
    };
    if (signal.aborted) return exitCodes.interrupted;
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return exitCodes.done;
      return exitCodes.usage;
    }
    if (error instanceof UsageError) return no(exitCodes.usage, error.message);
    if (error instanceof OrderFailed) return no(exitCodes.orderFailed, error.message);
    if (error instanceof StillOpenError)
      return no(exitCodes.stillOpen, `${error.order.id} ${words.stillOpen[language]} (${error.order.state})`);
    if (error instanceof NoAnswerError) return no(exitCodes.later, error.message);
    if (isProblem(error)) {
      const { problem } = error;
      if (asJson) say(JSON.stringify(problem));
      else {
        no(0, `${problem.code}: ${problem.title}`);
        say(`  ${words.toDo[language]}: ${printable(problem.detail)}`);
        for (const fault of problem.errors ?? [])
          say(`  ${printable(`${fault.pointer ?? fault.parameter ?? ""} ${fault.detail}`)}`);
        if (problem.requestId) say(alarm("dim", `  ${words.requestId[language]}: ${problem.requestId}`));
      }
      return problem.retryable ? exitCodes.later : exitCodes.refused;
    }
    return no(exitCodes.fault, error instanceof Error ? error.message : "?");
  }
}

/** One cell: what is nested is named by its id or code. */
function text(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value !== "object") return String(value);
  if (Array.isArray(value)) return value.every((v) => typeof v !== "object") ? value.join(", ") : `[${value.length}]`;
  const { id, code } = value as { id?: unknown; code?: unknown };
  return String(id ?? code ?? JSON.stringify(value));
}
