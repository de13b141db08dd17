import {
  addTicketMessage,
  findContract,
  findContractInReach,
  insertAuditEntries,
  insertSupportTicket,
  lockTicket,
  moveTicket,
  type TicketRow,
  type Tx,
  threadOf,
  transaction,
  usersOfContract,
} from "@saihan/db";
import {
  decideTicketMove,
  deskLanguage,
  no,
  type Rejection,
  type TicketCategory,
  type TicketMove,
  type TicketSide,
  type TicketType,
} from "@saihan/domain";
import { enqueueMail } from "@saihan/queues";
import type { Caller, IntakeContext } from "../context.ts";
import { type Answer, type Asked, ok } from "../operation.ts";
import { threadView } from "./view.ts";

export interface TicketBody {
  contractId?: string | undefined;
  category: TicketCategory;
  type: TicketType;
  subject: string;
  text: string;
  userIds?: string[] | undefined;
}

/** A user of the parent asks the provider, about the own contract or a child's. */
export async function openTicket(ctx: IntakeContext, asked: Asked<unknown, unknown, TicketBody>): Promise<Answer | Rejection> {
  const { caller, body, requestId } = asked;
  const { partnerId, actor, userId } = caller;
  const { category, type, subject, text, userIds = [], contractId = caller.contractId } = body;
  const outcome = await transaction(ctx.db, caller, async (tx): Promise<Answer | Rejection> => {
    const [[contract], users] = await Promise.all([
      findContractInReach(tx, contractId),
      usersOfContract(tx, contractId, userIds),
    ]);
    if (!contract) return no("CONTRACT_NOT_FOUND", { contractId });
    const unknown = userIds.find((id) => !users.some((user) => user.id === id));
    if (unknown !== undefined) return no("TICKET_USER_UNKNOWN", { userId: unknown });
    const at = ctx.now();
    const [ticket] = await insertSupportTicket(tx, {
      partnerId,
      contractId,
      category,
      type,
      subject,
      userIds,
      openerId: userId,
      openedAt: at,
    });
    if (!ticket) throw new Error("a ticket that was written is not there");
    const [message] = await addTicketMessage(tx, ticket, { at, move: "open", side: "partner", author: actor, text });
    const after = { state: "open", category, type };
    await Promise.all([
      insertAuditEntries(tx, [{ partnerId, contractId, at, actor, requestId, action: "ticket.open", target: ticket.id, after }]),
      tell(tx, ticket, "partner", message?.seq ?? 1, at),
    ]);
    return { ...ok(201, threadView(ticket, await threadOf(tx, ticket.id))), location: `/v1/tickets/${ticket.id}` };
  });
  if (outcome.ok) ctx.outbox.tell();
  return outcome;
}

/** Either side adds to the thread, closes the ticket or opens it again. The other side is mailed. */
export async function moveOn(
  ctx: IntakeContext,
  { caller, params, body, requestId }: Asked<{ ticketId: string }, unknown, { text?: string | undefined }>,
  move: TicketMove,
): Promise<Answer | Rejection> {
  const { ticketId } = params;
  const outcome = await transaction(ctx.db, caller, async (tx): Promise<Answer | Rejection> => {
    const [ticket] = await lockTicket(tx, ticketId);
    if (!ticket) return no("TICKET_NOT_FOUND", { ticketId: ticketId.slice(0, 64) });
    const side = sideOf(caller);
    const decision = decideTicketMove(ticket, move, side);
    if (!decision.ok) return decision;
    const at = ctx.now();
    const { partnerId, contractId } = ticket;
    const { state } = decision;
    const [message] = await addTicketMessage(tx, ticket, { at, move, side, author: caller.actor, text: body.text ?? null });
    const entry = { partnerId, contractId, at, actor: caller.actor, requestId, action: `ticket.${move}`, target: ticketId };
    await Promise.all([
      moveTicket(tx, ticketId, state, at),
      insertAuditEntries(tx, [{ ...entry, before: { state: ticket.state }, after: { state } }]),
      tell(tx, ticket, side, message?.seq ?? 0, at),
    ]);
    return ok(200, threadView({ ...ticket, state, changedAt: at }, await threadOf(tx, ticketId)));
  });
  if (outcome.ok) ctx.outbox.tell();
  return outcome;
}

function sideOf({ who }: Caller): TicketSide {
  return who.kind === "operator" ? "provider" : "partner";
}

/** Mails the other side the number of the ticket, and nothing that is in it: the provider's desk, or who opened it. */
async function tell(tx: Tx, { partnerId, id, openerId }: TicketRow, by: TicketSide, seq: number, at: Date): Promise<void> {
  const mail = { partnerId, orderId: null, occasion: `${id} ${seq}`, contractId: partnerId, facts: { ticketId: id }, at };
  if (by === "partner") {
    await enqueueMail(tx, { ...mail, template: "desk-ticket-moved", desk: "support", language: deskLanguage }).execute();
    return;
  }
  const [parent] = await findContract(tx, partnerId, partnerId);
  if (parent) await enqueueMail(tx, { ...mail, template: "ticket-moved", userId: openerId, language: parent.language }).execute();
}
