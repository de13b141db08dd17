import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Part } from "../../kit/facts.tsx";
import { useFormats } from "../../kit/format.ts";
import { Rows } from "../../kit/list.tsx";
import { Page, Shown } from "../../kit/page.tsx";
import { State } from "../../kit/state.tsx";
import { everywhere, staffMay } from "../../session/api.ts";
import { useMe } from "../../session/me.ts";
import { useTexts } from "../../texts/language.ts";
import { DriftOfAll } from "./drift.tsx";

/** How the house and the cloud platform get on, and which contracts differ from it. */
export function PlatformPage() {
  const { say } = useTexts();
  const { instant, number } = useFormats();
  const { data: me } = useMe();
  const asked = useQuery({
    queryKey: ["platform"],
    queryFn: ({ signal }) => everywhere.get("/v1/operator/platform", { signal }),
    refetchInterval: 30_000,
  });
  return (
    <Page title={say("platform.title")} lead={asked.data && say(asked.data.ready ? "platform.ready" : "platform.away")}>
      <Shown asked={asked}>
        {({ programs, comparisons }) => (
          <>
            <Part title={say("platform.programs")}>
              <Rows
                rows={programs}
                label={say("platform.programs")}
                rowKey={({ program, instance }) => `${program} ${instance}`}
                columns={[
                  { head: "platform.program", cell: ({ program }) => program },
                  { head: "orders.state", cell: ({ ready }) => <State of={ready ? "on" : "failed"} /> },
                  { head: "stuck.why", cell: ({ why }) => why ?? "–" },
                  { head: "closes.since", cell: ({ since }) => instant(since) },
                ]}
              />
            </Part>
            <Part title={say("platform.comparisons")}>
              {comparisons.length === 0 ? (
                <Text c="dimmed">{say("platform.notCompared")}</Text>
              ) : (
                <Rows
                  rows={comparisons}
                  label={say("platform.comparisons")}
                  rowKey={({ beganAt }) => beganAt}
                  columns={[
                    { head: "platform.compared", cell: ({ endedAt }) => instant(endedAt) },
                    { head: "platform.contracts", cell: ({ contracts }) => number(contracts), numeric: true },
                    { head: "platform.drifted", cell: ({ drifted }) => number(drifted), numeric: true },
                    { head: "platform.passedOver", cell: ({ passedOver }) => number(passedOver), numeric: true },
                  ]}
                />
              )}
            </Part>
          </>
        )}
      </Shown>
      {staffMay(me, "drift.list") && <DriftOfAll />}
    </Page>
  );
}
