import { seal } from "@saihan/auth";
import {
  changeEndpoint,
  deleteEndpoint,
  type EndpointChange,
  findEndpoint,
  insertAuditEntries,
  insertEndpoint,
  listEndpoints,
  lockEndpoint,
  newestEvent,
  rotateSecret,
  type Tx,
  transaction,
} from "@saihan/db";
import { no, type Rejection } from "@saihan/domain";
import { enqueue, jobs } from "@saihan/queues";
import { heartbeatMs, makeWebhookSecret, urlFault } from "@saihan/webhooks";
import { v7 } from "uuid";
import type { Caller, IntakeContext } from "../context.ts";
import { seesCharges } from "../events/routes.ts";
import { type Answer, type Asked, ok } from "../operation.ts";
import { endpointView } from "./view.ts";

/** Endpoints of one contract. */
const most = 10;

type AskedOf<Params, Body> = Asked<Params, unknown, Body>;
type OfOne = { webhookId: string };

export interface Wanted {
  contractId?: string | undefined;
  url: string;
  description?: string | undefined;
  kinds?: string[] | null | undefined;
  enabled?: boolean | undefined;
  after?: number | undefined;
}

export function createEndpoint(ctx: IntakeContext, { caller, body, requestId }: AskedOf<unknown, Wanted>) {
  const [id, at, secret] = [v7(), ctx.now(), makeWebhookSecret()];
  const { partnerId, actor } = caller;
  const contractId = body.contractId ?? caller.contractId;
  const refused = refusedUrl(ctx, body.url);
  if (refused) return Promise.resolve(refused);
  return transaction(ctx.db, caller, async (tx): Promise<Answer | Rejection> => {
    const present = await listEndpoints(tx, contractId);
    if (present.length >= most) return no("WEBHOOK_LIMIT_REACHED", { limit: most });
    const ahead = await refusedNumber(tx, contractId, body.after);
    if (ahead) return ahead;
    await insertEndpoint(tx, {
      ...{ partnerId, id, contractId, url: body.url, description: body.description ?? "", kinds: body.kinds ?? null },
      state: body.enabled === false ? "disabled" : "enabled",
      secret: seal(ctx.webhookKey, secret, id),
      charges: seesCharges(caller),
      ...{ after: body.after, heartbeatAt: new Date(at.getTime() + heartbeatMs), createdBy: actor, at },
    });
    await note(tx, caller, { action: "webhook.create", id, contractId, at, requestId });
    const [row] = await findEndpoint(tx, id);
    return row ? ok(201, { ...endpointView(row, at), secret }) : unknown(id);
  });
}

export function changeOne(ctx: IntakeContext, { caller, params, body, requestId }: AskedOf<OfOne, EndpointChange>) {
  const refused = body.url === undefined ? undefined : refusedUrl(ctx, body.url);
  if (refused) return Promise.resolve(refused);
  return onEndpoint(ctx, { caller, params, requestId }, "webhook.change", async (tx, found, at) => {
    const ahead = await refusedNumber(tx, found.contractId, body.after);
    if (ahead) return ahead;
    await changeEndpoint(tx, found.id, body);
    const [row] = await findEndpoint(tx, found.id);
    return row ? ok(200, endpointView(row, at)) : unknown(found.id);
  });
}

export function deleteOne(ctx: IntakeContext, asked: AskedOf<OfOne, unknown>) {
  return onEndpoint(ctx, asked, "webhook.delete", async (tx, found) => {
    await deleteEndpoint(tx, found.id);
    return { ok: true, status: 204, body: "" };
  });
}

/** A new secret beside the present one, which signs as well for some hours. */
export function rotateOne(ctx: IntakeContext, asked: AskedOf<OfOne, { overlapHours: number }>) {
  const secret = makeWebhookSecret();
  return onEndpoint(ctx, asked, "webhook.rotate", async (tx, found, at) => {
    const until = new Date(at.getTime() + asked.body.overlapHours * 3_600_000);
    await rotateSecret(tx, found.id, seal(ctx.webhookKey, secret, found.id), until);
    const [row] = await findEndpoint(tx, found.id);
    return row ? ok(200, { ...endpointView(row, at), secret }) : unknown(found.id);
  });
}

/** Writes the work of one test message. */
export async function testOne(ctx: IntakeContext, asked: AskedOf<OfOne, unknown>) {
  const testId = v7();
  const { partnerId } = asked.caller;
  const answer = await onEndpoint(ctx, asked, "webhook.test", async (tx, found, at) => {
    await enqueue(tx, jobs.testWebhook, { endpointId: found.id, testId }, { partnerId, at });
    return ok(202, { messageId: `test-${testId}` });
  });
  ctx.outbox.tell();
  return answer;
}

/** Writes the work of sending events again. */
export async function resendFromOne(ctx: IntakeContext, asked: AskedOf<OfOne, { from: number; to?: number | undefined }>) {
  const { from, to = from } = asked.body;
  const { partnerId } = asked.caller;
  const answer = await onEndpoint(ctx, asked, "webhook.resend", async (tx, found, at) => {
    if (found.state !== "enabled") return no("WEBHOOK_DISABLED", { webhookId: found.id });
    const ahead = await refusedNumber(tx, found.contractId, to);
    if (ahead) return ahead;
    await enqueue(tx, jobs.resendEvents, { endpointId: found.id, from, to, tries: 0 }, { partnerId, at });
    return ok(202, { from, to });
  });
  ctx.outbox.tell();
  return answer;
}

type Found = Awaited<ReturnType<typeof lockEndpoint>>[number];

/** Does something to an endpoint, which nobody else changes meanwhile, and says so in the audit. */
function onEndpoint(
  ctx: IntakeContext,
  { caller, params, requestId }: { caller: Caller; params: OfOne; requestId: string },
  action: string,
  act: (tx: Tx, found: Found, at: Date) => Promise<Answer | Rejection>,
): Promise<Answer | Rejection> {
  const at = ctx.now();
  return transaction(ctx.db, caller, async (tx) => {
    const [found] = await lockEndpoint(tx, params.webhookId);
    if (!found) return unknown(params.webhookId);
    const answer = await act(tx, found, at);
    if (answer.ok) await note(tx, caller, { action, id: found.id, contractId: found.contractId, at, requestId });
    return answer;
  });
}

export function unknown(webhookId: string): Rejection {
  return no("WEBHOOK_NOT_FOUND", { webhookId: webhookId.slice(0, 64) });
}

function refusedUrl(ctx: IntakeContext, url: string): Rejection | undefined {
  const fault = urlFault(url, { loopback: ctx.webhookLoopback });
  return fault && no("WEBHOOK_URL_REFUSED", { fault });
}

/** A number that no event has yet. */
async function refusedNumber(tx: Tx, contractId: string, number: number | undefined): Promise<Rejection | undefined> {
  if (number === undefined) return undefined;
  const [newest] = await newestEvent(tx, contractId);
  const latest = newest?.latest ?? 0;
  return number > latest ? no("EVENTS_NOT_YET", { after: number, latest }) : undefined;
}

function note(tx: Tx, caller: Caller, entry: { action: string; id: string; contractId: string; at: Date; requestId: string }) {
  const { partnerId, actor } = caller;
  const { action, id: target, contractId, at, requestId } = entry;
  return insertAuditEntries(tx, [{ partnerId, contractId, at, actor, action, target, requestId }]);
}
