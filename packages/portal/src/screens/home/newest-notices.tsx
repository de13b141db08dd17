import { useQuery } from "@tanstack/react-query";
import { Part } from "../../kit/facts.tsx";
import { useFormats } from "../../kit/format.ts";
import { Rows } from "../../kit/list.tsx";
import { Shown } from "../../kit/page.tsx";
import { State } from "../../kit/state.tsx";
import { To } from "../../kit/to.tsx";
import type { Account } from "../../session/api.ts";
import { Empty } from "../../shell/empty.tsx";
import { useTexts } from "../../texts/language.ts";
import { atHome } from "./asked.ts";

/** The three newest notices. */
export function NewestNotices({ me }: { me: Account }) {
  const { say, language } = useTexts();
  const { instant } = useFormats();
  const asked = useQuery(atHome(me, "notices"));
  return (
    <Part title={say("home.notices")} actions={<To to="/notices">{say("home.allNotices")}</To>}>
      <Shown asked={asked}>
        {({ notices }) =>
          notices.length === 0 ? (
            <Empty title={say("notices.empty")} lead={say("notices.emptyLead")} />
          ) : (
            <Rows
              rows={notices}
              label={say("home.notices")}
              rowKey={({ id }) => id}
              columns={[
                {
                  head: "notices.name",
                  cell: ({ id, title }) => (
                    <To to="/notices/$noticeId" params={{ noticeId: id }}>
                      {title[language]}
                    </To>
                  ),
                },
                { head: "notices.category", cell: ({ category }) => say(`notices.category.${category}`) },
                { head: "orders.state", cell: ({ state }) => <State of={state} /> },
                { head: "notices.at", cell: ({ writtenAt }) => instant(writtenAt) },
              ]}
            />
          )
        }
      </Shown>
    </Part>
  );
}
