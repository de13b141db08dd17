import type { ProblemCode } from "./catalogue.ts";

/** Facts that a refusal names: ids, states, limits; never personal data. */
export type Variables = Readonly<Record<string, string | number | boolean>>;

/** "No" as a value. Only the HTTP layer knows what status it becomes. */
export interface Rejection {
  readonly ok: false;
  readonly code: ProblemCode;
  readonly variables: Variables;
}

export type Decision = { readonly ok: true } | Rejection;

export const yes = { ok: true } as const;

export function no(code: ProblemCode, variables: Variables = {}): Rejection {
  return { ok: false, code, variables };
}
