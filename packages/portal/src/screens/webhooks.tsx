import { Code, Text } from "@mantine/core";
import { Action } from "../kit/action.tsx";
import { useFormats } from "../kit/format.ts";
import { List } from "../kit/list.tsx";
import { Page } from "../kit/page.tsx";
import { State } from "../kit/state.tsx";
import { To } from "../kit/to.tsx";
import { api, may } from "../session/api.ts";
import { useMe } from "../session/me.ts";
import { useTexts } from "../texts/language.ts";

export function Webhooks() {
  const { say } = useTexts();
  const { number } = useFormats();
  const { data: me } = useMe();
  return (
    <Page title={say("webhooks.title")} actions={me && may(me, "own", "webhook.define") ? <NewWebhook /> : undefined}>
      <List
        of={["webhooks"]}
        label={say("webhooks.title")}
        load={async (_after, signal) => ({ rows: (await api.get("/v1/webhooks", { signal })).webhooks })}
        rowKey={({ id }) => id}
        empty="webhooks.empty"
        emptyLead="webhooks.emptyLead"
        columns={[
          {
            head: "webhooks.url",
            cell: ({ id, url }) => (
              <To to="/webhooks/$webhookId" params={{ webhookId: id }}>
                {url}
              </To>
            ),
          },
          { head: "webhooks.description", cell: ({ description }) => description || "–" },
          { head: "orders.state", cell: ({ state }) => <State of={state} /> },
          { head: "webhooks.delivered", cell: ({ delivered }) => number(delivered), numeric: true },
          { head: "webhooks.failures", cell: ({ failures }) => number(failures), numeric: true },
        ]}
      />
    </Page>
  );
}

function NewWebhook() {
  const { say } = useTexts();
  return (
    <Action
      label={say("webhooks.new")}
      fields={[
        { name: "url", label: "webhooks.url", needed: true },
        { name: "description", label: "webhooks.description" },
        { name: "kinds", label: "webhooks.kinds", hint: "webhooks.kindsHint" },
      ]}
      run={({ url = "", description, kinds }) =>
        api.post("/v1/webhooks", {
          body: {
            url,
            ...(description ? { description } : {}),
            ...(kinds ? { kinds: kinds.split(",").map((kind) => kind.trim()) } : {}),
          },
        })
      }
      after={({ secret }: { secret: string }) => (
        <>
          <Text size="sm">{say("keys.once")}</Text>
          <Text size="sm" fw={600}>
            {say("webhooks.secret")}
          </Text>
          <Code block className="secret">
            {secret}
          </Code>
        </>
      )}
    />
  );
}
