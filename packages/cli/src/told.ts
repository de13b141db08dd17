import { isProblem, NoAnswerError, StillOpenError } from "@saihan/client";
import { CommanderError } from "commander";
import { exitCodes } from "./exit-codes.ts";
import { OrderFailed, StillGoing } from "./outcomes.ts";
import { parserError } from "./parser-errors.ts";
import { UsageError } from "./profile.ts";
import { type Paint, printable } from "./table.ts";
import { type Language, words } from "./words.ts";

/** Tells a person, or a program that asked for JSON, what went wrong. @returns the exit code that says it to a script */
export function told(
  error: unknown,
  to: { say: (text: string) => void; alarm: Paint; language: Language; asJson: boolean; signal: AbortSignal; failedIn: string },
): number {
  const { say, alarm, language, signal } = to;
  const no = (code: number, line: string) => {
    say(`${alarm("red", "✗")} ${printable(line)}`);
    return code;
  };
  if (signal.aborted) return exitCodes.interrupted;
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return exitCodes.done;
    const line = parserError(error, language);
    if (line === undefined) return exitCodes.usage;
    no(0, line);
    say(alarm("dim", `  ${words.seeHelp[language]}: ${to.failedIn} --help`));
    return exitCodes.usage;
  }
  if (error instanceof UsageError) return no(exitCodes.usage, error.message);
  if (error instanceof OrderFailed) return no(exitCodes.orderFailed, error.message);
  if (error instanceof StillGoing) return no(exitCodes.stillOpen, `${error.message} ${words.stillOpen[language]}`);
  if (error instanceof StillOpenError)
    return no(exitCodes.stillOpen, `${error.order.id} ${words.stillOpen[language]} (${error.order.state})`);
  if (error instanceof NoAnswerError) return no(exitCodes.later, `${words.noAnswer[language]}: ${error.message}`);
  if (isProblem(error)) {
    const { problem } = error;
    if (to.asJson) say(JSON.stringify(problem));
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
