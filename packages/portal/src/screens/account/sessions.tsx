import { Action } from "../../kit/action.tsx";
import { Part } from "../../kit/facts.tsx";
import { useFormats } from "../../kit/format.ts";
import { List } from "../../kit/list.tsx";
import { api } from "../../session/api.ts";
import { useTexts } from "../../texts/language.ts";

/** Where one is signed in. */
export function Sessions() {
  const { say } = useTexts();
  const { instant } = useFormats();
  return (
    <Part title={say("sessions.title")}>
      <List
        of={["sessions"]}
        label={say("sessions.title")}
        load={async (_after, signal) => ({ rows: (await api.get("/v1/sessions", { signal })).sessions })}
        rowKey={({ id }) => id}
        empty="sessions.empty"
        columns={[
          { head: "sessions.device", cell: ({ userAgent }) => userAgent },
          { head: "sessions.address", cell: ({ address }) => address },
          { head: "sessions.began", cell: ({ createdAt }) => instant(createdAt) },
          { head: "sessions.seen", cell: ({ seenAt }) => instant(seenAt) },
          {
            head: "tenants.actions",
            cell: ({ id, current, address }) =>
              current ? (
                say("sessions.this")
              ) : (
                <Action
                  danger
                  size="xs"
                  label={say("sessions.end")}
                  about={address}
                  lead={say("sessions.endLead")}
                  run={() => api.delete("/v1/sessions/{sessionId}", { params: { path: { sessionId: id } } })}
                />
              ),
          },
        ]}
      />
    </Part>
  );
}
