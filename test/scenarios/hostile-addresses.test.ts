import { isMailAddress } from "@saihan/domain";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf, type Reply, someContract } from "../support/client.ts";
import { hostileAddresses, hostileText } from "../support/hostile-text.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";
import { signInStaff } from "../support/staff.ts";

const cases = 2_000;
const good = [
  ...[
    "o'brien@reader.example",
    "a+b+c@reader.example",
    "x_y-z.0@sub.reader.example",
    "{curly}|~@reader.example",
    "!#$%&*=?^`@reader.example",
  ],
];

describe.skipIf(missingStore)("hostile addresses and names at every door (S-20)", () => {
  let house: House;
  let client: ReturnType<typeof clientOf>;
  let staff: ReturnType<typeof clientOf>;
  let contractId: string;
  let userId: string;
  let counter = 0;

  beforeAll(async () => {
    house = await openHouse();
    client = clientOf(house.api, house.partner);
    staff = (await signInStaff(house)).forPartner(house.partner);
    const made = await client.post("/v1/contracts", someContract());
    contractId = made.body.contract.id;
    await client.ended(made);
    const user = await client.post(`/v1/contracts/${contractId}/users`, {
      ...{ loginId: "hostile@child.example", mailAddress: "hostile@child.example", notifyUser: false },
    });
    userId = user.body.user.id;
    await client.ended(user);
    await house.settle();
  });
  afterAll(() => house?.close());

  const doors: readonly [string, (address: string) => Promise<Reply>][] = [
    ["the sign-up contact", (mailAddress) => staff.put("/v1/operator/sign-up-contact", { mailAddress })],
    [
      "a contract whose representative is invited",
      (mailAddress) =>
        client.post("/v1/contracts", {
          ...someContract(),
          representative: { loginId: `door${++counter}@child.example`, mailAddress },
        }),
    ],
    [
      "a user who is mailed",
      (mailAddress) =>
        client.post(`/v1/contracts/${contractId}/users`, {
          loginId: `door${++counter}@child.example`,
          mailAddress,
          notifyUser: true,
        }),
    ],
    ["another address of a user", (mailAddress) => client.patch(`/v1/contracts/${contractId}/users/${userId}`, { mailAddress })],
  ];

  /** Everything that an address could have got into. */
  async function books() {
    const [row] = await house.database.sql`
      select (select count(*)::int from contracts) as contracts, (select count(*)::int from orders) as orders, (select count(*)::int from mails) as mails,
             (select count(*)::int from outbox) as work, (select count(*)::int from password_links) as links,
             (select md5(string_agg(u::text, '' order by id)) from users u) as users, (select md5(string_agg(s::text, '')) from sign_up_contacts s) as contacts`;
    return row;
  }

  test.each(doors)(`${cases / doors.length} at %s: refused, never a fault, and nothing changes`, async (_door, knock) => {
    const before = await books();
    const given = fc
      .sample(
        hostileAddresses.filter((address) => !isMailAddress(address)),
        cases / doors.length,
      )
      .map((address) => [address] as const);
    const letIn: { address: string; status: number }[] = [];
    for (let at = 0; at < given.length; at += 8) {
      const answers = await Promise.all(
        given.slice(at, at + 8).map(async ([address]) => ({ address, status: (await knock(address)).status })),
      );
      letIn.push(...answers.filter(({ status }) => status < 400 || status >= 500));
    }
    expect(letIn).toEqual([]);
    expect(await books()).toEqual(before);
  });

  test("rare but lawful addresses and hostile names are let in: one mail each, to that address, with no header but ours", async () => {
    const names = fc.sample(hostileText, 200);
    const before = new Set((await house.mails()).map(({ id }) => id));
    const lawful: string[] = [];
    for (const name of names) {
      const address = good[lawful.length % good.length]?.replace("@", `${lawful.length}@`) ?? "";
      const reply = await client.post(`/v1/contracts/${contractId}/users`, {
        ...{ loginId: `lawful${lawful.length}@child.example`, mailAddress: address, name, notifyUser: true },
      });
      expect(reply.status).toBeLessThan(500);
      if (reply.status === 202) lawful.push(address);
    }
    expect(lawful.length).toBeGreaterThan(10);
    await house.settle();
    const mails = (await house.mails()).filter(({ id }) => !before.has(id));
    const byText = (a: string, b: string) => (a < b ? -1 : 1);
    expect(mails.map(({ recipients }) => recipients.join()).toSorted(byText)).toEqual(lawful.toSorted(byText));
    expect(mails.filter(({ to, cc, recipients }) => to.join() !== recipients.join() || cc.length > 0)).toEqual([]);
  });
});
