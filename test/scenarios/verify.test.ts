import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { AcceptedOrder } from "../../scripts/chaos/load.ts";
import { verify } from "../../scripts/verify.ts";
import { clientOf, someContract } from "../support/client.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";

/** The auditor of the chaos run must find what it is there to find. */
describe.skipIf(missingStore)("the auditor", () => {
  let house: House;
  const accepted: AcceptedOrder[] = [];
  const broken = async () => {
    const result = await verify({ databaseUrl: house.database.url, platformUrl: house.platform, mailUrl: house.mail, accepted });
    return result.findings.filter((f) => f.broken > 0).map((f) => f.invariant);
  };
  beforeAll(async () => {
    house = await openHouse();
    const client = clientOf(house.api, house.partner);
    for (let i = 0; i < 4; i++) {
      const contract = someContract();
      const key = `audit-${i}`;
      const reply = await client.post("/v1/contracts", contract, { "idempotency-key": key });
      await client.ended(reply);
      const { id, kind, contractId, subject } = reply.body.order;
      accepted.push({ orderId: id, key, kind, contractId, subjectId: subject.id, mailTo: contract.representative.mailAddress });
    }
    const path = `/v1/contracts/${accepted[0]?.contractId}/tenants`;
    const reply = await client.post(path, { name: "audited", region: "jp1" }, { "idempotency-key": "audit-tenant" });
    await client.ended(reply);
    const { id, kind, contractId, subject } = reply.body.order;
    accepted.push({ orderId: id, key: "audit-tenant", kind, contractId, subjectId: subject.id, mailTo: null });
    await house.settle();
  });
  afterAll(() => house?.close());
  beforeEach(async () => {
    expect(await broken()).toEqual([]);
  });

  const { sql } = { sql: () => house.database.sql };
  test.each<[string, () => Promise<unknown>, () => Promise<unknown>, string]>([
    [
      "an order that is still open",
      () => sql()`update orders set state = 'executing', ended_at = null where id = ${accepted[0]?.orderId ?? ""}`,
      () =>
        sql()`update orders o set state = 'succeeded', ended_at = (select max(at) from order_transitions where order_id = o.id)
               where id = ${accepted[0]?.orderId ?? ""}`,
      "nothing accepted is lost",
    ],
    [
      "a gap in a history",
      () => sql()`update order_transitions set seq = 9 where seq = 3 and order_id = ${accepted[1]?.orderId ?? ""}`,
      () => sql()`update order_transitions set seq = 3 where seq = 9 and order_id = ${accepted[1]?.orderId ?? ""}`,
      "every history is unbroken",
    ],
    [
      "a state that the law does not know",
      () => sql()`update order_transitions set to_state = 'expired' where seq = 2 and order_id = ${accepted[1]?.orderId ?? ""}`,
      () => sql()`update order_transitions set to_state = 'executing' where seq = 2 and order_id = ${accepted[1]?.orderId ?? ""}`,
      "every history is unbroken",
    ],
    [
      "a mail that was not sent",
      () => sql()`update mails set state = 'queued' where order_id = ${accepted[2]?.orderId ?? ""}`,
      () => sql()`update mails set state = 'sent' where order_id = ${accepted[2]?.orderId ?? ""}`,
      "every mail was sent",
    ],
    [
      "a mail to somebody else",
      () => sql()`update mails set address = 'x@y.jp' where order_id = ${accepted[2]?.orderId ?? ""}`,
      () => sql()`update mails m set address = u.mail_address from users u where u.id = m.user_id`,
      "every mail went to its one recipient",
    ],
    [
      "a contract that our books call terminated",
      () => sql()`update contracts set state = 'terminated', ended_at = now() where id = ${accepted[3]?.contractId ?? ""}`,
      () => sql()`update contracts set state = 'active', ended_at = null where id = ${accepted[3]?.contractId ?? ""}`,
      "what stands in our books",
    ],
    [
      "a domain that our books do not know",
      () => sql()`update contracts set platform_id = 'x' where id = ${accepted[3]?.contractId ?? ""}`,
      () => restorePlatformIds(),
      "what stands in our books",
    ],
    [
      "access that somebody has taken away on the platform",
      () => changeGrants("DELETE"),
      () => changeGrants("PUT"),
      "what access stands in our books",
    ],
    [
      "access on the platform that our books do not know",
      () => sql()`create table kept as select * from tenant_access`.then(() => sql()`delete from tenant_access`),
      () => sql()`insert into tenant_access select * from kept`.then(() => sql()`drop table kept`),
      "no access stands on the platform",
    ],
    [
      "a second audit entry",
      () =>
        // The relay stands still, so that the entry does not become part of the chain.
        house.restart.relay.stop().then(
          () =>
            sql()`insert into audit_entries (partner_id, contract_id, at, actor, action, target, outcome, order_id, request_id)
                  select partner_id, contract_id, at, actor, action, target, outcome, order_id, request_id
                    from audit_entries where action = 'contract.create' and order_id = ${accepted[0]?.orderId ?? ""}`,
        ),
      async () => {
        await asOwner("delete from audit_entries where seq is null");
        await house.restart.relay.start();
      },
      "every order has exactly one audit entry of its acceptance",
    ],
    [
      "an end that the audit does not tell of",
      () => asOwner("update audit_entries set action = 'order.seen' where action = 'order.succeeded' and seq = 2"),
      () => asOwner("update audit_entries set action = 'order.succeeded' where action = 'order.seen'"),
      "every end of an order has exactly one audit entry",
    ],
    [
      "an audit entry that was edited",
      () => asOwner("update audit_entries set reason = 'x' where seq = 3"),
      () => asOwner("update audit_entries set reason = null where seq = 3"),
      "every audit entry is sealed and every chain verifies",
    ],
    [
      "a state that came about past the audit",
      () => sql()`update contracts set state = 'suspended' where id = ${accepted[3]?.contractId ?? ""}`,
      () => sql()`update contracts set state = 'active' where id = ${accepted[3]?.contractId ?? ""}`,
      "every object is in the state that the last audit entry about it says",
    ],
    [
      "a change that begins where no other ended",
      () => asOwner(`update audit_entries set before = '{"state": "suspended"}' where action = 'order.succeeded' and seq = 2`),
      () => asOwner(`update audit_entries set before = '{"state": "provisioning"}' where action = 'order.succeeded' and seq = 2`),
      "every audited change begins where the one before it ended",
    ],
    [
      "an audit entry with a mail address",
      () => asOwner("update audit_entries set reason = (select min(mail_address) from users) where seq = 1"),
      () => asOwner("update audit_entries set reason = null where seq = 1"),
      "no audit entry tells of anybody's name or address",
    ],
    [
      "an event that is gone",
      () => sql()`create table gone as select * from events where seq = 2`.then(() => sql()`delete from events where seq = 2`),
      () => sql()`insert into events select * from gone`.then(() => sql()`drop table gone`),
      "every feed of events is numbered without a gap",
    ],
    [
      "an event that tells of another order",
      () => sql()`update events set kind = 'user.create.accepted' where seq = 1`,
      () => sql()`update events set kind = 'contract.create.accepted' where seq = 1`,
      "every order is one event when it is accepted",
    ],
    [
      "work that was set aside",
      () => sql()`update outbox set quarantined_at = now() where order_id = ${accepted[0]?.orderId ?? ""}`,
      () => sql()`update outbox set quarantined_at = null`,
      "all work is done",
    ],
  ])("finds %s", async (_, spoil, mend, invariant) => {
    await spoil();
    const found = await broken();
    await mend();
    expect(
      found.some((f) => f.startsWith(invariant)),
      found.join("; "),
    ).toBe(true);
  });

  test("finds an order that no client knows of, and a key that gave another answer", async () => {
    const kept = accepted.splice(3, 1)[0] as AcceptedOrder;
    expect(await broken()).toEqual(["nothing was ordered that no client knows of and that was not due"]);
    accepted.push({ ...kept, key: "audit-0" });
    expect(await broken()).toEqual(["one key, one order: the kept answer is the one that the client was given"]);
    accepted[accepted.length - 1] = kept;
  });

  /** Past the triggers, as the owner of the database may. */
  async function asOwner(statement: string) {
    await sql().begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx.unsafe(statement);
    });
  }

  /** Behind the house's back. */
  async function changeGrants(method: "PUT" | "DELETE") {
    const grants = await sql()<{ userId: string; projectId: string }[]>`
      select u.platform_id as user_id, t.platform_id as project_id
        from tenant_access a join users u on u.id = a.user_id join tenants t on t.id = a.tenant_id`;
    for (const grant of grants) {
      await fetch(`${house.platform}/grants`, {
        method,
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ clientToken: "test", ...grant }),
      });
    }
  }

  async function restorePlatformIds() {
    for (const object of await house.platformObjects()) {
      if (object.kind === "domain") await sql()`update contracts set platform_id = ${object.id} where id = ${object.name}`;
    }
  }
});
