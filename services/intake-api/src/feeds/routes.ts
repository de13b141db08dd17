import { createHash } from "node:crypto";
import { listNotices, readingLanguage, single } from "@saihan/db";
import { type Language, languages, no } from "@saihan/domain";
import type { Caller, IntakeContext } from "../context.ts";
import { contractIdField, contractIdParam, displayText, instant, nothing, z } from "../fields.ts";
import { readerOf } from "../notices/reader.ts";
import { type Answer, operation } from "../operation.ts";
import { issueAddress, listAddresses, readerAt, withdrawAddress } from "./addresses.ts";
import { atomFeed } from "./atom.ts";
import { calendarOf } from "./icalendar.ts";

const tag = "Notices";
const feedQuery = z.strictObject({
  language: z
    .enum(languages)
    .optional()
    .openapi({ description: "Without it the reader's own, then that of the contract's channel" }),
});
const atom = "application/atom+xml";
const calendar = "text/calendar";
type Kind = "atom" | "calendar";
/** Notices in one feed; of each all updates. */
const mostNotices = 100;
const conditional = "With an ETag: `If-None-Match` is answered with 304 while nothing is new.";

const text = z.string();
const common = { tag, order: false } as const;
const ofUser = z.strictObject({ contractId: contractIdParam, userId: z.string() });
const addressSchema = z
  .object({ id: z.string(), contractId: contractIdField, name: z.string(), createdAt: instant })
  .openapi("FeedAddress");

function feedAt(kind: Kind, path: string, id: string, summary: string) {
  return operation({
    ...common,
    method: "get",
    path: `/v1/contracts/{contractId}/${path}`,
    id,
    summary,
    description: conditional,
    action: "notice.view",
    params: z.strictObject({ contractId: contractIdParam }),
    query: feedQuery,
    status: 200,
    answer: text,
    produces: [kind === "atom" ? atom : calendar],
    refusals: ["CONTRACT_NOT_FOUND"],
    handle: (ctx, { caller, onlyGranted, params, query }) =>
      feedOf(ctx, kind, { caller, about: params.contractId, onlyGranted }, query.language),
  });
}

function feedUnder(kind: Kind, path: string, id: string, summary: string) {
  return operation({
    ...common,
    method: "get",
    path: `/v1/feeds/{feedToken}/${path}`,
    id,
    summary,
    description: `The secret in the path is the only credential. ${conditional}`,
    action: "anyone",
    params: z.strictObject({ feedToken: z.string() }),
    query: feedQuery,
    status: 200,
    answer: text,
    produces: [kind === "atom" ? atom : calendar],
    refusals: ["FEED_NOT_FOUND"],
    handle: async (ctx, { params, query, origin }) => {
      const reader = await readerAt(ctx, params.feedToken, origin);
      return reader ? feedOf(ctx, kind, reader, query.language) : no("FEED_NOT_FOUND", {});
    },
  });
}

export const feedOperations = [
  feedAt("atom", "notices.atom", "readNoticesAsAtom", "Notices on a contract as an Atom feed"),
  feedAt("calendar", "maintenance.ics", "readMaintenanceAsCalendar", "Maintenance on a contract as a calendar"),
  feedUnder("atom", "notices.atom", "readFeedAsAtom", "Notices as an Atom feed, under an address of your own"),
  feedUnder("calendar", "maintenance.ics", "readFeedAsCalendar", "Maintenance as a calendar, under an address of your own"),
  operation({
    ...common,
    method: "get",
    path: "/v1/contracts/{contractId}/users/{userId}/feed-addresses",
    id: "listFeedAddresses",
    summary: "Addresses under which a user's feed readers and calendars get notices",
    action: "feed-address.view",
    params: ofUser,
    query: nothing,
    status: 200,
    answer: z.object({ feedAddresses: z.array(addressSchema) }),
    refusals: ["CONTRACT_NOT_FOUND"],
    handle: listAddresses,
  }),
  operation({
    ...common,
    method: "post",
    path: "/v1/contracts/{contractId}/users/{userId}/feed-addresses",
    id: "issueFeedAddress",
    summary: "Make an address of your own for a feed reader or calendar",
    description: "For programs that can send no credential. It shows what its user may see, and ends when it is withdrawn.",
    action: "feed-address.issue",
    params: ofUser,
    query: nothing,
    body: z
      .strictObject({
        contractId: contractIdField.openapi({ description: "The contract that the notices concern: yours, or a child" }),
        name: displayText(100, "監視チームのカレンダー"),
      })
      .openapi("IssueFeedAddress"),
    status: 201,
    answer: z.object({
      feedAddress: addressSchema,
      paths: z
        .object({ atom: z.string(), calendar: z.string() })
        .openapi({ description: "With the secret: shown here and never again" }),
    }),
    refusals: ["CONTRACT_NOT_FOUND", "USER_NOT_FOUND", "FEED_ADDRESS_LIMIT_REACHED"],
    handle: issueAddress,
  }),
  operation({
    ...common,
    method: "delete",
    path: "/v1/contracts/{contractId}/users/{userId}/feed-addresses/{feedId}",
    id: "withdrawFeedAddress",
    summary: "Withdraw an address of a feed: nobody reads under it any more",
    action: "feed-address.withdraw",
    params: ofUser.extend({ feedId: z.string() }),
    query: nothing,
    status: 204,
    answer: z.undefined(),
    refusals: ["CONTRACT_NOT_FOUND", "FEED_NOT_FOUND"],
    handle: withdrawAddress,
  }),
];

async function feedOf(
  ctx: IntakeContext,
  kind: Kind,
  { caller, about, onlyGranted }: { caller: Caller; about: string; onlyGranted: boolean },
  wanted: Language | undefined,
): Promise<Answer> {
  const filter = { ...readerOf(ctx, caller, onlyGranted), contractId: about };
  const only = kind === "calendar" ? ({ category: "maintenance" } as const) : {};
  const notices = await single(ctx.db, caller, (tx) => listNotices(tx, { ...filter, ...only }, { limit: mostNotices }));
  const [own] = await single(ctx.db, caller, (tx) => readingLanguage(tx, { contractId: about, userId: caller.userId }));
  const language = wanted ?? own?.language ?? "ja";
  const body =
    kind === "atom"
      ? atomFeed(about, notices, language, `/v1/contracts/${about}/notices.atom`)
      : calendarOf(about, notices, language);
  const etag = `"${createHash("sha256").update(body).digest("base64url")}"`;
  return { ok: true, status: 200, body, text: { type: kind === "atom" ? atom : calendar, etag } };
}
