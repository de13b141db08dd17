import type { IncomingHttpHeaders } from "node:http";

/** Types that no form can send, so that browsers ask before they send them elsewhere. */
const askedFirst = new Set(["application/json", "text/csv"]);

/**
 * Why a request may not write with the session that the browser adds to it; nothing when it may. Beside SameSite=Strict: a page of another
 * origin can neither set Sec-Fetch-Site or Origin, nor send JSON or CSV without being asked about it first (Fetch, "CORS protocol").
 */
export function whyForeign(method: string, headers: IncomingHttpHeaders, origin: string): string | undefined {
  if (method === "GET" || method === "HEAD") return undefined;
  const site = headers["sec-fetch-site"];
  if (site !== undefined ? site !== "same-origin" : headers.origin !== origin) return "not from the portal's own pages";
  const type = headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  const empty = type === undefined && headers["transfer-encoding"] === undefined && Number(headers["content-length"] ?? 0) === 0;
  return empty || (type !== undefined && askedFirst.has(type)) ? undefined : "neither JSON nor CSV";
}
