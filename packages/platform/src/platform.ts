import type { Circuit } from "./breaker.ts";
import type { Listing } from "./listing.ts";

/**
 * The cloud platform as the house needs it. A child contract is a domain, a tenant a project, a user a user,
 * access a grant.
 *
 * Every call that makes something carries a client token. While what it has made lives, the same call makes nothing
 * more: it answers with the object that is there, also when two workers call at once. A call whose outcome is not known
 * is settled by asking, never by hoping.
 */
export interface Platform {
  /** @throws PlatformRefused NAME_TAKEN when something else bears the name */
  make(object: NewObject): Promise<Made>;
  /** What this very request has made, or nothing. What has been removed since may not be found. */
  find(object: NewObject): Promise<Made | undefined>;
  /** A domain that is disabled keeps its resources; nobody can sign in to it. */
  updateDomain(request: { clientToken: string; domainId: string; description?: string; enabled?: boolean }): Promise<void>;
  /** Removes a domain. Gone already is done. */
  deleteDomain(request: { clientToken: string; domainId: string }): Promise<void>;
  /** What a project is described as. @throws PlatformRefused NOT_FOUND */
  updateProject(request: { clientToken: string; projectId: string; description: string }): Promise<void>;
  deleteProject(request: { clientToken: string; projectId: string }): Promise<void>;
  deleteUser(request: { clientToken: string; userId: string }): Promise<void>;
  /** Enables a project or a user that somebody has disabled. */
  enable(request: { clientToken: string; kind: "project" | "user"; id: string }): Promise<void>;
  /** Gives a user access to a project, also one of another domain: a parent's user to a child's tenant. */
  grant(request: { clientToken: string; userId: string; projectId: string }): Promise<void>;
  revoke(request: { clientToken: string; userId: string; projectId: string }): Promise<void>;
  /** What is there, for comparison with what should be. */
  readonly listing: Listing;
  /** Answers when the platform can take calls. @throws PlatformUnavailable whose `why` says in one sentence what is wrong */
  ready(): Promise<void>;
  /** How calls have gone lately. */
  circuit(): Circuit;
}

/**
 * What is to be made, with our own ids: what the object is called on the platform is the adapter's choice.
 * The same request, sent again, means the same object.
 */
export type NewObject = NewDomain | NewProject | NewUser;

export interface NewDomain {
  kind: "domain";
  clientToken: string;
  contractId: string;
  description: string;
}

export interface NewProject {
  kind: "project";
  clientToken: string;
  /** The platform's id of the domain. */
  domainId: string;
  tenantId: string;
  name: string;
  region: string;
  description: string;
}

export interface NewUser {
  kind: "user";
  clientToken: string;
  /** The platform's id of the domain. */
  domainId: string;
  userId: string;
}

/** The platform's id of an object. */
export interface Made {
  id: string;
}

export const refusalReasons = ["NAME_TAKEN", "QUOTA_REACHED", "NOT_FOUND", "NOT_EMPTY", "FORBIDDEN", "BAD_REQUEST"] as const;

/** The platform said no, and will say so again. */
export class PlatformRefused extends Error {
  override name = "PlatformRefused";
  readonly reason: (typeof refusalReasons)[number];
  constructor(reason: PlatformRefused["reason"], options?: ErrorOptions) {
    super(reason, options);
    this.reason = reason;
  }
}

export interface UnavailableOptions extends ErrorOptions {
  /** One sentence for operators. Holds no secret. */
  why?: string;
  /** The platform does not want to be called again before this many milliseconds have passed. */
  retryAfterMs?: number;
  /** Does the platform itself fail to answer? Not so when it answers and only this call cannot be made now. Default: true. */
  outage?: boolean;
}

/** The platform did not take the call: it may be made again later. */
export class PlatformUnavailable extends Error {
  override name = "PlatformUnavailable";
  /** A code for the log, e.g. PLATFORM_BUSY. */
  readonly code: string;
  readonly why: string | undefined;
  readonly retryAfterMs: number | undefined;
  readonly outage: boolean;
  constructor(code: string, { why, retryAfterMs, outage, ...options }: UnavailableOptions = {}) {
    super(code, options);
    this.code = code;
    this.why = why;
    this.retryAfterMs = retryAfterMs;
    this.outage = outage ?? true;
  }
}

/** The call was sent and no answer came: it may have been carried out or not. */
export class PlatformOutcomeUnknown extends PlatformUnavailable {
  override name = "PlatformOutcomeUnknown";
}

/**
 * Makes something exactly once. The first attempt just asks for it; a later attempt cannot know how far the ones
 * before it came, so it first looks for what they have made.
 * @param attempt number of the attempt, from 1
 */
export async function makeOnce(platform: Pick<Platform, "make" | "find">, object: NewObject, attempt: number): Promise<Made> {
  if (attempt > 1) {
    const found = await platform.find(object);
    if (found) return found;
  }
  return platform.make(object);
}
