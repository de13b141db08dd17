import { Group } from "@mantine/core";
import { Action } from "../kit/action.tsx";
import { useFormats } from "../kit/format.ts";
import { List } from "../kit/list.tsx";
import { Page } from "../kit/page.tsx";
import { State } from "../kit/state.tsx";
import { api, type Shape } from "../session/api.ts";
import { useTexts } from "../texts/language.ts";

/** Approval requests (許可リクエスト): what one asked for, and what one must answer. */
export function Approvals() {
  const { say, language } = useTexts();
  const { instant } = useFormats();
  return (
    <Page title={say("approvals.title")}>
      <List
        of={["approvals"]}
        label={say("approvals.title")}
        load={async (after, signal) => {
          const query = { limit: 50, ...(after === undefined ? {} : { after: String(after) }) };
          const { approvalRequests, next } = await api.get("/v1/approval-requests", { signal, params: { query } });
          return { rows: approvalRequests, next };
        }}
        rowKey={({ id }) => id}
        empty="approvals.empty"
        emptyLead="approvals.emptyLead"
        columns={[
          { head: "approvals.service", cell: ({ service }) => service },
          { head: "approvals.says", cell: (request) => textOf(request, language) },
          { head: "approvals.by", cell: ({ requestUserId }) => requestUserId },
          { head: "approvals.deadline", cell: ({ approvalDeadline }) => instant(approvalDeadline) },
          { head: "orders.state", cell: ({ status }) => <State of={status} /> },
          { head: "tenants.actions", cell: (request) => <Answers request={request} /> },
        ]}
      />
    </Page>
  );
}

function textOf({ descriptions }: Shape["ApprovalRequest"], language: "ja" | "en"): string {
  return (descriptions.find(({ lang }) => lang === language) ?? descriptions[0])?.text ?? "–";
}

function Answers({ request }: { request: Shape["ApprovalRequest"] }) {
  const { say, language } = useTexts();
  if (request.status !== "registered") return request.reason;
  const path = { approvalRequestId: request.id };
  const about = textOf(request, language);
  const reason = { name: "reason", label: "approvals.reason", kind: "area" } as const;
  return (
    <Group gap="xs">
      {request.approver && (
        <>
          <Action
            size="xs"
            label={say("approvals.approve")}
            about={about}
            lead={about}
            fields={[reason]}
            run={(body) => api.post("/v1/approval-requests/{approvalRequestId}/approve", { params: { path }, body })}
          />
          <Action
            danger
            size="xs"
            label={say("approvals.deny")}
            about={about}
            lead={about}
            fields={[{ ...reason, needed: true }]}
            run={({ reason: why = "" }) =>
              api.post("/v1/approval-requests/{approvalRequestId}/deny", { params: { path }, body: { reason: why } })
            }
          />
        </>
      )}
      {request.requestUser && (
        <Action
          size="xs"
          label={say("approvals.cancel")}
          about={about}
          lead={about}
          run={() => api.post("/v1/approval-requests/{approvalRequestId}/cancel", { params: { path }, body: {} })}
        />
      )}
    </Group>
  );
}
