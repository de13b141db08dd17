import type { CommanderError } from "commander";
import type { Language } from "./words.ts";

/** What the parser's library calls wrong, in Japanese; `what` is what it quotes. */
const inJapanese: Readonly<Record<string, (what: string, message: string) => string>> = {
  "commander.unknownCommand": (what) => `不明なコマンドです: ${what}`,
  "commander.unknownOption": (what) => `不明なオプションです: ${what}`,
  "commander.missingArgument": (what) => `引数がありません: <${what}>`,
  "commander.optionMissingArgument": (what) => `オプションの値がありません: ${what}`,
  "commander.missingMandatoryOptionValue": (what) => `必須のオプションがありません: ${what}`,
  "commander.excessArguments": (_, message) => {
    const [, expected, got] = /Expected (\d+) arguments? but got (\d+)/.exec(message) ?? [];
    return `引数が多すぎます (${expected}個のところ${got}個)`;
  },
  "commander.invalidArgument": (what, message) => {
    const [, given] = /argument '([^']*)' is invalid/.exec(message) ?? [];
    const choices = message.split("Allowed choices are ")[1]?.replace(/\.$/, "");
    return `値が正しくありません: ${what} ${given ?? ""}${choices ? ` (使える値: ${choices})` : ""}`;
  },
};

/** What is wrong with a command line, in one sentence. @returns nothing when help was shown instead */
export function parserError({ code, message }: CommanderError, language: Language): string | undefined {
  if (code === "commander.help") return undefined;
  const [, meant] = /\(Did you mean (?:one of )?([^?()]*)\?\)/.exec(message) ?? [];
  const [, what = ""] = /'([^']*)'/.exec(message) ?? [];
  const ofJapanese = language === "ja" ? inJapanese[code] : undefined;
  if (ofJapanese) return `${ofJapanese(what, message)}${meant ? ` (もしかして: ${meant})` : ""}`;
  return message.replace(/^error: /, "").replace(/\n\(Did you mean ([^?()]*)\?\)/, " (did you mean $1?)");
}
