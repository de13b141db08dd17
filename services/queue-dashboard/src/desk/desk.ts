import { type Db, insertAuditEntries, single } from "@saihan/db";
import { type Action, authorize, type OperatorActor, type OperatorKind, preferredLanguage, providerId } from "@saihan/domain";
import type { Log } from "@saihan/log";
import type { QueueStore } from "@saihan/queues";
import type { Request, Response } from "express";
import { type Words, words } from "./words.ts";

/** What the pages of the desk stand on. */
export interface DeskContext {
  db: Db;
  store: QueueStore;
  log: Log;
  now: () => Date;
  /** The Partner API, where orders are cancelled and placed again. */
  apiUrl: string;
}

/** Statements of the desk see every partner: its role may (migrations/0002_access.sql). */
export const scope = { service: "queue-dashboard" };

/** Who has signed in, as the sign-in has left it. */
export interface SignedIn {
  operatorId: string;
  loginId: string;
  kind: OperatorKind;
  /** The session's token. */
  token: string;
}

/** One look of one operator. */
export interface Visit {
  who: OperatorActor;
  signedIn: SignedIn;
  now: Date;
  /** Position of the reader's language in pairs of words. */
  tongue: 0 | 1;
  language: "ja" | "en";
  w: Words;
}

export function visitOf(ctx: DeskContext, req: Request, res: Response): Visit {
  const signedIn = res.locals.operator as SignedIn;
  const language = preferredLanguage(req.headers["accept-language"]);
  const who = { kind: "operator", id: `operator:${signedIn.operatorId}`, type: signedIn.kind } as const;
  return { who, signedIn, now: ctx.now(), tongue: language === "ja" ? 0 : 1, language, w: words[language] };
}

/** What may be done belongs to no contract: the table's rows for the staff hold for every one. */
const everything = { partnerId: providerId, contractId: providerId, inReach: true };

export function may({ who }: Pick<Visit, "who">, action: Action): boolean {
  return authorize(who, action, everything).ok;
}

/** Notes in the audit that somebody tried what they may not. */
export async function noteRefusal(ctx: DeskContext, visit: Visit, action: Action, target: string): Promise<void> {
  const entry = { partnerId: providerId, contractId: providerId, at: visit.now, actor: visit.who.id, action, target };
  await single(ctx.db, scope, (tx) => insertAuditEntries(tx, [{ ...entry, refused: "ACTION_NOT_ALLOWED" }]));
}
