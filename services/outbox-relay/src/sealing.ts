import { type Db, sealAudit, single } from "@saihan/db";
import type { Log } from "@saihan/log";
import { startGathering } from "./gathering.ts";

const scope = { service: "outbox-relay" };
const atOnce = 2_000;

/** Seals audit entries soon after they are committed. Several relays may do so at once: each partner is one relay's at a time. */
export function startSealing({ db, log }: { db: Db; log: Log }) {
  return startGathering({
    what: "sealing the audit",
    log,
    restMs: 250,
    step: async () => {
      const [row] = await single(db, scope, (tx) => sealAudit(tx, atOnce));
      return row?.sealed === atOnce;
    },
  });
}
