import { randomBytes } from "node:crypto";
import { hashPassword, makeTotpSecret, seal, signInKeys } from "@saihan/auth";
import { createNumbers, insertUser, transaction } from "@saihan/db";
import type { UserType } from "@saihan/domain";
import { generateSync } from "otplib";
import { clientOf, type Reply } from "./client.ts";
import type { House, Partner } from "./house.ts";

export const goodPassword = "tall ladders under a green moon";

export interface TestPerson {
  userId: string;
  partnerId: string;
  contractId: string;
  loginId: string;
  password: string;
}

/** A user of a partner's own contract who has a password. */
export async function addPerson(house: House, partner: Partner, type: UserType = "general"): Promise<TestPerson> {
  const userId = await createNumbers(house.db, 1).userId();
  const contractId = partner.contractId;
  const loginId = `u-${randomBytes(5).toString("hex")}@people.example`;
  await transaction(house.db, { service: "test" }, (tx) =>
    insertUser(tx, {
      ...{ id: userId, partnerId: contractId, contractId, type, state: "active", loginId, mailAddress: loginId, name: null },
      at: house.clock.now(),
    }),
  );
  await givePassword(house, userId, goodPassword);
  return { userId, partnerId: contractId, contractId, loginId, password: goodPassword };
}

/** The representative that every partner of the house has, with a password. */
export async function representativeOf(house: House, { contractId }: Partner): Promise<TestPerson> {
  const [row] = await house.database.sql<{ id: string; loginId: string }[]>`
    select id, login_id as "loginId" from users where contract_id = ${contractId} and type = 'representative'`;
  if (!row) throw new Error(`${contractId} has no representative`);
  await givePassword(house, row.id, goodPassword);
  return { userId: row.id, partnerId: contractId, contractId, loginId: row.loginId, password: goodPassword };
}

export async function givePassword(house: House, userId: string, password: string): Promise<void> {
  const hash = await hashPassword(signInKeys(house.masterKey).pepper, password);
  await house.database.sql`update users set password_hash = ${hash} where id = ${userId}`;
}

/** One-time codes are on, as after an enrolment. @returns the secret */
export async function giveTotp(house: House, userId: string): Promise<string> {
  const secret = makeTotpSecret();
  const sealed = seal(signInKeys(house.masterKey).totp, secret, userId);
  await house.database.sql`update users set totp_state = 'on', totp_secret = ${sealed} where id = ${userId}`;
  return secret;
}

/** The code at the house's own time, or so many steps of 30 s beside it. */
export function codeAt(house: House, secret: string, steps = 0): string {
  return generateSync({ secret, epoch: Math.floor(house.clock.now().getTime() / 1_000) + 30 * steps });
}

/** Speaks to sign-in from an address, which the house believes when it trusts 127.0.0.1 as a proxy. */
export function visitor(house: House, address?: string) {
  const anyone = clientOf(house.api, undefined);
  const headers = address ? { "x-forwarded-for": address } : {};
  const post = (path: string, body: unknown) => anyone.post(path, body, headers);
  return {
    post,
    signIn: (person: { loginId: string; password: string }, device?: string) =>
      post("/v1/sign-in", { loginId: person.loginId, password: person.password, ...(device ? { device } : {}) }),
    code: (ticket: string, proof: { code: string } | { recoveryCode: string }, device?: string) =>
      post("/v1/sign-in/code", { ticket, ...proof, ...(device ? { device } : {}) }),
  };
}

/** Somebody who has signed in. */
export function signedIn(house: House, reply: Reply) {
  if (reply.status !== 200) throw new Error(`not signed in: ${reply.status} ${reply.text}`);
  return clientOf(house.api, { apiKey: reply.body.session.token });
}
