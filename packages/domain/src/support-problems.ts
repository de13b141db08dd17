import { problem as p } from "./problem.ts";

/** Reasons of tickets and of disclosures in an emergency. */
export const supportProblems = {
  TICKET_NOT_FOUND: p(
    "caller",
    false,
    "チケット {ticketId} はありません。",
    "There is no ticket {ticketId}.",
    "チケットの一覧を確認してください。",
    "Look at the list of tickets.",
  ),
  TICKET_STATE_FORBIDS: p(
    "caller",
    false,
    "チケット {ticketId} は {state} のため、{move} できません。",
    "Ticket {ticketId} is {state}, which does not allow this ({move}).",
    "クローズしたチケットは、先に再オープンしてください。",
    "Reopen a ticket that is closed first.",
  ),
  TICKET_USER_UNKNOWN: p(
    "caller",
    false,
    "ユーザー {userId} は、チケットの契約にいません。",
    "There is no user {userId} in the ticket's contract.",
    "ユーザーIDを確認してください。",
    "Check the id of the user.",
  ),
  DISCLOSURE_NOT_FOUND: p(
    "caller",
    false,
    "開示 {disclosureId} はありません。",
    "There is no disclosure {disclosureId}.",
    "開示の一覧を確認してください。",
    "Look at the list of disclosures.",
  ),
  DISCLOSURE_STATE_FORBIDS: p(
    "caller",
    false,
    "開示 {disclosureId} は {state} のため、変更できません。",
    "Disclosure {disclosureId} is {state} and cannot change in this way.",
    "開示の状態を確認してください。",
    "Look at its state.",
  ),
} as const;
