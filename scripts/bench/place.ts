import { randomBytes } from "node:crypto";
import type { RunningHouse } from "../house.ts";
import { httpLoad, type LoadResult } from "./http-load.ts";

let counter = 0;
const tag = randomBytes(4).toString("hex");

/** A contract that nobody else orders. */
export function payload(): string {
  const n = `${tag}-${counter++}`;
  return JSON.stringify({
    customerName: "計測商事株式会社",
    language: "ja",
    representative: { loginId: `${n}@bench.example`, mailAddress: `${n}@bench.example`, name: "山田 太郎" },
    notifyRepresentative: true,
  });
}

/** Places orders at the house's API, or at another one with the same operations. */
export function place(
  house: RunningHouse,
  amount: { seconds?: number; requests?: number; rate?: number },
  api = house.started.api,
): Promise<LoadResult> {
  return checked(contractLoad(house, amount, api));
}

/** The same, whatever becomes of the requests. */
export function contractLoad(
  house: RunningHouse,
  amount: { seconds?: number; requests?: number; rate?: number; connections?: number },
  api = house.started.api,
): Promise<LoadResult> {
  const [partner] = house.started.partners;
  return httpLoad({
    url: api,
    path: "/v1/contracts",
    headers: { authorization: `Bearer ${partner?.apiKey}`, "content-type": "application/json" },
    request: (n) => ({ headers: { "idempotency-key": `${tag}-${counter}-${n}` }, body: payload() }),
    connections: 64,
    expect: 202,
    ...amount,
  });
}

/** @throws when one request was not accepted */
export async function checked(running: Promise<LoadResult>): Promise<LoadResult> {
  const result = await running;
  if (result.others > 0) throw new Error(`${result.others} of ${result.answers} requests were not accepted`);
  return result;
}
