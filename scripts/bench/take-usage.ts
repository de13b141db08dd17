import { createReadStream } from "node:fs";
import { connect, disconnect } from "@saihan/db";
import { readCsv, takeUsage } from "@saihan/metering";

/** A process that takes one file of usage in, as `npm run usage` does, and tells what it took, how long and how much memory. */
const [file = "", at = ""] = process.argv.slice(2);
const db = connect({ url: process.env.DATABASE_URL ?? "", applicationName: "bench-usage", max: 4, statementTimeoutMs: 600_000 });
const began = performance.now();
const sum = await takeUsage(db, { service: "bench" }, readCsv(createReadStream(file, { highWaterMark: 256 * 1024 })), {
  now: () => new Date(at),
});
const seconds = (performance.now() - began) / 1_000;
console.log(JSON.stringify({ ...sum, seconds, peakMb: process.resourceUsage().maxRSS / 1_024 }));
await disconnect(db);
