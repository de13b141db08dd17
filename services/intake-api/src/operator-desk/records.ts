import {
  findContract,
  insertMenuApproval,
  listCatalogueVersions,
  lockAgreements,
  recordAgreement,
  recordLegalName,
  recordRack,
  recordTelling,
} from "@saihan/db";
import { no, type Rejection } from "@saihan/domain";
import { jobs } from "@saihan/queues";
import { v7 } from "uuid";
import { menuOf, versionOf } from "../menus/catalogue.ts";
import { type Answer, ok } from "../operation.ts";
import { partnerFactsView } from "../sale-facts/view.ts";
import { type Desk, forPartner } from "./desk.ts";

export interface AgreementBody {
  id: string;
  from: string;
  to?: string | undefined;
  /** Menus that the agreement names. */
  names: string[];
}

/** A reseller agreement as it was signed, or what has changed of it since. Two of one partner are never in force at once. */
export function recordPartnerAgreement(desk: Desk, partnerId: string, body: AgreementBody): Promise<Answer | Rejection> {
  return forPartner(desk, partnerId, { action: "agreement.record", target: body.id }, async (tx, at) => {
    const agreements = await lockAgreements(tx, partnerId);
    // The first day of an agreement that was recorded stays.
    const from = agreements.find(({ id }) => id === body.id)?.fromDay ?? body.from;
    const other = agreements.find(
      ({ id, fromDay, toDay }) =>
        id !== body.id && (toDay === null || from < toDay) && (body.to === undefined || fromDay < body.to),
    );
    if (other) return no("AGREEMENT_OVERLAPS", { agreementId: other.id });
    const { id, to, names } = body;
    await recordAgreement(tx, partnerId, { id, fromDay: from, toDay: to ?? null, names }, { by: desk.operator.id, at });
    return ok(200, await partnerFactsView(tx));
  });
}

/** A third party has been told the contractor's name and address, as the programme does when the agreement is concluded. */
export function recordContractorTold(
  desk: Desk,
  partnerId: string,
  telling: { agreementId: string; party: string },
): Promise<Answer | Rejection> {
  return forPartner(desk, partnerId, { action: "agreement.told", target: telling.agreementId }, async (tx, at) => {
    const agreements = await lockAgreements(tx, partnerId);
    const { agreementId } = telling;
    if (!agreements.some(({ id }) => id === agreementId)) return no("AGREEMENT_NOT_FOUND", { agreementId });
    await recordTelling(tx, partnerId, telling, { by: desk.operator.id, at });
    return ok(200, await partnerFactsView(tx));
  });
}

export function recordPartnerLegalName(desk: Desk, partnerId: string, legalName: string): Promise<Answer | Rejection> {
  return forPartner(desk, partnerId, { action: "partner.legal-name", target: partnerId }, async (tx, at) => {
    await recordLegalName(tx, partnerId, legalName, { by: desk.operator.id, at });
    return ok(200, await partnerFactsView(tx));
  });
}

/** A rack that the partner has contracted with the provider. */
export function recordPartnerRack(
  desk: Desk,
  partnerId: string,
  rack: { id: string; contractedFrom: string },
): Promise<Answer | Rejection> {
  return forPartner(desk, partnerId, { action: "rack.record", target: rack.id }, async (tx, at) => {
    await recordRack(tx, partnerId, rack, { by: desk.operator.id, at });
    return ok(200, await partnerFactsView(tx));
  });
}

export interface ApprovalBody {
  contractId: string;
  menu: string;
  decision: "approved" | "refused";
  reason: string;
}

/** The provider's answer for a menu that is decided case by case. Orders that await it go on or end. */
export function decideApproval(desk: Desk, partnerId: string, body: ApprovalBody): Promise<Answer | Rejection> {
  const { contractId, menu, decision, reason } = body;
  const entry = { action: "approval.decide", target: contractId, after: { menu, decision }, reason };
  return forPartner(desk, partnerId, entry, async (tx, at) => {
    const [contract] = await findContract(tx, partnerId, contractId);
    if (!contract || contract.kind === "parent") return no("CONTRACT_NOT_FOUND", { contractId });
    const versions = (await listCatalogueVersions(tx)).map(versionOf);
    if (!menuOf(versions, menu, at)) return no("MENU_NOT_FOUND", { menu });
    const id = v7();
    const { queue, name } = jobs.settleApproval;
    const approval = { partnerId, id, contractId, menu, decision, reason, decidedBy: desk.operator.id, decidedAt: at };
    await Promise.all(insertMenuApproval(tx, approval, { queue, name }));
    return ok(200, { id, contractId, menu, decision, reason, decidedBy: desk.operator.id, decidedAt: at.toISOString() });
  });
}
