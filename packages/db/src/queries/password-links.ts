import type { Language } from "@saihan/domain";
import type { Tx } from "../transaction.ts";
import type { TotpState } from "./sign-in.ts";

/**
 * The links of mails that are to carry one, while the mails are being sent. They may be written twice when a mail is sent again; it stays
 * one link. A mail's facts say how many hours it holds.
 */
export function insertPasswordLinks(tx: Tx, links: readonly { mailId: string; tokenHash: Buffer }[], at: Date, hours: number) {
  const list = links.map(({ mailId, tokenHash }) => ({ m: mailId, h: tokenHash.toString("hex") }));
  return tx`
    insert into password_links (token_hash, partner_id, contract_id, user_id, created_at, expires_at)
    select decode(r.h, 'hex'), m.partner_id, m.contract_id, m.user_id, ${at}::timestamptz,
           ${at}::timestamptz + make_interval(hours => coalesce((m.facts ->> 'passwordLinkHours')::integer, ${hours}))
      from jsonb_to_recordset(${tx.json(list)}) as r (m uuid, h text)
      join mails m on m.id = r.m and m.state = 'sending' and m.facts ->> 'passwordLink' = 'true'
    on conflict (token_hash) do nothing`;
}

export interface PasswordLinkFacts {
  partnerId: string;
  contractId: string;
  userId: string;
  loginId: string;
  totpState: TotpState;
  language: Language;
  /** False while the user has never set a password. */
  hasPassword: boolean;
}

/** Whose a link is, while it holds. */
export function passwordLinkFacts(tx: Tx, tokenHash: Buffer, at: Date) {
  return tx<PasswordLinkFacts[]>`select * from password_link_facts(${tokenHash}, ${at})`;
}

/** Uses a link up. One of several callers at once gets the user; the others, and all later ones, get nothing. */
export async function usePasswordLink(
  tx: Tx,
  tokenHash: Buffer,
  at: Date,
): Promise<{ partnerId: string; contractId: string; userId: string } | undefined> {
  const [row] = await tx<{ partnerId: string; contractId: string; userId: string }[]>`
    select * from use_password_link(${tokenHash}, ${at})`;
  return row;
}

/** Links of a user that were not used are dead: a newer one is on its way, or the password has changed. */
export function endPasswordLinks(tx: Tx, partnerId: string, userId: string, at: Date) {
  return tx`
    update password_links set used_at = ${at} where partner_id = ${partnerId} and user_id = ${userId} and used_at is null`;
}
