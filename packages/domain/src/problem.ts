import type { Bilingual } from "./language.ts";
import type { Turn } from "./order.ts";

/** One reason for "no" or for a failure. `{name}` in a sentence stands for a variable of that name. */
export interface Problem {
  /** What happened, one sentence. */
  readonly says: Bilingual;
  /** What to do about it, one sentence. */
  readonly toDo: Bilingual;
  /** True when the same request may succeed later without being changed. */
  readonly retryable: boolean;
  /** Who must act. */
  readonly turn: Turn;
}

/** An entry of the catalogue, in the order: whose turn, retryable, what happened (ja, en), what to do (ja, en). */
export function problem(turn: Turn, retryable: boolean, ja: string, en: string, toDoJa: string, toDoEn: string): Problem {
  return { says: { ja, en }, toDo: { ja: toDoJa, en: toDoEn }, retryable, turn };
}
