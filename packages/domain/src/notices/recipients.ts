import type { ContractKind } from "../contract.ts";
import type { Language } from "../language.ts";
import type { UserType } from "../user.ts";
import { type ChosenCategory, isChosenCategory, type NoticeCategory } from "./notice.ts";
import { everythingOn, isFixed, type NoticeSettings } from "./settings.ts";

/** What decides who of one partner hears of a notice. Partners are judged one by one: no fact of one touches another. */
export interface PartnerCircle {
  partnerId: string;
  contracts: readonly CircleContract[];
  users: readonly CircleUser[];
  /** Categories that the parent keeps from all of its children. */
  suppressed: readonly ChosenCategory[];
  /** Whom the partner named when it signed up, for terms and charges. */
  signUpContact: { address: string; name: string | null } | null;
  /** Addresses (lower case) to which mail has failed for good, or that have complained. */
  marked: ReadonlyMap<string, AddressMark>;
}
export type AddressMark = "bounced" | "complained";

export interface CircleContract {
  id: string;
  kind: ContractKind;
  language: Language;
  /** Null: the notice does not concern it. Else the ids of those of its tenants that are affected, or none. */
  affected: readonly string[] | null;
}

export interface CircleUser {
  id: string;
  contractId: string;
  type: UserType;
  address: string;
  name: string | null;
  /** The user's own choice, before the contract's. */
  language: Language | null;
  /** Affected tenants that the user has access to now. */
  access: readonly string[];
  /** Null: everything on. */
  settings: NoticeSettings | null;
  /** Contracts that a user of the parent is confined to by contract groups. Null: not confined. */
  confinedTo: readonly string[] | null;
}

/** Why an address is on the list. */
export const recipientRules = [
  "representative", // 契約代表者 of an affected contract
  "administrator", // 管理ユーザー of an affected contract
  "user", // 一般ユーザー of an affected contract; of news, that is enough
  "tenant-access", // 一般ユーザー with access to an affected tenant (※)
  "parent-of-child", // 管理ユーザー of the parent, Cc of a mail on a child's tenant
  "parent-instead-of-child", // the same where no user of the child is written to
  "sign-up-contact", // 契約担当者, for terms and charges
] as const;
export type RecipientRule = (typeof recipientRules)[number];

/** Why somebody of an affected contract or its parent is not on the list. */
export const leftOutReasons = [
  "no-tenant-access",
  "switched-off",
  "tenant-switched-off",
  "suppressed-by-parent",
  "outside-contract-groups",
  "address-bounced",
  "address-complained",
  "same-address",
  "only-users-of-the-child",
  "only-sign-up-contact",
] as const;
export type LeftOutReason = (typeof leftOutReasons)[number];

export interface Recipient {
  address: string;
  field: "to" | "cc";
  rule: RecipientRule;
  /** Null: the sign-up contact. */
  userId: string | null;
  /** The contract for which this person is written to. */
  contractId: string;
  name: string | null;
  language: Language;
  /** The affected contracts that the mail may name to this person. */
  concerns: readonly string[];
}
export interface LeftOut {
  userId: string;
  contractId: string;
  address: string;
  reason: LeftOutReason;
}

type Judged = { in: true; recipient: Recipient } | { in: false; left: LeftOut };

/**
 * Who of a partner is written to about a notice, in which field, by which rule; and who is not, and why.
 *
 * Source: programme, 通知設定管理 and 故障・メンテナンス通知について. The footnote there asks access to the tenant of everybody but the
 * representative, the later section names 管理ユーザー without that condition; we follow the later one, which is about failures and maintenance alone.
 * A parent that keeps a category from a child (or whose child has nobody left to write to) hears of it itself, as To.
 */
export function recipientsOf(category: NoticeCategory, circle: PartnerCircle): { recipients: Recipient[]; leftOut: LeftOut[] } {
  const contracts = new Map(circle.contracts.map((contract) => [contract.id, contract]));
  const children = circle.contracts.filter(({ kind, affected }) => kind === "child" && affected !== null);
  const judged: Judged[] = [];
  for (const user of circle.users) {
    const contract = contracts.get(user.contractId);
    if (!contract) continue;
    if (!isChosenCategory(category)) {
      if (contract.affected) judged.push(out(user, "only-sign-up-contact"));
      continue;
    }
    if (contract.affected) judged.push(ofOwnContract(category, user, contract, circle));
    if (contract.kind === "parent" && category !== "news" && children.length > 0)
      judged.push(ofChildren(category, user, contract, children));
  }
  if (category === "terms") judged.push(...signUpContact(circle));
  return onePerAddress(withoutMarked(category, judged, circle), children);
}

/** A user of an affected contract. */
function ofOwnContract(category: ChosenCategory, user: CircleUser, contract: CircleContract, circle: PartnerCircle): Judged {
  const affected = contract.affected ?? [];
  const into = (rule: RecipientRule): Judged => written(user, contract, "to", rule, [contract.id]);
  if (contract.kind === "child" && circle.suppressed.includes(category)) return out(user, "suppressed-by-parent");
  const choice = (user.settings ?? everythingOn)[category];
  if (!choice.on && !isFixed(user.type, category)) return out(user, "switched-off");
  if (category === "news") return into(user.type === "general" ? "user" : user.type);
  if (user.type === "general" && user.access.filter((id) => affected.includes(id)).length === 0)
    return out(user, "no-tenant-access");
  const heard = user.type === "general" ? user.access.filter((id) => affected.includes(id)) : affected;
  const wanted = heard.filter((id) => !choice.exceptTenants.includes(id));
  if (heard.length > 0 && wanted.length === 0 && !isFixed(user.type, category)) return out(user, "tenant-switched-off");
  return into(user.type === "general" ? "tenant-access" : user.type);
}

/** A user of the parent, of a failure or maintenance of its children: only administrators, and only for the children they may see. */
function ofChildren(
  category: ChosenCategory,
  user: CircleUser,
  parent: CircleContract,
  children: readonly CircleContract[],
): Judged {
  if (user.type === "general") return out(user, "only-users-of-the-child");
  const { confinedTo } = user;
  const confined = confinedTo !== null && user.type !== "representative";
  const seen = confined ? children.filter(({ id }) => confinedTo.includes(id)) : children;
  if (seen.length === 0) return out(user, "outside-contract-groups");
  const fixed = isFixed(user.type, category);
  const choice = (user.settings ?? everythingOn)[category];
  if (!choice.on && !fixed) return out(user, "switched-off");
  const wanted = fixed
    ? seen
    : seen.filter(({ affected }) => !affected?.length || affected.some((id) => !choice.exceptTenants.includes(id)));
  if (wanted.length === 0) return out(user, "tenant-switched-off");
  return written(
    user,
    parent,
    "cc",
    "parent-of-child",
    wanted.map(({ id }) => id),
  );
}

function signUpContact({ partnerId, contracts, signUpContact: contact }: PartnerCircle): Judged[] {
  const parent = contracts.find(({ id }) => id === partnerId);
  if (!contact || !parent?.affected) return [];
  const { address, name } = contact;
  const { language } = parent;
  const recipient: Recipient = {
    ...{ address, field: "to", rule: "sign-up-contact", userId: null, name, language },
    ...{ contractId: partnerId, concerns: [partnerId] },
  };
  return [{ in: true, recipient }];
}

/** A dead address is not written to. Who complained still hears of what nobody may switch off for themselves. */
function withoutMarked(category: NoticeCategory, judged: readonly Judged[], { marked }: PartnerCircle): Judged[] {
  return judged.map((one) => {
    if (!one.in) return one;
    const { recipient } = one;
    const mark = marked.get(recipient.address.toLowerCase());
    const compulsory = category === "terms" || (recipient.rule === "representative" && category === "incident");
    if (!mark || (mark === "complained" && compulsory)) return one;
    const { userId, contractId, address } = recipient;
    return { in: false, left: { userId: userId ?? "", contractId, address, reason: `address-${mark}` } };
  });
}

/** One mail per address however many roles stand behind it: To before Cc, then the order of the rules. */
function onePerAddress(
  judged: readonly Judged[],
  children: readonly CircleContract[],
): { recipients: Recipient[]; leftOut: LeftOut[] } {
  const leftOut = judged.flatMap((one) => (one.in ? [] : [one.left]));
  const ranked = judged.flatMap((one) => (one.in ? [one.recipient] : [])).toSorted((a, b) => rank(a) - rank(b));
  const byAddress = new Map<string, Recipient>();
  for (const recipient of ranked) {
    const key = recipient.address.toLowerCase();
    const first = byAddress.get(key);
    if (!first) {
      byAddress.set(key, recipient);
      continue;
    }
    byAddress.set(key, { ...first, concerns: [...new Set([...first.concerns, ...recipient.concerns])] });
    const { userId, contractId, address } = recipient;
    if (userId !== null && userId !== first.userId) leftOut.push({ userId, contractId, address, reason: "same-address" });
  }
  const isChild = new Set(children.map(({ id }) => id));
  const heard = new Set([...byAddress.values()].flatMap((one) => (isChild.has(one.contractId) ? [one.contractId] : [])));
  const recipients = [...byAddress.values()].map((one): Recipient => {
    const alone = one.rule === "parent-of-child" && !one.concerns.some((id) => heard.has(id));
    return alone ? { ...one, field: "to", rule: "parent-instead-of-child" } : one;
  });
  const written = new Set(recipients.map(({ userId }) => userId));
  return { recipients, leftOut: leftOut.filter(({ userId, reason }) => reason === "same-address" || !written.has(userId)) };
}

function rank({ field, rule }: Recipient): number {
  return (field === "to" ? 0 : 100) + recipientRules.indexOf(rule);
}

function written(
  user: CircleUser,
  contract: CircleContract,
  field: "to" | "cc",
  rule: RecipientRule,
  concerns: readonly string[],
): Judged {
  const { id: userId, contractId, address, name } = user;
  const language = user.language ?? contract.language;
  return { in: true, recipient: { address, field, rule, userId, contractId, name, language, concerns } };
}

function out({ id: userId, contractId, address }: CircleUser, reason: LeftOutReason): Judged {
  return { in: false, left: { userId, contractId, address, reason } };
}
