import { createReadStream } from "node:fs";
import { parseArgs } from "node:util";
import { makeApiKey } from "@saihan/auth";
import { countParkedUsage, disconnect, insertProviderKey, listParkedUsage, single } from "@saihan/db";
import { sentence } from "@saihan/domain";
import { readCsv, readNdjson, retryParked, takeUsage } from "@saihan/metering";
import { openLedger } from "./ledger.ts";

/**
 * npm run usage -- FILE.csv|FILE.ndjson   takes usage events in; sending a file twice counts once
 * npm run usage -- --parked               what waits for a person, and why
 * npm run usage -- --retry                tries it again
 * npm run usage -- --new-key NAME --source URI   a credential with which a metering may POST /v1/usage for that source
 */
const { values, positionals } = parseArgs({
  options: {
    parked: { type: "boolean" },
    retry: { type: "boolean" },
    "new-key": { type: "string" },
    source: { type: "string" },
  },
  allowPositionals: true,
});
const [file] = positionals;
const scope = { service: "usage-command" };
const now = () => new Date();
const db = openLedger("usage");
try {
  if (file) {
    const bytes = createReadStream(file, { highWaterMark: 256 * 1024 });
    const began = performance.now();
    const sum = await takeUsage(db, scope, file.endsWith(".csv") ? readCsv(bytes) : readNdjson(bytes), { now });
    const seconds = (performance.now() - began) / 1_000;
    console.log(
      `${sum.taken} taken (${sum.late} of them late), ${sum.repeated} repeated, ${sum.parked} parked, in ${seconds.toFixed(1)} s`,
    );
    if (sum.parked > 0) await tellParked();
  } else if (values["new-key"] && values.source) {
    const key = makeApiKey();
    const { "new-key": name, source } = values;
    await single(db, scope, (tx) => insertProviderKey(tx, { id: key.id, secretHash: key.secretHash, name, source, at: now() }));
    console.log(`${key.key}\nIt is shown once; the database has only its hash.`);
  } else if (values.retry) {
    const { tried, taken } = await retryParked(db, scope, now);
    console.log(`${tried} tried, ${taken} taken`);
  } else if (values.parked) {
    await tellParked();
  } else {
    console.error("usage: npm run usage -- FILE.csv|FILE.ndjson | --parked | --retry");
    process.exitCode = 2;
  }
} finally {
  await disconnect(db);
}

async function tellParked(): Promise<void> {
  for (const { code, count } of await single(db, scope, (tx) => countParkedUsage(tx)))
    console.log(`${String(count).padStart(9)}  ${code}`);
  for (const { eventId, code, variables } of await single(db, scope, (tx) => listParkedUsage(tx, 10))) {
    console.log(`  ${eventId}: ${sentence(code as "USAGE_OVERLAPS", "says", "en", variables)}`);
  }
}
