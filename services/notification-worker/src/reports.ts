import { readdir, readFile, rename, stat } from "node:fs/promises";
import { join } from "node:path";
import { type Db, single, takeMailReport } from "@saihan/db";
import { errorFacts, type Log } from "@saihan/log";
import { type OwnMail, readReport } from "@saihan/mail";

/** Reports on mails of ours are small; what is larger is left for people. */
const largest = 1_024 * 1_024;
const scope = { service: "mail-reports" };

interface Reading {
  db: Db;
  log: Log;
  now: () => Date;
  /** A Maildir: `new`, `cur`, `tmp`. */
  folder: string;
  own: OwnMail;
}

/** Looks every few seconds for what has come. */
export function watchReports(reading: Reading, everyMs = 2_000): { stop(): Promise<void> } {
  let stopped = false;
  let failing = 0;
  let wake: () => void = () => {};
  const loop = (async () => {
    while (!stopped) {
      try {
        await readReportsOnce(reading);
        failing = 0;
      } catch (error) {
        if (failing++ === 0) reading.log.warn("cannot read the reports on mails", errorFacts(error));
      }
      if (stopped) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, everyMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  })();
  return {
    stop: async () => {
      stopped = true;
      wake();
      await loop;
    },
  };
}

/**
 * Takes every mail in `new` and moves it to `cur`: as seen (S) when it was a report on a mail of ours, otherwise as not seen, for people to look at. A
 * report that is read twice, because this process died between the two or another was as fast, changes nothing more.
 * @returns how many there were, and how many of them were reports on mails of ours
 * @throws when the folder or the database is away: the rest stays in `new`
 */
export async function readReportsOnce({ db, log, now, folder, own }: Reading): Promise<{ read: number; taken: number }> {
  let [read, taken] = [0, 0];
  const names = (await readdir(join(folder, "new"))).filter((name) => !name.startsWith(".")).toSorted();
  for (const name of names) {
    const file = join(folder, "new", name);
    try {
      const { size } = await stat(file);
      const report = size > largest ? undefined : await readReport(await readFile(file), own);
      const told = report ? await single(db, scope, (tx) => takeMailReport(tx, report, now())) : [];
      const [known] = told;
      if (report && known) log.info(`a mail was reported as ${report.outcome}`, { mailId: report.mailId });
      await rename(file, join(folder, "cur", `${name}:2,${known ? "S" : ""}`));
      read++;
      if (known) taken++;
    } catch (error) {
      // Another worker was faster.
      if ((error as { code?: string }).code !== "ENOENT") throw error;
    }
  }
  return { read, taken };
}
