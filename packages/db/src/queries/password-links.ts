import type { Tx } from "../transaction.ts";

/**
 * The link of a mail that is to carry one, while the mail is being sent. It may be written twice when a mail is sent again; it stays
 * one link.
 */
export function insertPasswordLink(tx: Tx, mailId: string, tokenHash: Buffer, at: Date, expiresAt: Date) {
  return tx`
    insert into password_links (token_hash, partner_id, contract_id, user_id, created_at, expires_at)
    select ${tokenHash}, partner_id, contract_id, user_id, ${at}::timestamptz, ${expiresAt}::timestamptz
      from mails where id = ${mailId} and state = 'sending' and facts ->> 'passwordLink' = 'true'
    on conflict (token_hash) do nothing`;
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
