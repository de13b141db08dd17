import { createHash, timingSafeEqual } from "node:crypto";
import type { Request } from "express";
import type { Visit } from "./desk.ts";
import { html, type Markup } from "./markup.ts";

/** Proves that a form was drawn for this session: another site can neither read nor guess it. */
function tokenOf({ signedIn }: Pick<Visit, "signedIn">): string {
  return createHash("sha256").update(`form ${signedIn.token}`).digest("base64url");
}

export function formToken(visit: Visit): Markup {
  return html`<input type="hidden" name="form" value="${tokenOf(visit)}">`;
}

/** Whether a form that came in was drawn for this session. */
export function isOurForm(visit: Visit, req: Request): boolean {
  const [wanted, given] = [Buffer.from(tokenOf(visit)), Buffer.from(field(req, "form"))];
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}

/** One field of a form, without what Postgres cannot keep. */
export function field(req: Request, name: string): string {
  const value = ((req.body ?? {}) as Record<string, unknown>)[name];
  return typeof value === "string" ? value.slice(0, 600).replaceAll("\u0000", "\ufffd").trim() : "";
}

/** Why something is done; nothing when it is too short or too long. */
export function reasonIn(req: Request): string | undefined {
  const reason = field(req, "reason");
  return reason.length >= 5 && reason.length <= 500 ? reason : undefined;
}
