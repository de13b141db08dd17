import { type Db, fileContracts, single } from "@saihan/db";
import type { Log } from "@saihan/log";
import { startGathering } from "./gathering.ts";

const scope = { service: "outbox-relay" };
const atOnce = 1_000;

/** Files new and changed contracts in the card index of the search; until then a search reads them one by one. */
export function startFiling({ db, log }: { db: Db; log: Log }) {
  return startGathering({
    what: "filing contracts",
    log,
    restMs: 1_000,
    step: async () => {
      const [row] = await single(db, scope, (tx) => fileContracts(tx, atOnce));
      return row?.filed === atOnce;
    },
  });
}
