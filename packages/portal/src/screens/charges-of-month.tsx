import { Group, List, Modal, Stack, Text, UnstyledButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { Facts, Part } from "../kit/facts.tsx";
import { useFormats } from "../kit/format.ts";
import { Rows } from "../kit/list.tsx";
import { Page, Shown, useWindowTitle } from "../kit/page.tsx";
import { State } from "../kit/state.tsx";
import { To } from "../kit/to.tsx";
import { api, type Shape } from "../session/api.ts";
import { useTexts } from "../texts/language.ts";

/** The charges of a contract in one month, down to why a line amounts to what it does. */
export function ChargesOfMonth() {
  const { say, language } = useTexts();
  const { month: named, yen, number } = useFormats();
  const path = useParams({ from: "/contracts/$contractId/charges/$month" });
  const [line, setLine] = useState<Shape["ChargeLine"]>();
  const asked = useQuery({
    queryKey: ["charges", path.contractId, path.month],
    queryFn: ({ signal }) => api.get("/v1/contracts/{contractId}/charges/{month}", { signal, params: { path } }),
  });
  useWindowTitle(`${say("charges.title")} ${path.month}`);
  return (
    <Shown asked={asked}>
      {(charges) => (
        <Page
          title={named(path.month)}
          above={
            <To to="/contracts/$contractId" params={{ contractId: path.contractId }} search={{ tab: "charges" }}>
              {path.contractId}
            </To>
          }
          lead={
            <Group gap="sm">
              {yen(charges.net)} <State of={charges.status} />
            </Group>
          }
        >
          <Part title={say("charges.byMenu")}>
            <Rows
              rows={charges.byMenu}
              label={say("charges.byMenu")}
              rowKey={({ menu }) => menu}
              columns={[
                { head: "charges.menu", cell: ({ menu }) => menu },
                { head: "charges.lines", cell: ({ lines }) => number(lines), numeric: true },
                { head: "charges.net", cell: ({ net }) => yen(net), numeric: true },
              ]}
            />
          </Part>
          <Part title={say("charges.byLine")}>
            {charges.lines.length === 0 ? (
              <Text c="dimmed">{say("charges.none")}</Text>
            ) : (
              <Rows
                rows={charges.lines}
                label={say("charges.byLine")}
                rowKey={({ id }) => id}
                columns={[
                  { head: "charges.menu", cell: ({ menu }) => menu },
                  { head: "charges.component", cell: ({ component }) => component },
                  { head: "charges.resource", cell: ({ resourceId }) => resourceId ?? "–" },
                  {
                    head: "charges.net",
                    numeric: true,
                    cell: (row) => (
                      <UnstyledButton
                        className="drill"
                        aria-label={`${say("charges.why")}: ${yen(row.net)}`}
                        onClick={() => setLine(row)}
                      >
                        {yen(row.net)}
                      </UnstyledButton>
                    ),
                  },
                ]}
              />
            )}
          </Part>
          {charges.uncharged.length > 0 && (
            <Part title={say("charges.uncharged")}>
              <List size="sm">
                {charges.uncharged.map(({ what, says }) => (
                  <List.Item key={what}>
                    {what}: {says[language]}
                  </List.Item>
                ))}
              </List>
            </Part>
          )}
          <Modal
            opened={line !== undefined}
            onClose={() => setLine(undefined)}
            title={say("charges.why")}
            closeButtonProps={{ "aria-label": say("portal.close") }}
            size="lg"
          >
            {line && <Why path={{ ...path, lineId: line.id }} />}
          </Modal>
        </Page>
      )}
    </Shown>
  );
}

/** From the usage records to the amount of one line. */
function Why({ path }: { path: { contractId: string; month: string; lineId: string } }) {
  const { say, language } = useTexts();
  const { number, yen } = useFormats();
  const asked = useQuery({
    queryKey: ["why", path.lineId],
    queryFn: ({ signal }) => api.get("/v1/contracts/{contractId}/charges/{month}/lines/{lineId}", { signal, params: { path } }),
  });
  return (
    <Shown asked={asked}>
      {(why) => (
        <Stack>
          <Facts
            facts={[
              ["charges.component", `${why.line.menu} / ${why.line.component}`],
              ["charges.resource", why.line.resourceId ?? "–"],
              ["charges.net", yen(why.line.net)],
              ["charges.records", number(why.usageRecords)],
              ["charges.prices", why.priceVersions.join(", ") || "–"],
              ["charges.rule", why.rule ? `${why.rule.source} (${why.rule.version})` : "–"],
              ...(why.line.illustrative ? ([["charges.status", say("charges.illustrative")]] as const) : []),
            ]}
          />
          <Rows
            rows={why.steps}
            label={say("charges.why")}
            rowKey={({ what, says }) => `${what} ${says.en}`}
            columns={[
              { head: "charges.step", cell: ({ says }) => says[language] },
              { head: "charges.amount", cell: ({ amount }) => amount ?? "–", numeric: true },
            ]}
          />
        </Stack>
      )}
    </Shown>
  );
}
