import { openDueCloses } from "@saihan/closing";
import { clientOf, type Reply } from "./client.ts";
import type { House, Partner } from "./house.ts";
import { representativeOf, type TestPerson } from "./people.ts";
import { signInStaff } from "./staff.ts";

export interface FurnishedAgency {
  agency: Partner;
  owner: TestPerson;
  /** A referral that waits for the provider. */
  openId: string;
  /** A payment statement that counts as confirmed, and one that waits for the agency. */
  deemed: string;
  waiting: string;
}

/** An agency with referrals in every state, commission that was earned and taken back, and two payment statements. */
export async function furnishAgency(house: House): Promise<FurnishedAgency> {
  const at = (instant: string) => house.clock.advance(Date.parse(instant) - house.clock.now().getTime());
  at("2026-04-20T00:00:00Z");
  const agency = await house.addPartner("見本代理店株式会社", "agency");
  await house.database.sql`update contracts set started_at = '2026-03-01T00:00:00Z' where id = ${agency.contractId}`;
  const client = clientOf(house.api, agency);
  let staff = 0;
  /** Their sessions end with the day. */
  const staffOf = async (kind: "operations" | "billing") =>
    (await signInStaff(house, kind, `agency-${kind}-${++staff}`)).forPartner(agency);
  const operations = await staffOf("operations");
  const made = async (reply: Promise<Reply>): Promise<{ id: string }> => {
    const { status, text, body } = await reply;
    if (status >= 300) throw new Error(`${status} ${text}`);
    return body;
  };
  await made(
    client.put("/v1/billing-details", {
      address: "札幌市北区0-0-0",
      registration: { number: "T7010705000725", from: "2023-10-01" },
    }),
  );
  const refer = (customerName: string, note = "") =>
    made(
      client.post("/v1/referrals", {
        ...{ customerName, contactName: "山田 太郎", contactAddress: "yamada@midori.example" },
        ...(note ? { note } : {}),
      }),
    );
  const settle = async (customerName: string, how: string, body: object) => {
    const { id } = await refer(customerName);
    await made(operations.post(`/v1/operator/referrals/${id}/${how}`, body));
    return id;
  };
  const conclude = (customerName: string, directContract: string) =>
    settle(customerName, "conclude", { directContract, concludedOn: "2026-03-10" });
  await conclude("みどり商事株式会社", "D-2026-0001");
  const ended = await conclude("合同会社北海道農産物流通ネットワークサービス札幌本部", "D-2026-0002");
  await settle("Harbour Logistics", "decline", { reason: "既に直接のお客さまです" });
  await made(client.post(`/v1/referrals/${(await refer("あかね工業株式会社")).id}/withdraw`));
  const open = await refer("青空システム株式会社", "ベアメタルサーバーを検討中です。7月から利用したいとのことです。");
  const terms = { from: "2026-03", percent: "5.5", excludedMenus: ["Support plan", "Software licence"], minimumPayout: 1_000 };
  await made((await staffOf("billing")).put("/v1/operator/commission-terms", terms));
  const issued = (kind: string, number: string, month: string, net: number, more: object = {}) => ({
    ...{ kind, number, directContract: "D-2026-0001", month, issueDate: "2026-05-01" },
    ...(kind === "void" ? {} : { lines: [{ menu: "Virtual server", net }] }),
    ...more,
  });
  const other = { directContract: "D-2026-0002" };
  const record = async (...documents: object[]) =>
    made((await staffOf("billing")).post("/v1/operator/direct-documents", { documents }));
  const close = async (instant: string, month: string): Promise<string> => {
    at(instant);
    const facts = { at: new Date(instant), closing: { day: 5 }, batchSize: 2, actor: "test", upTo: month };
    await openDueCloses(house.db, { service: "test" }, facts);
    await house.settle();
    const [statement] = (await client.get(`/v1/payment-statements?month=${month}`)).body.statements;
    return statement.number;
  };
  await record(issued("invoice", "D-INV-1", "2026-04", 400_000), issued("invoice", "D-INV-2", "2026-04", 120_000, other));
  const deemed = await close("2026-05-06T00:00:00Z", "2026-04");
  // The last day to object is over in Japan.
  at("2026-05-20T15:00:00Z");
  await house.settle();
  await record(
    issued("credit_note", "D-CN-1", "2026-04", 100_001, { amends: "D-INV-1" }),
    issued("invoice", "D-INV-3", "2026-05", 380_000),
    issued("void", "D-INV-2", "2026-04", 0, other),
  );
  const waiting = await close("2026-06-06T00:00:00Z", "2026-05");
  await made(
    (await staffOf("operations")).post(`/v1/operator/referrals/${ended}/lapse`, {
      lastMonth: "2026-06",
      reason: "代理店契約の変更",
    }),
  );
  await house.settle();
  return { agency, owner: await representativeOf(house, agency), openId: open.id, deemed, waiting };
}
