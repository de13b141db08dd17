import { type Address, parseAddress } from "@saihan/auth";
import { isLoopbackAddress, isPublicAddress } from "./public-address.ts";

export interface DestinationRule {
  /** For development and tests: this machine may be sent to, also by http. */
  loopback: boolean;
}

/** Why a URL cannot be an endpoint. */
export type UrlFault = "NOT_A_URL" | "NOT_HTTPS" | "HAS_CREDENTIALS" | "HAS_FRAGMENT" | "ADDRESS_REFUSED";

/**
 * What can be said of an endpoint's URL before anybody looks its name up. The name is looked up and judged again for every connection.
 * @returns nothing when the URL may stand
 */
export function urlFault(text: string, rule: DestinationRule): UrlFault | undefined {
  if (!URL.canParse(text)) return "NOT_A_URL";
  const url = new URL(text);
  const literal = literalOf(url);
  const local = rule.loopback && (url.hostname === "localhost" || (literal !== undefined && isLoopbackAddress(literal)));
  if (url.protocol !== "https:" && !(url.protocol === "http:" && local)) return "NOT_HTTPS";
  if (url.username !== "" || url.password !== "") return "HAS_CREDENTIALS";
  if (url.hash !== "") return "HAS_FRAGMENT";
  if (literal && !mayConnect(literal, rule)) return "ADDRESS_REFUSED";
  if (!rule.loopback && /(^|\.)localhost\.?$/.test(url.hostname)) return "ADDRESS_REFUSED";
  return undefined;
}

/** The address in place of a name. URLs have brought every way of writing IPv4 (octal, hexadecimal, shortened) into the plain one. */
export function literalOf(url: URL): Address | undefined {
  return parseAddress(url.hostname.replace(/^\[(.*)\]$/, "$1"));
}

export function mayConnect(address: Address, rule: DestinationRule): boolean {
  return isPublicAddress(address) || (rule.loopback && isLoopbackAddress(address));
}
