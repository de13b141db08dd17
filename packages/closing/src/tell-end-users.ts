import type { BillingMonth } from "@saihan/billing";
import { circleFacts, circleOf, findResaleSettings, type Tx, type UserOfContract, usersOfContracts } from "@saihan/db";
import { authorize, ownTarget, recipientsOf } from "@saihan/domain";
import { enqueueMail } from "@saihan/queues";

/**
 * Writes the mails that statements are ready, where the partner wants its end users to be told: to those people of each child who may read its statement,
 * and only as far as they hear of news (お知らせ) at all: their own choice, what the partner keeps from its children, and dead addresses hold here too.
 * One mail for each statement and person, whenever the step runs again.
 */
export async function tellEndUsers(
  tx: Tx,
  facts: { partnerId: string; month: BillingMonth; at: Date; issued: readonly { contractId: string; number: string }[] },
): Promise<void> {
  const { partnerId, month, at, issued } = facts;
  const [settings] = await findResaleSettings(tx, partnerId);
  if (!settings?.tellEndUsers || issued.length === 0) return;
  const ids = issued.map(({ contractId }) => contractId);
  const reach = ids.map((contractId) => ({ partnerId, contractId, tenants: [] }));
  const [users, ...circle] = await Promise.all([usersOfContracts(tx, partnerId, ids), ...circleFacts(tx, { reach }, at)]);
  const whole = circleOf(partnerId, circle);
  const readers = new Set(users.filter((user) => mayRead(partnerId, user)).map(({ id }) => id));
  for (const { contractId, number } of issued) {
    const of = {
      ...whole,
      contracts: whole.contracts.filter(({ id }) => id === contractId),
      users: whole.users.filter((user) => user.contractId === contractId && readers.has(user.id)),
    };
    for (const { userId, language } of recipientsOf("news", of).recipients) {
      if (userId === null) continue;
      await enqueueMail(tx, {
        ...{ partnerId, orderId: null, occasion: number, template: "end-user-statement-ready", contractId, userId, language, at },
        facts: { statementNumber: number, statementMonth: month },
      });
    }
  }
}

/** By the permission table, as if they asked for it themselves after signing in. */
function mayRead(partnerId: string, { id, contractId, type, rights, model }: UserOfContract): boolean {
  const who = { kind: "user", id: `user:${id}`, partnerId, contractId, userId: id, type, model, rights } as const;
  const actor = { ...who, scopes: null, signedIn: true, confined: false };
  return authorize(actor, "end-user-statement.view", ownTarget({ partnerId, contractId })).ok;
}
