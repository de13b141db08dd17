import { type Command, given } from "../command.ts";
import { UsageError } from "../profile.ts";
import { words } from "../words.ts";

const statuses = ["registered", "approved", "denied", "cancelled", "expired"] as const;

export const approvalCommands: readonly Command[] = [
  {
    name: "approval list",
    says: { ja: "許可リクエスト", en: "the approval requests" },
    options: [
      { flags: "--status <status>", says: { ja: "状態", en: "in one state" }, choices: statuses },
      { flags: "--standing <standing>", says: { ja: "有効か", en: "whether it still counts" }, choices: ["active", "inactive"] },
      { flags: "--order <orderId>", says: { ja: "オーダー", en: "of one order" } },
    ],
    kind: "list",
    run: ({ client, options: { status, standing, order: orderId }, page, list }) =>
      list(
        client.each("/v1/approval-requests", {
          params: { query: { ...page, ...(given({ status, standing, orderId }) as object) } },
        }),
        ["id", "service", "contractId", "status", "approver", "approvalDeadline"],
      ),
  },
  {
    name: "approval show",
    says: { ja: "許可リクエストを見る", en: "view an approval request" },
    takes: ["<approvalRequestId>"],
    kind: "show",
    run: async ({ client, args: [approvalRequestId = ""], show }) =>
      show(await client.get("/v1/approval-requests/{approvalRequestId}", { params: { path: { approvalRequestId } } })),
  },
  {
    name: "approval answer",
    says: { ja: "許可リクエストに答える", en: "answer an approval request" },
    takes: ["<approvalRequestId>"],
    options: [
      { flags: "--approve", says: { ja: "許可する", en: "approve it" } },
      { flags: "--deny", says: { ja: "拒否する (--reason が必要)", en: "deny it; needs --reason" } },
      { flags: "--reason <text>", says: { ja: "理由", en: "why" } },
    ],
    kind: "show",
    run: async ({ client, args: [approvalRequestId = ""], options: { approve, deny, reason }, language, show }) => {
      const params = { path: { approvalRequestId } };
      if ((approve === undefined) === (deny === undefined)) throw new UsageError(words.yesOrNo[language]);
      if (approve !== undefined)
        return show(await client.post("/v1/approval-requests/{approvalRequestId}/approve", { params, body: given({ reason }) }));
      if (reason === undefined) throw new UsageError(words.reasonToDeny[language]);
      show(await client.post("/v1/approval-requests/{approvalRequestId}/deny", { params, body: { reason } }));
    },
  },
];
