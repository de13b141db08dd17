/** The answer that `early.ts` has asked for, to the first request that it answers; nothing afterwards, or when it failed. */
export async function earlyAnswer(request: Request): Promise<Response | undefined> {
  const holder = globalThis as { earlyMe?: Promise<Response> | undefined };
  const { earlyMe } = holder;
  if (!earlyMe || request.method !== "GET" || new URL(request.url).pathname !== "/v1/me") return undefined;
  holder.earlyMe = undefined;
  return earlyMe.catch(() => undefined);
}
