import type { Order, SaihanClient } from "@saihan/client";
import type { Bilingual } from "./words.ts";

/** One command, as data: help, completion and the parser are drawn from it. */
export interface Command {
  /** As it is typed: `contract list`. */
  name: string;
  says: Bilingual;
  /** In the form of commander: `<contractId>`, `[file]`. */
  takes?: readonly string[];
  options?: readonly { flags: string; says: Bilingual; required?: boolean }[];
  /** Lists take --limit and --all, orders --no-wait, --within and --key. */
  kind: "list" | "show" | "order" | "other";
  run(task: Task): Promise<void>;
}

/** What a command has to work with. */
export interface Task {
  client: SaihanClient;
  /** In the order of `takes`. */
  args: readonly string[];
  options: Readonly<Record<string, string | undefined>>;
  signal: AbortSignal;
  /** Writes rows as they come, with these fields as columns. */
  list(rows: AsyncIterable<object>, columns: readonly string[]): Promise<void>;
  show(thing: object): void;
  /** Header of an order: the key of --key, if there is one. */
  header: { header?: { "Idempotency-Key": string } };
  /** Waits for the acceptance, follows the order unless told otherwise, and writes it. */
  order(placing: Promise<{ order: Order }>): Promise<void>;
  /** Follows many orders under one bar, and writes how each row ended. */
  many(rows: readonly { row: number; order?: { id: string } | null; problem?: string }[]): Promise<void>;
}

/** Only what was given: the API tells "left out" from "null". */
export function given<T extends Record<string, unknown>>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}
