import type { DisclosureRow, TicketMessageRow, TicketRow } from "@saihan/db";
import { disclosureStates, isMessageText, ticketCategories, ticketIdPattern, ticketStates, ticketTypes } from "@saihan/domain";
import { contractIdField, instant, maybeInstant, orderIdField, userIdField, z } from "../fields.ts";

const longestMessage = 20_000;
export const messageField = z
  .string()
  .max(longestMessage * 2)
  .refine((text) => isMessageText(text, longestMessage), {
    error: "is empty, too long, or holds characters that a text may not hold",
  })
  .openapi({
    example: "昨日から接続できません。\nご確認をお願いします。",
    description: "20,000 characters at most, lines allowed",
  });

export const ticketIdField = z.string().regex(ticketIdPattern).openapi({ example: "tk1000000001" });
const ticketFields = {
  id: ticketIdField,
  partnerId: contractIdField,
  contractId: contractIdField.openapi({ description: "What it is about: your own contract or a child's" }),
  category: z.enum(ticketCategories),
  type: z.enum(ticketTypes),
  subject: z.string(),
  userIds: z.array(userIdField),
  state: z.enum(ticketStates).openapi({ description: "open waits for the provider, answered for the partner" }),
  openedBy: userIdField,
  openedAt: instant,
  changedAt: instant,
};
export const ticketSchema = z.object(ticketFields).openapi("Ticket");
export const ticketWithThreadSchema = z
  .object({
    ...ticketFields,
    thread: z.array(
      z.object({
        seq: z.number().int(),
        at: instant,
        move: z.enum(["open", "reply", "close", "reopen"]),
        side: z.enum(["partner", "provider"]),
        author: z.string(),
        text: z.string().nullable(),
      }),
    ),
  })
  .openapi("TicketWithThread");

export function ticketView(row: TicketRow) {
  const { id, partnerId, contractId, category, type, subject, userIds, state, openerId } = row;
  return {
    ...{ id, partnerId, contractId, category, type, subject, userIds, state, openedBy: openerId },
    openedAt: row.openedAt.toISOString(),
    changedAt: row.changedAt.toISOString(),
  };
}

export function threadView(row: TicketRow, thread: readonly TicketMessageRow[]) {
  return {
    ...ticketView(row),
    // The partner reads what the provider says, not which of its people said it.
    thread: thread.map(({ seq, at, move, side, author, text }) => ({
      ...{ seq, at: at.toISOString(), move, side, text },
      author: side === "provider" ? "provider" : author,
    })),
  };
}

export const disclosureSchema = z
  .object({
    id: orderIdField,
    partnerId: contractIdField,
    contractId: contractIdField.openapi({ description: "The end user's" }),
    ticketId: ticketIdField.nullable(),
    reason: z.string(),
    state: z.enum(disclosureStates).openapi({ description: "closed: what was given has been erased" }),
    askedBy: z.string(),
    askedAt: instant,
    givenBy: z.string().nullable(),
    givenAt: maybeInstant,
    given: z.array(z.enum(["name", "contact"])),
    closedAt: maybeInstant,
  })
  .openapi("Disclosure");

export function disclosureView(row: DisclosureRow) {
  const { id, partnerId, contractId, ticketId, reason, state, askedBy, givenBy } = row;
  return {
    ...{ id, partnerId, contractId, ticketId, reason, state, askedBy, givenBy },
    askedAt: row.askedAt.toISOString(),
    givenAt: row.givenAt?.toISOString() ?? null,
    given: row.givenAt ? ["name", "contact"] : [],
    closedAt: row.closedAt?.toISOString() ?? null,
  };
}
