import {
  answerTimes,
  type CatalogueVersion,
  controlAt,
  type Duty,
  decideSubscribe,
  dutiesOf,
  type Explanation,
  type Facts,
  type Menu,
  menuArrivals,
  reminderOn,
  startOfDay,
} from "@saihan/catalogue";
import {
  type AnyStatement,
  type ContractRow,
  insertApprovalRequests,
  insertDuties,
  insertSubscriptions,
  type NewApprovalRequest,
  type NewDuty,
  type NewSubscription,
  recordEndUserName,
  type SubscriptionRow,
  settleDutiesOfContract,
  type TenantRow,
  type Tx,
} from "@saihan/db";
import { no, type OpenOrder, ordersToWaitFor, type Rejection } from "@saihan/domain";
import { jobs } from "@saihan/queues";
import { v7 } from "uuid";
import type { Caller } from "../context.ts";
import { menuOf } from "../menus/catalogue.ts";
import { controlChangesOf, factsOf, type Known } from "../menus/known.ts";
import { failureView } from "../menus/view.ts";
import { orderIdAt } from "../orders/order-id.ts";
import type { Plan } from "../place-order.ts";
import type { ExplainedRejection } from "../problem.ts";
import { subscriptionView } from "./view.ts";

/** A menu that is ordered for a tenant. */
export interface StartAsked {
  tenantId: string;
  menu: string;
  plan: string;
  name: string;
  /** Given to the provider with the order. */
  endUserName?: string | undefined;
}

/** What the decision rests on, read under the locks of its transaction. */
export interface Grounds {
  partnerId: string;
  versions: readonly CatalogueVersion[];
  known: Known;
  contract: ContractRow;
  tenant: TenantRow | undefined;
  open: readonly OpenOrder[];
  at: Date;
}

/** An order that may be accepted, and the rows that come with it. */
export interface Start extends Plan {
  orderId: string;
  subscription: NewSubscription;
  duties: NewDuty[];
  /** What the provider's staff are asked, when the menu is decided case by case. */
  request: Omit<NewApprovalRequest, "requestUserId"> | undefined;
  endUserName: { contractId: string; name: string } | undefined;
}

/** When in the day, in Japan, people are reminded: our own choice. */
const remindAtHour = 9;

/** Decides the order of a subscription by the catalogue, the facts and the menu control of this instant. */
export function decideStart(grounds: Grounds, asked: StartAsked): Start | ExplainedRejection | Rejection {
  const { partnerId, versions, known, contract, tenant, open, at } = grounds;
  const menu = menuOf(versions, asked.menu, at);
  if (!menu) return no("MENU_NOT_FOUND", { menu: asked.menu });
  if (!tenant) return no("TENANT_NOT_FOUND", { tenantId: asked.tenantId });
  const control = controlAt(controlChangesOf(known.partner), menuArrivals(versions), at);
  const stated = factsOf(known, contract.id, control, at);
  const facts: Facts =
    asked.endUserName === undefined ? stated : { ...stated, endUserNameGivenAt: stated.endUserNameGivenAt ?? at };
  const [orderId, id] = [orderIdAt(at), orderIdAt(at)];
  const { plan, name } = asked;
  const decision = decideSubscribe({ orderId, id, name, plan, menu, contract, tenant, facts }, at);
  if (!decision.ok) return explained(decision);
  const subscription = { orderId, partnerId, id, contractId: contract.id, tenantId: tenant.id, menu: menu.code, name, plan, at };
  const duties = dutiesOf(menu, facts, at).map((duty) => newDuty(partnerId, orderId, menu, facts, duty, decision.explanation));
  const row: SubscriptionRow = {
    ...subscription,
    ...{ state: decision.subscription.state, confirmed: "none", plan: null, orderedPlan: plan, openOrderId: orderId },
    ...{ createdAt: at, startedAt: null, endedAt: null },
  };
  return {
    ok: true,
    kind: "subscription.start",
    contractId: contract.id,
    subjectId: id,
    input: { menu: menu.code, plan, tenantId: tenant.id, controlRevision: control.revision },
    waitsFor: ordersToWaitFor({ kind: "subscription.start", subjectId: id, tenantId: tenant.id }, open),
    rows: {},
    at,
    orderId,
    awaitsApproval: decision.awaitsApproval,
    subscription,
    duties,
    request: decision.awaitsApproval ? requestToProvider(subscription, menu, at) : undefined,
    endUserName: asked.endUserName === undefined ? undefined : { contractId: contract.id, name: asked.endUserName },
    shown: () => ({
      subscription: subscriptionView(row),
      duties: duties.map(({ id: dutyId, code, says, dueOn, turn }) => ({ id: dutyId, code, says, dueOn, turn })),
    }),
  };
}

/** The order of a menu that is decided case by case asks the provider's staff (提供メニュー, FastDNS; sdpf 9). */
function requestToProvider(ordered: NewSubscription, menu: Menu, at: Date): Start["request"] {
  const { partnerId, contractId, orderId, tenantId, plan } = ordered;
  const { remindAt, deadline } = answerTimes(at);
  const apiPath = `/v1/contracts/${contractId}/subscriptions`;
  return {
    ...{ partnerId, id: v7({ msecs: at.getTime() }), contractId, orderId, externalRequestId: null },
    ...{ approverType: "provider", approverId: "operations", approverContractId: null, service: menu.code },
    actions: [{ service: menu.code, region: "", apiPath, method: "POST", body: { tenantId, menu: menu.code, plan } }],
    descriptions: [
      { lang: "ja", text: `${menu.name.ja}の再販には、提供者による個別の承認が必要です。` },
      { lang: "en", text: `The resale of ${menu.name.en} is approved by the provider case by case.` },
    ],
    ...{ approvalDeadline: deadline, approvalExpire: null, registeredAt: at, remindAt },
  };
}

/** What accepted starts write beside their orders, one statement per kind of row. */
export function writeStarts(
  tx: Tx,
  starts: readonly Start[],
  { actor: by, userId }: Pick<Caller, "actor" | "userId">,
): AnyStatement[] {
  const requests = starts.flatMap(({ request }) => (request ? [{ ...request, requestUserId: userId }] : []));
  const duties = starts.flatMap((start) => start.duties);
  const names = new Map(
    starts.flatMap(({ endUserName, subscription: { partnerId, at } }) =>
      endUserName ? [[endUserName.contractId, { ...endUserName, partnerId, at }] as const] : [],
    ),
  );
  return [
    insertSubscriptions(
      tx,
      starts.map(({ subscription }) => subscription),
    ),
    ...(duties.length > 0 ? [insertDuties(tx, duties, { queue: jobs.remindDuty.queue, name: jobs.remindDuty.name })] : []),
    ...(requests.length > 0
      ? [insertApprovalRequests(tx, requests, { tell: jobs.tellApproval, expire: jobs.expireApproval })]
      : []),
    ...[...names.values()].flatMap(({ partnerId, contractId, name, at }) =>
      giveEndUserName(tx, { partnerId, contractId }, name, { by, at }),
    ),
  ];
}

/** The name is given to the provider, and with it every duty of the contract that asked for it is done. */
export function giveEndUserName(
  tx: Tx,
  contract: { partnerId: string; contractId: string },
  name: string,
  given: { by: string; at: Date },
): AnyStatement[] {
  const { by, at } = given;
  const grounds = `end user's name of ${contract.contractId}, given ${at.toISOString()}`;
  return [
    recordEndUserName(tx, contract, name, given),
    settleDutiesOfContract(tx, contract.contractId, ["END_USER_NAME_ON_ORDER", "END_USER_NAME_NEXT_MONTH"], { at, by, grounds }),
  ];
}

function newDuty(partnerId: string, orderId: string, menu: Menu, facts: Facts, duty: Duty, { duties }: Explanation): NewDuty {
  const { key, code, contractId, turn, arisesAt, dueOn } = duty;
  const told = menu.conditions.find((stated) => stated.code === "CONTRACTOR_TOLD_TO_PARTY" && stated.code === code);
  const says = duties.find((one) => one.key === key)?.sentence ?? menu.name;
  const remindAt = new Date(startOfDay(reminderOn(duty)).getTime() + remindAtHour * 3_600_000);
  return {
    ...{ partnerId, id: v7({ msecs: arisesAt.getTime() }), key, code, menu: menu.code, contractId, orderId, turn, says },
    party: told && "party" in told ? told.party : null,
    agreementId: told ? (facts.agreement?.id ?? null) : null,
    arisesAt,
    remindAt: remindAt < arisesAt ? arisesAt : remindAt,
    dueOn,
  };
}

function explained(rejection: Rejection & { explanation?: Explanation }): ExplainedRejection | Rejection {
  const { explanation, ...plain } = rejection;
  return explanation ? { ...plain, failures: explanation.failures.map(failureView) } : plain;
}
