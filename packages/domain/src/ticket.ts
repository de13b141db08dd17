import { no, type Rejection } from "./rejection.ts";

/**
 * Questions of a partner to the provider (programme, サポート, パートナー事業者からの本サービスに関するお問い合わせ). Only the parent asks: for end users the partner is the
 * first line. The real system's names of states were not found (sdpf 8); these are ours.
 */
export const ticketStates = ["open", "answered", "closed"] as const;
/** `open` waits for the provider, `answered` for the partner. */
export type TicketState = (typeof ticketStates)[number];

/** What it is about: a service, or what is there for partners (対パートナー). First the category, then the type (sdpf 8). */
export const ticketCategories = ["service", "partner-functions", "contract", "billing", "portal"] as const;
export type TicketCategory = (typeof ticketCategories)[number];
/** 故障, その他のお問い合わせ (sdpf 8). */
export const ticketTypes = ["fault", "other"] as const;
export type TicketType = (typeof ticketTypes)[number];

export const ticketMoves = ["reply", "close", "reopen"] as const;
export type TicketMove = (typeof ticketMoves)[number];
export type TicketSide = "partner" | "provider";

/** @returns the state after the move, or TICKET_STATE_FORBIDS: a closed one is reopened before anything is added, an open one is not reopened */
export function decideTicketMove(
  ticket: { readonly id: string; readonly state: TicketState },
  move: TicketMove,
  by: TicketSide,
): { readonly ok: true; readonly state: TicketState } | Rejection {
  const { id: ticketId, state } = ticket;
  if ((state === "closed") !== (move === "reopen")) return no("TICKET_STATE_FORBIDS", { ticketId, state, move });
  switch (move) {
    case "reply":
      return { ok: true, state: by === "provider" ? "answered" : "open" };
    case "close":
      return { ok: true, state: "closed" };
    case "reopen":
      return { ok: true, state: "open" };
  }
}

/** `tk` and 10 digits: all that a mail says of a ticket. */
export const ticketIdPattern = /^tk[0-9]{10}$/;

/**
 * The end user's name and contact, asked of the partner when the provider must deal with the end user itself in an emergency (programme, サポート 注釈;
 * エンドユーザー対応の例外措置). `closed`: no longer needed, and what was given is erased.
 */
export const disclosureStates = ["asked", "given", "closed"] as const;
export type DisclosureState = (typeof disclosureStates)[number];

/** @returns DISCLOSURE_STATE_FORBIDS: given once, while it is asked; closed once */
export function decideDisclosure(
  disclosure: { readonly id: string; readonly state: DisclosureState },
  to: "given" | "closed",
): { readonly ok: true } | Rejection {
  const { id: disclosureId, state } = disclosure;
  const may = to === "given" ? state === "asked" : state !== "closed";
  return may ? { ok: true } : no("DISCLOSURE_STATE_FORBIDS", { disclosureId, state });
}
