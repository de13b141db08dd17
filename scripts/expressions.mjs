import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * npm run test:expressions: looks at every regular expression of the product for one that a hostile text can keep busy for longer than
 * the text is long (recheck). S-23.
 */
const own = fileURLToPath(new URL("./expressions", import.meta.url));
/** @param {string} command @param {string[]} args */
const run = (command, args) => {
  const { status } = spawnSync(command, args, { cwd: own, stdio: "inherit", env: { ...process.env, RECHECK_BACKEND: "pure" } });
  if (status !== 0) process.exit(status ?? 1);
};
if (!existsSync(`${own}/node_modules`)) run("npm", ["ci", "--no-audit", "--no-fund"]);
run(process.execPath, ["check.mjs"]);
