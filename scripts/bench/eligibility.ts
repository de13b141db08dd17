import { type Explanation, explainEligibility, type Facts, programmeMenus } from "@saihan/catalogue";

const at = new Date("2026-04-10T03:00:00Z");
const bare: Facts = { contractId: "econ0000000001", partner: { legalName: "株式会社山田製作所" } };
const rich: Facts = {
  ...bare,
  agreement: { id: "agreement-1", from: "2020-04-01", names: ["wasabi-object-storage"] },
  switchedOff: ["dns", "backup", "hulft"],
  contracts: {
    "enterprise-cloud-1": { legalName: "㈱　山田製作所" },
    "arcstar-universal-one": { number: "N000000001" },
  },
  acceptedTerms: { os: at, oracle: at, "anonymisation-software": at },
};

/** A partner of whom nothing is known, and one of whom much is: failures, duties and clean answers all take part. */
export const samplePartners = { bare: [bare], rich: [rich], both: [bare, rich] } as const;

export interface EligibilityRate {
  perSecond: number;
  counts: Record<Explanation["verdict"], number>;
  duties: number;
  answered: number;
}

/** How many eligibility questions one core answers: every menu of the programme in turn, for each of the partners. */
export function eligibilityRate(partners: readonly Facts[], forSeconds: number): EligibilityRate {
  let answered = 0;
  const counts: Record<Explanation["verdict"], number> = { allowed: 0, "needs-approval": 0, refused: 0 };
  let duties = 0;
  const start = process.hrtime.bigint();
  let elapsed = 0;
  while (elapsed < forSeconds) {
    for (const facts of partners) {
      for (const menu of programmeMenus) {
        const explanation = explainEligibility(menu, facts, at);
        counts[explanation.verdict] += 1;
        duties += explanation.duties.length;
        answered += 1;
      }
    }
    elapsed = Number(process.hrtime.bigint() - start) / 1e9;
  }
  return { perSecond: Math.round(answered / elapsed), counts, duties, answered };
}
