import { makeToken, maySignIn, readKeyPair, readToken, sameHash } from "@saihan/auth";
import {
  type ApiKeyFacts,
  findApiKey,
  findSssToken,
  findTenantForToken,
  insertSssToken,
  regionsOfUser,
  revokeSssToken,
  type SssTokenFacts,
  single,
  transaction,
} from "@saihan/db";
import { no, tenantIdPattern } from "@saihan/domain";
import { callerOf, mayComeFrom } from "../authenticate.ts";
import type { IntakeContext, Origin } from "../context.ts";
import { fieldText } from "../field-texts.ts";
import { z } from "../fields.ts";
import { ProblemAnswer } from "../problem.ts";

/** Keystone's life of a token here (sdpf section 10). */
export const tokenLifeMs = 3_600_000;

const named = z.object({ name: z.string().optional(), id: z.string().optional(), password: z.string() });
const asking = z.object({
  auth: z.object({
    identity: z.object({ methods: z.array(z.string()).min(1), password: z.object({ user: named }) }),
    scope: z.object({ project: z.object({ id: z.string() }) }),
  }),
});

/**
 * A token for a key and a tenant to which its user has access.
 *
 * @param body as Keystone v3 has it: method `password`, the key's name and secret as name and password, a project as scope
 * @param allowed throws when the user's IAM groups do not let them have a token
 * @throws ProblemAnswer UNAUTHENTICATED for whatever of these is wrong, in the same words
 */
export async function issueToken(
  ctx: IntakeContext,
  body: unknown,
  origin: Origin,
  allowed: (user: Pick<ApiKeyFacts, "whiteList">) => void,
) {
  const read = asking.safeParse(body);
  if (!read.success) {
    const where = read.error.issues[0]?.path.join("/") ?? "";
    throw new ProblemAnswer(no("INVALID_REQUEST"), [
      { pointer: `/${where}`, detail: fieldText("is not what a token is asked for with") },
    ]);
  }
  const { identity, scope } = read.data.auth;
  const { user } = identity.password;
  const at = ctx.now();
  const pair = identity.methods.includes("password") ? readKeyPair(user.name ?? user.id ?? "", user.password) : undefined;
  const row = pair && (await findApiKey(ctx.db, pair.id, at));
  const good = row && sameHash(row.secretHash, pair.secretHash) && maySignIn(row) && mayComeFrom(row, origin);
  if (!good || !tenantIdPattern.test(scope.project.id)) throw new ProblemAnswer(no("UNAUTHENTICATED"));
  allowed(row);
  ctx.keyUse.note(row.id);
  const { token, hash } = makeToken("sst");
  const expiresAt = new Date(at.getTime() + tokenLifeMs);
  const { partnerId, contractId, userId, id: keyId } = row;
  const tenant = await transaction(ctx.db, callerOf(row), async (tx) => {
    const [found] = await findTenantForToken(tx, scope.project.id, userId, at);
    if (!found) return undefined;
    await insertSssToken(tx, {
      ...{ partnerId, contractId, userId, keyId, tenantId: found.id },
      ...{ tokenHash: hash, issuedAt: at, expiresAt },
    });
    return found;
  });
  if (!tenant) throw new ProblemAnswer(no("UNAUTHENTICATED"));
  return {
    token,
    facts: { ...row, tenantId: tenant.id, tenantName: tenant.name, issuedAt: at, tokenExpiresAt: expiresAt },
  };
}

/** Whose token it is, with everything that decides what they may do now; nothing when it does not hold from this address. */
export async function tokenFacts(ctx: IntakeContext, token: string, origin: Origin): Promise<SssTokenFacts | undefined> {
  const hash = readToken("sst", token);
  const facts = hash && (await findSssToken(ctx.db, hash, ctx.now()));
  if (!facts || !maySignIn(facts) || !mayComeFrom(facts, origin)) return undefined;
  ctx.keyUse.note(facts.id);
  return facts;
}

/** From now on the token is refused. */
export async function revokeToken(ctx: IntakeContext, facts: SssTokenFacts, token: string): Promise<void> {
  const hash = readToken("sst", token);
  if (hash) await transaction(ctx.db, callerOf(facts), (tx) => revokeSssToken(tx, hash, ctx.now()).execute());
}

/** In which regions the catalogue says that SSS is: a client that is set to one of its user's regions finds it there. */
export async function regionsFor(ctx: IntakeContext, facts: ApiKeyFacts): Promise<string[]> {
  const rows = await single(ctx.db, callerOf(facts), (tx) => regionsOfUser(tx, facts.userId, ctx.now()));
  return rows.map(({ region }) => region);
}

type Shown = Pick<SssTokenFacts, "userId" | "id" | "tenantId" | "tenantName" | "issuedAt" | "tokenExpiresAt">;

/**
 * The token's body as Keystone v3 shows it. The catalogue is always there, also when a token is asked for without: clients that leave it out
 * would find no SSS.
 */
export function tokenView(facts: Shown, regions: readonly string[], base: string) {
  const domain = { id: "default", name: "Default" };
  const entry = (type: string, path: string) => ({
    ...{ id: type, type, name: type },
    endpoints: regions.flatMap((region) =>
      ["public", "internal", "admin"].map((kind) => ({
        ...{ id: `${type}-${kind}-${region}`, interface: kind, region, region_id: region, url: base + path },
      })),
    ),
  });
  return {
    token: {
      methods: ["password"],
      is_domain: false,
      audit_ids: [],
      user: { id: facts.userId, name: facts.id, domain, password_expires_at: null },
      issued_at: microseconds(facts.issuedAt),
      expires_at: microseconds(facts.tokenExpiresAt),
      project: { id: facts.tenantId, name: facts.tenantName, domain },
      roles: [{ id: "member", name: "_member_" }],
      catalog: [entry("sssv2", "/sss/api/v2"), entry("sss", "/sss/api/v1.0"), entry("identity", "/v3")],
    },
  };
}

const microseconds = (at: Date): string => at.toISOString().replace("Z", "000Z");

/** What a client asks first: which Keystone this is. */
export function versionView(base: string) {
  const links = [{ rel: "self", href: `${base}/v3/` }];
  const media = [{ base: "application/json", type: "application/vnd.openstack.identity-v3+json" }];
  return { version: { id: "v3.14", status: "stable", updated: "2020-04-07T00:00:00Z", links, "media-types": media } };
}
