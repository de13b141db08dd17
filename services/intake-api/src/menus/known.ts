import {
  type CatalogueVersion,
  controlAt,
  type Facts,
  jstDay,
  type MenuControl,
  type MenuControlChange,
  menuArrivals,
  type ResellerAgreement,
} from "@saihan/catalogue";
import { type ContractSaleFacts, contractSaleFacts, type PartnerSaleFacts, partnerSaleFacts, type Tx } from "@saihan/db";

/** What the database knows of a partner and some of its contracts, as far as sales rest on it. */
export interface Known {
  partner: PartnerSaleFacts;
  contracts: ReadonlyMap<string, ContractSaleFacts>;
}

const nothingStated: ContractSaleFacts = {
  approvals: {},
  consents: [],
  endUserNameGivenAt: null,
  managedBy: null,
  visit: null,
  ownSoftware: null,
};

/** Reads what sales under these contracts rest on, in one round trip. The caller has been permitted to see the contracts. */
export async function readKnown(tx: Tx, contractIds: readonly string[]): Promise<Known> {
  const [[partner], contracts] = await Promise.all([partnerSaleFacts(tx), contractSaleFacts(tx, contractIds)]);
  if (!partner) throw new Error("a partner without facts");
  return { partner: partner.facts, contracts: new Map(contracts.map(({ contractId, facts }) => [contractId, facts])) };
}

/** The facts of the rules for a new sale under a contract at an instant. */
export function factsOf(known: Known, contractId: string, control: MenuControl, at: Date): Facts {
  const { partner } = known;
  const stated = known.contracts.get(contractId) ?? nothingStated;
  return {
    contractId,
    partner: { legalName: partner.legalName },
    agreement: agreementOn(partner, jstDay(at)),
    switchedOff: control.off,
    contracts: Object.fromEntries(
      Object.entries(partner.services).map(([service, { number, legalName }]) => [
        service,
        { number: number ?? undefined, legalName: legalName ?? undefined },
      ]),
    ),
    approvals: Object.fromEntries(
      Object.entries(stated.approvals).map(([menu, answer]) => [menu, { decision: answer.decision, at: new Date(answer.at) }]),
    ),
    endUserNameGivenAt: stated.endUserNameGivenAt === null ? undefined : new Date(stated.endUserNameGivenAt),
    colocation: {
      rackContractedFrom: partner.rackContractedFrom ?? undefined,
      managedBy: stated.managedBy ?? undefined,
      consents: stated.consents.map((consent) => ({ ...consent, at: new Date(consent.at) })),
      visit: stated.visit ? { ...stated.visit, at: stated.visit.at ? new Date(stated.visit.at) : undefined } : undefined,
    },
    acceptedTerms: instants(partner.terms),
    ownSoftware: stated.ownSoftware
      ? { runs: stated.ownSoftware.runs, licencesChecked: stated.ownSoftware.licencesChecked === true }
      : undefined,
  };
}

/** The partner's agreement of a day: the one in force, else the latest that had begun. Their times do not overlap. */
function agreementOn({ agreements }: PartnerSaleFacts, day: string): ResellerAgreement | undefined {
  const agreement = agreements.findLast(({ from }) => from <= day) ?? agreements.at(0);
  if (!agreement) return undefined;
  const { id, from, to, names, contractorGivenTo } = agreement;
  return { id, from, to: to ?? undefined, names, contractorGivenTo: instants(contractorGivenTo) };
}

export function controlChangesOf({ controlChanges }: PartnerSaleFacts): MenuControlChange[] {
  return controlChanges.map(({ at, futureMenus, ...change }) => ({
    ...change,
    at: new Date(at),
    ...(futureMenus === null ? {} : { futureMenus }),
  }));
}

/** The parent's menu control in force at an instant. */
export function controlOf(known: Known, versions: readonly CatalogueVersion[], at: Date): MenuControl {
  return controlAt(controlChangesOf(known.partner), menuArrivals(versions), at);
}

function instants(texts: Readonly<Record<string, string>>): Record<string, Date> {
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, new Date(text)]));
}
