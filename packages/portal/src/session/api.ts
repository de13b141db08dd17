import { type components, connect, isProblem, type Problem } from "@saihan/client";
import { language } from "../texts/language.ts";
import { setReached } from "./reached.ts";
import { sessionState, signedInAgain } from "./session.ts";

export type Account = components["schemas"]["Account"];
export type Action = components["schemas"]["Action"];
/** Shapes of the API's answers, by the names of its document. */
export type Shape = components["schemas"];

/**
 * The Partner API behind the portal's own address. A request that finds the session ended waits until its user has signed in again and is then
 * sent anew, so whatever was being done goes on; the form that sent it never hears of it.
 */
export const api = connect({
  baseUrl: location.origin,
  onRetry: () => setReached(false),
  fetch: async (request) => {
    request.headers.set("accept-language", language());
    const again = request.clone();
    const answer = await fetch(request);
    setReached(answer.status < 502 || answer.status > 504);
    if (answer.status !== 401 || sessionState() === "unknown" || sessionState() === "out") return answer;
    const problem = (await answer
      .clone()
      .json()
      .catch(() => ({}))) as Partial<Problem>;
    if (problem.code !== "UNAUTHENTICATED") return answer;
    await signedInAgain();
    // Without the time limit of the first: signing in may have taken longer.
    return fetch(new Request(again, { signal: null }));
  },
});

/** What went wrong, as the API tells it; nothing when no answer came. */
export function problemOf(error: unknown): Problem | undefined {
  return isProblem(error) ? error.problem : undefined;
}

/** May this user do it to what stands in this relation to them? For menus and buttons only; the API judges every request. */
export function may(me: Account, relation: keyof Account["allowed"], action: Action): boolean {
  return me.allowed[relation].includes(action);
}

/** The same for what belongs to a contract. */
export function mayIn(me: Account, contractId: string, action: Action): boolean {
  return may(me, contractId === me.contractId ? "own" : "child", action);
}
