import { Action } from "../kit/action.tsx";
import { useFormats } from "../kit/format.ts";
import { List } from "../kit/list.tsx";
import { Page } from "../kit/page.tsx";
import { State } from "../kit/state.tsx";
import { To } from "../kit/to.tsx";
import { api, mayIn } from "../session/api.ts";
import { useMe } from "../session/me.ts";
import { useTexts } from "../texts/language.ts";

/** What sales oblige to, the most urgent first. */
export function Duties() {
  const { say, language } = useTexts();
  const { day } = useFormats();
  const { data: me } = useMe();
  return (
    <Page title={say("duties.title")}>
      <List
        of={["duties"]}
        label={say("duties.title")}
        load={async (after, signal) => {
          const query = { limit: 50, ...(after === undefined ? {} : { after: String(after) }) };
          const { duties, next } = await api.get("/v1/duties", { signal, params: { query } });
          return { rows: duties, next };
        }}
        rowKey={({ id }) => id}
        empty="duties.empty"
        emptyLead="duties.emptyLead"
        columns={[
          { head: "duties.what", cell: ({ says }) => says[language] },
          { head: "duties.due", cell: ({ dueOn }) => day(dueOn) },
          { head: "orders.state", cell: ({ state }) => <State of={state} /> },
          { head: "orders.turn", cell: ({ turn }) => say(`orders.turn.${turn}`) },
          {
            head: "orders.contract",
            cell: ({ contractId }) => (
              <To to="/contracts/$contractId" params={{ contractId }}>
                {contractId}
              </To>
            ),
          },
          {
            head: "tenants.actions",
            cell: ({ id, settled, contractId, says }) =>
              !settled &&
              me &&
              mayIn(me, contractId, "duty.settle") && (
                <Action
                  size="xs"
                  label={say("duties.done")}
                  about={says[language]}
                  lead={says[language]}
                  fields={[{ name: "evidence", label: "duties.evidence", kind: "area", needed: true }]}
                  run={({ evidence = "" }) =>
                    api.post("/v1/duties/{dutyId}/done", { params: { path: { dutyId: id } }, body: { evidence } })
                  }
                />
              ),
          },
        ]}
      />
    </Page>
  );
}
