import { Group, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useFormats } from "../../kit/format.ts";
import { List } from "../../kit/list.tsx";
import { State } from "../../kit/state.tsx";
import { OrderAction } from "../../orders/order-action.tsx";
import { api, mayIn, type Shape } from "../../session/api.ts";
import { useTexts } from "../../texts/language.ts";
import type { OfContract } from "../contract.tsx";

export function Subscriptions({ me, contract }: OfContract) {
  const { say } = useTexts();
  const { instant } = useFormats();
  const contractId = contract.id;
  const can = (action: Parameters<typeof mayIn>[2]) => mayIn(me, contractId, action);
  const names = useMenus(contractId, can("menu.view"));
  return (
    <Stack>
      {can("subscription.start") && contract.state === "active" && (
        <Group>
          <OrderMenu contractId={contractId} menus={names.data ?? []} />
        </Group>
      )}
      <List
        of={["subscriptions", contractId]}
        label={say("contract.tab.subscriptions")}
        load={async (after, signal) => {
          const query = { contractId, limit: 50, ...(after === undefined ? {} : { after: String(after) }) };
          const { subscriptions, next } = await api.get("/v1/subscriptions", { signal, params: { query } });
          return { rows: subscriptions, next };
        }}
        rowKey={({ id }) => id}
        empty="subscriptions.empty"
        emptyLead="subscriptions.emptyLead"
        columns={[
          { head: "subscriptions.name", cell: ({ name }) => <b>{name}</b> },
          { head: "subscriptions.menu", cell: ({ menu }) => names.data?.find(({ code }) => code === menu)?.label ?? menu },
          { head: "subscriptions.plan", cell: ({ plan, orderedPlan }) => plan ?? orderedPlan },
          { head: "tenants.id", cell: ({ tenantId }) => tenantId },
          { head: "contracts.state", cell: ({ state }) => <State of={state} /> },
          { head: "contract.started", cell: ({ startedAt }) => instant(startedAt) },
          { head: "tenants.actions", cell: (row) => <Moves of={row} can={can} /> },
        ]}
      />
    </Stack>
  );
}

/** The menus of this contract by code, with the name in the language that is spoken. */
function useMenus(contractId: string, enabled: boolean) {
  const { language } = useTexts();
  const asked = useQuery({
    queryKey: ["menus", contractId],
    queryFn: ({ signal }) => api.get("/v1/contracts/{contractId}/menus", { signal, params: { path: { contractId } } }),
    enabled,
  });
  return { data: asked.data?.menus.map((menu) => ({ ...menu, label: menu.name[language] })) };
}

function OrderMenu({ contractId, menus }: { contractId: string; menus: { code: string; label: string; verdict: string }[] }) {
  const { say } = useTexts();
  const tenants = useQuery({
    queryKey: ["tenants", contractId, "to order in"],
    queryFn: ({ signal }) =>
      api.get("/v1/contracts/{contractId}/tenants", { signal, params: { path: { contractId }, query: { limit: 100 } } }),
  });
  const places = tenants.data?.tenants.filter(({ state }) => state === "active") ?? [];
  const offered = menus.filter(({ verdict }) => verdict !== "refused");
  return (
    <OrderAction
      label={say("subscriptions.new")}
      fields={[
        {
          ...({ name: "menu", label: "subscriptions.menu", kind: "select", needed: true } as const),
          options: offered.map(({ code, label, verdict }) => ({
            value: code,
            label: verdict === "needs-approval" ? say("subscriptions.approval", { menu: label }) : label,
          })),
          start: offered[0]?.code ?? "",
        },
        { name: "plan", label: "subscriptions.plan", needed: true },
        { name: "name", label: "subscriptions.name", needed: true },
        {
          ...({ name: "tenantId", label: "tenants.id", kind: "select", needed: true } as const),
          options: places.map(({ id, name }) => ({ value: id, label: `${name} (${id})` })),
          start: places[0]?.id ?? "",
        },
        { name: "endUserName", label: "subscriptions.endUser" },
      ]}
      place={(send, { menu = "", plan = "", name = "", tenantId = "", endUserName }) =>
        send.post("/v1/contracts/{contractId}/subscriptions", {
          params: { path: { contractId } },
          body: { menu, plan, name, tenantId, ...(endUserName ? { endUserName } : {}) },
        })
      }
    />
  );
}

const moves = {
  active: ["stop", "end"],
  stopped: ["resume", "end"],
} as const satisfies Partial<Record<Shape["Subscription"]["state"], readonly ("stop" | "resume" | "end")[]>>;

function Moves({ of, can }: { of: Shape["Subscription"]; can: (action: Parameters<typeof mayIn>[2]) => boolean }) {
  const { say } = useTexts();
  if (of.state !== "active" && of.state !== "stopped") return null;
  return (
    <Group gap="xs">
      {moves[of.state]
        .filter((move) => can(`subscription.${move}`))
        .map((move) => (
          <OrderAction
            key={move}
            size="xs"
            danger={move === "end"}
            label={say(`subscriptions.${move}`)}
            about={of.name}
            lead={move === "end" ? `${of.name}: ${say("subscriptions.endLead")}` : of.name}
            place={(send) =>
              send.post(`/v1/subscriptions/{subscriptionId}/${move}`, { params: { path: { subscriptionId: of.id } }, body: {} })
            }
          />
        ))}
    </Group>
  );
}
