import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { Action } from "../kit/action.tsx";
import { Facts, Part } from "../kit/facts.tsx";
import { useFormats } from "../kit/format.ts";
import { List } from "../kit/list.tsx";
import { Page, Shown, useWindowTitle } from "../kit/page.tsx";
import { State } from "../kit/state.tsx";
import { To } from "../kit/to.tsx";
import { type Account, api, mayIn, type Shape } from "../session/api.ts";
import { useMe } from "../session/me.ts";
import { useTexts } from "../texts/language.ts";

/** A webhook with its delivery log. */
export function Webhook() {
  const { say } = useTexts();
  const { instant, number } = useFormats();
  const { data: me } = useMe();
  const path = useParams({ from: "/webhooks/$webhookId" });
  const asked = useQuery({
    queryKey: ["webhook", path.webhookId],
    queryFn: ({ signal }) => api.get("/v1/webhooks/{webhookId}", { signal, params: { path } }),
    refetchInterval: 5_000,
  });
  useWindowTitle(asked.data?.url);
  return (
    <Shown asked={asked}>
      {(webhook) => (
        <Page
          title={webhook.url}
          above={<To to="/webhooks">{say("webhooks.title")}</To>}
          lead={<State of={webhook.state} />}
          actions={me && <WebhookActions me={me} webhook={webhook} />}
        >
          <Part title={say("webhooks.title")}>
            <Facts
              facts={[
                ["webhooks.description", webhook.description || "–"],
                ["webhooks.kinds", webhook.kinds?.join(", ") ?? say("portal.all")],
                ["webhooks.delivered", number(webhook.delivered)],
                ["webhooks.failures", number(webhook.failures)],
              ]}
            />
          </Part>
          <Part title={say("webhooks.log")}>
            <List
              of={["deliveries", path.webhookId, webhook.delivered, webhook.failures]}
              label={say("webhooks.log")}
              load={async (before, signal) => {
                const query = { limit: 50, ...(before === undefined ? {} : { before: String(before) }) };
                const { deliveries, next } = await api.get("/v1/webhooks/{webhookId}/deliveries", {
                  signal,
                  params: { path, query },
                });
                return { rows: deliveries, next };
              }}
              rowKey={({ id }) => id}
              empty="webhooks.logEmpty"
              columns={[
                { head: "audit.at", cell: ({ at }) => instant(at) },
                { head: "webhooks.kind", cell: ({ kind }) => kind },
                { head: "webhooks.event", cell: ({ event }) => event ?? "–" },
                { head: "audit.outcome", cell: ({ outcome }) => <State of={outcome} /> },
                { head: "webhooks.status", cell: ({ status, code }) => status ?? code ?? "–" },
                { head: "webhooks.took", cell: ({ durationMs }) => number(durationMs), numeric: true },
              ]}
            />
          </Part>
        </Page>
      )}
    </Shown>
  );
}

function WebhookActions({ me, webhook }: { me: Account; webhook: Shape["Webhook"] }) {
  const { say } = useTexts();
  const navigate = useNavigate();
  const path = { webhookId: webhook.id };
  if (!mayIn(me, webhook.contractId, "webhook.define")) return null;
  const on = webhook.state === "enabled";
  return (
    <>
      <Action
        size="xs"
        label={say("webhooks.test")}
        run={() => api.post("/v1/webhooks/{webhookId}/test", { params: { path }, body: {} })}
      />
      <Action
        size="xs"
        label={say("webhooks.resend")}
        fields={[
          { name: "from", label: "webhooks.from", needed: true },
          { name: "to", label: "webhooks.to" },
        ]}
        run={({ from, to }) =>
          api.post("/v1/webhooks/{webhookId}/resend", {
            params: { path },
            body: { from: Number(from), ...(to ? { to: Number(to) } : {}) },
          })
        }
      />
      <Action
        size="xs"
        label={say(on ? "webhooks.switchOff" : "webhooks.switchOn")}
        run={() => api.patch("/v1/webhooks/{webhookId}", { params: { path }, body: { enabled: !on } })}
      />
      <Action
        danger
        size="xs"
        label={say("webhooks.delete")}
        lead={say("webhooks.deleteLead")}
        run={async () => {
          await api.delete("/v1/webhooks/{webhookId}", { params: { path } });
          await navigate({ to: "/webhooks" });
        }}
      />
    </>
  );
}
