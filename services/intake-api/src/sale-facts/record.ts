import type { MenuCondition } from "@saihan/catalogue";
import {
  type AnyStatement,
  insertAuditEntries,
  type OwnSoftwareRow,
  recordAcceptedTerms,
  recordConsent,
  recordPartnerService,
  recordStatements,
  type Tx,
  transaction,
  type VisitRow,
} from "@saihan/db";
import { no, type Rejection } from "@saihan/domain";
import { coveringRequest } from "../approval-requests/answer.ts";
import type { Caller, IntakeContext } from "../context.ts";
import { type Answer, type Asked, ok } from "../operation.ts";
import { giveEndUserName } from "../subscriptions/decide-start.ts";
import { contractFactsView, partnerFactsView } from "./view.ts";

type OfContract<Body> = Asked<{ contractId: string }, unknown, Body>;

/** The number of a contract for another service, and the name in which it stands. */
export async function recordService(
  ctx: IntakeContext,
  asked: Asked<{ service: string }, unknown, { number?: string | undefined; legalName?: string | undefined }>,
): Promise<Answer | Rejection> {
  const { caller, params, body } = asked;
  const known = await conditionFigure(ctx, (stated) => ("service" in stated ? stated.service : undefined), params.service);
  if (!known) return no("SERVICE_UNKNOWN", { service: params.service.slice(0, 64) });
  const service = { service: params.service, number: body.number ?? null, legalName: body.legalName ?? null };
  const write = (tx: Tx, at: Date) => [recordPartnerService(tx, caller.partnerId, service, { by: caller.actor, at })];
  return recorded(ctx, asked, { action: "sale-facts.service", target: params.service }, write, (tx) => partnerFactsView(tx));
}

/** A licensor's terms, accepted by the partner for all its sales. */
export async function acceptTerms(
  ctx: IntakeContext,
  asked: Asked<unknown, unknown, { terms: string }>,
): Promise<Answer | Rejection> {
  const { caller, body } = asked;
  const known = await conditionFigure(ctx, (stated) => ("terms" in stated ? stated.terms : undefined), body.terms);
  if (!known) return no("TERMS_UNKNOWN", { terms: body.terms });
  const write = (tx: Tx, at: Date) => [recordAcceptedTerms(tx, caller.partnerId, body.terms, { by: caller.actor, at })];
  return recorded(ctx, asked, { action: "sale-facts.terms", target: body.terms }, write, (tx) => partnerFactsView(tx));
}

/** Who looks after the rack, the visit for the opening work, software of the partner's own. */
export function stateForContract(
  ctx: IntakeContext,
  asked: OfContract<{
    managedBy?: "partner" | "end-user" | undefined;
    visit?: VisitRow | undefined;
    ownSoftware?: OwnSoftwareRow | undefined;
  }>,
): Promise<Answer | Rejection> {
  const { contractId } = asked.params;
  const write = (tx: Tx, at: Date) => [recordStatements(tx, contractOf(asked), asked.body, { by: asked.caller.actor, at })];
  const entry = { action: "contract-facts.record", target: contractId, contractId };
  return recorded(ctx, asked, entry, write, (tx) => contractFactsView(tx, contractId));
}

export interface ConsentBody {
  topic: "rack-work" | "direct-contact" | "provider-name";
  by: "partner" | "end-user";
  contact?: string | undefined;
  consentedAt?: string | undefined;
  place?: string | undefined;
  approvalRequestId?: string | undefined;
}

/**
 * A consent to what happens in the rack. The partner's is given by the parent's users; the end user's by the child's users themselves, or
 * obtained by the partner beforehand, who then states who gave it, when and where, or names the request that the end user has approved.
 */
export async function giveConsent(ctx: IntakeContext, asked: OfContract<ConsentBody>): Promise<Answer | Rejection> {
  const { caller, body, params } = asked;
  const ofParent = caller.contractId === caller.partnerId;
  const { topic, by, contact = null, place = null, approvalRequestId } = body;
  if (approvalRequestId !== undefined) return giveApprovedConsent(ctx, asked, approvalRequestId);
  if (by === "partner" && !ofParent) return no("CONSENT_OF_ANOTHER");
  if (by === "end-user" && ofParent && !(contact && place && body.consentedAt)) return no("CONSENT_INCOMPLETE");
  const consentedAt = body.consentedAt === undefined ? ctx.now() : new Date(body.consentedAt);
  if (consentedAt > ctx.now()) return no("INSTANT_IN_FUTURE", { field: "consentedAt" });
  const consent = { topic, by, consentedAt, contact, place };
  const write = (tx: Tx, at: Date) => [recordConsent(tx, contractOf(asked), consent, { by: caller.actor, at })];
  const entry = { action: "consent.record", target: topic, contractId: params.contractId };
  return recorded(ctx, asked, entry, write, (tx) => contractFactsView(tx, params.contractId));
}

/** The end user's consent, as it was given by approving a request that this account has raised (sdpf 9). */
function giveApprovedConsent(ctx: IntakeContext, asked: OfContract<ConsentBody>, id: string): Promise<Answer | Rejection> {
  const { caller, body, params, requestId } = asked;
  const { topic, by } = body;
  const { contractId } = params;
  if (by !== "end-user") return Promise.resolve(no("CONSENT_OF_ANOTHER"));
  return transaction(ctx.db, caller, async (tx): Promise<Answer | Rejection> => {
    const at = ctx.now();
    const operation = {
      service: "colocation-connection",
      apiPath: `/v1/contracts/${contractId}/consents`,
      method: "POST",
    } as const;
    const covering = await coveringRequest(
      tx,
      caller,
      id,
      { ...operation, body: { topic, by }, approverContractId: contractId },
      at,
    );
    if (!covering.ok) return covering;
    const { answeredBy, updatedAt } = covering.request;
    const consent = { topic, by, consentedAt: updatedAt ?? at, contact: answeredBy, place: `approval request ${id}` };
    const { partnerId, actor } = caller;
    await Promise.all([
      recordConsent(tx, contractOf(asked), consent, { by: actor, at }),
      insertAuditEntries(tx, [
        {
          partnerId,
          contractId,
          at,
          actor,
          requestId,
          action: "consent.record",
          target: topic,
          after: { approvalRequestId: id },
        },
      ]),
    ]);
    return ok(200, await contractFactsView(tx, contractId));
  });
}

/** The end user's name, given to the provider. Open duties that ask for it are done by it. */
export function nameEndUser(ctx: IntakeContext, asked: OfContract<{ name: string }>): Promise<Answer | Rejection> {
  const { contractId } = asked.params;
  const write = (tx: Tx, at: Date) => giveEndUserName(tx, contractOf(asked), asked.body.name, { by: asked.caller.actor, at });
  const entry = { action: "end-user.name", target: contractId, contractId };
  return recorded(ctx, asked, entry, write, (tx) => contractFactsView(tx, contractId));
}

function contractOf({ caller, params }: OfContract<unknown>) {
  return { partnerId: caller.partnerId, contractId: params.contractId };
}

/** Does any condition of any version, past or to come, name this code? */
async function conditionFigure(ctx: IntakeContext, figure: (stated: MenuCondition) => string | undefined, wanted: string) {
  const versions = await ctx.catalogue.versions();
  return versions.some(({ menus }) => menus.some(({ conditions }) => conditions.some((stated) => figure(stated) === wanted)));
}

/** Writes facts with their audit entry in one transaction, and shows what stands then. */
function recorded(
  ctx: IntakeContext,
  { caller, requestId }: { caller: Caller; requestId: string },
  entry: { action: string; target: string; contractId?: string },
  write: (tx: Tx, at: Date) => readonly AnyStatement[],
  show: (tx: Tx) => Promise<object>,
): Promise<Answer> {
  return transaction(ctx.db, caller, async (tx) => {
    const at = ctx.now();
    const { partnerId, contractId, actor } = caller;
    await Promise.all([
      ...write(tx, at).map((statement) => statement.execute()),
      insertAuditEntries(tx, [{ partnerId, contractId, at, actor, requestId, ...entry }]),
    ]);
    return ok(200, await show(tx));
  });
}
