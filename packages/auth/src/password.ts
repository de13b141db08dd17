import { randomBytes } from "node:crypto";
import { cpus } from "node:os";
import { hash, verify } from "@node-rs/argon2";

/** argon2id (the library's default), 19 MiB, two passes: the second of the settings in OWASP ASVS 11.4.2. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** At least 12 characters, at most 200; no rule about which ones (NIST SP 800-63B-4). */
export const passwordLength = { min: 12, max: 200 } as const;

/** Too many sign-ins at once: each holds 19 MiB and a core for a while. */
export class SignInBusy extends Error {
  override name = "SignInBusy";
}

let running = 0;
const line: Array<() => void> = [];
const atOnce = Math.max(1, cpus().length);

export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password.normalize("NFC"), cost));
}

/** A hash that no password fits, so that an unknown user costs as much time as a known one. */
let nobody: Promise<string> | undefined;

/** @param stored the hash, or undefined for a user that does not exist: then always false, after the same work */
export async function passwordFits(stored: string | undefined, password: string): Promise<boolean> {
  nobody ??= hash(randomBytes(32).toString("base64"), cost);
  const against = stored ?? (await nobody);
  const fits = await inTurn(() => verify(against, password.normalize("NFC")));
  return fits && stored !== undefined;
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) {
    if (line.length >= 50) throw new SignInBusy("too many sign-ins at once");
    await new Promise<void>((resolve) => line.push(resolve));
  } else {
    running++;
  }
  try {
    return await work();
  } finally {
    const next = line.shift();
    if (next) next();
    else running--;
  }
}
