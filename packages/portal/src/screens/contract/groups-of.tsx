import { useFormats } from "../../kit/format.ts";
import { List } from "../../kit/list.tsx";
import { To } from "../../kit/to.tsx";
import { api, type Shape } from "../../session/api.ts";
import { useTexts } from "../../texts/language.ts";
import { ruleText } from "../groups/rule-text.ts";

/** The contract groups that hold a contract or keep it out, and why. */
export function GroupsOf({ contractId }: { contractId: string }) {
  const { say } = useTexts();
  const { number } = useFormats();
  return (
    <List
      of={["groups", "of", contractId]}
      label={say("contract.tab.groups")}
      load={async (after, signal) => {
        const query = { contractId, limit: 50, ...(after === undefined ? {} : { after: String(after) }) };
        const { groups, next } = await api.get("/v1/contract-groups", { signal, params: { query } });
        return { rows: groups, next };
      }}
      rowKey={({ id }) => id}
      empty="groupsOf.empty"
      emptyLead="groupsOf.emptyLead"
      columns={[
        {
          head: "groups.name",
          cell: ({ id, name }) => (
            <To to="/groups/$groupId" params={{ groupId: id }} fw={600}>
              {name}
            </To>
          ),
        },
        { head: "groupsOf.why", cell: ({ hold }) => hold && say(`groupsOf.why.${hold.reason}`) },
        { head: "groups.rules", cell: (group) => rulesThatHold(group).map(ruleText).join(" / ") || "–" },
        { head: "groups.users", cell: ({ users }) => number(users), numeric: true },
      ]}
    />
  );
}

function rulesThatHold({ rules, hold }: Shape["ContractGroup"]) {
  return rules.filter(({ id }) => hold?.rules.includes(id));
}
