import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

/** npm run fuzz -- --calls 100000 --seed 7 [--only OPERATION]: the long form of test/fuzz. */
const { values } = parseArgs({
  options: { calls: { type: "string", default: "100000" }, seed: { type: "string", default: "1" }, only: { type: "string" } },
});
const root = fileURLToPath(new URL("..", import.meta.url));
const { status } = spawnSync(
  process.execPath,
  ["node_modules/vitest/vitest.mjs", "run", "--project", "scenarios on postgres", "test/fuzz"],
  {
    cwd: root,
    stdio: "inherit",
    env: {
      ...process.env,
      ...{ FUZZ_CALLS: values.calls, FUZZ_SEED: values.seed, FUZZ_VERBOSE: "1" },
      ...(values.only ? { FUZZ_ONLY: values.only } : {}),
    },
  },
);
process.exit(status ?? 1);
