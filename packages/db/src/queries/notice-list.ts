import type { NoticeCategory, NoticeState } from "@saihan/domain";
import type { Statement, Tx } from "../transaction.ts";
import type { NoticeRow } from "./notices.ts";

/** What the staff look for among notices. */
export interface NoticeSearch {
  category?: NoticeCategory | undefined;
  /** That of the newest update; `draft`: nothing has been said yet. */
  state?: NoticeState | "draft" | undefined;
  /** Last said, or written while it is a draft, from this instant on. */
  from?: string | undefined;
  /** Before this instant. */
  to?: string | undefined;
  /** Part of the title in either language; letters of either case. */
  text?: string | undefined;
}

export interface NoticeForStaff extends NoticeRow {
  writtenBy: string;
  /** Null: a draft. */
  state: NoticeState | null;
  seq: number;
  saidAt: Date | null;
}

/** Notices with their newest update, drafts among them, newest first. For the provider's staff alone. */
export function searchNotices(
  tx: Tx,
  { category, state, from, to, text }: NoticeSearch,
  page: { before?: string | undefined; limit: number },
): Statement<NoticeForStaff[]> {
  return tx<NoticeForStaff[]>`
    select n.id, n.category, n.title, n.scope, n.written_at, n.written_by, u.state, coalesce(u.seq, 0) as seq, u.written_at as said_at
      from notices n
      left join lateral (select state, seq, written_at from notice_updates w where w.notice_id = n.id order by w.seq desc limit 1) u on true
     where current_setting('app.actor', true) like 'operator:%'
       ${category === undefined ? tx`` : tx`and n.category = ${category}`}
       ${state === undefined ? tx`` : state === "draft" ? tx`and u.state is null` : tx`and u.state = ${state}`}
       ${from === undefined ? tx`` : tx`and coalesce(u.written_at, n.written_at) >= ${from}::text::timestamptz`}
       ${to === undefined ? tx`` : tx`and coalesce(u.written_at, n.written_at) < ${to}::text::timestamptz`}
       ${text === undefined ? tx`` : tx`and (strpos(lower(n.title ->> 'ja'), lower(${text})) > 0 or strpos(lower(n.title ->> 'en'), lower(${text})) > 0)`}
       ${page.before === undefined ? tx`` : tx`and n.id < ${page.before}::uuid`}
     order by n.id desc limit ${page.limit}`;
}
