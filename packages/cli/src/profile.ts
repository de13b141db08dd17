import { readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { words } from "./words.ts";

/** The command was asked wrongly. `says` goes to the person. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

export interface Profile {
  url: string;
  apiKey: string;
  /** Of the provider's staff: the partner that is asked about. */
  partner?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where the API is and with which key it is asked. The environment goes before the file
 * (`$SAIHAN_CONFIG`, else `$XDG_CONFIG_HOME/saihan/config.json`): `{"profiles":{"default":{"url":...,"apiKey":...,"partner":...}}}`.
 * A key is never taken from the command line, where every user of the machine could read it.
 *
 * @throws UsageError when something is missing
 */
export function profileOf(
  env: Environment,
  given: { profile?: string | undefined; url?: string | undefined },
  language: "ja" | "en",
  warn: (text: string) => void,
): Profile {
  const name = given.profile ?? env.SAIHAN_PROFILE;
  const kept = fileProfile(env, name, language, warn);
  const url = given.url ?? env.SAIHAN_URL ?? kept?.url;
  const apiKey = env.SAIHAN_API_KEY ?? kept?.apiKey;
  const partner = env.SAIHAN_PARTNER ?? kept?.partner;
  if (!url) throw new UsageError(words.noUrl[language]);
  if (!apiKey) throw new UsageError(words.noKey[language]);
  return { url: url.replace(/(?<!\/)\/+$/, ""), apiKey, ...(partner ? { partner } : {}) };
}

function fileProfile(
  env: Environment,
  name: string | undefined,
  language: "ja" | "en",
  warn: (text: string) => void,
): Partial<Profile> | undefined {
  const file = env.SAIHAN_CONFIG ?? join(env.XDG_CONFIG_HOME || join(env.HOME ?? homedir(), ".config"), "saihan", "config.json");
  let text: string;
  try {
    text = readFileSync(file, "utf8");
    if (process.platform !== "win32" && (statSync(file).mode & 0o077) !== 0) warn(`${words.openFile[language]}: ${file}`);
  } catch {
    if (name === undefined && env.SAIHAN_CONFIG === undefined) return undefined;
    throw new UsageError(`${words.badFile[language]}: ${file}`);
  }
  let profiles: Record<string, Partial<Profile>> | undefined;
  try {
    profiles = (JSON.parse(text) as { profiles?: Record<string, Partial<Profile>> }).profiles;
  } catch {
    throw new UsageError(`${words.badFile[language]}: ${file}`);
  }
  const found = profiles?.[name ?? "default"];
  if (!found && name !== undefined) throw new UsageError(`${words.noProfile[language]}: ${name}`);
  return found;
}
