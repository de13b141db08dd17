import { rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { loadProvisioningConfig } from "@saihan/config";
import {
  connect,
  contractsAmong,
  deletePause,
  disconnect,
  insertAuditEntries,
  listPauses,
  mailsAmong,
  ordersAmong,
  settleMails,
  single,
  transaction,
} from "@saihan/db";
import { providerId } from "@saihan/domain";
import { holdReason } from "./care/hold.ts";
import { startedHouse, stateFolder } from "./care/house-here.ts";
import { orphanLines, orphansOf, type World } from "./care/orphans.ts";
import { actsOnSimulator, domainsOn, mailsCaught, mailsInLog } from "./care/world.ts";

/**
 * npm run after-restore -- [--mails FILE] [--settle]
 *
 * Lists what the world has and a restored database does not: orders that the platform has carried out, contracts that stand there, mails that
 * somebody has. --mails: a log of the mail server or a list of Message-IDs, where mail does not go to the mail catcher. --settle: notes mails
 * as sent that somebody has, and lets the work go on that rests since the restore. Reads DATABASE_URL (the owner's) and PLATFORM_URL with
 * its settings, or the house that runs from STATE_DIR. Ends with 0 when there is nothing to tell, 1 when there is, 2 when it could not look.
 */
const { values } = parseArgs({
  options: { mails: { type: "string", multiple: true, default: [] }, settle: { type: "boolean", default: false } },
});
const actor = `command:${process.env.USER ?? "operator"}`;
const scope = { service: "after-restore" };
try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}

async function main(): Promise<number> {
  const house = startedHouse();
  const url = process.env.DATABASE_URL || house?.database;
  if (!url) throw new Error("no database: set DATABASE_URL, or start the house with npm start");
  const world = await lookAround(house, url);
  const db = connect({ url, applicationName: "after-restore", max: 1, statementTimeoutMs: 120_000 });
  try {
    const books = {
      orders: new Set(
        (await single(db, scope, (tx) => ordersAmong(tx, [...new Set(world.acts.map((a) => a.orderId))]))).map(({ id }) => id),
      ),
      contracts: new Set(
        (
          await single(db, scope, (tx) =>
            contractsAmong(
              tx,
              world.domains.map((d) => d.contractId),
            ),
          )
        ).map(({ id }) => id),
      ),
      mails: new Map(
        (
          await single(db, scope, (tx) =>
            mailsAmong(
              tx,
              world.mails.map((m) => m.mailId),
            ),
          )
        ).map(({ id, state }) => [id, state]),
      ),
    };
    const found = orphansOf(world, books);
    for (const line of orphanLines(found)) console.log(line);
    const held = (await single(db, scope, (tx) => listPauses(tx))).filter(({ reason }) => reason === holdReason);
    if (!values.settle) {
      if (held.length > 0)
        console.log(`${held.length} queues rest since the restore: npm run after-restore -- --settle lets them go on`);
      return found.orders.length + found.contracts.length + found.mails.length + found.alreadySent.length > 0 ? 1 : 0;
    }
    const at = new Date();
    const domain = (process.env.MAIL_FROM ?? "saihan@partner.example").split("@")[1] ?? "partner.example";
    await transaction(db, scope, async (tx) => {
      const settled = await settleMails(tx, found.alreadySent, domain, at);
      for (const pause of held) await deletePause(tx, pause);
      await insertAuditEntries(tx, [
        {
          ...{ partnerId: providerId, contractId: providerId, at, actor, action: "database.restore-settle", target: "database" },
          after: {
            orders: found.orders.length,
            contracts: found.contracts.length,
            mails: found.mails.length,
            settled: settled.length,
          },
        },
      ]);
    });
    if (house) rmSync(join(stateFolder, "restored"), { force: true });
    console.log(`${found.alreadySent.length} mails are noted as sent; ${held.length} queues go on`);
    return 0;
  } finally {
    await disconnect(db);
  }
}

async function lookAround(house: ReturnType<typeof startedHouse>, databaseUrl: string): Promise<World> {
  const platform = process.env.PLATFORM_URL || house?.platform;
  if (!platform) throw new Error("PLATFORM_URL is not set");
  const env =
    house?.keystone && !process.env.PLATFORM_URL
      ? {
          PLATFORM_URL: `keystone+${house.keystone.url}`,
          KEYSTONE_USERNAME: house.keystone.username,
          KEYSTONE_PASSWORD_FILE: house.keystone.passwordFile,
        }
      : { ...process.env, PLATFORM_URL: platform };
  const config = loadProvisioningConfig({ ...env, DATABASE_URL: databaseUrl });
  const simulated = /^https?:/.test(config.PLATFORM_URL);
  const mails = values.mails.flatMap((file) => mailsInLog(file));
  if (house?.mail) mails.push(...(await mailsCaught(house.mail)));
  else if (mails.length === 0) console.log("no mails were looked at: give --mails FILE with the mail server's log");
  if (!simulated)
    console.log(
      "the platform keeps no record of orders: objects inside of contracts that stand are compared by the drift report (/v1/operator/drift)",
    );
  return { acts: simulated ? await actsOnSimulator(config.PLATFORM_URL) : [], domains: await domainsOn(config), mails };
}
