import { eligibilityRate, samplePartners } from "./bench/eligibility.ts";

/**
 * How many eligibility questions one core answers (scripts/bench/eligibility.ts).
 *
 *   npx tsx scripts/bench-eligibility.ts [seconds]
 */
const seconds = Number(process.argv[2] ?? 3);
eligibilityRate(samplePartners.both, 1);
for (const [name, partners] of Object.entries({
  "nothing supplied": samplePartners.bare,
  "much supplied": samplePartners.rich,
  "both in turn": samplePartners.both,
})) {
  const { perSecond, counts, duties, answered } = eligibilityRate(partners, seconds);
  const perMinute = (perSecond * 60).toLocaleString("en");
  const shares = Object.entries(counts).map(([verdict, count]) => `${verdict} ${Math.round((count * 100) / answered)} %`);
  console.log(
    `${name}: ${perSecond.toLocaleString("en")} questions/s, ${perMinute}/min (${shares.join(", ")}; ${duties} duties)`,
  );
}
