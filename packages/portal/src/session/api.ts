import { type components, connect, isProblem, type Problem } from "@saihan/client";
import { language } from "../texts/language.ts";
import { earlyAnswer } from "./early.ts";
import { chosenPartner, type Partner } from "./partner.ts";
import { setReached } from "./reached.ts";
import { sessionState, signedInAgain } from "./session.ts";

/** A user; or one of the provider's staff, who stands where the representative of the chosen partner would. */
export type Account = components["schemas"]["Account"] & { staff?: Staff };
export interface Staff {
  kind: components["schemas"]["OperatorAccount"]["kind"];
  /** To whichever partner. */
  allowed: readonly Action[];
  /** Whose contracts are looked at; without, only what goes over all partners is there. */
  partner: Partner | undefined;
}
export type Action = components["schemas"]["Action"];
/** Shapes of the API's answers, by the names of its document. */
export type Shape = components["schemas"];

/**
 * The Partner API behind the portal's own address. A request that finds the session ended waits until its user has signed in again and is then
 * sent anew, so whatever was being done goes on; the form that sent it never hears of it.
 */
export const api = asking(() => chosenPartner()?.id);

/** The same, of no partner and so of all: for lists of the provider's staff. */
export const everywhere = asking(() => undefined);

/** The same, of one partner, whichever is chosen. */
export const ofPartner = (partnerId: string) => asking(() => partnerId);

function asking(partner: () => string | undefined) {
  return connect({
    baseUrl: location.origin,
    onRetry: () => setReached(false),
    fetch: (request) => send(request, partner()),
  });
}

async function send(request: Request, partner: string | undefined): Promise<Response> {
  request.headers.set("accept-language", language());
  if (partner !== undefined) request.headers.set("saihan-partner", partner);
  const again = request.clone();
  const answer = (partner === undefined ? await earlyAnswer(request) : undefined) ?? (await fetch(request));
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
}

/** May one of the staff do this? For menus and buttons only. */
export function staffMay(me: Account | null | undefined, action: Action): boolean {
  return me?.staff?.allowed.includes(action) ?? false;
}

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
