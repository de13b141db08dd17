import { Group, Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Page, Shown, useWindowTitle } from "../kit/page.tsx";
import { State } from "../kit/state.tsx";
import { To } from "../kit/to.tsx";
import { type Account, type Action, api, mayIn, type Shape } from "../session/api.ts";
import { useMe } from "../session/me.ts";
import { useTexts } from "../texts/language.ts";
import { Audit } from "./contract/audit.tsx";
import { ContractActions } from "./contract/contract-actions.tsx";
import { Months } from "./contract/months.tsx";
import { Overview } from "./contract/overview.tsx";
import { Subscriptions } from "./contract/subscriptions.tsx";
import { Tenants } from "./contract/tenants.tsx";
import { Users } from "./contract/users.tsx";
import { contractTabs, readTab } from "./contract-search.ts";
import { OrderList } from "./orders/order-list.tsx";

const needs: Record<(typeof contractTabs)[number], Action> = {
  ...({ overview: "contract.view", tenants: "tenant.view", users: "user.view", subscriptions: "subscription.view" } as const),
  ...({ orders: "order.view", charges: "charge.view", audit: "audit.view" } as const),
};

/** A contract and all that belongs to it. */
export function Contract() {
  const { contractId } = useParams({ from: "/contracts/$contractId" });
  const asked = useQuery({
    queryKey: ["contract", contractId],
    queryFn: ({ signal }) => api.get("/v1/contracts/{contractId}", { signal, params: { path: { contractId } } }),
  });
  const { data: me } = useMe();
  useWindowTitle(asked.data?.customerName);
  if (!me) return null;
  return <Shown asked={asked}>{(contract) => <Shell me={me} contract={contract} />}</Shown>;
}

export interface OfContract {
  me: Account;
  contract: Shape["Contract"];
}

function Shell({ me, contract }: OfContract) {
  const { say } = useTexts();
  const { tab = "overview" } = readTab({ ...useSearch({ from: "/contracts/$contractId" }) });
  const navigate = useNavigate({ from: "/contracts/$contractId" });
  const tabs = contractTabs.filter(
    (name) => mayIn(me, contract.id, needs[name]) && (name !== "audit" || contract.id === me.contractId),
  );
  const own = contract.id === me.contractId;
  return (
    <Page
      title={contract.customerName}
      above={own ? undefined : <To to="/contracts">{say("contract.back")}</To>}
      lead={
        <Group gap="sm">
          {contract.id} <State of={contract.state} />
        </Group>
      }
      actions={<ContractActions me={me} contract={contract} />}
    >
      <Tabs value={tab} onChange={(next) => void navigate({ search: readTab({ tab: next }) })} keepMounted={false}>
        <Tabs.List className="tabs" aria-label={contract.customerName} mb="md">
          {tabs.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {say(`contract.tab.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tabs.map((name) => (
          <Tabs.Panel key={name} value={name}>
            {name === "overview" && <Overview me={me} contract={contract} />}
            {name === "tenants" && <Tenants me={me} contract={contract} />}
            {name === "users" && <Users me={me} contract={contract} />}
            {name === "subscriptions" && <Subscriptions me={me} contract={contract} />}
            {name === "orders" && <OrderList contractId={contract.id} />}
            {name === "charges" && <Months contractId={contract.id} />}
            {name === "audit" && <Audit contractId={contract.id} />}
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  );
}
