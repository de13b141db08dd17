import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** `level: message` of every line that the product's code writes with a constant message. */
function written(): string[] {
  const sources = ["packages", "services"].flatMap((room) =>
    readdirSync(`${root}${room}`, { recursive: true, encoding: "utf8" })
      .filter((path) => /\/src\/.*\.ts$/.test(path) && !/node_modules|\.test\.ts$/.test(path))
      .map((path) => readFileSync(`${root}${room}/${path}`, "utf8")),
  );
  const lines = sources.flatMap((text) => [...text.matchAll(/\blog\??\.(debug|info|warn|error|fatal)\(\s*"([^"]+)"/g)]);
  return [...new Set(lines.map(([, level, message]) => `${level}: ${message}`))].toSorted();
}

test("every line that can be logged stands on the page, and no other", () => {
  const page = readFileSync(`${root}docs/operations/logs.md`, "utf8");
  const told = [...page.matchAll(/^\| (debug|info|warn|error|fatal) \| ([^|]+) \|/gm)].map(
    ([, level, message]) => `${level}: ${message}`,
  );
  expect(told.toSorted()).toEqual(written());
});
