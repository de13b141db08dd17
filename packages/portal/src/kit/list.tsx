import { Alert, Button, Stack, Table, Text } from "@mantine/core";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { isLong, manyPages, queries } from "../session/me.ts";
import { Empty } from "../shell/empty.tsx";
import { Failure } from "../shell/failure.tsx";
import { Waiting } from "../shell/gate.tsx";
import type { TextKey } from "../texts/catalogue.ts";
import { useTexts } from "../texts/language.ts";
import { as, type Column, PageOfRows } from "./page-of-rows.tsx";

export interface RowsOfPage<Row> {
  rows: readonly Row[];
  next?: string | number | null;
  /** Of all pages, where the API counts. */
  count?: number | undefined;
}

interface Props<Row> {
  /** Of the query; what changes what is listed stands in it. */
  of: readonly unknown[];
  load: (after: string | number | undefined, signal: AbortSignal) => Promise<RowsOfPage<Row>>;
  columns: readonly Column<Row>[];
  rowKey: (row: Row) => string;
  empty: TextKey;
  emptyLead?: TextKey;
  label: string;
  count?: (count: number) => string;
}

/**
 * The rows of a list of the API, page after page as one scrolls or asks for them. On a narrow screen every row is a card. A list of very many
 * pages is not asked for anew under its reader's eyes: it says that something has changed.
 */
export function List<Row>({ of, load, columns, rowKey, empty, emptyLead, label, count }: Props<Row>) {
  const { say } = useTexts();
  const pages = useInfiniteQuery({
    queryKey: of,
    queryFn: ({ pageParam, signal }) => load(pageParam, signal),
    initialPageParam: undefined as string | number | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
    staleTime: (query) => (isLong(query) ? Number.POSITIVE_INFINITY : 10_000),
  });
  const loaded = pages.data?.pages ?? [];
  const all = loaded[0]?.count;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!end.current || !hasNextPage || isFetchingNextPage || pages.error) return;
    const seen = new IntersectionObserver(([at]) => at?.isIntersecting && void fetchNextPage(), { rootMargin: "600px" });
    seen.observe(end.current);
    return () => seen.disconnect();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, pages.error]);
  return (
    <Stack gap="sm">
      {count && (
        <Text size="sm" c="dimmed" role="status">
          {all !== undefined && count(all)}
        </Text>
      )}
      <Failure error={pages.error} />
      {loaded.length > manyPages && pages.isStale && (
        <Alert color="orange" variant="light" role="status" title={say("portal.changed")}>
          <Button size="xs" variant="default" onClick={() => void queries.resetQueries({ queryKey: of, exact: true })}>
            {say("portal.showAnew")}
          </Button>
        </Alert>
      )}
      {pages.isPending ? (
        <Waiting />
      ) : loaded.every(({ rows }) => rows.length === 0) ? (
        !pages.error && <Empty title={say(empty)} lead={emptyLead ? say(emptyLead) : ""} />
      ) : (
        <Pages {...{ pages: loaded, columns, rowKey, label, all }} faded={pages.isPlaceholderData} />
      )}
      {hasNextPage && (
        <div ref={end}>
          <Button variant="default" fullWidth loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {say("portal.more")}
          </Button>
        </div>
      )}
    </Stack>
  );
}

interface RowsProps<Row> extends Pick<Props<Row>, "columns" | "rowKey" | "label"> {
  faded?: boolean;
}

/** Rows that are there already. */
export function Rows<Row>({ rows, ...rest }: RowsProps<Row> & { rows: readonly Row[] }) {
  return <Pages {...rest} pages={[{ rows }]} all={undefined} />;
}

interface PagesProps<Row> extends RowsProps<Row> {
  pages: readonly RowsOfPage<Row>[];
  /** How many rows there are, with those that are not loaded. */
  all: number | undefined;
}

function Pages<Row>({ pages, all, columns, rowKey, label, faded = false }: PagesProps<Row>) {
  const { say } = useTexts();
  return (
    <Table
      {...{ role: "table", className: "rows", "aria-label": label }}
      aria-rowcount={all === undefined ? undefined : all + 1}
      data-faded={faded || undefined}
    >
      <Table.Thead {...as.group}>
        <tr {...as.row}>
          {columns.map(({ head, numeric }) => (
            <th key={head} {...as.head} className={numeric ? "amount" : undefined}>
              {say(head)}
            </th>
          ))}
        </tr>
      </Table.Thead>
      {pages.map(({ rows }, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a page is known by its place; what stands on it moves on when something is added before it
        <PageOfRows key={n} {...{ rows, columns, rowKey }} always={pages.length <= fewPages} />
      ))}
    </Table>
  );
}

/** So many pages stand in the document together; of more, only those near the reader. */
const fewPages = 3;
