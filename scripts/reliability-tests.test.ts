import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const page = readFileSync(`${root}/docs/reliability-tests.md`, "utf8");
const rows = [...page.matchAll(/^\| ([RLS]-\d\d) \|(.*)\|$/gm)].map(([, no = "", rest = ""]) => ({
  no,
  cells: rest.split(" | "),
}));
const scripts = Object.keys(JSON.parse(readFileSync(`${root}/package.json`, "utf8")).scripts);

test("every test that the design asks for has one row, in order, with all its columns", () => {
  const numbers = (kind: string, most: number) =>
    Array.from({ length: most }, (_, i) => `${kind}-${String(i + 1).padStart(2, "0")}`);
  expect(rows.map(({ no }) => no)).toEqual([...numbers("R", 28), ...numbers("L", 8), ...numbers("S", 35)]);
  expect(rows.filter(({ cells }) => cells.length !== 5).map(({ no }) => no)).toEqual([]);
});

test("files and commands that it names are there", () => {
  const named = [...page.matchAll(/`((?:test|packages|services|scripts)\/[\w./-]+)`/g)].map(([, path]) => path as string);
  expect(named.length).toBeGreaterThan(60);
  expect(named.filter((path) => !existsSync(`${root}/${path}`))).toEqual([]);
  const commands = [...page.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name as string);
  expect(commands.filter((name) => !scripts.includes(name))).toEqual([]);
});

test("a row that nothing shows says so", () => {
  const silent = rows.filter(
    ({ cells: [, short, long, , missing] }) => short === "–" && long === "–" && missing?.trim() !== "all of it",
  );
  expect(silent.map(({ no }) => no)).toEqual([]);
});
