import { useFormats } from "../kit/format.ts";
import { List } from "../kit/list.tsx";
import { Page } from "../kit/page.tsx";
import { State } from "../kit/state.tsx";
import { To } from "../kit/to.tsx";
import { api } from "../session/api.ts";
import { useTexts } from "../texts/language.ts";

/** What the provider told: news, incidents, maintenance, terms. */
export function Notices() {
  const { say, language } = useTexts();
  const { instant } = useFormats();
  return (
    <Page title={say("notices.title")} actions={<To to="/notices/settings">{say("notify.title")}</To>}>
      <List
        of={["notices"]}
        label={say("notices.title")}
        load={async (before, signal) => {
          const query = { limit: 50, ...(before === undefined ? {} : { before: String(before) }) };
          const { notices, next } = await api.get("/v1/notices", { signal, params: { query } });
          return { rows: notices, next };
        }}
        rowKey={({ id }) => id}
        empty="notices.empty"
        emptyLead="notices.emptyLead"
        columns={[
          {
            head: "notices.name",
            cell: ({ id, title }) => (
              <To to="/notices/$noticeId" params={{ noticeId: id }} fw={600}>
                {title[language]}
              </To>
            ),
          },
          { head: "notices.category", cell: ({ category }) => say(`notices.category.${category}`) },
          { head: "orders.state", cell: ({ state }) => <State of={state} /> },
          { head: "orders.contract", cell: ({ contracts }) => contracts.map(({ id }) => id).join(", ") },
          { head: "notices.at", cell: ({ writtenAt }) => instant(writtenAt) },
        ]}
      />
    </Page>
  );
}
