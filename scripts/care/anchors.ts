import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { readAnchor } from "@saihan/audit";
import { auditStands, connect, disconnect, single } from "@saihan/db";

/**
 * After a restore the audit's chains go on from an earlier entry, so anchors of what was lost would call every later entry rewritten. They are
 * moved aside with the whole file, which is the evidence of what there was; the file that is used on holds the others. An anchor that disagrees
 * with an entry that stands is kept: that is no matter of the restore.
 * @returns nothing when no anchor tells of lost entries
 */
export async function keepAnchors(url: string, file: string): Promise<{ lost: number; aside: string } | undefined> {
  if (!existsSync(file)) return undefined;
  const db = connect({ url, applicationName: "restore", max: 1 });
  try {
    const heads = new Map(
      (await single(db, { service: "restore" }, (tx) => auditStands(tx))).map(({ partnerId, seq }) => [partnerId, seq]),
    );
    const lines = readFileSync(file, "utf8").split("\n");
    const stands = (line: string) => {
      const anchor = readAnchor(line);
      return !anchor || anchor.seq <= (heads.get(anchor.partnerId) ?? 0);
    };
    const kept = lines.filter(stands);
    if (kept.length === lines.length) return undefined;
    const aside = `${file}.before-restore-${new Date().toISOString().replaceAll(/[:.]/g, "-")}`;
    renameSync(file, aside);
    writeFileSync(file, kept.join("\n"), { mode: 0o640 });
    return { lost: lines.length - kept.length, aside };
  } finally {
    await disconnect(db);
  }
}
