import { Group, Paper, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Action } from "../kit/action.tsx";
import { useFormats } from "../kit/format.ts";
import { Page, Shown, useWindowTitle } from "../kit/page.tsx";
import { State } from "../kit/state.tsx";
import { To } from "../kit/to.tsx";
import { api, mayIn } from "../session/api.ts";
import { useMe } from "../session/me.ts";
import { useTexts } from "../texts/language.ts";

/** A ticket and what was written in it, in its order. */
export function Ticket() {
  const { say } = useTexts();
  const { instant } = useFormats();
  const { data: me } = useMe();
  const path = useParams({ from: "/tickets/$ticketId" });
  const asked = useQuery({
    queryKey: ["ticket", path.ticketId],
    queryFn: ({ signal }) => api.get("/v1/tickets/{ticketId}", { signal, params: { path } }),
    refetchInterval: 30_000,
  });
  useWindowTitle(asked.data?.subject);
  const text = { name: "text", label: "tickets.text", kind: "area" } as const;
  return (
    <Shown asked={asked}>
      {(ticket) => (
        <Page
          title={ticket.subject}
          above={<To to="/tickets">{say("tickets.title")}</To>}
          lead={
            <Group gap="sm">
              {say(`tickets.type.${ticket.type}`)} / {say(`tickets.category.${ticket.category}`)} / {ticket.contractId}
              <State of={ticket.state} />
            </Group>
          }
          actions={
            me &&
            mayIn(me, ticket.contractId, "ticket.move") && (
              <>
                {ticket.state !== "closed" && (
                  <>
                    <Action
                      label={say("tickets.reply")}
                      fields={[{ ...text, needed: true }]}
                      run={({ text: said = "" }) =>
                        api.post("/v1/tickets/{ticketId}/replies", { params: { path }, body: { text: said } })
                      }
                    />
                    <Action
                      danger
                      label={say("tickets.close")}
                      fields={[text]}
                      run={(body) => api.post("/v1/tickets/{ticketId}/close", { params: { path }, body })}
                    />
                  </>
                )}
                {ticket.state === "closed" && (
                  <Action
                    label={say("tickets.reopen")}
                    fields={[{ ...text, needed: true }]}
                    run={({ text: said = "" }) =>
                      api.post("/v1/tickets/{ticketId}/reopen", { params: { path }, body: { text: said } })
                    }
                  />
                )}
              </>
            )
          }
        >
          <Stack component="ol" className="thread">
            {ticket.thread.map(({ seq, at, author, move, side, text: said }) => (
              <Paper key={seq} component="li" withBorder p="md" data-side={side}>
                <Text size="sm" c="dimmed">
                  {say(`tickets.side.${side}`)} ({author}) {say(`tickets.move.${move}`)} – {instant(at)}
                </Text>
                {said && (
                  <Text mt="xs" className="said">
                    {said}
                  </Text>
                )}
              </Paper>
            ))}
          </Stack>
        </Page>
      )}
    </Shown>
  );
}
