// Runs a script of this repository: node scripts/run.mjs scripts/demo.ts [arguments]
import { ensureInstalled, runScript } from "./install.mjs";

const [file] = process.argv.splice(2, 1);
if (!file) {
  console.error("usage: node scripts/run.mjs scripts/NAME.ts [arguments]");
  process.exit(2);
}
ensureInstalled();
await runScript(file);
