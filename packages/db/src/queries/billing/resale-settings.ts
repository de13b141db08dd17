import type { PartnerModel, Right, UserType } from "@saihan/domain";
import type { Statement, Tx } from "../../transaction.ts";

/** What the partner has said about its end users' statements. No row: nothing, so nobody is written to. */
export function findResaleSettings(tx: Tx, partnerId: string): Statement<{ tellEndUsers: boolean }[]> {
  return tx<{ tellEndUsers: boolean }[]>`select tell_end_users from resale_settings where partner_id = ${partnerId}`;
}

export function writeResaleSettings(
  tx: Tx,
  partnerId: string,
  { tellEndUsers }: { tellEndUsers: boolean },
  { by, at }: { by: string; at: Date },
) {
  return tx`
    insert into resale_settings (partner_id, tell_end_users, changed_by, changed_at) values (${partnerId}, ${tellEndUsers}, ${by}, ${at})
    on conflict (partner_id) do update
       set tell_end_users = excluded.tell_end_users, changed_by = excluded.changed_by, changed_at = excluded.changed_at`;
}

/** A user of a contract with what decides what they may read there. */
export interface UserOfContract {
  id: string;
  contractId: string;
  type: UserType;
  rights: Right[] | null;
  model: PartnerModel;
}

/** The active users of contracts. */
export function usersOfContracts(tx: Tx, partnerId: string, contractIds: readonly string[]): Statement<UserOfContract[]> {
  return tx<UserOfContract[]>`
    select u.id, u.contract_id, u.type, u.rights, p.model
      from users u join contracts p on p.partner_id = u.partner_id and p.id = u.partner_id
     where u.partner_id = ${partnerId} and u.contract_id = any(string_to_array(${contractIds.join(",")}, ',')) and u.state = 'active'
     order by u.id`;
}
