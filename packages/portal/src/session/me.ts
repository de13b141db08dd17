import { isProblem } from "@saihan/client";
import { QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { type Account, api, everywhere, type Shape } from "./api.ts";
import { chosenPartner, forgetPartner } from "./partner.ts";
import { onSession, type SessionState, sessionState, setSession } from "./session.ts";

// The client repeats by itself what is worth repeating.
export const queries = new QueryClient({
  defaultOptions: { queries: { retry: false, staleTime: 10_000 }, mutations: { retry: false } },
});

/** The document tells when it was asked for without a session: then there is nothing to ask. */
export const surelyNobody = document.querySelector<HTMLMetaElement>('meta[name="saihan-session"]')?.content === "none";
if (surelyNobody) {
  queries.setQueryData(["me"], null);
  setSession("out");
}

/** A list that its reader has followed over more pages than this is not asked for anew by itself. */
export const manyPages = 10;

export function isLong({ state }: { state: { data?: unknown } }): boolean {
  const { pages } = (state.data ?? {}) as { pages?: readonly unknown[] };
  return pages !== undefined && pages.length > manyPages;
}

/** Something has changed: what is shown is asked for anew. */
export async function lookAnew(): Promise<void> {
  void queries.invalidateQueries({ predicate: isLong, refetchType: "none" });
  await queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== "me" && !isLong(query) });
}

export function useSession(): SessionState {
  return useSyncExternalStore(onSession, sessionState);
}

// What went wrong is told, not tried again, when that comes before there is a place to tell it.
const me = { queryKey: ["me"], queryFn: askWhoIAm, staleTime: 60_000, retryOnMount: false };

/** Who is signed in; null when nobody is. */
export function useMe() {
  return useQuery(me, queries);
}

/** The same, for what must know before anything is shown; null as well when no answer came. */
export function whoIAm(): Promise<Account | null> {
  return queries.fetchQuery(me).catch(() => null);
}

async function askWhoIAm(): Promise<Account | null> {
  try {
    const me = asAccount(await everywhere.get("/v1/me"));
    if (sessionState() === "unknown") setSession("in");
    return me;
  } catch (error) {
    if (!isProblem(error, "UNAUTHENTICATED")) throw error;
    setSession("out");
    return null;
  }
}

/** The staff see of the chosen partner what its representative sees. */
function asAccount(found: Shape["Account"] | Shape["OperatorAccount"]): Account {
  if (!("operatorId" in found)) {
    forgetPartner();
    return found;
  }
  const { operatorId, loginId, kind, allowed } = found;
  const partner = chosenPartner();
  const ofPartner = partner ? allowed : [];
  return {
    ...{ userId: operatorId, loginId, name: null, mailAddress: loginId, totp: "on", recoveryCodesLeft: 0, rights: [] },
    ...{ contractId: partner?.id ?? "", partnerId: partner?.id ?? "", contractName: partner?.name ?? "" },
    ...{ type: "representative", model: "reseller", language: "ja" },
    allowed: { self: [], own: [...ofPartner], child: [...ofPartner] },
    staff: { kind, allowed, partner },
  };
}

/** After a sign-in: the same user goes on where they were; another one begins anew. */
export async function entered(before: Account | undefined): Promise<void> {
  const state = sessionState();
  setSession("unknown");
  const now = await queries.fetchQuery({ queryKey: ["me"], queryFn: askWhoIAm, staleTime: 0 });
  if (state === "ended" && before && now?.userId !== before.userId) location.assign("/");
  else setSession(now ? "in" : "out");
}

export function useSignOut(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    setSession("unknown");
    try {
      await api.delete("/v1/sessions/current");
    } catch (error) {
      if (!isProblem(error, "UNAUTHENTICATED", "SESSION_NOT_FOUND")) {
        setSession("in");
        throw error;
      }
    }
    client.clear();
    forgetPartner();
    setSession("out");
    // Nothing of the one who left stays in memory.
    location.assign("/");
  };
}
