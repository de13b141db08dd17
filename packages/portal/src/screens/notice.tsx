import { Box, Group, Paper, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Facts, Part } from "../kit/facts.tsx";
import { useFormats } from "../kit/format.ts";
import { Page, Shown, useWindowTitle } from "../kit/page.tsx";
import { State } from "../kit/state.tsx";
import { To } from "../kit/to.tsx";
import { api, type Shape } from "../session/api.ts";
import { useTexts } from "../texts/language.ts";

/** A notice in full: how things stand, whom it concerns, and everything that was said, the newest first. */
export function Notice() {
  const { language } = useTexts();
  const path = useParams({ from: "/notices/$noticeId" });
  const asked = useQuery({
    queryKey: ["notice", path.noticeId],
    queryFn: ({ signal }) => api.get("/v1/notices/{noticeId}", { signal, params: { path } }),
  });
  useWindowTitle(asked.data?.title[language]);
  return <Shown asked={asked}>{(notice) => <Told notice={notice} />}</Shown>;
}

function Told({ notice }: { notice: Shape["Notice"] }) {
  const { say, language } = useTexts();
  const { instant } = useFormats();
  const updates = notice.updates.toReversed();
  // A later update tells only what has changed.
  const now: Partial<Shape["NoticeContent"]> = Object.assign({}, ...notice.updates.map(({ content }) => content));
  return (
    <Page
      title={notice.title[language]}
      above={<To to="/notices">{say("notices.title")}</To>}
      lead={
        <Group gap="sm">
          {say(`notices.category.${notice.category}`)} <State of={notice.state} />
        </Group>
      }
    >
      <Part title={say("notice.stands")}>
        <Facts
          facts={[
            ...period("notice.planned", now.plannedFrom, now.plannedTo),
            ...period("notice.actual", now.actualFrom, now.actualTo),
            ...(now.nextUpdateAt ? [["notice.next", instant(now.nextUpdateAt)] as const] : []),
            ["notice.concerns", <Concerned key="" contracts={notice.contracts} />],
            ["notices.at", instant(notice.writtenAt)],
            ["notice.id", notice.id],
          ]}
        />
      </Part>
      <Stack component="ol" className="thread" aria-label={say("notice.updates")}>
        {updates.map(({ seq, state, writtenAt, content }) => (
          <Paper key={seq} component="li" withBorder p={{ base: "md", sm: "lg" }}>
            <Group gap="sm">
              <State of={state} />
              <Text size="sm" c="dimmed">
                {instant(writtenAt)}
              </Text>
            </Group>
            <Text mt="sm" className="said">
              {content.text[language]}
            </Text>
            <More content={content} />
          </Paper>
        ))}
      </Stack>
    </Page>
  );

  function period(name: "notice.planned" | "notice.actual", from: string | undefined, to: string | undefined) {
    if (!from && !to) return [];
    return [[name, `${from ? instant(from) : ""} – ${to ? instant(to) : ""}`.trim()] as const];
  }
}

/** What an update tells beside its text. */
function More({ content }: { content: Shape["NoticeContent"] }) {
  const { language } = useTexts();
  const facts = (["symptom", "workaround", "impact"] as const).flatMap((name) => {
    const told = content[name]?.[language];
    return told
      ? [
          [
            `notice.${name}`,
            <Text key="" component="span" className="said" inherit>
              {told}
            </Text>,
          ] as const,
        ]
      : [];
  });
  return facts.length > 0 ? (
    <Box mt="sm">
      <Facts facts={facts} />
    </Box>
  ) : null;
}

/** More than these are counted only. */
const most = 20;

function Concerned({ contracts }: { contracts: Shape["Notice"]["contracts"] }) {
  const { say } = useTexts();
  if (contracts.length === 0) return say("notice.everybody");
  return (
    <Stack gap={4}>
      {contracts.slice(0, most).map(({ id, tenants }) => (
        <div key={id}>
          <To to="/contracts/$contractId" params={{ contractId: id }}>
            {id}
          </To>
          {tenants.length > 0 && (
            <Text size="sm" c="dimmed">
              {say("notice.tenants", { tenants: tenants.join(", ") })}
            </Text>
          )}
        </div>
      ))}
      {contracts.length > most && <div>{say("notice.andMore", { count: contracts.length - most })}</div>}
    </Stack>
  );
}
