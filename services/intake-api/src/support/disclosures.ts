import {
  closeDisclosure,
  findContract,
  findTicket,
  giveDisclosure,
  insertAuditEntries,
  insertDisclosure,
  lockDisclosure,
  readDisclosure,
  transaction,
} from "@saihan/db";
import { decideDisclosure, deskLanguage, no, type Rejection } from "@saihan/domain";
import { enqueueMail } from "@saihan/queues";
import { v7 } from "uuid";
import type { IntakeContext } from "../context.ts";
import { type Answer, type Asked, ok } from "../operation.ts";
import { type Desk, deskScope, forPartner } from "../operator-desk/desk.ts";
import { disclosureView } from "./view.ts";

export interface DisclosureAsked {
  contractId: string;
  reason: string;
  ticketId?: string | undefined;
}

/** The staff ask a partner for an end user's name and contact: recorded with who, why and when, and mailed to the partner's representative. */
export function askDisclosure(desk: Desk, partnerId: string, body: DisclosureAsked): Promise<Answer | Rejection> {
  const { contractId, reason, ticketId = null } = body;
  const id = v7();
  const entry = { action: "disclosure.ask", target: id, after: { state: "asked", contractId }, reason };
  return forPartner(desk, partnerId, entry, async (tx, at) => {
    const [[contract], [ticket], [parent]] = await Promise.all([
      findContract(tx, partnerId, contractId),
      findTicket(tx, ticketId ?? ""),
      findContract(tx, partnerId, partnerId),
    ]);
    if (!contract || contract.kind === "parent" || !parent) return no("CONTRACT_NOT_FOUND", { contractId });
    if (ticketId !== null && !ticket) return no("TICKET_NOT_FOUND", { ticketId });
    const [row] = await insertDisclosure(tx, {
      partnerId,
      id,
      contractId,
      ticketId,
      reason,
      askedBy: desk.operator.id,
      askedAt: at,
    });
    if (!row) throw new Error("a disclosure that was written is not there");
    const { language, representativeId: userId } = parent;
    const mail = { partnerId, orderId: null, occasion: id, contractId: partnerId, facts: { disclosureId: id }, at };
    await enqueueMail(tx, { ...mail, template: "disclosure-asked", userId, language }).execute();
    return ok(201, disclosureView(row));
  });
}

/** The partner gives the end user's name and contact. The audit says that they were given, and not what they are. */
export async function give(
  ctx: IntakeContext,
  { caller, params, body, requestId }: Asked<{ disclosureId: string }, unknown, { name: string; contact: string }>,
): Promise<Answer | Rejection> {
  const { disclosureId: id } = params;
  const outcome = await transaction(ctx.db, caller, async (tx): Promise<Answer | Rejection> => {
    const [row] = await lockDisclosure(tx, id);
    if (!row) return no("DISCLOSURE_NOT_FOUND", { disclosureId: id.slice(0, 64) });
    const decision = decideDisclosure(row, "given");
    if (!decision.ok) return decision;
    const at = ctx.now();
    const { partnerId, actor } = caller;
    const { contractId } = row;
    const [given] = await giveDisclosure(tx, id, { ...body, by: actor, at });
    if (!given) throw new Error("a disclosure that was locked is not there");
    const entry = { partnerId, contractId, at, actor, requestId, action: "disclosure.give", target: id };
    const mail = {
      partnerId,
      orderId: null,
      occasion: id,
      contractId: partnerId,
      facts: { disclosureId: id },
      at,
      language: deskLanguage,
    } as const;
    await Promise.all([
      insertAuditEntries(tx, [
        { ...entry, before: { state: row.state }, after: { state: "given", changed: ["contact", "name"] } },
      ]),
      enqueueMail(tx, { ...mail, template: "desk-disclosure-given", desk: "support" }).execute(),
    ]);
    return ok(200, disclosureView(given));
  });
  if (outcome.ok) ctx.outbox.tell();
  return outcome;
}

/** One of the staff reads what was given; that they did is in the audit. */
export function read(desk: Desk, partnerId: string, id: string): Promise<Answer | Rejection> {
  return forPartner(desk, partnerId, { action: "disclosure.read", target: id }, async (tx) => {
    const [[row], [content]] = await Promise.all([lockDisclosure(tx, id), readDisclosure(tx, id)]);
    if (!row) return no("DISCLOSURE_NOT_FOUND", { disclosureId: id });
    return ok(200, { ...disclosureView(row), name: content?.name ?? null, contact: content?.contact ?? null });
  });
}

/** The staff need it no longer: what was given is erased. */
export function close(desk: Desk, partnerId: string, id: string): Promise<Answer | Rejection> {
  const { db, operator, requestId } = desk;
  return transaction(db, deskScope(desk, partnerId), async (tx): Promise<Answer | Rejection> => {
    const [row] = await lockDisclosure(tx, id);
    if (!row) return no("DISCLOSURE_NOT_FOUND", { disclosureId: id });
    const decision = decideDisclosure(row, "closed");
    if (!decision.ok) return decision;
    const at = desk.now();
    const [closed] = await closeDisclosure(tx, id, { by: operator.id, at });
    if (!closed) throw new Error("a disclosure that was locked is not there");
    const entry = { partnerId, contractId: row.contractId, at, actor: operator.id, action: "disclosure.close", target: id };
    const states = { before: { state: row.state }, after: { state: "closed" } };
    await insertAuditEntries(tx, [{ ...entry, ...states, ...(requestId === undefined ? {} : { requestId }) }]);
    return ok(200, disclosureView(closed));
  });
}
