import { clientOf, someContract } from "./client.ts";
import { children, furnishMonths, monthOf } from "./closed-month.ts";
import type { House } from "./house.ts";
import { representativeOf, type TestPerson } from "./people.ts";
import { addChild, openDesk, order, sign } from "./resale.ts";
import { signInStaff } from "./staff.ts";

export interface Furnished {
  owner: TestPerson;
  /** A contract with a tenant, users, a subscription, and a notice about it. */
  contractId: string;
  /** A child contract with a closed month and one that is not. */
  chargedId: string;
  failedOrderId: string;
  ticketId: string;
  groupId: string;
  webhookId: string;
  bulkId: string;
  invoice: string;
  /** One with two updates. */
  noticeId: string;
  /** A general user of the contract. */
  childUserId: string;
  /** Of another partner, who has nothing yet. */
  newcomer: TestPerson;
}

const customers = [
  "株式会社みどり商事",
  "青空システム株式会社",
  "Harbour Logistics",
  "合同会社北海道農産物流通ネットワークサービス札幌本部",
];

/** A partner's house in which every list has something, and every state is seen once. */
export async function furnishHouse(house: House): Promise<Furnished> {
  const months = await furnishMonths(house);
  await months.use("2026-05-02T00:00:00Z", monthOf("2026-04", 400, "35"));
  await months.close("2026-05-05T00:00:00Z", "2026-04");
  await months.use("2026-06-02T00:00:00Z", monthOf("2026-05", 600, "52"));
  await months.close("2026-06-05T00:00:00Z", "2026-05");
  await months.use("2026-06-20T00:00:00Z", monthOf("2026-06", 300, "12"));
  house.clock.advance(Date.parse("2026-06-20T03:00:00Z") - house.clock.now().getTime());
  const desk = openDesk(house);
  await sign(desk, house.partner, ["wasabi-object-storage"]);
  await desk.close();
  const partner = clientOf(house.api, house.partner);
  for (const customerName of customers) await partner.post("/v1/contracts", someContract({ customerName }));
  for (const [name, query] of [
    ["停止中の契約", { state: "suspended" }],
    ["大阪支店", { label: "branch:osaka", sort: "-startedAt" }],
    ["Logistics", { q: "logistics", sort: "customerName" }],
  ] as const) {
    await partner.post("/v1/saved-searches", { name, query });
  }
  const child = await addChild(house, house.partner);
  const at = `/v1/contracts/${child.contractId}`;
  for (const menu of ["file-storage", "wasabi-object-storage"]) {
    await partner.ended(await partner.post(`${at}/subscriptions`, order(child, menu)));
  }
  await partner.post(`${at}/subscriptions`, order(child, "fast-dns"));
  const user = { loginId: "hanako@harbour.example", mailAddress: "hanako@harbour.example", name: "鈴木 花子", notifyUser: true };
  const hanako = await partner.post(`${at}/users`, user);
  await partner.ended(hanako);
  await house.misbehave({ refuseRate: 1 });
  const failed = await partner.ended(await partner.post(`${at}/tenants`, { name: "never-made", region: "jp2" }));
  await house.misbehave();
  await partner.post("/v1/approval-requests", {
    ...{ approverType: "contract_owner", approverId: child.contractId, service: "colocation-connection" },
    actions: [
      {
        ...{ service: "colocation-connection", region: "jp1", apiPath: `${at}/consents`, method: "POST" },
        body: { topic: "rack-work" },
      },
    ],
    descriptions: [
      { lang: "ja", text: "ラック内作業への同意をお願いします" },
      { lang: "en", text: "Please consent to work in the rack" },
    ],
  });
  const text = "昨日の夕方から、大阪リージョンのゲートウェイの応答が遅くなっています。\n添付の記録をご確認ください。";
  const ticket = await partner.post("/v1/tickets", {
    type: "fault",
    category: "service",
    subject: "ゲートウェイの応答が遅い",
    text,
  });
  const group = await partner.post("/v1/contract-groups", { name: "西日本営業部", contracts: { add: [child.contractId] } });
  const webhook = await partner.post("/v1/webhooks", { url: "http://127.0.0.1:9/saihan/events", description: "販売管理" });
  await partner.post(`/v1/webhooks/${webhook.body.id}/test`);
  const rows = [
    "customerName,loginId,mailAddress,notify",
    "株式会社あさひ,asahi@rows.example,asahi@rows.example,false",
    "Bad Row K.K.,bad@rows.example,no address,false",
  ];
  const bulk = await partner.send("POST", "/v1/bulks", rows.join("\n"), { "content-type": "text/csv" });
  const staff = (await signInStaff(house)).anywhere;
  const notices: string[] = [];
  for (const [category, title, state, more] of [
    ["incident", { ja: "東日本の一部で接続できません", en: "Some connections in the east fail" }, "confirmed", {}],
    [
      "maintenance",
      { ja: "夜間作業のお知らせ", en: "Work at night" },
      "scheduled",
      {
        plannedFrom: "2026-07-01T13:00:00.000Z",
        plannedTo: "2026-07-01T17:00:00.000Z",
        impact: { ja: "数秒の切断", en: "Some seconds without" },
      },
    ],
  ] as const) {
    const notice = await staff.post("/v1/notices", { category, title, scope: { contracts: [child.contractId] } });
    const said = await staff.post(`/v1/notices/${notice.body.id}/updates`, { seq: 1, state, text: title, ...more });
    if (said.status !== 201) throw new Error(said.text);
    notices.push(notice.body.id);
  }
  const more = await staff.post(`/v1/notices/${notices[0]}/updates`, {
    ...{ seq: 2, state: "confirmed", nextUpdateAt: "2026-06-20T05:00:00.000Z" },
    text: {
      ja: "東日本リージョンの収容装置に故障が見つかりました。\n予備の装置への切り替えを進めています。",
      en: "A device in the eastern region has failed.\nWe are switching over to the spare one.",
    },
    symptom: { ja: "一部のテナントで、外部との通信が断続的に切れます。", en: "Some tenants lose the outside from time to time." },
    workaround: { ja: "西日本のゲートウェイをご利用ください。", en: "Use the gateway in the west." },
    impact: { ja: "外部との通信", en: "Traffic with the outside" },
  });
  if (more.status !== 201) throw new Error(more.text);
  await house.settle();
  const [invoice] = (await partner.get("/v1/invoices")).body.invoices;
  for (const made of [ticket, group, webhook, bulk]) if (made.status >= 300) throw new Error(`${made.status} ${made.text}`);
  return {
    owner: await representativeOf(house, house.partner),
    newcomer: await representativeOf(house, house.stranger),
    ...{ contractId: child.contractId, chargedId: children.tokyo, failedOrderId: failed.id, ticketId: ticket.body.id },
    ...{ groupId: group.body.id, webhookId: webhook.body.id, bulkId: bulk.body.id, invoice: invoice.number },
    noticeId: String(notices[0]),
    childUserId: hanako.body.user.id,
  };
}
