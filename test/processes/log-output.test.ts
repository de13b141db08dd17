import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { nodeArgs } from "@saihan/launch";
import { expect, test } from "vitest";

const writer = fileURLToPath(new URL("./writer.ts", import.meta.url));
const start = (...args: string[]) =>
  spawn(process.execPath, [...nodeArgs(), writer, ...args], { stdio: ["pipe", "pipe", "inherit"] });

test("every line arrives whole and in order, also those of the last moment", async () => {
  const child = start("5000");
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (part: string) => {
    text += part;
  });
  const [code] = await once(child, "close");
  expect(code).toBe(0);
  const lines = text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as { count: number; msg: string });
  expect(lines.map((l) => l.count)).toEqual(Array.from({ length: 5_000 }, (_, i) => i));
});

test("a process whose reader has gone away ends all the same", async () => {
  const child = start("5000", "wait");
  await once(child.stdout, "data");
  child.stdout.destroy();
  child.stdin.end();
  const [code] = await once(child, "exit");
  expect(code).toBe(0);
});
