import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { formatYen } from "@saihan/billing";
import { closeContext, codeVersion, openDueCloses, previewMonth, readPrices } from "@saihan/closing";
import { loadClosingConfig } from "@saihan/config";
import { closeProgress, collectAgain, createNotifier, disconnect, openMonths, signOff, single } from "@saihan/db";
import { jobs, outboxChannel } from "@saihan/queues";
import { monthGiven, openLedger } from "./ledger.ts";
import { sampleIssuer } from "./sample-issuer.ts";

/**
 * npm run close -- --month YYYY-MM                        closes the month, and those before it that are not closed
 * npm run close -- --month YYYY-MM --dry-run [--partner ID]   what the close would give; nothing of the month is written
 * npm run close -- --month YYYY-MM --again ID             rates the parked contracts of a partner again
 * npm run close -- --month YYYY-MM --sign-off ID          lets a month with exceptions be issued
 *
 * The work is done by the billing workers of the running house; this command opens it and shows how it goes on.
 */
const { values } = parseArgs({
  options: {
    month: { type: "string" },
    "dry-run": { type: "boolean" },
    partner: { type: "string" },
    again: { type: "string" },
    "sign-off": { type: "string" },
    seconds: { type: "string", default: "600" },
  },
});
const month = monthGiven(values.month);
const first = `${month}-01`;
const actor = `command:${process.env.USER ?? "operator"}`;
const scope = { service: "close-command" };
// Only a preview says who issues; invoices are issued by the billing workers, with their own settings.
const settings = loadClosingConfig({ ...sampleIssuer, ...process.env });
const db = openLedger("close");
const outbox = createNotifier(db, outboxChannel);
try {
  if (values["dry-run"]) await dryRun();
  else await close();
} finally {
  outbox.stop();
  await disconnect(db);
}

async function dryRun(): Promise<void> {
  const partners = values.partner
    ? [{ id: values.partner }]
    : await single(
        db,
        scope,
        (tx) => tx<{ id: string }[]>`select id from contracts where kind = 'parent' and started_at is not null order by id`,
      );
  const prices = await readPrices(db, { partnerId: "", actor });
  for (const { id } of partners) {
    const at = new Date();
    const { issuer } = closeContext(db, () => at, settings);
    const { draft, rows, linesHash, cutoffAt } = await previewMonth(db, { partnerId: id, actor }, { month, at, prices, issuer });
    console.log(
      `${id}: ${rows.statements.length} statements, ${rows.lines.length} lines, net ${formatYen(draft.net)}, tax ${formatYen(draft.tax)}, total ${formatYen(draft.total)}`,
    );
    console.log(
      `  usage up to ${cutoffAt.toISOString()}, lines ${linesHash.slice(0, 16)}, ${rows.parked.length} parked, ${rows.exceptions.length} exceptions`,
    );
  }
}

async function close(): Promise<void> {
  const again = values.again;
  const signed = values["sign-off"];
  if (again) {
    const work = { queue: jobs.rateContracts.queue, name: jobs.rateContracts.name };
    await single(db, { partnerId: again, actor }, (tx) =>
      collectAgain(tx, { partnerId: again, month: first, at: new Date(), work }),
    );
  }
  if (signed) {
    const next = { queue: jobs.issueInvoice.queue, name: jobs.issueInvoice.name };
    await single(db, { partnerId: signed, actor }, (tx) =>
      signOff(tx, { partnerId: signed, month: first, actor, at: new Date(), next }),
    );
  }
  const until = performance.now() + Number(values.seconds) * 1_000;
  let told = "";
  for (;;) {
    const facts = { at: new Date(), closing: { day: settings.CLOSING_DAY }, batchSize: settings.CLOSE_BATCH, actor, upTo: month };
    const opened = await openDueCloses(db, scope, facts);
    if (opened.length > 0) outbox.tell();
    const open = await single(db, scope, (tx) => openMonths(tx, first));
    const line = await board();
    if (line !== told) console.log(line);
    told = line;
    if (opened.length === 0 && open.length === 0) break;
    const waiting = opened.length === 0 && open.every(({ state }) => state === "rated" || state === "reviewed");
    if (performance.now() > until) {
      console.log(waiting ? "what is left waits for a person: --sign-off or --again" : "not done yet; the workers go on");
      process.exitCode = 1;
      break;
    }
    await pause(250);
  }
  console.log(`code version ${codeVersion}`);
}

async function board(): Promise<string> {
  const rows = await single(db, scope, (tx) => closeProgress(tx, first));
  const sum = (of: "expected" | "done" | "parked") => rows.reduce((total, row) => total + row[of], 0);
  const closed = rows.filter(({ state }) => state === "closed").length;
  const contracts = sum("expected") + sum("done") + sum("parked");
  return `${month}: ${contracts} contracts expected, ${sum("done")} done, ${sum("parked")} parked; ${closed} of ${rows.length} partners closed`;
}
