import { type Explanation, explainEligibility, type Facts, programmeMenus } from "@saihan/catalogue";

/**
 * How many eligibility questions one core answers: every menu of the programme in turn, for partners that know nothing and partners
 * that supplied much, so that failures, duties and clean answers all take part.
 *
 *   npx tsx scripts/bench-eligibility.ts [seconds]
 */
const seconds = Number(process.argv[2] ?? 3);
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

measure("warming up", [bare, rich], 1);
measure("nothing supplied", [bare], seconds);
measure("much supplied", [rich], seconds);
measure("both in turn", [bare, rich], seconds);

function measure(name: string, partners: readonly Facts[], forSeconds: number): void {
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
  const perSecond = Math.round(answered / elapsed);
  const perMinute = (perSecond * 60).toLocaleString("en");
  const shares = Object.entries(counts).map(([verdict, count]) => `${verdict} ${Math.round((count * 100) / answered)} %`);
  console.log(
    `${name}: ${perSecond.toLocaleString("en")} questions/s, ${perMinute}/min (${shares.join(", ")}; ${duties} duties)`,
  );
}
