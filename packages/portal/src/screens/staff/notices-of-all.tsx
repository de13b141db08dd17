import { useFormats } from "../../kit/format.ts";
import { List } from "../../kit/list.tsx";
import { Page } from "../../kit/page.tsx";
import { State } from "../../kit/state.tsx";
import { To } from "../../kit/to.tsx";
import { everywhere } from "../../session/api.ts";
import { useTexts } from "../../texts/language.ts";

/** All notices, drafts among them. */
export function NoticesOfAll() {
  const { say, language } = useTexts();
  const { instant, number } = useFormats();
  return (
    <Page title={say("noticesAll.title")} lead={say("noticesAll.lead")}>
      <List
        of={["notices-of-all"]}
        label={say("noticesAll.title")}
        load={async (before, signal) => {
          const query = { limit: 50, ...(before === undefined ? {} : { before: String(before) }) };
          const { notices, next } = await everywhere.get("/v1/operator/notices", { signal, params: { query } });
          return { rows: notices, next };
        }}
        rowKey={({ id }) => id}
        empty="noticesAll.empty"
        emptyLead="noticesAll.emptyLead"
        columns={[
          {
            head: "notices.name",
            cell: ({ id, title }) => (
              <To to="/staff-notices/$noticeId" params={{ noticeId: id }} fw={600}>
                {title[language]}
              </To>
            ),
          },
          { head: "orders.state", cell: ({ state }) => (state === "draft" ? say("noticesAll.draft") : <State of={state} />) },
          { head: "noticesAll.updates", cell: ({ seq }) => number(seq), numeric: true },
          { head: "noticesAll.saidAt", cell: ({ saidAt }) => instant(saidAt) },
          { head: "versions.author", cell: ({ writtenBy }) => writtenBy },
        ]}
      />
    </Page>
  );
}
