import { z } from "zod";
import { PlatformUnavailable } from "../platform.ts";
import { exchange } from "./exchange.ts";
import { faultOf } from "./faults.ts";
import type { KeystoneSettings } from "./settings.ts";

/** Keeps the house signed in: one token for all calls, renewed before it ends. */
export interface Session {
  /** @throws PlatformUnavailable */
  token(): Promise<string>;
  /** Whom Keystone takes the house for. @throws PlatformUnavailable */
  identity(): Promise<Identity>;
  /** Keystone has refused this token: the next call signs in anew. */
  forget(token: string): void;
}

export interface Identity {
  /** The project that the house signs in for, unless it signs in for the whole system. */
  projectId: string | undefined;
}

const issued = z.object({
  token: z.object({
    issued_at: z.string(),
    expires_at: z.string(),
    project: z.object({ id: z.string() }).optional(),
  }),
});

/** Wrong credentials are tried again after this, and twice as long each time: some clouds lock an account that keeps failing. */
const firstRestMs = 30_000;
const longestRestMs = 300_000;
const retryRenewalMs = 10_000;

interface Token {
  value: string;
  /** Times of performance.now(). */
  renewAt: number;
  endsAt: number;
  identity: Identity;
}

export function openSession(settings: KeystoneSettings): Session {
  let current: Token | undefined;
  let underWay: Promise<Token> | undefined;
  let refusals = 0;

  /** One sign-in at a time, however many calls wait for it. */
  const renew = (): Promise<Token> => {
    underWay ??= signIn().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };

  async function signIn(): Promise<Token> {
    const at = new URL(settings.url).host;
    const body = credentials(settings);
    const startedAt = performance.now();
    const request = { method: "POST", url: `${settings.url}/auth/tokens`, body } as const;
    const answer = await exchange(request, startedAt + settings.timeoutMs).catch(settled);
    const fault = faultOf(answer, at, Date.now());
    if (fault instanceof PlatformUnavailable && fault.code === "PLATFORM_TOKEN_REFUSED") {
      const retryAfterMs = Math.min(longestRestMs, firstRestMs * 2 ** refusals++);
      throw new PlatformUnavailable("PLATFORM_CREDENTIALS_REFUSED", { why: refusedSentence(settings, at), retryAfterMs });
    }
    if (fault instanceof PlatformUnavailable) return settled(fault);
    const value = answer.header("x-subject-token");
    const read = issued.safeParse(answer.body);
    if (fault || !value || !read.success) {
      const why = `Keystone at ${at} does not take the sign-in (${answer.status}): check PLATFORM_URL.`;
      throw new PlatformUnavailable("PLATFORM_SIGN_IN_FAILED", { why, retryAfterMs: firstRestMs });
    }
    refusals = 0;
    const { token } = read.data;
    // The two clocks need not agree: what counts is how long the token lives.
    const lifeMs = Math.max(0, Date.parse(token.expires_at) - Date.parse(token.issued_at));
    current = {
      value,
      endsAt: startedAt + lifeMs,
      renewAt: startedAt + lifeMs - Math.min(120_000, lifeMs / 5),
      identity: { projectId: token.project?.id },
    };
    return current;
  }

  async function live(): Promise<Token> {
    const now = performance.now();
    if (!current || now >= current.endsAt) return renew();
    if (now >= current.renewAt) {
      current.renewAt = now + retryRenewalMs;
      renew().catch(() => {}); // the old one still works; the last call before its end hears of the trouble
    }
    return current;
  }

  return {
    token: async () => (await live()).value,
    identity: async () => (await live()).identity,
    forget: (token) => {
      if (current?.value === token) current = undefined;
    },
  };
}

function credentials({ user, password, scope }: KeystoneSettings): object {
  return {
    auth: {
      identity: {
        methods: ["password"],
        password: { user: { name: user.name, domain: { name: user.domain }, password: password() } },
      },
      scope:
        scope === "system" ? { system: { all: true } } : { project: { name: scope.project, domain: { name: scope.domain } } },
    },
  };
}

function refusedSentence({ user, scope }: KeystoneSettings, at: string): string {
  const what = scope === "system" ? "the system" : `project ${scope.project} of domain ${scope.domain}`;
  return `Keystone at ${at} refuses the user ${user.name} of domain ${user.domain} for ${what}: check KEYSTONE_USERNAME, its password and KEYSTONE_PROJECT.`;
}

/** A sign-in makes nothing, so it does not matter whether one that got no answer was carried out. */
function settled(error: unknown): never {
  if (!(error instanceof PlatformUnavailable)) throw error;
  const { code, why, retryAfterMs, outage } = error;
  throw new PlatformUnavailable(code, {
    cause: error,
    outage,
    ...(why === undefined ? {} : { why }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}
