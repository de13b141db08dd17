import { useNavigate } from "@tanstack/react-router";
import { Action } from "../kit/action.tsx";
import { useFormats } from "../kit/format.ts";
import { List } from "../kit/list.tsx";
import { Page } from "../kit/page.tsx";
import { State } from "../kit/state.tsx";
import { To } from "../kit/to.tsx";
import { api, may } from "../session/api.ts";
import { useMe } from "../session/me.ts";
import { useTexts } from "../texts/language.ts";

/** Many contracts at once: a file becomes a plan, and a plan becomes orders. */
export function Bulks() {
  const { say } = useTexts();
  const { instant, number } = useFormats();
  const { data: me } = useMe();
  return (
    <Page title={say("bulks.title")} actions={me && may(me, "own", "bulk.plan") ? <Upload /> : undefined}>
      <List
        of={["bulks"]}
        label={say("bulks.title")}
        load={async (after, signal) => {
          const query = { limit: 50, ...(after === undefined ? {} : { after: String(after) }) };
          const { bulks, next } = await api.get("/v1/bulks", { signal, params: { query } });
          return { rows: bulks, next };
        }}
        rowKey={({ id }) => id}
        empty="bulks.empty"
        emptyLead="bulks.emptyLead"
        columns={[
          {
            head: "bulks.created",
            cell: ({ id, createdAt }) => (
              <To to="/bulks/$bulkId" params={{ bulkId: id }}>
                {instant(createdAt)}
              </To>
            ),
          },
          { head: "orders.state", cell: ({ state }) => <State of={state} /> },
          { head: "bulks.plan", cell: ({ plan }) => say("bulks.planText", plan) },
          { head: "bulks.rows", cell: ({ rows }) => number(rows), numeric: true },
        ]}
      />
    </Page>
  );
}

function Upload() {
  const { say } = useTexts();
  const navigate = useNavigate();
  return (
    <Action
      label={say("bulks.new")}
      fields={[
        {
          ...({ name: "rows", label: "bulks.text", hint: "bulks.hint", kind: "file", needed: true } as const),
        },
      ]}
      run={async ({ rows = "" }) => {
        const bulk = await api.post("/v1/bulks", {
          body: rows,
          headers: { "content-type": "text/csv" },
          bodySerializer: String,
        });
        await navigate({ to: "/bulks/$bulkId", params: { bulkId: bulk.id } });
      }}
    />
  );
}
