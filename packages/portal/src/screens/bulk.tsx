import { Anchor, Progress } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Action } from "../kit/action.tsx";
import { Facts, Part } from "../kit/facts.tsx";
import { useFormats } from "../kit/format.ts";
import { List } from "../kit/list.tsx";
import { Page, Shown, useWindowTitle } from "../kit/page.tsx";
import { State } from "../kit/state.tsx";
import { To } from "../kit/to.tsx";
import { api, may } from "../session/api.ts";
import { useMe } from "../session/me.ts";
import { useTexts } from "../texts/language.ts";

/** A bulk: its plan row by row, then how far it is. */
export function Bulk() {
  const { say, language } = useTexts();
  const { instant } = useFormats();
  const { data: me } = useMe();
  const path = useParams({ from: "/bulks/$bulkId" });
  const asked = useQuery({
    queryKey: ["bulk", path.bulkId],
    queryFn: ({ signal }) => api.get("/v1/bulks/{bulkId}", { signal, params: { path } }),
    refetchInterval: ({ state }) => (state.data?.state === "applying" ? 1_500 : false),
  });
  useWindowTitle(say("bulks.title"));
  return (
    <Shown asked={asked}>
      {(bulk) => {
        const { succeeded, failed, refused, unchanged, planned, underWay } = bulk.progress;
        const done = succeeded + failed + refused + unchanged;
        const can = me !== undefined && me !== null && may(me, "own", "bulk.apply");
        return (
          <Page
            title={say("bulks.title")}
            above={<To to="/bulks">{say("bulks.title")}</To>}
            lead={<State of={bulk.state} />}
            actions={
              can && (
                <>
                  {bulk.state === "planned" && (
                    <Action
                      label={say("bulks.apply")}
                      lead={say("bulks.applyLead")}
                      run={() => api.post("/v1/bulks/{bulkId}/apply", { params: { path }, body: {} })}
                    />
                  )}
                  {bulk.state === "applied" && failed > 0 && (
                    <Action
                      label={say("bulks.resume")}
                      run={() => api.post("/v1/bulks/{bulkId}/resume", { params: { path }, body: {} })}
                    />
                  )}
                </>
              )
            }
          >
            <Part
              title={say("bulks.plan")}
              actions={
                <Anchor href={`/v1/bulks/${encodeURIComponent(bulk.id)}/result`} download underline="always" size="sm">
                  {say("bulks.result")}
                </Anchor>
              }
            >
              <Facts
                facts={[
                  ["bulks.created", instant(bulk.createdAt)],
                  ["bulks.plan", say("bulks.planText", bulk.plan)],
                  ["bulks.progress", say("bulks.progressText", { done, all: done + planned + underWay, failed })],
                ]}
              />
              <Progress mt="md" value={(100 * done) / Math.max(1, bulk.rows)} aria-label={say("bulks.progress")} />
            </Part>
            <List
              of={["bulk-rows", bulk.id, done, underWay]}
              label={say("bulks.rows")}
              load={async (after, signal) => {
                const query = { limit: 50, ...(after === undefined ? {} : { after: Number(after) }) };
                return api.get("/v1/bulks/{bulkId}/rows", { signal, params: { path, query } });
              }}
              rowKey={({ row }) => String(row)}
              empty="bulks.empty"
              columns={[
                { head: "bulks.row", cell: ({ row }) => row },
                { head: "bulks.what", cell: ({ action }) => (action ? say(`bulks.action.${action}`) : "–") },
                { head: "contracts.name", cell: ({ input }) => input?.customerName ?? "–" },
                { head: "orders.contract", cell: ({ contractId }) => contractId ?? "–" },
                { head: "orders.state", cell: ({ outcome }) => <State of={outcome} /> },
                { head: "bulks.reason", cell: ({ problem }) => problem?.says[language] ?? "" },
              ]}
            />
          </Page>
        );
      }}
    </Shown>
  );
}
