import { memo, type ReactNode, useEffect, useRef, useState } from "react";
import type { TextKey } from "../texts/catalogue.ts";
import { useTexts } from "../texts/language.ts";

export interface Column<Row> {
  head: TextKey;
  cell: (row: Row) => ReactNode;
  /** Amounts stand right. */
  numeric?: boolean;
}

/** A table whose parts are laid out otherwise is a table to a screen reader only by its roles. */
export const as = {
  ...{ group: { role: "rowgroup" }, row: { role: "row" } },
  ...{ cell: { role: "cell" }, head: { role: "columnheader", scope: "col" } },
} as const;

interface Props<Row> {
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  rowKey: (row: Row) => string;
  /** Whether it stays in the document wherever the reader is. */
  always: boolean;
}

/** A text without a word that is too long for a column stays whole: ids of contracts, names of plans. */
function isShort(shown: ReactNode): boolean {
  return typeof shown === "string" && !/\S{24}/.test(shown);
}

/** How far from what is seen rows are still there: a turn of the wheel never meets an empty place. */
const near = "1500px 0px";

/** The rows of one page, while they are near what the reader sees; otherwise the room that they take. */
export const PageOfRows = memo(function PageOfRows<Row>({ rows, columns, rowKey, always }: Props<Row>) {
  const { say } = useTexts();
  const [room, setRoom] = useState<number>();
  const body = useRef<HTMLTableSectionElement>(null);
  useEffect(() => {
    if (!body.current || always) return setRoom(undefined);
    const watch = new IntersectionObserver(
      ([at]) => {
        if (!at) return;
        if (at.isIntersecting) setRoom(undefined);
        // What somebody is in the middle of stays.
        else if (!at.target.contains(document.activeElement) && !document.querySelector("[role=dialog]")) {
          setRoom((known) => known ?? at.boundingClientRect.height);
        }
      },
      { rootMargin: near },
    );
    watch.observe(body.current);
    return () => watch.disconnect();
  }, [always]);
  return (
    <tbody {...as.group} ref={body}>
      {room === undefined ? (
        rows.map((row) => (
          <tr key={rowKey(row)} {...as.row}>
            {columns.map(({ head, cell, numeric }) => {
              const shown = cell(row);
              return (
                <td
                  key={head}
                  {...as.cell}
                  data-head={say(head)}
                  className={numeric ? "amount" : isShort(shown) ? "whole" : undefined}
                >
                  {shown}
                </td>
              );
            })}
          </tr>
        ))
      ) : (
        <tr aria-hidden className="room" style={{ height: room }}>
          <td colSpan={columns.length} />
        </tr>
      )}
    </tbody>
  );
}) as <Row>(props: Props<Row>) => ReactNode;
