import { useFormats } from "../../kit/format.ts";
import { List } from "../../kit/list.tsx";
import { Page } from "../../kit/page.tsx";
import { State } from "../../kit/state.tsx";
import { To } from "../../kit/to.tsx";
import { everywhere } from "../../session/api.ts";
import { useTexts } from "../../texts/language.ts";

/** All partners of the provider. */
export function Partners() {
  const { say } = useTexts();
  const { instant, number } = useFormats();
  return (
    <Page title={say("partners.title")}>
      <List
        of={["partners"]}
        label={say("partners.title")}
        load={async (after, signal) => {
          const query = { limit: 50, ...(after === undefined ? {} : { after: String(after) }) };
          const { partners, next } = await everywhere.get("/v1/partners", { signal, params: { query } });
          return { rows: partners, next };
        }}
        rowKey={({ id }) => id}
        empty="partners.empty"
        emptyLead="partners.emptyLead"
        columns={[
          {
            head: "partners.name",
            cell: ({ id, customerName }) => (
              <To to="/partners/$partnerId" params={{ partnerId: id }}>
                {customerName}
              </To>
            ),
          },
          { head: "partners.id", cell: ({ id }) => id },
          { head: "partners.model", cell: ({ model }) => say(`partners.model.${model}`) },
          { head: "orders.state", cell: ({ state }) => <State of={state} /> },
          { head: "partners.children", cell: ({ children }) => number(children), numeric: true },
          { head: "partners.since", cell: ({ createdAt }) => instant(createdAt) },
        ]}
      />
    </Page>
  );
}
