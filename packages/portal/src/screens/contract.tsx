import { Group, Stack, Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { Part } from "../kit/facts.tsx";
import { Page, Shown, useWindowTitle } from "../kit/page.tsx";
import { State } from "../kit/state.tsx";
import { To } from "../kit/to.tsx";
import { type Account, type Action, api, may, mayIn, type Shape } from "../session/api.ts";
import { useMe } from "../session/me.ts";
import { useTexts } from "../texts/language.ts";
import { Audit } from "./contract/audit.tsx";
import { ContractActions } from "./contract/contract-actions.tsx";
import { GroupsOf } from "./contract/groups-of.tsx";
import { Months } from "./contract/months.tsx";
import { Overview } from "./contract/overview.tsx";
import { Subscriptions } from "./contract/subscriptions.tsx";
import { Tenants } from "./contract/tenants.tsx";
import { Users } from "./contract/users.tsx";
import { contractTabs, readTab } from "./contract-search.ts";
import { EstimatesOf } from "./end-user-estimates.tsx";
import { StatementsOf } from "./end-user-statements.tsx";
import { OrderList } from "./orders/order-list.tsx";

const needs: Record<(typeof contractTabs)[number], Action> = {
  ...({ overview: "contract.view", tenants: "tenant.view", users: "user.view", subscriptions: "subscription.view" } as const),
  ...({ orders: "order.view", charges: "charge.view", groups: "group.view", audit: "audit.view" } as const),
};

/** A contract and all that belongs to it. */
export function Contract() {
  const { contractId } = useParams({ from: "/contracts/$contractId" });
  const { data: me } = useMe();
  // An end user's own contract is the partner's to look at; what stands in it is theirs, too.
  const inside = me?.contractId === contractId && !mayIn(me, contractId, "contract.view");
  const asked = useQuery({
    queryKey: ["contract", contractId],
    queryFn: ({ signal }) => api.get("/v1/contracts/{contractId}", { signal, params: { path: { contractId } } }),
    enabled: me !== undefined && !inside,
  });
  useWindowTitle(inside ? me.contractName : asked.data?.customerName);
  if (!me) return null;
  // Whoever can sign in is in a contract that is active.
  if (inside) return <Shell me={me} contract={{ id: contractId, customerName: me.contractName, state: "active" }} />;
  return <Shown asked={asked}>{(whole) => <Shell me={me} contract={whole} whole={whole} />}</Shown>;
}

export interface OfContract {
  me: Account;
  contract: Pick<Shape["Contract"], "id" | "customerName" | "state">;
}

export interface OfWholeContract {
  me: Account;
  contract: Shape["Contract"];
}

function Shell({ me, contract, whole }: OfContract & { whole?: Shape["Contract"] }) {
  const { say } = useTexts();
  const wanted = readTab({ ...useSearch({ from: "/contracts/$contractId" }) }).tab ?? "overview";
  const navigate = useNavigate({ from: "/contracts/$contractId" });
  // Groups and audit are the partner's as a whole; here they are narrowed to the contract. The parent contract is in no group.
  const tabs = contractTabs.filter((name) =>
    name === "groups"
      ? contract.id !== me.partnerId && may(me, "own", needs.groups)
      : name === "audit"
        ? may(me, "own", needs.audit)
        : mayIn(me, contract.id, needs[name]),
  );
  const tab = tabs.includes(wanted) ? wanted : tabs[0];
  const own = contract.id === me.contractId;
  // On a narrow screen the tabs go on beyond its edge.
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (tab) list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [tab]);
  return (
    <Page
      title={contract.customerName}
      above={own ? undefined : <To to="/contracts">{say("contract.back")}</To>}
      lead={
        <Group gap="sm">
          {contract.id} <State of={contract.state} />
        </Group>
      }
      actions={whole && <ContractActions me={me} contract={whole} />}
    >
      <Tabs value={tab ?? null} onChange={(next) => void navigate({ search: readTab({ tab: next }) })} keepMounted={false}>
        <Tabs.List ref={list} className="tabs" aria-label={contract.customerName} mb="md">
          {tabs.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {say(`contract.tab.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tabs.map((name) => (
          <Tabs.Panel key={name} value={name}>
            {name === "overview" && whole && <Overview me={me} contract={whole} />}
            {name === "tenants" && <Tenants me={me} contract={contract} />}
            {name === "users" && <Users me={me} contract={contract} />}
            {name === "subscriptions" && <Subscriptions me={me} contract={contract} />}
            {name === "orders" && <OrderList contractId={contract.id} />}
            {name === "charges" && (
              <Stack>
                <Months contractId={contract.id} />
                {contract.id !== me.partnerId && mayIn(me, contract.id, "end-user-statement.view") && (
                  <Part title={say("endUser.ofChild")}>
                    <Stack>
                      <EstimatesOf contractId={contract.id} />
                      <StatementsOf contractId={contract.id} />
                    </Stack>
                  </Part>
                )}
              </Stack>
            )}
            {name === "groups" && <GroupsOf contractId={contract.id} />}
            {name === "audit" && <Audit contractId={contract.id} />}
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  );
}
