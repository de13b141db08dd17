import { Button, Group, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { Part } from "../../kit/facts.tsx";
import { instantOf } from "../../kit/field.tsx";
import { useFormats } from "../../kit/format.ts";
import { List } from "../../kit/list.tsx";
import { State } from "../../kit/state.tsx";
import { OrderAction } from "../../orders/order-action.tsx";
import { api, mayIn, type Shape } from "../../session/api.ts";
import { useTexts } from "../../texts/language.ts";
import type { OfContract } from "../contract.tsx";

export function Tenants({ me, contract }: OfContract) {
  const { say } = useTexts();
  const { instant } = useFormats();
  const [entered, setEntered] = useState<Shape["Tenant"]>();
  const can = (action: Parameters<typeof mayIn>[2]) => mayIn(me, contract.id, action);
  const contractId = contract.id;
  return (
    <Stack>
      {can("tenant.create") && (
        <Group>
          <OrderAction
            label={say("tenants.new")}
            fields={[
              { name: "name", label: "tenants.name", hint: "tenants.nameHint", needed: true },
              { name: "region", label: "tenants.region", hint: "tenants.regionHint", needed: true, start: "jp1" },
              { name: "description", label: "tenants.description" },
            ]}
            place={(send, { name = "", region = "", description }) =>
              send.post("/v1/contracts/{contractId}/tenants", {
                params: { path: { contractId } },
                body: { name, region, ...(description ? { description } : {}) },
              })
            }
          />
        </Group>
      )}
      <List
        of={["tenants", contractId]}
        label={say("contract.tab.tenants")}
        load={async (after, signal) => {
          const query = { limit: 50, ...(after === undefined ? {} : { after: String(after) }) };
          const { tenants, next } = await api.get("/v1/contracts/{contractId}/tenants", {
            signal,
            params: { path: { contractId }, query },
          });
          return { rows: tenants, next };
        }}
        rowKey={({ id }) => id}
        empty="tenants.empty"
        emptyLead="tenants.emptyLead"
        columns={[
          { head: "tenants.name", cell: ({ name }) => <b>{name}</b> },
          { head: "tenants.id", cell: ({ id }) => id },
          { head: "tenants.region", cell: ({ region }) => region },
          { head: "contracts.state", cell: ({ state }) => <State of={state} /> },
          { head: "tenants.since", cell: ({ createdAt }) => instant(createdAt) },
          {
            head: "tenants.actions",
            cell: (tenant) => (
              <Group gap="xs">
                {tenant.state === "active" && can("access.view") && (
                  <Button
                    size="xs"
                    variant="default"
                    aria-label={`${say("tenants.access")}: ${tenant.name}`}
                    onClick={() => setEntered(tenant)}
                  >
                    {say("tenants.access")}
                  </Button>
                )}
                {tenant.state === "active" && can("tenant.delete") && (
                  <OrderAction
                    danger
                    size="xs"
                    label={say("tenants.delete")}
                    about={tenant.name}
                    lead={`${tenant.name}: ${say("tenants.deleteLead")}`}
                    place={(send) =>
                      send.delete("/v1/contracts/{contractId}/tenants/{tenantId}", {
                        params: { path: { contractId, tenantId: tenant.id } },
                      })
                    }
                  />
                )}
              </Group>
            ),
          },
        ]}
      />
      {entered && <AccessTo key={entered.id} me={me} contract={contract} tenant={entered} />}
    </Stack>
  );
}

/** Who may enter a tenant (テナントアクセス権). */
function AccessTo({ me, contract, tenant }: OfContract & { tenant: Shape["Tenant"] }) {
  const { say } = useTexts();
  const { instant } = useFormats();
  const path = { contractId: contract.id, tenantId: tenant.id };
  const title = say("tenants.accessTo", { tenant: tenant.name });
  const seesUsers = mayIn(me, contract.id, "user.view");
  const users = useQuery({
    queryKey: ["users", contract.id, "to grant"],
    queryFn: ({ signal }) =>
      api.get("/v1/contracts/{contractId}/users", {
        signal,
        params: { path: { contractId: contract.id }, query: { limit: 100 } },
      }),
    enabled: seesUsers,
  });
  const here = useRef<HTMLDivElement>(null);
  useEffect(() => {
    here.current?.scrollIntoView({ block: "nearest" });
  }, []);
  return (
    <div ref={here}>
      <Part
        title={title}
        actions={
          mayIn(me, contract.id, "access.grant") && (
            <OrderAction
              label={say("tenants.grant")}
              size="xs"
              fields={[
                {
                  ...({ name: "userId", label: "tenants.user", needed: true } as const),
                  ...(seesUsers
                    ? {
                        kind: "select",
                        options: users.data?.users.map(({ id, loginId }) => ({ value: id, label: `${loginId} (${id})` })) ?? [],
                        start: users.data?.users[0]?.id ?? "",
                      }
                    : {}),
                },
                { name: "until", label: "tenants.until", kind: "moment" },
              ]}
              place={(send, { userId = "", until }) => {
                const end = instantOf(until);
                return send.post("/v1/contracts/{contractId}/tenants/{tenantId}/access", {
                  params: { path },
                  body: { userId, ...(end ? { until: end } : {}) },
                });
              }}
            />
          )
        }
      >
        <List
          of={["access", tenant.id]}
          label={title}
          load={async (_after, signal) => ({
            rows: (await api.get("/v1/contracts/{contractId}/tenants/{tenantId}/access", { signal, params: { path } })).access,
          })}
          rowKey={({ userId }) => userId}
          empty="tenants.accessEmpty"
          columns={[
            { head: "tenants.user", cell: ({ user, userId }) => (user.name ? `${user.name} (${userId})` : userId) },
            { head: "account.type", cell: ({ user }) => say(`account.type.${user.type}`) },
            { head: "contracts.state", cell: ({ state }) => <State of={state} /> },
            { head: "tenants.until", cell: ({ until }) => instant(until) },
            {
              head: "tenants.actions",
              cell: ({ state, userId, user }) =>
                state === "granted" &&
                mayIn(me, contract.id, "access.revoke") && (
                  <OrderAction
                    danger
                    size="xs"
                    label={say("tenants.revoke")}
                    about={user.name ?? userId}
                    place={(send) =>
                      send.delete("/v1/contracts/{contractId}/tenants/{tenantId}/access/{userId}", {
                        params: { path: { ...path, userId } },
                      })
                    }
                  />
                ),
            },
          ]}
        />
      </Part>
    </div>
  );
}
