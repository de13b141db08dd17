import { Alert, Text } from "@mantine/core";
import { Action, type Values } from "../kit/action.tsx";
import { useFormats } from "../kit/format.ts";
import { List } from "../kit/list.tsx";
import { Page } from "../kit/page.tsx";
import { To } from "../kit/to.tsx";
import { api, may, type Shape } from "../session/api.ts";
import { useMe } from "../session/me.ts";
import { useTexts } from "../texts/language.ts";

/** What was typed one a line. */
export const lines = (text: string | undefined) => text?.split(/\s+/).filter((line) => line !== "") ?? [];

/** Contract groups (契約グループ): which users see which contracts. */
export function Groups() {
  const { say } = useTexts();
  const { number } = useFormats();
  const { data: me } = useMe();
  return (
    <Page
      title={say("groups.title")}
      actions={
        me && (
          <>
            {may(me, "own", "access.explain") && <Explain />}
            {may(me, "own", "group.define") && <NewGroup />}
          </>
        )
      }
    >
      <List
        of={["groups"]}
        label={say("groups.title")}
        load={async (after, signal) => {
          const query = { limit: 50, ...(after === undefined ? {} : { after: String(after) }) };
          const { groups, next } = await api.get("/v1/contract-groups", { signal, params: { query } });
          return { rows: groups, next };
        }}
        rowKey={({ id }) => id}
        empty="groups.empty"
        emptyLead="groups.emptyLead"
        columns={[
          {
            head: "groups.name",
            cell: ({ id, name }) => (
              <To to="/groups/$groupId" params={{ groupId: id }} fw={600}>
                {name}
              </To>
            ),
          },
          { head: "groups.contracts", cell: ({ contracts }) => number(contracts), numeric: true },
          { head: "groups.users", cell: ({ users }) => number(users), numeric: true },
          { head: "groups.rules", cell: ({ rules }) => number(rules.length), numeric: true },
        ]}
      />
    </Page>
  );
}

function NewGroup() {
  const { say } = useTexts();
  const run = ({ name = "", contracts, users, labels }: Values) => {
    const [key, value] = labels?.split("=").map((part) => part.trim()) ?? [];
    return api.post("/v1/contract-groups", {
      body: {
        name,
        ...(contracts ? { contracts: { add: lines(contracts) } } : {}),
        ...(users ? { users: { add: lines(users) } } : {}),
        ...(key ? { rules: { add: [{ labels: { [key]: value ?? "" } }] } } : {}),
      },
    });
  };
  return (
    <Action
      label={say("groups.new")}
      fields={[
        { name: "name", label: "groups.name", needed: true },
        { name: "contracts", label: "groups.contractIds", kind: "area" },
        { name: "labels", label: "groups.labelRule" },
        { name: "users", label: "groups.userIds", kind: "area" },
      ]}
      run={run}
    />
  );
}

/** Does a user see a contract, and why (not)? */
function Explain() {
  const { say } = useTexts();
  return (
    <Action
      label={say("groups.explain")}
      fields={[
        { name: "user", label: "groups.userId", needed: true },
        { name: "contract", label: "groups.contractId", needed: true },
      ]}
      run={({ user = "", contract = "" }) => api.get("/v1/access/explain", { params: { query: { user, contract } } })}
      after={({ sees, because, groups }: Shape["AccessExplanation"]) => (
        <Alert
          color={sees ? "green" : "orange"}
          variant="light"
          role="status"
          title={say(sees ? "groups.sees" : "groups.seesNot")}
        >
          <Text size="sm">{say(`groups.because.${because}`)}</Text>
          <Text size="sm">{groups.map(({ name }) => name).join(", ")}</Text>
        </Alert>
      )}
    />
  );
}
