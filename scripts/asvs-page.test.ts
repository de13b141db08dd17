import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const page = readFileSync(`${root}docs/asvs.md`, "utf8");

/** How many requirements of level 1 and 2 each section of ASVS 5.0.0 has; chapters 10 and 17 do not apply as a whole. */
const sections: Readonly<Record<string, number>> = {
  ...{ "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1 },
  ...{
    "3.2": 2,
    "3.3": 4,
    "3.4": 6,
    "3.5": 5,
    "3.7": 2,
    "4.1": 3,
    "4.2": 1,
    "4.3": 2,
    "4.4": 4,
    "5.1": 1,
    "5.2": 3,
    "5.3": 2,
    "5.4": 3,
  },
  ...{
    "6.1": 3,
    "6.2": 12,
    "6.3": 4,
    "6.4": 4,
    "6.5": 5,
    "6.6": 3,
    "6.8": 4,
    "7.1": 3,
    "7.2": 4,
    "7.3": 2,
    "7.4": 5,
    "7.5": 2,
    "7.6": 2,
  },
  ...{
    "8.1": 2,
    "8.2": 3,
    "8.3": 1,
    "8.4": 1,
    "9.1": 3,
    "9.2": 4,
    "11.1": 2,
    "11.2": 3,
    "11.3": 3,
    "11.4": 4,
    "11.5": 1,
    "11.6": 1,
  },
  ...{ "12.1": 3, "12.2": 2, "12.3": 4, "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5, "14.1": 2, "14.2": 4, "14.3": 3 },
  ...{ "15.1": 3, "15.2": 3, "15.3": 7, "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3 },
};
const every = Object.entries(sections).flatMap(([section, count]) =>
  Array.from({ length: count }, (_, n) => `${section}.${n + 1}`),
);

test("every requirement stands on the sheet once", () => {
  const named = [...page.matchAll(/^\| ([\d.]+)(?:–([\d.]+))? \|/gm)].map(([, first = "", last = first]) => ({ first, last }));
  const covered = named.flatMap(({ first, last }) =>
    first.includes(".") ? every.slice(every.indexOf(first), every.indexOf(last) + 1) : [],
  );
  expect(covered).toEqual(every);
  expect(named.filter(({ first }) => !first.includes(".")).map(({ first }) => first)).toEqual(["10", "17"]);
});

test("what the sheet names is there, and its sums are those of its rows", () => {
  const paths = [...page.matchAll(/`((?:test|packages|services|scripts|docs|deploy)\/[^`]+)`/g)].map(([, path = ""]) => path);
  expect(paths.filter((path) => !existsSync(root + path))).toEqual([]);
  const open = [...page.matchAll(/^\| ([\d.]+) \|.*\| open \|/gm)].map(([, number]) => number);
  expect([...page.matchAll(/\*\*([^*]+)\*\*/g)].flatMap(([, numbers = ""]) => numbers.split(", ")).toSorted()).toEqual(
    open.map(String).toSorted(),
  );
  expect(page).toContain(`and ${open.length} are open`);
});
