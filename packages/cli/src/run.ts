import { connect } from "@saihan/client";
import { Option, Command as Parser } from "commander";
import type { Command, OptionOf, Task } from "./command.ts";
import { commands } from "./commands/index.ts";
import { completionOf, shells } from "./completion.ts";
import { exitCodes } from "./exit-codes.ts";
import { helpForm } from "./help.ts";
import { profileOf, UsageError } from "./profile.ts";
import { painter } from "./table.ts";
import { type OptionValues, taskOf } from "./task.ts";
import type { Terminal } from "./terminal.ts";
import { told } from "./told.ts";
import { languageOf, words } from "./words.ts";

const forms = ["table", "json", "ndjson"] as const;

/** Options that a command has by its kind. */
export function optionsOf(command: Command): readonly OptionOf[] {
  const { kind, name, options = [] } = command;
  const watch: OptionOf[] = [
    { flags: "--no-wait", says: words.noWait },
    { flags: "--within <seconds>", says: words.within },
  ];
  const places = kind === "order" && !["order follow", "order wait", "order cancel"].includes(name);
  return [
    ...options,
    ...(kind === "list"
      ? [
          { flags: "--limit <rows>", says: words.limit },
          { flags: "--all", says: words.all },
        ]
      : []),
    ...(kind === "order" || kind === "watch" ? watch : []),
    ...(places ? [{ flags: "--key <key>", says: words.key }] : []),
  ];
}

/** Runs one command. @returns its exit code, of `exitCodes` */
export async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  const { env, out, err, signal } = terminal;
  const language = languageOf(env);
  const [paint, alarm] = [painter(out, env), painter(err, env)];
  const say = (text: string) => void err.write(`${text}\n`);
  let [form, failedIn]: [Task["form"], string] = ["table", "saihan"];

  const program = dressed(new Parser("saihan"), "saihan")
    .description(words.about[language])
    .option("--url <url>", words.url[language])
    .option("--profile <name>", words.profile[language])
    .addOption(new Option("--output <form>", words.output[language]).choices(forms).default("table"))
    .addHelpText("after", `\n${words.exits[language]}`);
  const groups = new Map<string, Parser>();
  for (const command of commands) {
    const [noun = "", verb = ""] = command.name.split(" ");
    const group = groups.get(noun) ?? dressed(program.command(noun), `saihan ${noun}`).description(verbsOf(noun).join(", "));
    groups.set(noun, group);
    const parser = dressed(group.command(verb), `saihan ${command.name}`).description(command.says[language]);
    for (const name of command.takes ?? []) parser.argument(name);
    for (const option of optionsOf(command)) parser.addOption(parsed(option));
    parser.action(async (...given: unknown[]) => {
      const args = given
        .slice(0, -2)
        .flat()
        .filter((one) => one !== undefined) as string[];
      await command.run(task(args, given.at(-2) as OptionValues));
    });
  }
  dressed(program.command("completion"), "saihan completion")
    .description(`${words.shell[language]}: ${shells.join(", ")}`)
    .argument("<shell>")
    .action((shell: string) => {
      const text = completionOf(
        shell,
        commands.map((command) => ({ name: command.name, flags: optionsOf(command).map(({ flags }) => flags) })),
      );
      if (!text) throw new UsageError(shells.join(", "));
      out.write(text);
    });

  try {
    await program.parseAsync([...argv], { from: "user" });
    return exitCodes.done;
  } catch (error) {
    return told(error, { say, alarm, language, asJson: form !== "table", signal, failedIn });
  }

  function dressed(parser: Parser, name: string): Parser {
    return parser
      .exitOverride((error) => {
        failedIn = name;
        throw error;
      })
      .helpOption("-h, --help", words.help[language])
      .helpCommand(false)
      .showHelpAfterError(false)
      .configureHelp(helpForm(language, paint))
      .configureOutput({
        writeOut: (text) => void out.write(text),
        writeErr: (text) => void err.write(text),
        // Told below, in the reader's language.
        outputError: () => {},
      });
  }

  function parsed({ flags, says, required, choices, repeat }: OptionOf): Option {
    const option = new Option(flags, says[language]).makeOptionMandatory(required === true);
    if (choices) option.choices(choices);
    if (repeat) option.argParser((one: string, before: string[] | undefined) => [...(before ?? []), one]);
    return option;
  }

  function task(args: readonly string[], options: OptionValues): Task {
    const { url, profile, output } = program.opts<{ url?: string; profile?: string; output: Task["form"] }>();
    form = output;
    const settings = profileOf(env, { profile, url }, language, (text) => say(alarm("yellow", text)));
    const client = connect({
      ...{ baseUrl: settings.url, credential: settings.apiKey, language },
      ...(settings.partner ? { partner: settings.partner } : {}),
      ...(env.SAIHAN_PATIENCE_MS ? { patienceMs: Number(env.SAIHAN_PATIENCE_MS) } : {}),
    });
    return taskOf({ terminal, language, paint, alarm, client, form, args, options });
  }
}

const verbsOf = (noun: string) =>
  commands.filter(({ name }) => name.startsWith(`${noun} `)).map(({ name }) => name.slice(noun.length + 1));
