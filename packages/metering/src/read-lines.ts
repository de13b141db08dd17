import { type ReadUsage, readCloudEvent, readFields } from "./read-event.ts";

/** Longer lines are refused: an event has a few hundred characters. */
const longestLine = 64 * 1024;

/** Cuts a stream of bytes into lines; holds one line and one chunk. @throws RangeError for a line without end */
export async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
  const decoder = new TextDecoder("utf-8");
  let rest = "";
  for await (const chunk of bytes) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = parts.pop() ?? "";
    if (rest.length > longestLine) throw new RangeError("a line is too long");
    if (parts.length > 0) yield parts;
  }
  rest += decoder.decode();
  if (rest !== "") yield [rest];
}

/**
 * Events of a stream of CloudEvents, one a line (NDJSON), those of a chunk together. Empty lines are passed over; a line that is no JSON is an
 * unreadable event.
 */
export async function* readNdjson(bytes: AsyncIterable<Uint8Array>, onlySource?: string): AsyncGenerator<ReadUsage[]> {
  for await (const lines of linesOf(bytes)) {
    const written = lines.filter((line) => line !== "" && line !== "\r");
    yield written.map((line) => readCloudEvent(jsonOf(line), onlySource));
  }
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return line;
  }
}

const columns = [
  "source",
  "id",
  "contractId",
  "resourceId",
  "menu",
  "plan",
  "component",
  "from",
  "to",
  "quantity",
  "currency",
] as const;

/**
 * Events of a CSV file (RFC 4180, UTF-8, with or without BOM; one event a line), those of a chunk together. The first line names the columns, in
 * any order: source, id, contractId, resourceId, menu, plan, component, from, to, quantity, and currency if there is one. Without `to` it is a reading.
 * @throws RangeError when a column is missing
 */
export async function* readCsv(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<ReadUsage[]> {
  let places: Places | undefined;
  for await (const lines of linesOf(bytes)) {
    const events: ReadUsage[] = [];
    for (const raw of lines) {
      const line = raw.endsWith("\r") ? raw.slice(0, -1) : raw;
      if (line === "") continue;
      if (places) events.push(eventOf(line, places));
      else places = placesOf(cellsOf(line.replace(/^\uFEFF/, "")));
    }
    yield events;
  }
}

/** Where a column stands; -1 when there is none. */
type Places = Record<(typeof columns)[number], number>;

function eventOf(line: string, places: Places): ReadUsage {
  const cells = cellsOf(line);
  const to = cells[places.to] || undefined;
  return readFields(
    {
      source: cells[places.source] || undefined,
      id: cells[places.id] || undefined,
      contractId: cells[places.contractId] || undefined,
      resourceId: cells[places.resourceId] || undefined,
      menu: cells[places.menu] || undefined,
      plan: cells[places.plan] || undefined,
      component: cells[places.component] || undefined,
      currency: cells[places.currency] || undefined,
      from: cells[places.from] || undefined,
      to,
      quantity: cells[places.quantity] || undefined,
      reading: to === undefined,
    },
    line,
  );
}

function placesOf(head: readonly string[]): Places {
  const missing = columns.filter((name) => name !== "currency" && !head.includes(name));
  if (missing.length > 0) throw new RangeError(`the file has no column ${missing.join(", ")}`);
  return Object.fromEntries(columns.map((name) => [name, head.lastIndexOf(name)])) as Places;
}

/** The cells of a line; a quoted cell may hold commas and doubled quotes. */
function cellsOf(line: string): string[] {
  if (!line.includes('"')) return line.split(",");
  const cells: string[] = [];
  const cell = /("(?:[^"]|"")*"|[^,]*)(,|$)/gy;
  for (;;) {
    const found = cell.exec(line);
    if (!found) return cells;
    const text = found[1] ?? "";
    cells.push(text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text);
    if (found[2] === "") return cells;
  }
}
