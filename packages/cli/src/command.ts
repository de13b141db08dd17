import type { Order, SaihanClient } from "@saihan/client";
import type { Bilingual } from "./words.ts";

export interface OptionOf {
  /** In the form of commander: `--name <text>`, `--notify`. */
  flags: string;
  says: Bilingual;
  required?: boolean;
  choices?: readonly string[];
  /** May be given several times: `task.repeated` has all of them. */
  repeat?: boolean;
}

/** One command, as data: help, completion and the parser are drawn from it. */
export interface Command {
  /** As it is typed: `contract list`. */
  name: string;
  says: Bilingual;
  /** In the form of commander: `<contractId>`, `[file]`, `<orderId...>`. */
  takes?: readonly string[];
  options?: readonly OptionOf[];
  /** Lists take --limit and --all, orders --no-wait, --within and --key; what is only watched --no-wait and --within. */
  kind: "list" | "show" | "order" | "watch" | "other";
  run(task: Task): Promise<void>;
}

/** What a command has to work with. */
export interface Task {
  client: SaihanClient;
  language: "ja" | "en";
  /** In the order of `takes`. */
  args: readonly string[];
  options: Readonly<Record<string, string | undefined>>;
  /** Every value of an option that may be repeated. */
  repeated(name: string): readonly string[];
  signal: AbortSignal;
  form: "table" | "json" | "ndjson";
  /** For the query of a list: as many rows on a page as are wanted. */
  page: { limit: number };
  /** Writes rows as they come, with these fields as columns. */
  list<Row extends object>(rows: AsyncIterable<Row>, columns: readonly Column<Row>[]): Promise<void>;
  /** Writes one row at once, in columns of these widths; as a line of JSON unless a table is asked for. */
  row(row: object, columns: readonly (readonly [name: string, width: number])[]): void;
  /** One thing: its fields, and its lists as tables below them. */
  show(thing: object): void;
  /** A remark to the person, beside the output; not where programs read it. */
  remark(text: string): void;
  /** Writes what is answered to --file, else to standard output. */
  save(answer: Response): Promise<void>;
  /** Header of an order: the key of --key, if there is one. */
  header: { header?: { "Idempotency-Key": string } };
  /** Waits for the acceptance, follows the order unless told otherwise, and writes it. @param wanted the end that is a success */
  order(placing: Promise<{ order: Order }>, wanted?: Order["state"]): Promise<void>;
  /** Follows many orders under one bar, and writes how each row ended. */
  many(rows: readonly { row: number; order?: { id: string } | null; problem?: string }[]): Promise<void>;
  /**
   * Looks again and again, under a bar, until there is nothing more to wait for.
   * @returns the last look; the first with --no-wait
   * @throws StillGoing when --within is over
   */
  watch<T>(look: () => Promise<T>, stand: (seen: T) => Stand): Promise<T>;
}

/** A field that one of the rows has. */
export type Column<Row> = Row extends unknown ? keyof Row & string : never;

export interface Stand {
  label: string;
  done: number;
  failed: number;
  total: number;
  over: boolean;
}

/** Only what was given: the API tells "left out" from "null". */
export function given<T extends Record<string, unknown>>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}

/** The rows of a list that comes whole. */
export async function* rowsOf<Row extends object>(rows: Promise<readonly Row[]>): AsyncGenerator<Row, void, undefined> {
  yield* await rows;
}
