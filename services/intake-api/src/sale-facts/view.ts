import { consentTopics } from "@saihan/catalogue";
import { contractSaleFacts, findEndUserName, listConsents, partnerSaleFacts, type Tx } from "@saihan/db";
import { contractIdField, displayText, instant, z } from "../fields.ts";
import { dayField, menuCodeField } from "../menus/view.ts";

export const partnerFactsSchema = z
  .object({
    legalName: z.string().openapi({ description: "As the provider's staff recorded it; the contract's name until then" }),
    agreements: z.array(z.object({ id: z.string(), from: dayField, to: dayField.nullable(), names: z.array(menuCodeField) })),
    rackContractedFrom: dayField.nullable(),
    services: z.record(z.string(), z.object({ number: z.string().nullable(), legalName: z.string().nullable() })),
    acceptedTerms: z.record(z.string(), instant),
  })
  .openapi("SaleFacts");

/** What is known of the partner, for the partner. */
export async function partnerFactsView(tx: Tx) {
  const [row] = await partnerSaleFacts(tx);
  if (!row) throw new Error("a partner without facts");
  const { legalName, agreements, rackContractedFrom, services, terms } = row.facts;
  return {
    legalName,
    agreements: agreements.map(({ id, from, to, names }) => ({ id, from, to, names })),
    rackContractedFrom,
    services,
    acceptedTerms: Object.fromEntries(Object.entries(terms).map(([code, at]) => [code, new Date(at).toISOString()])),
  };
}

const text = displayText(200, "山田 太郎");

export const visitFields = z
  .strictObject({
    endUserAttends: z.boolean().optional(),
    contactName: text.optional(),
    contactAddress: text.optional().openapi({ description: "Telephone number or mail address of the contact" }),
    at: instant.optional(),
    place: text.optional(),
  })
  .openapi("Visit");

export const ownSoftwareFields = z.strictObject({ runs: z.boolean(), licencesChecked: z.boolean().optional() });

export const contractFactsSchema = z
  .object({
    contractId: contractIdField,
    managedBy: z.enum(["partner", "end-user"]).nullable().openapi({ description: "Who looks after the rack or its equipment" }),
    visit: visitFields.nullable(),
    ownSoftware: ownSoftwareFields.nullable(),
    consents: z.array(
      z.object({
        topic: z.enum(consentTopics),
        by: z.enum(["partner", "end-user"]),
        consentedAt: instant,
        contact: z.string().nullable(),
        place: z.string().nullable(),
        recordedBy: z.string(),
      }),
    ),
    endUserName: z.object({ name: z.string(), givenAt: instant }).nullable(),
    approvals: z.record(z.string(), z.object({ decision: z.enum(["approved", "refused"]), at: instant })),
  })
  .openapi("ContractSaleFacts");

export async function contractFactsView(tx: Tx, contractId: string) {
  const [[row], consents, [endUser]] = await Promise.all([
    contractSaleFacts(tx, [contractId]),
    listConsents(tx, contractId),
    findEndUserName(tx, contractId),
  ]);
  const approvals = Object.entries(row?.facts.approvals ?? {});
  return {
    contractId,
    managedBy: row?.facts.managedBy ?? null,
    visit: row?.facts.visit ?? null,
    ownSoftware: row?.facts.ownSoftware ?? null,
    consents: consents.map((consent) => ({ ...consent, consentedAt: consent.consentedAt.toISOString() })),
    endUserName: endUser ? { name: endUser.name, givenAt: endUser.givenAt.toISOString() } : null,
    approvals: Object.fromEntries(
      approvals.map(([menu, { decision, at }]) => [menu, { decision, at: new Date(at).toISOString() }]),
    ),
  };
}
