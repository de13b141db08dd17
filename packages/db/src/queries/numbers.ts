import { contractId, userId } from "@saihan/domain";
import { type Db, single } from "../transaction.ts";

/**
 * Hands out contract and user ids. Numbers are taken from the database in blocks, so that an id is known before its row is
 * written; numbers of a block that is left unfinished are never used.
 */
export function createNumbers(db: Db, blockSize = 100) {
  const contracts = blocks("contract_number");
  const users = blocks("user_number");
  return {
    contractId: async () => contractId(await contracts()),
    userId: async () => userId(await users()),
  };

  function blocks(sequence: "contract_number" | "user_number"): () => Promise<number> {
    let ready: number[] = [];
    let fetching: Promise<void> | undefined;
    return async () => {
      for (;;) {
        const next = ready.shift();
        if (next !== undefined) return next;
        fetching ??= single(
          db,
          { service: "numbers" },
          (tx) => tx<{ number: number }[]>`select nextval(${sequence}::regclass) as number from generate_series(1, ${blockSize})`,
        )
          .then((rows) => {
            ready = rows.map((r) => r.number);
          })
          .finally(() => {
            fetching = undefined;
          });
        await fetching;
      }
    };
  }
}
export type Numbers = ReturnType<typeof createNumbers>;
