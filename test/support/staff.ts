import type { OperatorKind } from "@saihan/domain";
import { clientOf } from "./client.ts";
import { addOperator, type House, type Partner } from "./house.ts";
import { codeAt } from "./people.ts";

/** One of the provider's staff, signed in. */
export async function signInStaff(house: House, kind: OperatorKind = "operations", name: string = kind) {
  const { loginId, password, totpSecret } = await addOperator(house, kind, name);
  const code = codeAt(house, totpSecret);
  const reply = await clientOf(house.api, undefined).post("/v1/operator/sign-in", { loginId, password, code });
  if (reply.status !== 200) throw new Error(`the operator could not sign in: ${reply.text}`);
  const apiKey: string = reply.body.token;
  return {
    loginId,
    password,
    totpSecret,
    /** Of the session. */
    token: apiKey,
    device: reply.body.device as string,
    /** Asks without naming a partner. */
    anywhere: clientOf(house.api, { apiKey }),
    /** Works for one partner. */
    forPartner: (partner: Partner) => clientOf(house.api, { apiKey, named: partner.contractId }),
  };
}
