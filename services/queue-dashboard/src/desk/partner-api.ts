import { randomUUID } from "node:crypto";
import type { DeskContext, Visit } from "./desk.ts";

/** What the Partner API said: an order, or why not in the reader's language. */
export type ApiAnswer = { ok: true; orderId: string } | { ok: false; text: string };

/**
 * Asks the Partner API to cancel an order or to place it again, as the operator who has signed in here: the session holds there too, and the
 * API judges by the same table.
 * @param given.once the same for one drawing of the form, so that sending it twice orders once
 */
export async function askApi(
  ctx: DeskContext,
  visit: Visit,
  act: "cancel" | "retry",
  order: { partnerId: string; id: string },
  given: { reason: string; once?: string },
): Promise<ApiAnswer> {
  try {
    const answer = await fetch(`${ctx.apiUrl}/v1/orders/${order.id}:${act}`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${visit.signedIn.token}`,
        "saihan-partner": order.partnerId,
        "accept-language": visit.language,
        "content-type": "application/json",
        ...(act === "retry" ? { "idempotency-key": `desk-${given.once || randomUUID()}` } : {}),
      },
      body: JSON.stringify({ reason: given.reason }),
      signal: AbortSignal.timeout(10_000),
      redirect: "error",
    });
    const body = (await answer.json()) as { id?: string; order?: { id: string }; code?: string; title?: string; detail?: string };
    if (answer.status === 202) return { ok: true, orderId: body.order?.id ?? body.id ?? order.id };
    return { ok: false, text: [body.detail ?? body.title, body.code && `(${body.code})`].filter(Boolean).join(" ") };
  } catch (error) {
    ctx.log.warn("the API could not be asked", { code: error instanceof Error ? error.name : "unknown" });
    return { ok: false, text: visit.w.apiAway };
  }
}
