import { NoAnswerError, ProblemError, problemOf } from "./problem.ts";

export interface Patience {
  /** For how long a request is repeated before its last failure is thrown. */
  patienceMs: number;
  /** For how long one attempt may stay without an answer. Longer than the longest `wait`. */
  attemptMs: number;
  fetch: (request: Request) => Promise<Response>;
  /** Hears of every repetition before its pause. */
  onRetry?: ((retry: { asked: string; why: string; pauseMs: number }) => void) | undefined;
}

const firstPauseMs = 100;
const longestPauseMs = 5_000;

/**
 * Sends a request until there is an answer. What the API calls retryable was not carried out and is always repeated, not before
 * Retry-After; a request whose fate is unknown only when it is `repeatable`, because its key or its nature makes a second one harmless.
 *
 * @throws ProblemError when the API says no, NoAnswerError when it cannot be reached, and the signal's reason when that aborts
 */
export async function persist(request: Request, repeatable: boolean, patience: Patience): Promise<Response> {
  const asked = `${request.method} ${new URL(request.url).pathname}`;
  const until = performance.now() + patience.patienceMs;
  for (let round = 0; ; round++) {
    const outcome = await once(request, asked, patience);
    if ("answer" in outcome) return outcome.answer;
    request.signal.throwIfAborted();
    const pauseMs = Math.max(outcome.retryAfterMs ?? 0, backOff(round));
    if (!(outcome.refused ?? repeatable) || performance.now() + pauseMs > until) throw outcome.error;
    patience.onRetry?.({ asked, why: outcome.error.message, pauseMs });
    await pause(pauseMs, request.signal);
  }
}

/** Doubles from 100 ms to 5 s; a random half keeps many clients apart. */
function backOff(round: number): number {
  return Math.min(longestPauseMs, firstPauseMs * 2 ** round) * (0.5 + Math.random() / 2);
}

interface Failed {
  error: Error;
  /** The API answered: whether it calls this retryable. */
  refused?: boolean;
  retryAfterMs?: number;
}

async function once(request: Request, asked: string, { fetch, attemptMs }: Patience): Promise<{ answer: Response } | Failed> {
  let answer: Response;
  try {
    const signal = AbortSignal.any([request.signal, AbortSignal.timeout(attemptMs)]);
    answer = await fetch(new Request(request.clone(), { signal }));
    // An answer that breaks off is none.
    if (answer.ok && !streamed(answer)) answer = await whole(answer);
  } catch (error) {
    return { error: new NoAnswerError(asked, `no answer (${reason(error)})`, error) };
  }
  if (answer.ok) return { answer };
  const problem = await problemOf(answer);
  if (!problem) return { error: new NoAnswerError(asked, `an answer ${answer.status} that is not of this API`) };
  const retryAfter = Number(answer.headers.get("retry-after") ?? Number.NaN);
  return {
    error: new ProblemError(problem, asked),
    // Of an inner fault nobody knows how far it came.
    ...(problem.status === 500 ? {} : { refused: problem.retryable }),
    ...(Number.isFinite(retryAfter) ? { retryAfterMs: retryAfter * 1_000 } : {}),
  };
}

function streamed(answer: Response): boolean {
  return !answer.headers.get("content-type")?.startsWith("application/json");
}

async function whole(answer: Response): Promise<Response> {
  return new Response(await answer.text(), { status: answer.status, headers: answer.headers });
}

function reason(error: unknown): string {
  const cause = (error as { cause?: { code?: string } }).cause;
  return cause?.code ?? (error instanceof Error ? error.name : "unknown");
}

/** @throws the signal's reason when it aborts first */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", end);
      resolve();
    }, ms);
    signal.addEventListener("abort", end, { once: true });
    if (signal.aborted) end();
  });
}
