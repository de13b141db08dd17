import { createHmac, randomBytes } from "node:crypto";
import { cpus } from "node:os";
import { hash, verify } from "@node-rs/argon2";

/** argon2id (the library's default), 19 MiB, two passes: the second of the settings in OWASP ASVS 11.4.2. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const asNow = `$argon2id$v=19$m=${cost.memoryCost},t=${cost.timeCost},p=${cost.parallelism}$`;

/** Too many sign-ins at once: each holds 19 MiB and a core for a while. */
export class SignInBusy extends Error {
  override name = "SignInBusy";
}

let running = 0;
const line: Array<() => void> = [];
const atOnce = Math.max(1, cpus().length);

/**
 * @param pepper a key that is not in the database (`keyFor(masterKey, "password-pepper")`): without it the stored hashes cannot even be
 *   guessed at
 * @throws SignInBusy
 */
export function hashPassword(pepper: Buffer, password: string): Promise<string> {
  return inTurn(() => hash(peppered(pepper, password), cost));
}

/** A hash that no password fits, so that an unknown user costs as much time as a known one. */
let nobody: Promise<string> | undefined;

/**
 * @param stored the hash, or undefined for a user that does not exist: then always false, after the same work
 * @throws SignInBusy
 */
export async function passwordFits(pepper: Buffer, stored: string | undefined, password: string): Promise<boolean> {
  nobody ??= hash(randomBytes(32).toString("base64"), cost);
  const against = stored ?? (await nobody);
  const fits = await inTurn(() => verify(against, peppered(pepper, password)));
  return fits && stored !== undefined;
}

/** A hash that was made under other settings is made anew when its password is next known. */
export function hashIsDated(stored: string): boolean {
  return !stored.startsWith(asNow);
}

/** NFC first, so that the same characters from another keyboard are the same password. HMAC takes any length whole. */
function peppered(pepper: Buffer, password: string): string {
  return createHmac("sha256", pepper).update(password.normalize("NFC"), "utf8").digest("base64");
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
