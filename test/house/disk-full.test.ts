import { spawnSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { findRedisServer, throwAwayFolder, waitFor } from "@saihan/launch";
import postgres from "postgres";
import { describe, expect, onTestFinished, test } from "vitest";
import { openLocalHouse } from "../../scripts/house.ts";
import { someContract } from "../support/client.ts";

/** A disk runs full, and is freed again (reliability R-13): each on a small file system of its own, which only root may mount. */
const disks = [
  { room: "postgres", megabytes: 400 },
  { room: "redis", megabytes: 8 },
  { room: "logs", megabytes: 4 },
];
const probe = throwAwayFolder("mount");
const mayMount = process.getuid?.() === 0 && mount(probe, 1);
if (mayMount) unmount(probe);
rmSync(probe, { recursive: true, force: true });
const why = mayMount ? "" : " (skipped: no file system can be mounted here)";
const redis = findRedisServer();

function mount(folder: string, megabytes: number): boolean {
  return spawnSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m,mode=0711`, "tmpfs", folder]).status === 0;
}
function unmount(folder: string): void {
  spawnSync("umount", ["-l", folder]);
}

/** Writes until not one byte more goes in. */
function fill(folder: string): void {
  const file = openSync(join(folder, "ballast"), "a");
  try {
    for (let size = 1024 * 1024; size >= 1; size = Math.floor(size / 8)) {
      const piece = Buffer.alloc(size);
      try {
        while (writeSync(file, piece) > 0);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
      }
    }
  } finally {
    closeSync(file);
  }
}

describe.skipIf(!mayMount)(`a disk runs full${why}`, () => {
  test.each(disks)(
    "that of $room: refusals say so, nothing accepted is lost, all goes on when it is freed",
    { timeout: 240_000 },
    async ({ room, megabytes }) => {
      const folder = throwAwayFolder("disk");
      const disk = join(folder, room);
      mkdirSync(disk);
      expect(mount(disk, megabytes)).toBe(true);
      onTestFinished(() => unmount(disk));
      const house = await openLocalHouse({
        ...{ stateFolder: folder, portBase: 0, redisCommand: redis, tell: () => {}, say: () => {} },
        env: { RATE_LIMIT: "100000", LOG_LEVEL: "debug", RECONCILE_AFTER_MS: "3000" },
      });
      const sql = postgres(house.started.database, { max: 1, onnotice: () => {} });
      try {
        const [partner] = house.started.partners as { apiKey: string }[];
        const accepted = new Set<string>();
        const answers = new Map<string, number>();
        let running = true;
        const client = async (n: number) => {
          for (let i = 0; running; i++) {
            const headers = {
              ...{ authorization: `Bearer ${partner?.apiKey}`, "content-type": "application/json" },
              "idempotency-key": `disk ${n} ${i}`,
            };
            const body = JSON.stringify(someContract());
            const answer = await fetch(`${house.started.api}/v1/contracts`, { method: "POST", headers, body }).catch(
              () => undefined,
            );
            const text = await answer?.text().catch(() => undefined);
            const what = answer && text !== undefined ? String(answer.status) : "no answer";
            answers.set(what, (answers.get(what) ?? 0) + 1);
            if (answer?.status === 202 && text) accepted.add((JSON.parse(text) as { order: { id: string } }).order.id);
            if (answer?.status === 503 && !answer.headers.get("retry-after")) answers.set("503 that says no time", 1);
            await pause(answer?.status === 202 ? 20 : 200);
          }
        };
        const clients = Promise.all([0, 1, 2, 3].map(client));
        const reached = (n: number) =>
          waitFor(`${n} accepted orders`, 60_000, async () => (accepted.size >= n ? true : undefined));
        await reached(20);
        fill(disk);
        await pause(4_000);
        const whileFull = new Map(answers);
        rmSync(join(disk, "ballast"));
        const freed = performance.now();
        await reached(accepted.size + 20);
        const backAfter = performance.now() - freed;
        running = false;
        await clients;
        const open = await waitFor("the end of all orders", 60_000, async () => {
          const rows = await sql<{ id: string; state: string }[]>`select id, state from orders`.catch(() => undefined);
          if (!rows) return undefined;
          const states = new Map(rows.map((r) => [r.id, r.state]));
          const wrong = [...accepted].filter((id) => states.get(id) !== "succeeded");
          return wrong.length === 0 ? wrong : undefined;
        });
        console.log(
          `${room}: ${accepted.size} accepted, again ${(backAfter / 1_000).toFixed(1)} s after it was freed; while full: ${[...whileFull].map(([a, n]) => `${n} × ${a}`).join(", ")}`,
        );
        expect(open).toEqual([]);
        expect([...answers.keys()].filter((a) => !["202", "503", "429", "no answer"].includes(a))).toEqual([]);
      } finally {
        await sql.end({ timeout: 1 });
        await house.stop();
        unmount(disk);
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );
});
