import type { RunningHouse } from "../house.ts";
import { httpLoad } from "./http-load.ts";
import { peakMemory } from "./memory.ts";
import type { Row } from "./report.ts";

const guessesPerSecond = 200;
const readsPerSecond = 20;

/** L-07: two hundred wrong passwords a second, each for another name; what others notice of it. */
export async function benchStorm(house: RunningHouse, seconds: number): Promise<Row[]> {
  const [partner] = house.started.partners;
  const read = () =>
    httpLoad({
      ...{ url: house.started.api, method: "GET", path: "/v1/contracts?limit=20", expect: 200 },
      headers: { authorization: `Bearer ${partner?.apiKey}` },
      request: () => ({ body: "" }),
      ...{ connections: 8, rate: readsPerSecond, seconds },
    });
  await read();
  const alone = await read();
  const [storm, beside] = await Promise.all([
    httpLoad({
      ...{ url: house.started.api, path: "/v1/sign-in", expect: 401 },
      headers: { "content-type": "application/json" },
      request: (n) => ({ body: JSON.stringify({ loginId: `guess-${n}@bench.example`, password: `wrong password ${n}` }) }),
      ...{ connections: 100, rate: guessesPerSecond, seconds },
    }),
    read(),
  ]);
  const answers = [...storm.statuses].map(([status, n]) => `${n} × ${status}`).join(", ");
  return [
    {
      id: "L-07",
      what: `p99 of a list while ${(storm.answers / seconds).toFixed(0)} wrong passwords a second come (${answers})`,
      ours: `${beside.expected.p99Ms.toFixed(0)} ms (p50 ${beside.expected.p50Ms.toFixed(0)})${beside.others > 0 ? `, ${beside.others} refused` : ""}`,
      baseline: `${alone.expected.p99Ms.toFixed(0)} ms (p50 ${alone.expected.p50Ms.toFixed(0)}) without`,
      ratio: (beside.expected.p99Ms / alone.expected.p99Ms).toFixed(1),
      target: "300 ms",
    },
    {
      id: "L-07b",
      what: "most memory that the API ever held",
      ours: `${peakMemory(house, "intake-api").toFixed(0)} MB`,
      ...{ baseline: "–", ratio: "–", target: "shed, not crash" },
    },
  ];
}
