import { Button, Stack, Table, Text } from "@mantine/core";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Empty } from "../shell/empty.tsx";
import { Failure } from "../shell/failure.tsx";
import { Waiting } from "../shell/gate.tsx";
import type { TextKey } from "../texts/catalogue.ts";
import { useTexts } from "../texts/language.ts";

export interface Column<Row> {
  head: TextKey;
  cell: (row: Row) => ReactNode;
  /** Amounts stand right. */
  numeric?: boolean;
}

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

/** The rows of a list of the API, page after page as they are asked for. On a narrow screen every row is a card. */
export function List<Row>({ of, load, columns, rowKey, empty, emptyLead, label, count }: Props<Row>) {
  const { say } = useTexts();
  const pages = useInfiniteQuery({
    queryKey: of,
    queryFn: ({ pageParam, signal }) => load(pageParam, signal),
    initialPageParam: undefined as string | number | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  const all = pages.data?.pages[0]?.count;
  return (
    <Stack gap="sm">
      {count && (
        <Text size="sm" c="dimmed" role="status">
          {all !== undefined && count(all)}
        </Text>
      )}
      <Failure error={pages.error} />
      {pages.isPending ? (
        <Waiting />
      ) : rows.length === 0 ? (
        !pages.error && <Empty title={say(empty)} lead={emptyLead ? say(emptyLead) : ""} />
      ) : (
        <Rows {...{ rows, columns, rowKey, label }} faded={pages.isPlaceholderData} />
      )}
      {pages.hasNextPage && (
        <Button variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {say("portal.more")}
        </Button>
      )}
    </Stack>
  );
}

interface RowsProps<Row> extends Pick<Props<Row>, "columns" | "rowKey" | "label"> {
  rows: readonly Row[];
  faded?: boolean;
}

/** Rows that are there already. */
export function Rows<Row>({ rows, columns, rowKey, label, faded = false }: RowsProps<Row>) {
  const { say } = useTexts();
  // A table whose parts are laid out otherwise is a table to a screen reader only by its roles.
  return (
    <Table role="table" className="rows" highlightOnHover verticalSpacing="sm" aria-label={label} data-faded={faded || undefined}>
      <Table.Thead role="rowgroup">
        <Table.Tr role="row">
          {columns.map(({ head, numeric }) => (
            <Table.Th key={head} role="columnheader" scope="col" ta={numeric ? "right" : undefined}>
              {say(head)}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody role="rowgroup">
        {rows.map((row) => (
          <Table.Tr key={rowKey(row)} role="row">
            {columns.map(({ head, cell, numeric }) => (
              <Table.Td key={head} role="cell" data-head={say(head)} className={numeric ? "amount" : undefined}>
                {cell(row)}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
