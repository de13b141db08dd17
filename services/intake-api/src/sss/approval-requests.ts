import type { approvalRequestView } from "../approval-requests/view.ts";
import { everyPage } from "./lookup.ts";
import type { SssRoute } from "./route.ts";
import { faulty, neededText, sssTime, textOf } from "./wire.ts";

type Request = ReturnType<typeof approvalRequestView>;

const answers = {
  approved: "approveApprovalRequest",
  denied: "denyApprovalRequest",
  cancelled: "cancelApprovalRequest",
} as const;

export const approvalRequestRoutes: readonly SssRoute[] = [
  {
    method: "get",
    path: "/approval-requests",
    acts: ["listApprovalRequests"],
    status: 200,
    answer: async ({ ask, query }) => {
      const [status, service] = [textOf(query, "status"), textOf(query, "service")];
      const given = { query: status === undefined ? {} : { status } };
      const all = await everyPage<Request>(ask, "listApprovalRequests", "approvalRequests", given);
      return { approval_requests: all.filter((one) => service === undefined || one.service === service).map(shown) };
    },
  },
  {
    method: "get",
    path: "/approval-requests/:requestId",
    acts: ["getApprovalRequest"],
    status: 200,
    answer: async ({ ask, params: { requestId = "" } }) =>
      shown((await ask("getApprovalRequest", { params: { approvalRequestId: requestId } })) as Request),
  },
  {
    method: "put",
    path: "/approval-requests/:requestId",
    acts: ["approveApprovalRequest", "denyApprovalRequest", "cancelApprovalRequest"],
    status: 204,
    answer: async ({ ask, body, params: { requestId = "" } }) => {
      const status = neededText(body, "status");
      if (!(status in answers) || !Object.hasOwn(answers, status))
        throw faulty("status", "must be approved, denied or cancelled");
      const id = answers[status as keyof typeof answers];
      // The native operation asks for a reason, which the SSS API has no field for.
      await ask(id, {
        params: { approvalRequestId: requestId },
        body: status === "denied" ? { reason: "Denied over the SSS API" } : {},
      });
      return undefined;
    },
  },
];

function shown(one: Request) {
  return {
    ...{ request_id: one.id, external_request_id: one.externalRequestId ?? "" },
    ...{ approver_type: one.approverType, approver_id: one.approverId, request_user_id: one.requestUserId, service: one.service },
    actions: one.actions.map(({ service, region, apiPath, method, body }) => ({
      service,
      region,
      api_path: apiPath,
      method,
      body,
    })),
    ...{ descriptions: one.descriptions, request_user: one.requestUser, approver: one.approver, status: one.status },
    ...{ approval_deadline: sssTime(one.approvalDeadline), approval_expire: sssTime(one.approvalExpire) },
    ...{ registered_time: sssTime(one.registeredTime), updated_time: sssTime(one.updatedTime) },
  };
}
