import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";

export interface CaughtMail {
  id: number;
  /** When it was taken, ISO 8601 in UTC. */
  at: string;
  from: string;
  /** Addresses of the To header. */
  to: string[];
  cc: string[];
  /** Who it was really handed over for: the SMTP envelope. */
  recipients: string[];
  subject: string;
  text: string;
  html: string;
  messageId: string;
  /** The mails that this one goes on from (RFC 5322, 3.6.4). */
  inReplyTo: string;
  references: string[];
  /** Where one request ends the subscription (RFC 8058), if the mail says so. */
  unsubscribe?: string;
}

export interface Box {
  all(): readonly CaughtMail[];
  find(id: number): CaughtMail | undefined;
  /** Stored before the sender is told that the mail was taken. */
  put(mail: Omit<CaughtMail, "id" | "at">): CaughtMail;
  /** Removes every mail. */
  empty(): void;
  close(): void;
}

/** @param folder where the mail is kept over restarts; without it, in memory */
export function openBox(folder: string | undefined): Box {
  let mails: CaughtMail[] = [];
  let file: number | undefined;
  const path = folder ? `${folder}/mails.ndjson` : undefined;
  if (folder && path) {
    mkdirSync(folder, { recursive: true });
    if (existsSync(path)) {
      for (const line of readFileSync(path, "utf8").split("\n"))
        if (line.endsWith("}")) mails.push(JSON.parse(line) as CaughtMail);
    }
    file = openSync(path, "a");
    if (mails.length > 0) writeSync(file, "\n");
  }
  return {
    all: () => mails,
    find: (id) => mails.find((m) => m.id === id),
    put: (facts) => {
      const mail = { id: (mails.at(-1)?.id ?? 0) + 1, at: new Date().toISOString(), ...facts };
      if (file !== undefined) writeSync(file, `${JSON.stringify(mail)}\n`);
      mails.push(mail);
      return mail;
    },
    empty: () => {
      mails = [];
      if (file !== undefined && path) {
        closeSync(file);
        file = openSync(path, "w");
      }
    },
    close: () => {
      if (file !== undefined) closeSync(file);
    },
  };
}
