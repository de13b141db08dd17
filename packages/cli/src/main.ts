import { exitCodes } from "./exit-codes.ts";
import { run } from "./run.ts";

/** The command `saihan`: the only place that knows the process. */
const stop = new AbortController();
process.once("SIGINT", () => {
  stop.abort(new Error("interrupted"));
  process.exitCode = exitCodes.interrupted;
});
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // `saihan contract list | head` closes the pipe when it has enough.
  if (error.code === "EPIPE") process.exit(exitCodes.done);
  throw error;
});
const code = await run(process.argv.slice(2), {
  env: process.env,
  out: process.stdout,
  err: process.stderr,
  signal: stop.signal,
});
process.exitCode = stop.signal.aborted ? exitCodes.interrupted : code;
