import type { components } from "./api.ts";

/** What the API answers when it says no (RFC 9457), with a stable code: `/docs/problems`. */
export type Problem = components["schemas"]["Problem"];
export type ProblemCode = Problem["code"];

/** The API said no. `code` says why; `problem` holds the rest, in the language that was asked for. */
export class ProblemError<Code extends ProblemCode = ProblemCode> extends Error {
  override readonly name = "ProblemError";
  readonly code: Code;
  readonly status: number;
  /** The same request may succeed later. */
  readonly retryable: boolean;
  readonly problem: Problem;
  /** Method and address, without the query. */
  readonly asked: string;

  constructor(problem: Problem, asked: string) {
    super(`${problem.code}: ${problem.title}`);
    this.code = problem.code as Code;
    this.status = problem.status;
    this.retryable = problem.retryable;
    this.problem = problem;
    this.asked = asked;
  }
}

/** Whether the API said no with one of these codes; any code without. */
export function isProblem<Code extends ProblemCode>(error: unknown, ...codes: Code[]): error is ProblemError<Code> {
  return error instanceof ProblemError && (codes.length === 0 || (codes as string[]).includes(error.code));
}

/** No answer came, or none that the API gives: nobody knows whether the request was carried out. */
export class NoAnswerError extends Error {
  override readonly name = "NoAnswerError";
  readonly asked: string;

  constructor(asked: string, why: string, cause?: unknown) {
    super(`${asked}: ${why}`, { cause });
    this.asked = asked;
  }
}

/** Reads an answer that is not a success. @returns nothing when it is no problem of this API, as from a proxy in between */
export async function problemOf(answer: Response): Promise<Problem | undefined> {
  if (!answer.headers.get("content-type")?.startsWith("application/problem+json")) return undefined;
  try {
    return (await answer.json()) as Problem;
  } catch {
    return undefined;
  }
}
