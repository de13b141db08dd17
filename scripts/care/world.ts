import { readFileSync } from "node:fs";
import { connectSimulator, openPlatform, type PlatformConfig } from "@saihan/platform";
import type { World } from "./orphans.ts";

const uuid = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

/** Domains that bear our mark, from whatever platform the house acts on. */
export async function domainsOn(config: PlatformConfig): Promise<World["domains"]> {
  const simulated = /^https?:/.test(config.PLATFORM_URL);
  const { listing } = simulated ? connectSimulator(config.PLATFORM_URL, config.PLATFORM_TIMEOUT_MS) : openPlatform(config);
  const domains: { id: string; contractId: string }[] = [];
  for await (const { id, contractId } of listing.domains()) domains.push({ id, contractId });
  return domains;
}

/** What the simulator has done, by the order in the client token of each call. Keystone keeps no such record. */
export async function actsOnSimulator(url: string): Promise<World["acts"]> {
  const acts: World["acts"][number][] = [];
  for (let after = 0; ; ) {
    const { entries } = await json<{
      entries: { call: string; clientToken: string; outcome: string; objectId?: string; at: string }[];
    }>(`${url}/journal?after=${after}`);
    if (entries.length === 0) return acts;
    after += entries.length;
    for (const { call, clientToken, outcome, objectId, at } of entries) {
      const [orderId] = new RegExp(uuid).exec(clientToken) ?? [];
      if (outcome === "acted" && orderId) acts.push({ orderId, call, objectId, at });
    }
  }
}

/** Every mail that the mail catcher took. */
export async function mailsCaught(url: string): Promise<World["mails"]> {
  const caught = await json<{ messageId: string; at: string; subject: string }[]>(`${url}/api/messages`);
  return caught.flatMap(({ messageId, at, subject }) => idsIn(messageId).map((mailId) => ({ mailId, at, subject })));
}

/** Message-IDs of ours in a text: the log of a mail server, or a list. */
export function mailsInLog(file: string): World["mails"] {
  return idsIn(readFileSync(file, "utf8")).map((mailId) => ({ mailId, at: "", subject: "" }));
}

function idsIn(text: string): string[] {
  return [...new Set([...text.matchAll(new RegExp(`<(${uuid})@[^<>@\\s]+>`, "g"))].map(([, id]) => String(id)))];
}

async function json<T>(url: string): Promise<T> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(30_000) });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return (await answer.json()) as T;
}
