import { keyScopes, no } from "@saihan/domain";
import { addressRangeField, contractIdParam, displayText, instant, nothing, z } from "../fields.ts";
import { operation } from "../operation.ts";
import { issueKey, listKeys, revokeKey, rotateKey, UnknownGroup } from "./issue.ts";
import { apiKeySchema } from "./view.ts";

const tag = "API keys";
const ofUser = z.strictObject({ contractId: contractIdParam, userId: z.string() });
const oneKey = ofUser.extend({ keyId: z.string() });
const madeKey = z.object({
  apiKey: apiKeySchema,
  key: z.string().openapi({ description: "The whole key: shown here and never again" }),
});

export const apiKeyOperations = [
  operation({
    method: "get",
    path: "/v1/contracts/{contractId}/users/{userId}/api-keys",
    id: "listApiKeys",
    tag,
    summary: "List the API keys of a user",
    action: "key.view",
    params: ofUser,
    query: nothing,
    order: false,
    status: 200,
    answer: z.object({ apiKeys: z.array(apiKeySchema) }),
    refusals: ["CONTRACT_NOT_FOUND", "USER_NOT_FOUND"],
    handle: listKeys,
  }),
  operation({
    method: "post",
    path: "/v1/contracts/{contractId}/users/{userId}/api-keys",
    id: "issueApiKey",
    tag,
    summary: "Make an API key for your own account",
    description:
      "It acts as its user and can be narrowed: by scopes, contract groups, source networks and an end. A key that makes a key cannot give more than it has.",
    action: "key.issue",
    params: ofUser,
    query: nothing,
    body: z
      .strictObject({
        name: displayText(100, "基幹システム"),
        scopes: z.array(z.enum(keyScopes)).min(1).max(keyScopes.length).optional(),
        groups: z.array(z.uuid()).min(1).max(100).optional(),
        addresses: z
          .array(addressRangeField)
          .min(1)
          .max(50)
          .optional()
          .openapi({ example: ["192.0.2.0/24"] }),
        expiresAt: instant.optional(),
      })
      .openapi("IssueApiKey"),
    order: false,
    status: 201,
    answer: madeKey,
    refusals: ["CONTRACT_NOT_FOUND", "USER_NOT_FOUND", "API_KEY_LIMIT_REACHED", "API_KEY_WIDER", "GROUP_NOT_FOUND"],
    handle: async (ctx, asked) => {
      try {
        return await issueKey(ctx, asked);
      } catch (error) {
        if (error instanceof UnknownGroup) return no("GROUP_NOT_FOUND", { groupId: String(asked.body.groups?.[0]) });
        throw error;
      }
    },
  }),
  operation({
    method: "post",
    path: "/v1/contracts/{contractId}/users/{userId}/api-keys/{keyId}/rotate",
    id: "rotateApiKey",
    tag,
    summary: "Make the successor of an API key",
    description: "With the same limits. Both live until the grace has passed.",
    action: "key.issue",
    params: oneKey,
    query: nothing,
    body: z.strictObject({ graceHours: z.number().min(0).max(720).default(24) }).openapi("RotateApiKey"),
    order: false,
    status: 201,
    answer: madeKey,
    refusals: ["CONTRACT_NOT_FOUND", "API_KEY_NOT_FOUND", "API_KEY_ROTATED", "API_KEY_WIDER"],
    handle: rotateKey,
  }),
  operation({
    method: "delete",
    path: "/v1/contracts/{contractId}/users/{userId}/api-keys/{keyId}",
    id: "revokeApiKey",
    tag,
    summary: "Revoke an API key",
    description: "It is refused within a second.",
    action: "key.revoke",
    params: oneKey,
    query: nothing,
    order: false,
    status: 204,
    answer: z.undefined(),
    refusals: ["CONTRACT_NOT_FOUND", "API_KEY_NOT_FOUND"],
    handle: revokeKey,
  }),
];
