import { createLog } from "@saihan/log";

/** Writes so many lines and ends at once; with `wait`, when its input ends. */
const [count = "1", wait] = process.argv.slice(2);
const log = createLog("writer");
const all = () => {
  for (let i = 0; i < Number(count); i++) log.info("line", { count: i });
  process.exit(0);
};
if (wait) {
  log.info("waiting");
  process.stdin.on("end", all).resume();
} else {
  all();
}
