import { deviceLifeMs, formatAddress, makeToken, readToken, sessionEnd } from "@saihan/auth";
import { insertSession, keepDevice, type NewSession, rotateSession, type Tx } from "@saihan/db";
import { v7 } from "uuid";
import type { Origin } from "../context.ts";

type Person = Pick<NewSession, "partnerId" | "contractId" | "userId">;

export interface OpenedSession {
  session: { token: string; id: string; endsAt: string };
  /** To be sent along at the next sign-in on this device. */
  device: string;
}

/**
 * Opens a session under a new token, and remembers the device.
 * @param knownDevice the token of a device that the user's account knows
 */
export async function openSession(
  tx: Tx,
  person: Person,
  origin: Origin,
  knownDevice: string | undefined,
  at: Date,
): Promise<OpenedSession> {
  const { token, hash } = makeToken("shs");
  const known = knownDevice === undefined ? undefined : readToken("shd", knownDevice);
  const device = known && knownDevice !== undefined ? { token: knownDevice, hash: known } : makeToken("shd");
  const { partnerId, contractId, userId } = person;
  const address = origin.address ? formatAddress(origin.address) : "unknown";
  const id = v7();
  await Promise.all([
    insertSession(tx, { partnerId, contractId, userId, id, tokenHash: hash, address, userAgent: origin.userAgent, at }),
    keepDevice(tx, { partnerId, contractId, userId, tokenHash: device.hash, at }),
  ]);
  return { session: { token, id, endsAt: sessionEnd(at).toISOString() }, device: device.token };
}

/** Gives a session a new token, because its user has just proved again who he is. */
export async function stepUp(tx: Tx, partnerId: string, sessionId: string): Promise<OpenedSession["session"] | undefined> {
  const { token, hash } = makeToken("shs");
  const [row] = await rotateSession(tx, partnerId, sessionId, hash);
  return row && { token, id: sessionId, endsAt: sessionEnd(row.createdAt).toISOString() };
}

/** A device that was last used before is not known any more. */
export function devicesSince(now: Date): Date {
  return new Date(now.getTime() - deviceLifeMs);
}
