import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";

/** One call as the cloud saw it. The journal is the cloud's memory too: reading it from the start rebuilds the cloud. */
export interface JournalEntry {
  seq: number;
  at: string;
  call: string;
  clientToken: string;
  /** `acted`: something changed. `repeated`: the token had acted before. `refused`: nothing changed. */
  outcome: "acted" | "repeated" | "refused";
  reason?: string;
  objectId?: string;
  /** What was asked for, enough to do it again from the journal. */
  request: Record<string, unknown>;
}

export interface Journal {
  entries(): readonly JournalEntry[];
  /** Written to the file before the answer goes out, so that what was done is known after a crash. */
  write(entry: Omit<JournalEntry, "seq" | "at">): JournalEntry;
  close(): void;
}

export function openJournal(folder: string | undefined): Journal {
  const entries: JournalEntry[] = [];
  let file: number | undefined;
  if (folder) {
    mkdirSync(folder, { recursive: true });
    const path = `${folder}/journal.ndjson`;
    if (existsSync(path)) {
      for (const line of readFileSync(path, "utf8").split("\n")) {
        // The last line may be cut short by a crash; the call it began was never answered.
        if (line.endsWith("}")) entries.push(JSON.parse(line) as JournalEntry);
      }
    }
    file = openSync(path, "a");
    if (entries.length > 0) writeSync(file, "\n");
  }
  return {
    entries: () => entries,
    write: (facts) => {
      const entry = { seq: entries.length + 1, at: new Date().toISOString(), ...facts };
      if (file !== undefined) writeSync(file, `${JSON.stringify(entry)}\n`);
      entries.push(entry);
      return entry;
    },
    close: () => {
      if (file !== undefined) closeSync(file);
    },
  };
}
