import { describe, expect, test } from "vitest";
import { completionOf, shells } from "../completion.ts";
import { optionsOf } from "../run.ts";
import { commands } from "./index.ts";

const flagsOf = (flags: string) => flags.match(/--[a-z-]+/g) ?? [];

describe("the words of the command", () => {
  test("every name is two words and stands once, in both languages", () => {
    const names = commands.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { name, says } of commands) {
      expect(name).toMatch(/^[a-z]+ [a-z]+$/);
      expect([says.ja, says.en].every((text) => text.length > 0)).toBe(true);
      expect(says.ja).not.toBe(says.en);
    }
  });

  test.each(commands.map((command) => ({ name: command.name, command })))(
    "$name: no option stands twice or hides a general one",
    ({ command }) => {
      const own = optionsOf(command).flatMap(({ flags }) => flagsOf(flags));
      const all = [...own, "--url", "--profile", "--output", "--help"];
      expect(all.filter((flag, i) => all.indexOf(flag) !== i)).toEqual([]);
      for (const { says } of optionsOf(command)) expect([says.ja, says.en].every((text) => text.length > 0)).toBe(true);
    },
  );

  test("every shell completes every word and option", () => {
    const words = commands.map((command) => ({ name: command.name, flags: optionsOf(command).map(({ flags }) => flags) }));
    for (const shell of shells) {
      const text = completionOf(shell, words) ?? "";
      for (const { name, flags } of words) {
        expect(text).toContain(name.split(" ")[1]);
        for (const flag of flags.flatMap(flagsOf)) expect(text).toContain(shell === "fish" ? `-l ${flag.slice(2)}` : flag);
      }
    }
    expect(completionOf("cmd", words)).toBeUndefined();
  });
});
