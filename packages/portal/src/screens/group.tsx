import { List, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { Action, type Values } from "../kit/action.tsx";
import { Facts, Part } from "../kit/facts.tsx";
import type { Field } from "../kit/field.tsx";
import { useFormats } from "../kit/format.ts";
import { Page, Shown, useWindowTitle } from "../kit/page.tsx";
import { To } from "../kit/to.tsx";
import { api, may, type Shape } from "../session/api.ts";
import { useMe } from "../session/me.ts";
import { useTexts } from "../texts/language.ts";
import { ruleText } from "./groups/rule-text.ts";
import { lines } from "./groups.tsx";

/** A contract group: what is in it, and what a change of it would do. */
export function Group() {
  const { say } = useTexts();
  const { number } = useFormats();
  const { data: me } = useMe();
  const navigate = useNavigate();
  const path = useParams({ from: "/groups/$groupId" });
  const asked = useQuery({
    queryKey: ["group", path.groupId],
    queryFn: ({ signal }) => api.get("/v1/contract-groups/{groupId}", { signal, params: { path } }),
  });
  const contracts = useQuery({
    queryKey: ["group", path.groupId, "contracts"],
    queryFn: ({ signal }) =>
      api.get("/v1/contract-groups/{groupId}/contracts", { signal, params: { path, query: { limit: 100 } } }),
  });
  const users = useQuery({
    queryKey: ["group", path.groupId, "users"],
    queryFn: ({ signal }) => api.get("/v1/contract-groups/{groupId}/users", { signal, params: { path, query: { limit: 100 } } }),
  });
  useWindowTitle(asked.data?.name);
  const changes: readonly Field[] = [
    { name: "add", label: "groups.add", kind: "area" },
    { name: "remove", label: "groups.remove", kind: "area" },
    { name: "addUsers", label: "groups.addUsers", kind: "area" },
    { name: "removeUsers", label: "groups.removeUsers", kind: "area" },
  ];
  return (
    <Shown asked={asked}>
      {(group) => (
        <Page
          title={group.name}
          above={<To to="/groups">{say("groups.title")}</To>}
          actions={
            me &&
            may(me, "own", "group.define") && (
              <>
                <Action
                  size="xs"
                  label={say("groups.simulate")}
                  fields={changes}
                  run={(values) =>
                    api.post("/v1/contract-groups/{groupId}:simulate", { params: { path }, body: changeOf(values) })
                  }
                  after={(simulated: Shape["ContractGroupSimulation"]) => <Effects {...simulated} />}
                />
                <Action
                  size="xs"
                  label={say("groups.change")}
                  fields={[{ name: "name", label: "groups.name", start: group.name, needed: true }, ...changes]}
                  run={({ name = "", ...values }) =>
                    api.patch("/v1/contract-groups/{groupId}", {
                      params: { path },
                      body: { ...changeOf(values), ...(name === group.name ? {} : { name }) },
                    })
                  }
                />
                <Action
                  danger
                  size="xs"
                  label={say("groups.delete")}
                  lead={say("groups.deleteLead")}
                  run={async () => {
                    await api.delete("/v1/contract-groups/{groupId}", { params: { path } });
                    await navigate({ to: "/groups" });
                  }}
                />
              </>
            )
          }
        >
          <Part title={group.name}>
            <Facts
              facts={[
                ["groups.contracts", number(group.contracts)],
                ["groups.users", number(group.users)],
                ["groups.rules", group.rules.map(ruleText).join(" / ") || "–"],
              ]}
            />
          </Part>
          <Part title={say("groups.members")}>
            <Shown asked={contracts}>
              {({ ids }) => (
                <List size="sm">
                  {ids.map((contractId) => (
                    <List.Item key={contractId}>
                      <To to="/contracts/$contractId" params={{ contractId }}>
                        {contractId}
                      </To>
                    </List.Item>
                  ))}
                </List>
              )}
            </Shown>
          </Part>
          <Part title={say("groups.people")}>
            <Shown asked={users}>{({ ids }) => <Text size="sm">{ids.join(", ") || say("groups.nobody")}</Text>}</Shown>
          </Part>
        </Page>
      )}
    </Shown>
  );
}

function changeOf({ add, remove, addUsers, removeUsers }: Values) {
  const wish = (more: string | undefined, less: string | undefined) => ({
    ...(more ? { add: lines(more) } : {}),
    ...(less ? { remove: lines(less) } : {}),
  });
  const [contracts, users] = [wish(add, remove), wish(addUsers, removeUsers)];
  return { ...(add || remove ? { contracts } : {}), ...(addUsers || removeUsers ? { users } : {}) };
}

function Effects({ gains, loses }: Shape["ContractGroupSimulation"]) {
  const { say } = useTexts();
  const told = (of: typeof gains) => (
    <List size="sm">
      {of.map(({ userId, contracts, first }) => (
        <List.Item key={userId}>{say("groups.effect", { user: userId, count: contracts, first: first.join(", ") })}</List.Item>
      ))}
    </List>
  );
  if (gains.length + loses.length === 0) return <Text role="status">{say("groups.nothing")}</Text>;
  return (
    <Stack gap="xs" role="status">
      {gains.length > 0 && <Text fw={600}>{say("groups.gains")}</Text>}
      {told(gains)}
      {loses.length > 0 && <Text fw={600}>{say("groups.loses")}</Text>}
      {told(loses)}
    </Stack>
  );
}
