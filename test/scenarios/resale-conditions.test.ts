import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  decideApproval,
  recordContractorTold,
  recordPartnerAgreement,
  recordPartnerLegalName,
  recordPartnerRack,
} from "../../services/intake-api/src/operator-desk/records.ts";
import { clientOf } from "../support/client.ts";
import { type House, missingStore, openHouse, type Partner } from "../support/house.ts";
import { addChild, type Child, openDesk, order, sign } from "../support/resale.ts";

type Client = ReturnType<typeof clientOf>;

/** Every condition of the programme, both ways: refused until what it asks for is there, and ordered then. */
describe.skipIf(missingStore)("selling under conditions", () => {
  let house: House;
  let desk: ReturnType<typeof openDesk>;
  let partner: Partner;
  let client: Client;
  let child: Child;
  beforeAll(async () => {
    house = await openHouse();
    desk = openDesk(house);
    partner = await house.addPartner("山田製作所株式会社");
    client = clientOf(house.api, partner);
    await sign(desk, partner);
    child = await addChild(house, partner);
  });
  afterAll(async () => {
    await desk?.close();
    await house?.close();
  });

  const path = () => `/v1/contracts/${child.contractId}/subscriptions`;
  const buy = (menu: string, more: Record<string, unknown> = {}) => client.post(path(), order(child, menu, more));

  async function refused(menu: string, codes: string[]) {
    const reply = await buy(menu);
    expect([reply.status, reply.body.code]).toEqual([409, "MENU_NOT_ELIGIBLE"]);
    expect(reply.body.failures.map((failure: { code: string }) => failure.code)).toEqual(codes);
    const explained = await client.post("/v1/eligibility:explain", { contractId: child.contractId, menus: [menu] });
    expect(explained.body.explanations[0].failures).toEqual(reply.body.failures);
    return reply.body.failures;
  }

  async function sold(menu: string, more: Record<string, unknown> = {}) {
    const accepted = await buy(menu, more);
    expect([accepted.status, accepted.body.failures]).toEqual([202, undefined]);
    expect((await client.ended(accepted)).state).toBe("succeeded");
    return accepted.body;
  }

  test("a menu without conditions", async () => {
    const { subscription, duties } = await sold("block-storage");
    expect(duties).toEqual([]);
    expect((await client.get(`/v1/subscriptions/${subscription.id}`)).body).toMatchObject({ state: "active", plan: "standard" });
  });

  test.each(["veeam", "power-systems", "hybrid-cloud-azure", "hybrid-cloud-gcp"])("%s may never be resold", async (menu) => {
    const [failure] = await refused(menu, ["NOT_RESALABLE"]);
    expect([failure.turn, failure.supply]).toEqual(["nobody", []]);
  });

  test("no reseller agreement, none in force yet, none any more; then one", async () => {
    const other = await house.addPartner("契約前");
    const its = clientOf(house.api, other);
    const its_child = await addChild(house, other);
    const codes = async () => {
      const reply = await its.post(`/v1/contracts/${its_child.contractId}/subscriptions`, order(its_child, "dns"));
      return reply.status === 202 ? "sold" : reply.body.failures.map((f: { code: string }) => f.code).join();
    };
    const agree = (id: string, from: string, to?: string) =>
      recordPartnerAgreement(desk, other.contractId, { id, from, to, names: [] });
    expect(await codes()).toBe("RESELLER_AGREEMENT");
    await agree("old", "2020-01-01", "2021-01-01");
    expect(await codes()).toBe("RESELLER_AGREEMENT");
    await agree("to-come", "2090-01-01");
    expect(await codes()).toBe("RESELLER_AGREEMENT");
    expect(await agree("overlapping", "2020-06-01", "2020-07-01")).toMatchObject({ ok: false, code: "AGREEMENT_OVERLAPS" });
    expect(await agree("now", "2021-01-01", "2090-01-01")).toMatchObject({ ok: true });
    expect(await codes()).toBe("sold");
  });

  test("Wasabi: an agreement that names it; Wasabi is told once, by the provider", async () => {
    await refused("wasabi-object-storage", ["AGREEMENT_NAMES_MENU"]);
    await sign(desk, partner, ["wasabi-object-storage"]);
    const first = await sold("wasabi-object-storage");
    expect(first.duties).toMatchObject([{ code: "CONTRACTOR_TOLD_TO_PARTY", turn: "operations" }]);
    await sold("wasabi-object-storage");
    const { duties } = (await client.get("/v1/duties")).body;
    expect(duties.map((duty: { code: string }) => duty.code)).toEqual(["CONTRACTOR_TOLD_TO_PARTY"]);
    const mine = await client.post(`/v1/duties/${duties[0].id}/done`, { evidence: "told" });
    expect([mine.status, mine.body.code]).toEqual([403, "DUTY_OF_ANOTHER"]);
    const agreementId = `agreement-${partner.contractId}`;
    expect(await recordContractorTold(desk, partner.contractId, { agreementId, party: "Wasabi" })).toMatchObject({ ok: true });
    expect((await sold("wasabi-object-storage")).duties).toEqual([]);
  });

  test("the firewall is not sold anew; its successor is", async () => {
    const [failure] = await refused("firewall", ["NO_NEW_SALES"]);
    expect(failure.says.en).toContain("Managed Firewall");
    await sold("network-security");
  });

  test("ECL1.0: a contract in the partner's own legal name, however it is written", async () => {
    const service = "/v1/sale-facts/services/enterprise-cloud-1";
    await refused("enterprise-cloud-1-connection", ["SAME_LEGAL_NAME"]);
    await client.send("PUT", service, { legalName: "みどり商事株式会社" });
    await refused("enterprise-cloud-1-connection", ["SAME_LEGAL_NAME"]);
    await client.send("PUT", service, { legalName: "㈱山田製作所" });
    await refused("enterprise-cloud-1-connection", ["SAME_LEGAL_NAME"]);
    await client.send("PUT", service, { legalName: "山田製作所㈱" });
    await sold("enterprise-cloud-1-connection");
    // The staff's record of the name counts from then on.
    await recordPartnerLegalName(desk, partner.contractId, "新山田製作所株式会社");
    await refused("enterprise-cloud-1-connection", ["SAME_LEGAL_NAME"]);
    const unknown = await client.send("PUT", "/v1/sale-facts/services/other", { number: "N1" });
    expect([unknown.status, unknown.body.code]).toEqual([422, "SERVICE_UNKNOWN"]);
  });

  test("Oracle: terms, and the end user's name with the order or as a duty of that day", async () => {
    await refused("oracle", ["TERMS_ACCEPTED"]);
    await client.post("/v1/sale-facts/terms", { terms: "oracle" });
    const { duties } = await sold("oracle");
    expect(duties).toMatchObject([{ code: "END_USER_NAME_ON_ORDER", turn: "caller" }]);
    const named = await client.send("PUT", `/v1/contracts/${child.contractId}/end-user-name`, { name: "みどり商事株式会社" });
    expect(named.body.endUserName.name).toBe("みどり商事株式会社");
    const duty = await dutyOf("END_USER_NAME_ON_ORDER");
    expect(duty).toMatchObject({ state: "done", settled: { as: "done" } });
    expect(JSON.stringify(duty)).not.toContain("みどり");
    expect((await sold("oracle")).duties).toEqual([]);
    const other = await addChild(house, partner);
    const atOnce = await client.post(
      `/v1/contracts/${other.contractId}/subscriptions`,
      order(other, "oracle", { endUserName: "あおば商店" }),
    );
    expect([atOnce.status, atOnce.body.duties]).toEqual([202, []]);
  });

  test("anonymisation software: the name by the first business day of the next month", async () => {
    const other = await addChild(house, partner);
    await client.post("/v1/sale-facts/terms", { terms: "anonymisation-software" });
    const accepted = await client.post(`/v1/contracts/${other.contractId}/subscriptions`, order(other, "anonymisation-software"));
    const [duty] = accepted.body.duties;
    expect(duty.code).toBe("END_USER_NAME_NEXT_MONTH");
    const today = new Date(house.clock.now().getTime() + 9 * 3_600_000);
    const next = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + 1, 1)).toISOString().slice(0, 7);
    expect(duty.dueOn.slice(0, 7)).toBe(next);
  });

  test.each([
    ["os", "os"],
    ["vsphere", "vsphere"],
    ["sql-server", "sql-server"],
    ["hulft", "hulft"],
  ])("%s: the licensor's terms", async (menu, terms) => {
    await refused(menu, ["TERMS_ACCEPTED"]);
    expect((await client.post("/v1/sale-facts/terms", { terms })).status).toBe(200);
    await sold(menu);
  });

  test("software of the partner's own: declared unchecked, then checked", async () => {
    const facts = `/v1/contracts/${child.contractId}/sale-facts`;
    await sold("virtual-server");
    await client.patch(facts, { ownSoftware: { runs: true } });
    await refused("virtual-server", ["OWN_SOFTWARE_CHECKED"]);
    await client.patch(facts, { ownSoftware: { runs: true, licencesChecked: true } });
    await sold("virtual-server");
  });

  test.each([
    ["vpn-connection", "arcstar-universal-one"],
    ["remote-data-centre-connection", "arcstar-universal-one-dc"],
    ["managed-option", "global-management-one"],
  ])("%s: the number of a contract for %s", async (menu, service) => {
    await refused(menu, ["SEPARATE_CONTRACT"]);
    expect((await client.send("PUT", `/v1/sale-facts/services/${service}`, { number: "N000000001" })).status).toBe(200);
    await sold(menu);
  });

  test.each(["fast-dns", "global-server-load-balance"])("%s: the provider answers, yes and no", async (menu) => {
    const approve = (decision: "approved" | "refused", contractId: string) =>
      decideApproval(desk, partner.contractId, { contractId, menu, decision, reason: "用途を確認" });
    const waiting = await buy(menu);
    expect([waiting.status, waiting.body.order.state, waiting.body.order.turn]).toEqual([202, "awaiting_approval", "operations"]);
    await approve("approved", child.contractId);
    expect((await client.ended(waiting)).state).toBe("succeeded");
    await sold(menu);
    const other = await addChild(house, partner);
    const hopeful = await client.post(`/v1/contracts/${other.contractId}/subscriptions`, order(other, menu));
    const change = await client.post(`/v1/subscriptions/${hopeful.body.subscription.id}/change-plan`, { plan: "large" });
    await approve("refused", other.contractId);
    expect(await client.ended(hopeful)).toMatchObject({ state: "rejected", failure: { code: "APPROVAL_REFUSED" } });
    expect(await client.ended(change)).toMatchObject({ state: "failed", failure: { code: "PREDECESSOR_FAILED" } });
    expect((await client.get(`/v1/subscriptions/${hopeful.body.subscription.id}`)).body.state).toBe("failed");
    const again = await client.post(`/v1/contracts/${other.contractId}/subscriptions`, order(other, menu));
    expect(again.body.failures).toMatchObject([{ code: "CASE_BY_CASE", verdict: "refused", turn: "nobody" }]);
  });

  test("colocation: rack, three consents of both, and a visit, each by whom the programme names", async () => {
    const menu = "colocation-connection";
    const topics = ["rack-work", "direct-contact", "provider-name"];
    const consents = topics.map((topic) => `COLOCATION_${topic.replace("-", "_").toUpperCase()}_CONSENT`);
    await refused(menu, ["COLOCATION_RACK_CONTRACTED", ...consents, "COLOCATION_VISIT_ARRANGED"]);
    await recordPartnerRack(desk, partner.contractId, { id: "rack-1", contractedFrom: "2090-01-01" });
    await refused(menu, ["COLOCATION_RACK_CONTRACTED", ...consents, "COLOCATION_VISIT_ARRANGED"]);
    await recordPartnerRack(desk, partner.contractId, { id: "rack-1", contractedFrom: "2021-04-01" });
    await refused(menu, [...consents, "COLOCATION_VISIT_ARRANGED"]);
    const consent = (body: object, by: Client = client) => by.post(`/v1/contracts/${child.contractId}/consents`, body);
    for (const topic of topics) expect((await consent({ topic, by: "partner" })).status).toBe(200);
    const failures = await refused(menu, [...consents, "COLOCATION_VISIT_ARRANGED"]);
    expect(failures[0]).toMatchObject({ turn: "end-user", supply: [{ code: "end-user-consent" }] });
    // The end user consents to one in person; the partner brings the others, saying with whom, when and where.
    const endUser = clientOf(
      house.api,
      await house.addUser(partner, { type: "administrator", contractId: child.contractId, rights: [] }),
    );
    const theirs = await consent({ topic: "rack-work", by: "partner" }, endUser);
    expect([theirs.status, theirs.body.code]).toEqual([403, "CONSENT_OF_ANOTHER"]);
    expect((await consent({ topic: "rack-work", by: "end-user" }, endUser)).status).toBe(200);
    const bare = await consent({ topic: "direct-contact", by: "end-user" });
    expect([bare.status, bare.body.code]).toEqual([422, "CONSENT_INCOMPLETE"]);
    const future = new Date(house.clock.now().getTime() + 60_000).toISOString();
    const told = { contact: "山田 太郎", place: "本社", consentedAt: future };
    expect((await consent({ topic: "direct-contact", by: "end-user", ...told })).body.code).toBe("INSTANT_IN_FUTURE");
    told.consentedAt = new Date(house.clock.now().getTime() - 86_400_000).toISOString();
    for (const topic of topics.slice(1)) expect((await consent({ topic, by: "end-user", ...told })).status).toBe(200);
    await refused(menu, ["COLOCATION_VISIT_ARRANGED"]);
    const facts = `/v1/contracts/${child.contractId}/sale-facts`;
    const visit = { endUserAttends: true, contactName: "山田 太郎", contactAddress: "03-0000-0000", place: "正面玄関" };
    await client.patch(facts, { visit: { ...visit, at: told.consentedAt } });
    const [late] = await refused(menu, ["COLOCATION_VISIT_ARRANGED"]);
    expect(late.supply.map((one: { code: string }) => one.code)).toEqual(["visit-time"]);
    await client.patch(facts, { visit: { ...visit, at: new Date(house.clock.now().getTime() + 86_400_000).toISOString() } });
    await sold(menu);
    // Where the partner looks after the rack itself, the rack alone is asked for.
    const other = await addChild(house, partner);
    await client.patch(`/v1/contracts/${other.contractId}/sale-facts`, { managedBy: "partner" });
    const direct = await client.post(`/v1/contracts/${other.contractId}/subscriptions`, order(other, menu));
    expect(direct.status).toBe(202);
  });

  test("a menu switched off by the parent, and on again", async () => {
    await client.send("PUT", "/v1/menu-control", { menus: { monitoring: "off" } });
    await refused("monitoring", ["MENU_SWITCHED_ON"]);
    await client.send("PUT", "/v1/menu-control", { menus: { monitoring: "on" } });
    await sold("monitoring");
  });

  async function dutyOf(code: string) {
    const { duties } = (await client.get(`/v1/duties?contractId=${child.contractId}`)).body;
    return duties.find((duty: { code: string }) => duty.code === code);
  }
});
