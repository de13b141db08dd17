import { readFileSync } from "node:fs";
import { type Decision, no, yes } from "@saihan/domain";

/**
 * Characters (code points). Shorter with one-time codes on, because then a guessed password alone opens nothing (NIST SP 800-63B-4, 3.1.1.2).
 * The upper end is there for the hash's sake: up to it every character counts.
 */
export const passwordLength = { min: 15, minWithTotp: 12, max: 256 } as const;

/** Words that a guesser tries first, because of who and where the user is. */
export interface PasswordContext {
  loginId: string;
  contractId: string;
  totp: boolean;
}

let listed: ReadonlySet<string> | undefined;
/** What is left after the words of the context must be as long as this. */
const ownPart = 8;

/**
 * May this become a password? Length, a list of what people choose often, and words that are known of the user; never a rule about kinds of
 * characters (NIST SP 800-63B-4).
 */
export function decidePassword(password: string, context: PasswordContext): Decision {
  const characters = [...password.normalize("NFC")].length;
  const min = context.totp ? passwordLength.minWithTotp : passwordLength.min;
  if (characters < min) return no("PASSWORD_TOO_SHORT", { min });
  if (characters > passwordLength.max) return no("PASSWORD_TOO_LONG", { max: passwordLength.max });
  const plain = password.normalize("NFKC").toLowerCase();
  const core = /^[^\p{L}]*(.*\p{L}|)/su.exec(plain)?.[1] ?? "";
  if ([plain, core, unitOf(plain), unitOf(core)].some((text) => common().has(text)) || isRun(plain)) {
    return no("PASSWORD_COMMON");
  }
  let own = plain;
  for (const word of wordsOf(context)) own = own.replaceAll(word, "");
  return own !== plain && [...own].length < ownPart ? no("PASSWORD_PREDICTABLE") : yes;
}

function wordsOf({ loginId, contractId }: PasswordContext): string[] {
  const login = loginId.toLowerCase();
  const parts = login.split(/[@._+-]/).filter((part) => part.length >= 4);
  return [login, ...parts, contractId.toLowerCase(), contractId.slice(4), "saihan", "password", "パスワード"]
    .filter((word) => word.length > 0)
    .sort((a, b) => b.length - a.length);
}

/** `abcabcabc` is `abc`; what repeats nothing is itself. A unit of up to two characters stands for a password that everybody would try. */
function unitOf(text: string): string {
  const unit = /^(.+?)\1+$/su.exec(text)?.[1];
  if (unit === undefined) return text;
  return [...unit].length <= 2 ? "password" : unit;
}

/** Neighbours in the alphabet or among the digits all along: `abcdefghijklmno`, `987654321098765`. */
function isRun(text: string): boolean {
  const codes = [...text].map((char) => char.codePointAt(0) ?? 0);
  return [1, -1].some((step) =>
    codes.every((code, i) => {
      const before = codes[i - 1];
      return before === undefined || code - before === step || Math.abs(code - before) === 9;
    }),
  );
}

/** See the head of the file for where it comes from and under which licence. */
function common(): ReadonlySet<string> {
  listed ??= new Set(
    readFileSync(new URL("../data/common-passwords.txt", import.meta.url), "utf8")
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("# ")),
  );
  return listed;
}
