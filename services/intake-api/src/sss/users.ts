import { randomBytes } from "node:crypto";
import { decidePassword, hashPassword, pairOfKey } from "@saihan/auth";
import { single, sssUserFacts } from "@saihan/db";
import { issueFirstKey } from "../api-keys/issue.ts";
import { ProblemAnswer } from "../problem.ts";
import type { userView } from "../users/view.ts";
import { contractOf, everyPage, lives } from "./lookup.ts";
import type { SssAsked, SssRoute } from "./route.ts";
import { faulty, flagOf, neededText, sssTime, textOf } from "./wire.ts";

type User = ReturnType<typeof userView>;
type Facts = Awaited<ReturnType<typeof factsOf>>;

export const userRoutes: readonly SssRoute[] = [
  {
    method: "get",
    path: "/users",
    acts: ["listUsers"],
    status: 200,
    answer: async (asked) => {
      const { contractId } = asked.caller;
      const users = (await everyPage<User>(asked.ask, "listUsers", "users", { params: { contractId } })).filter(lives);
      const facts = await factsOf(asked, contractId);
      return { contract_id: contractId, users: users.map((user) => shown(asked, user, facts)) };
    },
  },
  {
    method: "get",
    path: "/users/:userId",
    acts: ["getUser"],
    status: 200,
    answer: async (asked) => {
      const user = await userNamed(asked);
      return { ...shown(asked, user, await factsOf(asked, user.contractId)), contract_id: user.contractId };
    },
  },
  {
    method: "post",
    path: "/users",
    acts: ["createUser"],
    status: 201,
    answer: async (asked) => {
      const { body, caller } = asked;
      const person = personIn(asked, caller.contractId);
      const { user } = await asked.ask("createUser", {
        params: { contractId: caller.contractId },
        body: { loginId: person.loginId, mailAddress: person.mailAddress, notifyUser: flagOf(body, "notify_password") ?? false },
      });
      const made = await equip(asked, { contractId: caller.contractId, userId: user.id }, person.password);
      return {
        login_id: person.loginId,
        mail_address: person.mailAddress,
        user_id: user.id,
        contract_id: caller.contractId,
        ...made,
      };
    },
  },
  {
    method: "put",
    path: "/users/:userId",
    acts: ["changeUser", "getUser"],
    status: 204,
    answer: async (asked) => {
      const { body, params } = asked;
      const [loginId, mailAddress] = [textOf(body, "login_id"), textOf(body, "mail_address")];
      if (textOf(body, "new_password") !== undefined)
        throw faulty("new_password", "is set by its user alone, over the link in the mail");
      if (loginId === undefined && mailAddress === undefined) throw faulty("mail_address", "or another field is needed");
      if (loginId !== undefined) {
        const { loginId: stands } = await userNamed(asked);
        if (stands !== loginId) throw faulty("login_id", "cannot be changed");
      }
      if (mailAddress === undefined) return undefined;
      const contractId = await contractOf(asked, "user", params.userId ?? "");
      await asked.ask("changeUser", { params: { contractId, userId: params.userId ?? "" }, body: { mailAddress } });
      return undefined;
    },
  },
  {
    method: "delete",
    path: "/users/:userId",
    acts: ["deleteUser"],
    status: 204,
    answer: async (asked) => {
      const { userId = "" } = asked.params;
      await asked.ask("deleteUser", { params: { contractId: await contractOf(asked, "user", userId), userId } });
      return undefined;
    },
  },
  {
    method: "put",
    path: "/keys/:userId",
    acts: ["issueApiKey", "listApiKeys", "revokeApiKey"],
    status: 200,
    answer: reissue,
  },
];

async function userNamed(asked: SssAsked): Promise<User> {
  const { userId = "" } = asked.params;
  const user = await asked.ask("getUser", { params: { contractId: await contractOf(asked, "user", userId), userId } });
  return user as User;
}

export interface Person {
  loginId: string;
  mailAddress: string;
  password: string;
}

/**
 * Who is to be made. Without a password one is drawn, as the SSS API does; a given one must satisfy the house's rule for passwords.
 * `mail_addresss`, as the Python SDK spells it, is taken for `mail_address`.
 */
export function personIn({ body }: Pick<SssAsked, "body">, contractId: string): Person {
  const loginId = neededText(body, "login_id");
  const mailAddress = neededText(body, "mail_address", "mail_addresss");
  const given = textOf(body, "password");
  if (given !== undefined) {
    const decision = decidePassword(given, { loginId, contractId, totp: false });
    if (!decision.ok) throw new ProblemAnswer(decision);
  }
  return { loginId, mailAddress, password: given ?? randomBytes(18).toString("base64url") };
}

/** Gives a user who has just been accepted a password and a key. */
export async function equip(asked: SssAsked, user: { contractId: string; userId: string }, password: string) {
  const { ctx, base } = asked;
  const hash = await hashPassword(ctx.signInKeys.pepper, password);
  const pair = pairOfKey(await issueFirstKey(ctx, asked, user, hash));
  return { keystone_name: pair.name, keystone_password: pair.secret, ...addresses(base), password };
}

export function addresses(base: string) {
  return { keystone_endpoint: `${base}/v3`, sss_endpoint: `${base}/sss/api/v2` };
}

/** The new key has the limits of the one that calls. That one, and those that the SSS API gave the user before, end at once. */
async function reissue(asked: SssAsked): Promise<object> {
  const { caller, ask } = asked;
  const { userId = "" } = asked.params;
  const user = { contractId: await contractOf(asked, "user", userId), userId };
  const { apiKeys } = (await ask("listApiKeys", { params: user })) as {
    apiKeys: {
      id: string;
      name: string;
      scopes: string[] | null;
      groups: string[];
      addresses: string[] | null;
      expiresAt: string | null;
      revokedAt: string | null;
    }[];
  };
  const live = apiKeys.filter((key) => key.revokedAt === null);
  const own = live.find((key) => key.id === caller.keyId);
  const limits = {
    ...(own?.scopes ? { scopes: own.scopes } : {}),
    ...(own && own.groups.length > 0 ? { groups: own.groups } : {}),
    ...(own?.addresses ? { addresses: own.addresses } : {}),
    ...(own?.expiresAt ? { expiresAt: own.expiresAt } : {}),
  };
  const { key } = await ask("issueApiKey", { params: user, body: { name: "SSS", ...limits } });
  for (const old of live.filter(({ id, name }) => name === "SSS" || id === caller.keyId)) {
    await ask("revokeApiKey", { params: { ...user, keyId: old.id } });
  }
  const pair = pairOfKey(key as string);
  return { user_id: userId, keystone_name: pair.name, keystone_password: pair.secret, status: "Success" };
}

async function factsOf({ ctx, caller }: SssAsked, contractId: string) {
  const rows = await single(ctx.db, caller, (tx) => sssUserFacts(tx, contractId, ctx.now()));
  return new Map(rows.map((row) => [row.userId, row]));
}

function shown({ base }: SssAsked, user: User, facts: Facts) {
  const more = facts.get(user.id);
  return {
    ...{ user_id: user.id, login_id: user.loginId, mail_address: user.mailAddress, user_name: user.name ?? "" },
    ...{ contract_owner: user.type === "representative", super_user: user.type !== "general", api_availability: true },
    ...{ keystone_name: more?.keyId ?? "", keystone_password: "", ...addresses(base) },
    ...{ start_time: sssTime(user.startedAt), login_integration: "", external_reference_id: more?.customerNumber ?? "" },
    ...{
      brand_id: "ecl2",
      otp_activation: more?.otp ?? false,
      otp_type: "totp",
      api_only: false,
      mfa_required: false,
      user_comment: "",
    },
  };
}
