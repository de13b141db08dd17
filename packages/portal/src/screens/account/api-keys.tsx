import { Code, Text } from "@mantine/core";
import { Action } from "../../kit/action.tsx";
import { Part } from "../../kit/facts.tsx";
import { instantOf } from "../../kit/field.tsx";
import { useFormats } from "../../kit/format.ts";
import { List } from "../../kit/list.tsx";
import { type Account, api, may, type Shape } from "../../session/api.ts";
import { useTexts } from "../../texts/language.ts";

const reading: NonNullable<Shape["IssueApiKey"]["scopes"]> = [
  ...(["contracts:read", "tenants:read", "users:read", "orders:read", "groups:read", "settings:read", "audit:read"] as const),
  ...(["menus:read", "subscriptions:read", "charges:read", "approvals:read", "documents:read", "support:read"] as const),
];

/** Keys with which programs act in one's name. */
export function ApiKeys({ me }: { me: Account }) {
  const { say } = useTexts();
  const { instant } = useFormats();
  const path = { contractId: me.contractId, userId: me.userId };
  return (
    <Part title={say("keys.title")} actions={may(me, "self", "key.issue") ? <Issue path={path} /> : undefined}>
      <List
        of={["api-keys", me.userId]}
        label={say("keys.title")}
        load={async (_after, signal) => {
          const { apiKeys } = await api.get("/v1/contracts/{contractId}/users/{userId}/api-keys", { signal, params: { path } });
          return { rows: apiKeys.filter(({ revokedAt }) => revokedAt === null) };
        }}
        rowKey={({ id }) => id}
        empty="keys.empty"
        emptyLead="keys.emptyLead"
        columns={[
          { head: "keys.name", cell: ({ name }) => <b>{name}</b> },
          { head: "keys.created", cell: ({ createdAt }) => instant(createdAt) },
          { head: "keys.used", cell: ({ usedAt }) => instant(usedAt) },
          { head: "keys.expires", cell: ({ expiresAt }) => instant(expiresAt) },
          {
            head: "tenants.actions",
            cell: ({ id, name }) =>
              may(me, "self", "key.revoke") && (
                <Action
                  danger
                  size="xs"
                  label={say("keys.revoke")}
                  about={name}
                  lead={`${name}: ${say("keys.revokeLead")}`}
                  run={() =>
                    api.delete("/v1/contracts/{contractId}/users/{userId}/api-keys/{keyId}", {
                      params: { path: { ...path, keyId: id } },
                    })
                  }
                />
              ),
          },
        ]}
      />
    </Part>
  );
}

function Issue({ path }: { path: { contractId: string; userId: string } }) {
  const { say } = useTexts();
  return (
    <Action
      size="xs"
      label={say("keys.new")}
      fields={[
        { name: "name", label: "keys.name", needed: true },
        { name: "readOnly", label: "keys.readOnly", kind: "check" },
        { name: "expiresAt", label: "keys.expires", kind: "moment" },
      ]}
      run={({ name = "", readOnly, expiresAt }) => {
        const end = instantOf(expiresAt);
        return api.post("/v1/contracts/{contractId}/users/{userId}/api-keys", {
          params: { path },
          body: { name, ...(end ? { expiresAt: end } : {}), ...(readOnly ? { scopes: reading } : {}) },
        });
      }}
      after={({ key }: { key: string }) => (
        <>
          <Text size="sm">{say("keys.once")}</Text>
          <Code block className="secret">
            {key}
          </Code>
        </>
      )}
    />
  );
}
