// @ts-nocheck: what it reads with is installed when it is first run
import { readdirSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { checkSync } from "recheck";
import { parseAst } from "vite";

const root = fileURLToPath(new URL("../..", import.meta.url));
const sources = ["packages", "services"]
  .flatMap((room) => readdirSync(`${root}${room}`).map((name) => `${root}${room}/${name}/src`))
  .flatMap((folder) => files(folder))
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path));

/** Where each expression stands, and the texts of which others are made while the program runs. */
const found = new Map();
const made = [];
for (const path of sources)
  look(parseAst(readFileSync(path, "utf8"), { lang: path.endsWith("x") ? "tsx" : "ts" }), relative(root, path));

let bad = 0;
for (const [written, places] of found) {
  const end = written.lastIndexOf("/");
  const said = checkSync(written.slice(1, end), written.slice(end + 1), { timeout: 60_000 });
  if (said.status === "safe") continue;
  bad++;
  console.log(`${said.status === "vulnerable" ? said.complexity.summary : said.error.kind}: ${written}\n  ${places.join(", ")}`);
}
console.log(`${found.size} expressions in ${sources.length} files: ${bad} that a hostile text keeps busy`);
console.log(`made while the program runs, look at them: ${[...new Set(made)].join(", ") || "none"}`);
process.exit(bad === 0 ? 0 : 1);

/** @param {string} folder @returns {string[]} */
function files(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      return entry.isDirectory() ? files(path) : [path];
    });
  } catch (error) {
    if (error.code === "ENOENT") return [];
    throw error;
  }
}

/** @param {unknown} node @param {string} path */
function look(node, path) {
  if (Array.isArray(node)) for (const one of node) look(one, path);
  if (!node || typeof node !== "object" || Array.isArray(node)) return;
  if (node.type === "Literal" && node.regex) {
    const written = `/${node.regex.pattern}/${node.regex.flags}`;
    found.set(written, [...new Set([...(found.get(written) ?? []), path])]);
  }
  if (/^(New|Call)Expression$/.test(node.type ?? "") && node.callee?.name === "RegExp") made.push(path);
  for (const value of Object.values(node)) look(value, path);
}
