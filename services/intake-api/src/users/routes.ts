import { findContract, findUser, listUsers, transaction } from "@saihan/db";
import { no, rights } from "@saihan/domain";
import { contractSchema } from "../contracts/view.ts";
import {
  contractIdParam,
  displayText,
  loginIdField,
  mailAddressField,
  nothing,
  notifyField,
  startAtField,
  userIdField,
  z,
} from "../fields.ts";
import { ok, operation } from "../operation.ts";
import { orderSchema } from "../orders/view.ts";
import { pageOf, pageQuery, readCursor } from "../page.ts";
import { placeChangeRepresentative } from "./place-change-representative.ts";
import { placeChangeUser } from "./place-change-user.ts";
import { placeCreateUser, placeDeleteUser } from "./place-user.ts";
import { userSchema, userView } from "./view.ts";

const ofContract = z.strictObject({ contractId: contractIdParam });
const oneUser = z.strictObject({ contractId: contractIdParam, userId: z.string() });
const orderAndUser = z.object({ order: orderSchema, user: userSchema });
const tag = "Users";

const changeBody = z
  .strictObject({
    name: displayText(100, "山田 花子").optional(),
    mailAddress: mailAddressField.optional(),
    type: z.enum(["administrator", "general"]).optional(),
    rights: z
      .array(z.enum(rights))
      .max(rights.length)
      .refine((list) => new Set(list).size === list.length, { error: "names a right twice" })
      .nullable()
      .optional()
      .openapi({ description: "What an administrator may do; null: everything, also for one who becomes administrator" }),
  })
  .refine((body) => Object.values(body).some((value) => value !== undefined), { error: "must change something" })
  .openapi("ChangeUser");

export const userOperations = [
  operation({
    method: "post",
    path: "/v1/contracts/{contractId}/users",
    id: "createUser",
    tag,
    summary: "Create a user",
    description: "It may be ordered while the contract is still being made: it then waits for the contract.",
    action: "user.create",
    params: ofContract,
    query: nothing,
    body: z
      .strictObject({
        loginId: loginIdField,
        mailAddress: mailAddressField,
        name: displayText(100, "山田 花子").optional(),
        notifyUser: notifyField(
          "true: mail the user with a link to set the first password. Left out: mail without the link. false: no mail.",
        ),
        startAt: startAtField,
      })
      .openapi("CreateUser"),
    order: true,
    status: 202,
    answer: orderAndUser,
    refusals: [
      "PARTNER_NOT_ACTIVE",
      "CONTRACT_NOT_FOUND",
      "CONTRACT_STATE_FORBIDS",
      "USER_LIMIT_REACHED",
      "LOGIN_ID_TAKEN",
      "START_AT_OUT_OF_RANGE",
    ],
    handle: placeCreateUser,
  }),
  operation({
    method: "get",
    path: "/v1/contracts/{contractId}/users",
    id: "listUsers",
    reads: "replica",
    tag,
    summary: "List the users of a contract, newest first",
    action: "user.view",
    params: ofContract,
    query: pageQuery,
    order: false,
    status: 200,
    answer: z.object({ users: z.array(userSchema), next: z.string().nullable() }),
    refusals: ["CONTRACT_NOT_FOUND"],
    handle: async (ctx, { caller, params, query }) => {
      const [[contract], rows] = await transaction(ctx.db, caller, (tx) =>
        Promise.all([
          findContract(tx, caller.partnerId, params.contractId),
          listUsers(tx, caller.partnerId, params.contractId, { ...readCursor(query.after), limit: query.limit + 1 }),
        ]),
      );
      if (!contract) return no("CONTRACT_NOT_FOUND", { contractId: params.contractId });
      const page = pageOf(rows, query.limit);
      return ok(200, { users: page.rows.map(userView), next: page.next });
    },
  }),
  operation({
    method: "get",
    path: "/v1/contracts/{contractId}/users/{userId}",
    id: "getUser",
    tag,
    summary: "View a user",
    action: "user.view",
    params: oneUser,
    query: nothing,
    order: false,
    status: 200,
    answer: userSchema,
    refusals: ["CONTRACT_NOT_FOUND", "USER_NOT_FOUND"],
    handle: async (ctx, { caller, params }) => {
      const [[contract], [row]] = await transaction(ctx.db, caller, (tx) =>
        Promise.all([
          findContract(tx, caller.partnerId, params.contractId),
          findUser(tx, caller.partnerId, params.contractId, params.userId),
        ]),
      );
      if (!contract) return no("CONTRACT_NOT_FOUND", { contractId: params.contractId });
      return row ? ok(200, userView(row)) : no("USER_NOT_FOUND", { userId: params.userId });
    },
  }),
  operation({
    method: "delete",
    path: "/v1/contracts/{contractId}/users/{userId}",
    id: "deleteUser",
    tag,
    summary: "Delete a user",
    action: "user.delete",
    params: oneUser,
    query: nothing,
    order: true,
    status: 202,
    answer: orderAndUser,
    refusals: [
      "PARTNER_NOT_ACTIVE",
      "CONTRACT_NOT_FOUND",
      "USER_NOT_FOUND",
      "USER_STATE_FORBIDS",
      "REPRESENTATIVE_CANNOT_BE_DELETED",
      "REPRESENTATIVE_CHANGE_OPEN",
      "LAST_ADMINISTRATOR",
    ],
    handle: placeDeleteUser,
  }),
  operation({
    method: "patch",
    path: "/v1/contracts/{contractId}/users/{userId}",
    id: "changeUser",
    tag,
    summary: "Change a user's name, mail address, type or rights",
    description:
      "Nobody gives rights that they do not hold, nor changes a user who holds them. A changed mail address is told to the old one.",
    action: "user.change",
    params: oneUser,
    query: nothing,
    body: changeBody,
    order: true,
    status: 202,
    answer: orderAndUser,
    refusals: [
      ...([
        "PARTNER_NOT_ACTIVE",
        "CONTRACT_NOT_FOUND",
        "CONTRACT_STATE_FORBIDS",
        "USER_NOT_FOUND",
        "USER_STATE_FORBIDS",
      ] as const),
      ...(["REPRESENTATIVE_TYPE_FIXED", "REPRESENTATIVE_CHANGE_OPEN", "RIGHTS_NEED_ADMINISTRATOR"] as const),
      ...(["RIGHTS_NOT_HELD", "LAST_ADMINISTRATOR"] as const),
    ],
    handle: placeChangeUser,
  }),
  operation({
    method: "post",
    path: "/v1/contracts/{contractId}/representative",
    id: "changeRepresentative",
    tag,
    summary: "Make another user the representative",
    description:
      "A general user of the contract. The one before becomes a general user and keeps access to the tenants; the new one gets access to all of them. Both are told by mail.",
    action: "representative.change",
    params: ofContract,
    query: nothing,
    body: z
      .strictObject({ userId: userIdField, notifyUsers: notifyField("false: mail neither of the two") })
      .openapi("ChangeRepresentative"),
    order: true,
    status: 202,
    answer: z.object({ order: orderSchema, contract: contractSchema }),
    refusals: [
      ...([
        "PARTNER_NOT_ACTIVE",
        "CONTRACT_NOT_FOUND",
        "CONTRACT_STATE_FORBIDS",
        "USER_NOT_FOUND",
        "USER_STATE_FORBIDS",
      ] as const),
      ...(["REPRESENTATIVE_CHANGE_OPEN", "REPRESENTATIVE_ALREADY", "REPRESENTATIVE_MUST_BE_GENERAL"] as const),
    ],
    handle: placeChangeRepresentative,
  }),
];
