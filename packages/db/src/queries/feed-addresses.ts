import type { ContractState, Language, PartnerModel, Right, UserState, UserType } from "@saihan/domain";
import { type Db, type Statement, single, type Tx } from "../transaction.ts";

/** The user behind an address of a feed, with all that decides whether it still holds. */
export interface FeedAddressFacts {
  id: string;
  partnerId: string;
  contractId: string;
  userId: string;
  /** The contract that the notices concern. */
  about: string;
  partnerState: ContractState;
  contractState: ContractState;
  model: PartnerModel;
  userType: UserType;
  userState: UserState;
  rights: Right[] | null;
  confined: boolean;
  allowedAddresses: string[];
  disabled: boolean;
}

/** Looks an address up before anybody knows who calls; nothing once it has been withdrawn. */
export async function findFeedAddress(db: Db, tokenHash: Buffer): Promise<FeedAddressFacts | undefined> {
  const [row] = await single(
    db,
    { service: "sign-in" },
    (tx) => tx<FeedAddressFacts[]>`select * from find_feed_address(${tokenHash})`,
  );
  return row;
}

export interface FeedAddressRow {
  id: string;
  about: string;
  name: string;
  createdAt: Date;
}

/** Those of one user that have not been withdrawn, oldest first. */
export function listFeedAddresses(tx: Tx, of: { contractId: string; userId: string }): Statement<FeedAddressRow[]> {
  return tx<FeedAddressRow[]>`
    select id, about, name, created_at from feed_addresses
     where contract_id = ${of.contractId} and user_id = ${of.userId} and withdrawn_at is null order by id`;
}

export function insertFeedAddress(
  tx: Tx,
  row: FeedAddressRow & { partnerId: string; contractId: string; userId: string; tokenHash: Buffer },
) {
  return tx`
    insert into feed_addresses (partner_id, id, contract_id, user_id, about, name, token_hash, created_at)
    values (${row.partnerId}, ${row.id}, ${row.contractId}, ${row.userId}, ${row.about}, ${row.name}, ${row.tokenHash}, ${row.createdAt})`;
}

/** One row if it had not been withdrawn. */
export function withdrawFeedAddress(
  tx: Tx,
  of: { contractId: string; userId: string; id: string },
  { by, at }: { by: string; at: Date },
): Statement<{ about: string }[]> {
  return tx<{ about: string }[]>`
    update feed_addresses set withdrawn_at = ${at}, withdrawn_by = ${by}
     where contract_id = ${of.contractId} and user_id = ${of.userId} and id = ${of.id}::uuid and withdrawn_at is null
    returning about`;
}

/** In which language a user reads of a contract: the user's own choice first, then the language of the contract's channel. */
export function readingLanguage(
  tx: Tx,
  { contractId, userId }: { contractId: string; userId: string },
): Statement<{ language: Language }[]> {
  return tx<{ language: Language }[]>`
    select coalesce((select u.language from users u where u.id = ${userId}), c.language) as language from contracts c where c.id = ${contractId}`;
}
