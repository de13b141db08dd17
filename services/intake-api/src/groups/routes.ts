import { findContractGroup, findContractInReach, listContractGroups, membersOfGroup, reachFacts, transaction } from "@saihan/db";
import { contractIdPattern, explainReach, maxGroupRules, no, ownTarget, userIdPattern } from "@saihan/domain";
import { contractIdField, displayText, labelsField, nothing, regionField, userIdField, z } from "../fields.ts";
import { ok, operation } from "../operation.ts";
import { changeGroup, createGroup, deleteGroup, simulate } from "./change-group.ts";
import { groupSchema, groupView, simulationSchema } from "./view.ts";

const tag = "Contract groups";
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** An id that is no UUID names nothing. */
const oneGroup = z.strictObject({
  groupId: z.string().transform((id) => (uuid.test(id) ? id : "00000000-0000-0000-0000-000000000000")),
});
const name = displayText(100, "東日本");
const ids = <F extends z.ZodType>(field: F) =>
  z.strictObject({ add: z.array(field).max(1_000).optional(), remove: z.array(field).max(1_000).optional() }).optional();
const rule = z
  .strictObject({ labels: labelsField.optional(), region: regionField.optional(), createdBy: userIdField.optional() })
  .refine(
    ({ labels, region, createdBy }) => Object.keys(labels ?? {}).length > 0 || region !== undefined || createdBy !== undefined,
    {
      error: "must name a label, a region or a creator",
    },
  )
  .openapi("ContractGroupRule", {
    description:
      "Takes in the child contracts for which all that it names holds: labels, a tenant in the region, the user who ordered it",
  });
const members = {
  contracts: ids(contractIdField),
  exclude: ids(contractIdField),
  rules: z
    .strictObject({
      add: z.array(rule).max(maxGroupRules).optional(),
      remove: z.array(z.uuid()).max(maxGroupRules).optional().openapi({ description: "Ids of rules" }),
    })
    .optional(),
  users: ids(userIdField),
};

export const groupOperations = [
  operation({
    method: "get",
    path: "/v1/contract-groups",
    id: "listContractGroups",
    tag,
    summary: "List contract groups by name",
    action: "group.view",
    params: nothing,
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(100).default(50),
      after: z.string().max(100).optional().openapi({ description: "`next` of the page before" }),
      contractId: z.string().max(64).optional().openapi({
        description: "Only the groups that hold this child contract or keep it out, with why",
        example: "econ1000000002",
      }),
    }),
    order: false,
    status: 200,
    answer: z.object({ groups: z.array(groupSchema), next: z.string().nullable() }),
    refusals: ["CONTRACT_NOT_FOUND"],
    handle: async (ctx, { caller, query: { limit, after, contractId } }) => {
      const page = {
        limit: limit + 1,
        ...(after === undefined ? {} : { after }),
        ...(contractId === undefined ? {} : { contractId }),
      };
      const [contracts, rows] = await transaction(ctx.db, caller, (tx) =>
        Promise.all([contractId === undefined ? [] : findContractInReach(tx, contractId), listContractGroups(tx, page)]),
      );
      if (contractId !== undefined && (!contracts[0] || contractId === caller.partnerId))
        return no("CONTRACT_NOT_FOUND", { contractId });
      const shown = rows.slice(0, limit);
      const next = rows.length > limit ? (shown.at(-1)?.name ?? null) : null;
      return ok(200, { groups: shown.map(groupView), next });
    },
  }),
  operation({
    method: "post",
    path: "/v1/contract-groups",
    id: "createContractGroup",
    tag,
    summary: "Make a contract group",
    description:
      "A user of the parent in no group sees every child contract; in one or more, those of the groups; the representative is never restricted. Contracts are in a group by name (`contracts`) or by a rule; `exclude` wins over both.",
    action: "group.define",
    params: nothing,
    query: nothing,
    body: z.strictObject({ name, ...members }).openapi("CreateContractGroup"),
    order: false,
    status: 201,
    answer: groupSchema,
    refusals: ["GROUP_NAME_TAKEN", "GROUP_MEMBER_UNKNOWN", "GROUP_RULE_LIMIT_REACHED"],
    handle: createGroup,
  }),
  operation({
    method: "get",
    path: "/v1/contract-groups/{groupId}",
    id: "getContractGroup",
    tag,
    summary: "View a contract group",
    action: "group.view",
    params: oneGroup,
    query: nothing,
    order: false,
    status: 200,
    answer: groupSchema,
    refusals: ["GROUP_NOT_FOUND"],
    handle: async (ctx, { caller, params }) => {
      const [row] = await transaction(ctx.db, caller, (tx) => findContractGroup(tx, params.groupId));
      return row ? ok(200, groupView(row)) : no("GROUP_NOT_FOUND", { groupId: params.groupId });
    },
  }),
  ...(["contracts", "exclusions", "users"] as const).map((what) =>
    operation({
      method: "get",
      path: `/v1/contract-groups/{groupId}/${what}`,
      id: { contracts: "listContractsOfGroup", exclusions: "listExclusionsOfGroup", users: "listUsersOfGroup" }[what],
      tag,
      summary: {
        contracts: "List the child contracts of a group, by name and by rule",
        exclusions: "List the child contracts that are kept out of a group",
        users: "List the users who are confined to a group",
      }[what],
      action: "group.view",
      params: oneGroup,
      query: z.strictObject({
        limit: z.coerce.number().int().min(1).max(1_000).default(100),
        after: z.string().max(20).default("").openapi({ description: "The last id of the page before" }),
      }),
      order: false,
      status: 200,
      answer: z.object({ ids: z.array(z.string()), next: z.string().nullable() }),
      refusals: ["GROUP_NOT_FOUND"],
      handle: async (ctx, { caller, params, query }) => {
        const [[group], rows] = await transaction(ctx.db, caller, (tx) =>
          Promise.all([
            findContractGroup(tx, params.groupId),
            membersOfGroup(tx, params.groupId, { what, after: query.after, limit: query.limit + 1 }),
          ]),
        );
        if (!group) return no("GROUP_NOT_FOUND", { groupId: params.groupId });
        const shown = rows.slice(0, query.limit).map((row) => row.id);
        return ok(200, { ids: shown, next: rows.length > query.limit ? (shown.at(-1) ?? null) : null });
      },
    }),
  ),
  operation({
    method: "patch",
    path: "/v1/contract-groups/{groupId}",
    id: "changeContractGroup",
    tag,
    summary: "Rename a contract group, add and remove members",
    description: "Holds from the next request of those whom it concerns.",
    action: "group.define",
    params: oneGroup,
    query: nothing,
    body: z
      .strictObject({ name: name.optional(), ...members })
      .refine((body) => Object.values(body).some((value) => value !== undefined), { error: "must change something" })
      .openapi("ChangeContractGroup"),
    order: false,
    status: 200,
    answer: groupSchema,
    refusals: ["GROUP_NOT_FOUND", "GROUP_NAME_TAKEN", "GROUP_MEMBER_UNKNOWN", "GROUP_RULE_LIMIT_REACHED"],
    handle: changeGroup,
  }),
  operation({
    method: "delete",
    path: "/v1/contract-groups/{groupId}",
    id: "deleteContractGroup",
    tag,
    summary: "Delete a contract group",
    description: "Its contracts and users stay. Users who are then in no group see every child contract: simulate it first.",
    action: "group.define",
    params: oneGroup,
    query: nothing,
    order: false,
    status: 204,
    answer: z.undefined(),
    refusals: ["GROUP_NOT_FOUND", "GROUP_IN_USE"],
    handle: deleteGroup,
  }),
  operation({
    method: "post",
    path: "/v1/contract-groups/{groupId}:simulate",
    id: "simulateContractGroup",
    tag,
    summary: "See who would gain or lose what, before changing a group",
    action: "group.define",
    params: oneGroup,
    query: nothing,
    body: z
      .strictObject({ ...members, delete: z.boolean().optional().openapi({ description: "As if the group were deleted" }) })
      .openapi("SimulateContractGroup"),
    order: false,
    status: 200,
    answer: simulationSchema,
    refusals: ["GROUP_NOT_FOUND", "GROUP_MEMBER_UNKNOWN", "GROUP_RULE_LIMIT_REACHED"],
    handle: simulate,
  }),
  operation({
    method: "get",
    path: "/v1/access/explain",
    id: "explainAccess",
    tag,
    summary: "Why a user of the parent may work on a child contract, or may not",
    action: "access.explain",
    target: async (_ctx, caller, _params, query) => ({ ...ownTarget(caller), userId: query.user }),
    params: nothing,
    query: z.strictObject({
      user: z.string().openapi({ description: "A user of the parent", example: "ecid1000000001" }),
      contract: z.string().openapi({ description: "A child contract", example: "econ1000000002" }),
    }),
    order: false,
    status: 200,
    answer: z
      .object({
        userId: userIdField,
        contractId: contractIdField,
        sees: z.boolean(),
        because: z.enum(["REPRESENTATIVE", "IN_NO_GROUP", "IN_GROUP", "NOT_IN_GROUPS"]),
        groups: z
          .array(
            z.object({
              id: z.uuid(),
              name: z.string(),
              reason: z.enum(["include", "rule", "excluded"]).nullable(),
              rules: z.array(z.uuid()).openapi({ description: "Rules of the group that hold for the contract" }),
            }),
          )
          .openapi({ description: "IN_GROUP: the groups through which; NOT_IN_GROUPS: the groups that the user is in" }),
      })
      .openapi("AccessExplanation"),
    refusals: ["CONTRACT_NOT_FOUND", "USER_NOT_FOUND"],
    handle: async (ctx, { caller, query: { user: userId, contract: contractId } }) => {
      const unknown = contractIdPattern.test(contractId)
        ? undefined
        : no("CONTRACT_NOT_FOUND", { contractId: contractId.slice(0, 64) });
      if (unknown) return unknown;
      if (!userIdPattern.test(userId)) return no("USER_NOT_FOUND", { userId: userId.slice(0, 64) });
      const [[contract], [facts]] = await transaction(ctx.db, caller, (tx) =>
        Promise.all([findContractInReach(tx, contractId), reachFacts(tx, caller.partnerId, userId, contractId)]),
      );
      if (!contract || contract.id === caller.partnerId) return no("CONTRACT_NOT_FOUND", { contractId });
      if (!facts) return no("USER_NOT_FOUND", { userId });
      const reach = explainReach(facts);
      return ok(200, { userId, contractId, groups: [], ...reach });
    },
  }),
];
