import { api } from "../../session/api.ts";

export type Step =
  | { next: "password" }
  | { next: "staff" }
  | { next: "code"; ticket: string }
  | { next: "enrol"; ticket: string; otpauthUri: string; qr: string }
  | { next: "keep"; codes: string[] }
  | { next: "none" };

export interface StepProps {
  goOn: (step: Step) => void;
  back: () => void;
  headingOrder: 1 | 3;
}

export async function givePassword(loginId: string, password: string): Promise<Step> {
  const answer = await api.post("/v1/sign-in", { body: { loginId, password } });
  return answer.next === "none" ? { next: "none" } : answer;
}

export async function giveCode(ticket: string, code: { code: string } | { recoveryCode: string }): Promise<Step> {
  const { recoveryCodes } = await api.post("/v1/sign-in/code", { body: { ticket, ...code } });
  return recoveryCodes ? { next: "keep", codes: recoveryCodes } : { next: "none" };
}

/** The provider's staff give password and code together. */
export async function giveStaff(given: { loginId: string; password: string; code: string }): Promise<Step> {
  await api.post("/v1/operator/sign-in", { body: given });
  return { next: "none" };
}
