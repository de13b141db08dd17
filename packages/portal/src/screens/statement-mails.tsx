import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Action } from "../kit/action.tsx";
import { Part } from "../kit/facts.tsx";
import { Shown } from "../kit/page.tsx";
import { State } from "../kit/state.tsx";
import { api } from "../session/api.ts";
import { useTexts } from "../texts/language.ts";

/** Whether end users are mailed when a statement of theirs is ready: the partner says. */
export function StatementMails({ maySet }: { maySet: boolean }) {
  const { say } = useTexts();
  const asked = useQuery({
    queryKey: ["resale-settings"],
    queryFn: ({ signal }) => api.get("/v1/resale-settings", { signal }),
  });
  return (
    <Shown asked={asked}>
      {({ tellEndUsers }) => (
        <Part title={say("resale.mails")} actions={<State of={tellEndUsers ? "on" : "off"} />}>
          <Text size="sm" mb={maySet ? "md" : 0}>
            {say("resale.mailsLead")}
          </Text>
          {maySet && (
            <Action
              key={String(tellEndUsers)}
              label={say(tellEndUsers ? "resale.mailsStop" : "resale.mailsStart")}
              lead={say(tellEndUsers ? "resale.mailsStopLead" : "resale.mailsStartLead")}
              run={() => api.put("/v1/resale-settings", { body: { tellEndUsers: !tellEndUsers } })}
            />
          )}
        </Part>
      )}
    </Shown>
  );
}
