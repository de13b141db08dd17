import { isProblem } from "@saihan/client";
import { QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { type Account, api } from "./api.ts";
import { onSession, type SessionState, sessionState, setSession } from "./session.ts";

// The client repeats by itself what is worth repeating.
export const queries = new QueryClient({
  defaultOptions: { queries: { retry: false, staleTime: 10_000 }, mutations: { retry: false } },
});

export function useSession(): SessionState {
  return useSyncExternalStore(onSession, sessionState);
}

/** Who is signed in; null when nobody is. */
export function useMe() {
  return useQuery({ queryKey: ["me"], queryFn: askWhoIAm, staleTime: 60_000 }, queries);
}

async function askWhoIAm(): Promise<Account | null> {
  try {
    const me = await api.get("/v1/me");
    if (sessionState() === "unknown") setSession("in");
    return me;
  } catch (error) {
    if (!isProblem(error, "UNAUTHENTICATED")) throw error;
    setSession("out");
    return null;
  }
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
    setSession("out");
    // Nothing of the one who left stays in memory.
    location.assign("/");
  };
}
