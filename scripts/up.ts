import { resolve } from "node:path";
import { findKeystone, keystoneMissing } from "@saihan/launch";
import { openLocalHouse, type RunningHouse } from "./house.ts";
import { readable, worthSaying } from "./log-lines.ts";

/** npm start [-- --keystone] [--verbose]: stays in the foreground until Ctrl-C. */
const began = performance.now();
const verbose = process.argv.includes("--verbose");
const portBase = Number(process.env.PORT_BASE ?? 4_000);
const stateFolder = resolve(process.env.STATE_DIR ?? ".saihan");
if (!Number.isInteger(portBase) || portBase < 0 || portBase > 65_500) {
  console.error("PORT_BASE must be a port number; 0 means any free ports.");
  process.exit(2);
}

const installed = process.argv.includes("--keystone") ? findKeystone() : undefined;
if (process.argv.includes("--keystone") && !installed) {
  console.error(`Keystone cannot be started: ${keystoneMissing}`);
  process.exit(2);
}

let house: RunningHouse | undefined;
let stopping: Promise<void> | undefined;
let serving = 0;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop(0));

console.log("Saihan starts ...");
try {
  house = await openLocalHouse({
    stateFolder,
    portBase,
    databaseUrl: process.env.DATABASE_URL || undefined,
    redisUrl: process.env.REDIS_URL || undefined,
    smtpUrl: process.env.SMTP_URL || undefined,
    walArchive: process.env.WAL_ARCHIVE ? resolve(process.env.WAL_ARCHIVE) : undefined,
    ...(installed ? { keystone: { installed } } : {}),
    tell: (line) => console.log(line),
    say: (name, line) => {
      if (verbose || worthSaying(line)) console.log(readable(name, line));
    },
    serving: () => {
      serving = performance.now() - began;
    },
  });
} catch (error) {
  if (stopping) await stopping;
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
if (!stopping) welcome(house);

function welcome({ started }: RunningHouse): void {
  const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;
  const [partner] = started.partners;
  const lines = [
    ["Partner API", started.api],
    ["API documentation", `${started.api}/docs/`],
    ["Portal", started.portal],
    ["Queue dashboard", started.dashboard],
    ["Mail catcher", started.mail ?? `none: mail goes to ${process.env.SMTP_URL}`],
    started.keystone
      ? ["Keystone", `${started.keystone.url}  user ${started.keystone.username}  password in ${started.keystone.passwordFile}`]
      : ["Platform simulator", `${started.platform}/journal`],
    ["Database", started.database.replace(/:[^:@/]*@/, ":***@")],
    ["Queues", started.redis ? "Redis" : "Postgres (set REDIS_URL for Redis)"],
    ["State", stateFolder],
    ["", ""],
    ["Partner", `${partner?.name} (${partner?.contractId})`],
    ["API key", partner?.apiKey ?? ""],
    ["Portal sign-in", `${partner?.loginId}  password ${partner?.password}`],
    ["Operator", `${started.operator.loginId}  password ${started.operator.password}`],
    ["One-time secret", `${started.operator.totpSecret} (for an authenticator app)`],
  ];
  console.log(
    `\nReady after ${seconds(performance.now() - began)}; the first order could be served after ${seconds(serving)}.\n`,
  );
  for (const [label = "", value = ""] of lines) console.log(label ? `  ${label.padEnd(20)}${value}` : "");
  console.log("\nTry it: npm run demo in a second terminal. Ctrl-C stops everything and keeps the data.\n");
}

async function stop(code: number): Promise<void> {
  stopping ??= (async () => {
    console.log("\nSaihan stops ...");
    // Still starting: ending here takes the children with it, and the next start recovers.
    if (!house) process.exit(130);
    await house.stop();
    console.log("Stopped.");
  })();
  await stopping;
  process.exit(code);
}
