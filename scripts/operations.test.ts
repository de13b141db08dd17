import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const alerts = readFileSync(at("docs/operations/alerts.yml"), "utf8");
const names = [...alerts.matchAll(/- alert: (\w+)/g)].map(([, name]) => name as string);

test("every alert has a page that says what it means, how to look, what to do and when it is over", () => {
  expect(names.length).toBeGreaterThan(10);
  for (const name of names) {
    const page = readFileSync(at(`docs/runbooks/${name}.md`), "utf8");
    const heads = [...page.matchAll(/^## (.+)$/gm)].map(([, head]) => head);
    expect([name, heads]).toEqual([name, ["What it means", "How to look", "What to do", "How to know that it is over"]]);
  }
  const pages = readdirSync(at("docs/runbooks")).filter((file) => file !== "README.md");
  expect(pages.map((file) => file.replace(".md", "")).sort()).toEqual(names.toSorted());
});

test("alerts and dashboard ask for measures that a process has", () => {
  const sources = ["packages/metrics/src/index.ts", "services/outbox-relay/src/measures.ts"].map((path) =>
    readFileSync(at(path), "utf8"),
  );
  const measured = new Set(sources.flatMap((source) => [...source.matchAll(/"(saihan_\w+)"/g)].map(([, name]) => name)));
  const dashboard = readFileSync(at("docs/operations/dashboard.json"), "utf8");
  const asked = [...`${alerts}${dashboard}`.matchAll(/saihan_\w+/g)].map(([name]) => name.replace(/_(count|bucket|sum)$/, ""));
  expect(measured.size).toBeGreaterThan(8);
  expect([...new Set(asked)].filter((name) => !measured.has(name))).toEqual([]);
});

const promtool = spawnSync("promtool", ["--version"]).status === 0;
if (!promtool && process.env.REQUIRE_PROMTOOL === "1") throw new Error("promtool is required and not on the PATH");

test.skipIf(!promtool)(
  `every alert fires when it should, and a quiet house is quiet${promtool ? "" : " (skipped: no promtool on the PATH)"}`,
  () => {
    for (const args of [
      ["check", "rules", "alerts.yml"],
      ["test", "rules", "alerts.test.yml"],
    ]) {
      const { status, stdout, stderr } = spawnSync("promtool", args, { cwd: at("docs/operations"), encoding: "utf8" });
      expect([status, status === 0 ? "" : stdout + stderr]).toEqual([0, ""]);
    }
  },
);
