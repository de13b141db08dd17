/**
 * The cloud platform as the house needs it. A child contract is a domain, a tenant a project, a user a user,
 * access a grant.
 *
 * Every call that makes something carries a client token, and a platform makes at most one object per token: a call
 * whose outcome is not known is settled by asking for its token, never by hoping.
 */
export interface Platform {
  createDomain(request: { clientToken: string; name: string; description: string }): Promise<Made>;
  /** A domain that is disabled keeps its resources; nobody can sign in to it. */
  updateDomain(request: { clientToken: string; domainId: string; description?: string; enabled?: boolean }): Promise<void>;
  /** Removes a domain. Gone already is done. */
  deleteDomain(request: { clientToken: string; domainId: string }): Promise<void>;
  createProject(request: {
    clientToken: string;
    domainId: string;
    name: string;
    region: string;
    description: string;
  }): Promise<Made>;
  deleteProject(request: { clientToken: string; projectId: string }): Promise<void>;
  createUser(request: { clientToken: string; domainId: string; name: string }): Promise<Made>;
  deleteUser(request: { clientToken: string; userId: string }): Promise<void>;
  grant(request: { clientToken: string; userId: string; projectId: string }): Promise<void>;
  revoke(request: { clientToken: string; userId: string; projectId: string }): Promise<void>;
  /** What a token has made, or nothing. Also finds objects that have been removed since. */
  findByToken(clientToken: string): Promise<Made | undefined>;
  /** Answers when the platform can take calls. @throws PlatformUnavailable */
  ready(): Promise<void>;
}

export interface Made {
  id: string;
}

/** The platform said no, and will say so again. */
export class PlatformRefused extends Error {
  override name = "PlatformRefused";
  readonly reason: "NAME_TAKEN" | "QUOTA_REACHED" | "NOT_FOUND" | "FORBIDDEN" | "BAD_REQUEST";
  constructor(reason: PlatformRefused["reason"], options?: ErrorOptions) {
    super(reason, options);
    this.reason = reason;
  }
}

/** The platform did not take the call: it may be made again later. */
export class PlatformUnavailable extends Error {
  override name = "PlatformUnavailable";
  /** A code for the log, e.g. PLATFORM_BUSY. */
  readonly code: string;
  constructor(code: string, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
  }
}

/** The call was sent and no answer came: it may have been carried out or not. */
export class PlatformOutcomeUnknown extends PlatformUnavailable {
  override name = "PlatformOutcomeUnknown";
}

/**
 * Makes something exactly once. The first attempt just asks for it; a later attempt cannot know how far the ones
 * before it came, so it first looks for what their token has made.
 * @param attempt number of the attempt, from 1
 */
export async function makeOnce(
  platform: Platform,
  clientToken: string,
  attempt: number,
  make: (clientToken: string) => Promise<Made>,
): Promise<Made> {
  if (attempt > 1) {
    const found = await platform.findByToken(clientToken);
    if (found) return found;
  }
  return make(clientToken);
}
