import { describe, expect, test } from "vitest";
import {
  type Anchor,
  type AnchorAt,
  anchorAt,
  anchorsOf,
  ChainCheck,
  type ChainRow,
  canonicalText,
  chainStart,
  explain,
  type Fault,
  linkHash,
  readAnchor,
  verifyChains,
} from "./index.ts";

const row = (seq: number, more: Partial<ChainRow> = {}): ChainRow => ({
  ...{ partnerId: "econ1000000001", seq: String(seq), hash: null, id: String(1_000 + seq), contractId: "econ1000000002" },
  ...{ at: "2026-04-01 00:00:00.5+00", actor: "key:k1", action: "contract.suspend", target: "econ1000000002", outcome: "done" },
  ...{
    code: null,
    before: '{"state": "active"}',
    after: '{"state": "suspending"}',
    reason: null,
    orderId: null,
    requestId: "r1",
  },
  ...more,
});

function chainOf(n: number): ChainRow[] {
  let previous = chainStart;
  return Array.from({ length: n }, (_, i) => {
    const entry = row(i + 1, { target: `econ${i}` });
    previous = linkHash(previous, entry);
    return { ...entry, hash: previous };
  });
}
const rehash = (rows: ChainRow[]) => {
  let previous = chainStart;
  return rows.map((entry) => {
    previous = linkHash(previous, entry);
    return { ...entry, hash: previous };
  });
};
const anchored = (rows: readonly ChainRow[], from = 0, to = rows.length): Anchor[] =>
  anchorsOf(
    rows.slice(from, to).map((r) => ({ partnerId: r.partnerId, seq: Number(r.seq), hash: Buffer.from(r.hash ?? "", "hex") })),
    new Date(0),
  );
const renumber = (rows: readonly ChainRow[]) => rows.map((r, i) => ({ ...r, seq: String(i + 1) }));
const headOf = (rows: readonly ChainRow[]) => ({ seq: rows.length, hash: rows.at(-1)?.hash ?? chainStart });

async function faultOf(rows: readonly ChainRow[], head: { seq: number; hash: string }, anchors: readonly AnchorAt[]) {
  const check = new ChainCheck(anchors);
  for (const r of rows) check.take(r);
  check.end(head);
  return check.broken && explain(check.broken, each(rows));
}
async function* each(rows: readonly ChainRow[]) {
  yield* rows;
}

describe("the text that is hashed", () => {
  test("is a JSON array of the columns in a fixed order, instants to the microsecond", () => {
    expect(canonicalText(row(7))).toBe(
      '["saihan audit 1", "econ1000000001", "7", "1007", "econ1000000002", "2026-04-01T00:00:00.500000Z", "key:k1", "contract.suspend", ' +
        '"econ1000000002", "done", null, "{\\"state\\": \\"active\\"}", "{\\"state\\": \\"suspending\\"}", null, null, "r1"]',
    );
  });

  test("does not let content move from one field to the next", () => {
    expect(canonicalText(row(1, { actor: 'a", "b', action: "c" }))).not.toBe(
      canonicalText(row(1, { actor: "a", action: 'b", "c' })),
    );
    expect(canonicalText(row(1, { reason: null }))).not.toBe(canonicalText(row(1, { reason: "null" })));
    expect(canonicalText(row(1, { reason: "" }))).not.toBe(canonicalText(row(1, { reason: null })));
  });

  test("of something that is no instant is what stands there", () => {
    expect(canonicalText(row(1, { at: "infinity" }))).toContain('"infinity"');
  });

  test("the hash is SHA-256 over the hash before and the text: a value worked out with another program", () => {
    // Python: hashlib.sha256(bytes(32) + text.encode()).hexdigest()
    expect(linkHash(chainStart, row(7))).toBe("df9560498ca7d325e85927d870f8b70f47653e7ad3cc3192926d24ee2ff84fff");
  });
});

describe("a chain", () => {
  const good = chainOf(12);
  const marks = anchored(good).map(anchorAt);
  const without = (seq: number) => good.filter((r) => r.seq !== String(seq));
  const put = (seq: number, more: Partial<ChainRow>) => good.map((r) => (r.seq === String(seq) ? { ...r, ...more } : r));
  const swapSeq = (a: number, b: number) =>
    good
      .map((r) => (r.seq === String(a) ? { ...r, seq: String(b) } : r.seq === String(b) ? { ...r, seq: String(a) } : r))
      .toSorted((x, y) => Number(x.seq) - Number(y.seq));
  const swapContent = (a: number, b: number) => {
    const [x, y] = [good[a - 1] as ChainRow, good[b - 1] as ChainRow];
    return good.map((r) => (r === x ? { ...y, seq: x.seq, hash: x.hash } : r === y ? { ...x, seq: y.seq, hash: y.hash } : r));
  };
  const slipIn = (at: number) =>
    renumber([...good.slice(0, at - 1), row(at, { id: "5000", hash: "ab".repeat(32) }), ...good.slice(at - 1)]);

  test("that nobody touched is whole, with and without anchors", async () => {
    expect(await faultOf(good, headOf(good), [])).toBeUndefined();
    expect(await faultOf(good, headOf(good), marks)).toBeUndefined();
  });

  const cases: [what: string, rows: ChainRow[], expected: Partial<Fault>][] = [
    ["an edited entry", put(5, { actor: "key:other" }), { seq: 5, damage: "edited" }],
    ["an edited hash", put(5, { hash: "00".repeat(32) }), { seq: 5, damage: "edited" }],
    ["a hash that is gone", put(5, { hash: null }), { seq: 5, damage: "edited" }],
    ["a missing entry", without(5), { seq: 5, damage: "missing" }],
    ["a missing first entry", without(1), { seq: 1, damage: "missing" }],
    ["a missing entry whose followers moved up", renumber(without(5)), { seq: 5, damage: "missing" }],
    ["two entries that changed places", swapSeq(4, 9), { seq: 4, damage: "swapped", foundAt: 9 }],
    ["two neighbours that changed places", swapSeq(4, 5), { seq: 4, damage: "swapped", foundAt: 5 }],
    ["two entries that changed their content", swapContent(4, 9), { seq: 4, damage: "swapped", foundAt: 9 }],
    ["two neighbours that changed their content", swapContent(4, 5), { seq: 4, damage: "swapped", foundAt: 5 }],
    ["an entry slipped in", slipIn(6), { seq: 6, damage: "inserted", foundAt: 7 }],
    ["a second entry of one number", [...good.slice(0, 6), row(6), ...good.slice(6)], { seq: 6, damage: "inserted" }],
    ["an entry before the first", [row(0), ...good], { seq: 0, damage: "inserted" }],
    ["a tail cut off", good.slice(0, 8), { seq: 9, damage: "truncated" }],
    ["nothing left", [], { seq: 1, damage: "truncated" }],
  ];
  test.each(cases)("with %s fails there", async (_, rows, expected) => {
    expect(await faultOf(rows, headOf(good), marks)).toMatchObject(expected);
    expect(await faultOf(rows, headOf(good), [])).toMatchObject(expected);
  });

  test("that ends before its anchors is cut off, though its head agrees", async () => {
    const rows = good.slice(0, 8);
    expect(await faultOf(rows, headOf(rows), marks)).toMatchObject({ seq: 9, damage: "truncated" });
  });

  test("rewritten with all its hashes fails where it was rewritten", async () => {
    const rows = rehash(put(7, { outcome: "refused" }));
    expect(await faultOf(rows, headOf(rows), marks)).toMatchObject({ seq: 7, damage: "rewritten" });
    const slipped = rehash(slipIn(7));
    expect(await faultOf(slipped, headOf(slipped), marks)).toMatchObject({ seq: 7, damage: "inserted", foundAt: 8 });
  });

  test("against anchors without marks, the place lies between two of them", async () => {
    const plain = [4, 8, 12].map((seq) => anchorAt({ partnerId: "econ1000000001", seq, hash: good[seq - 1]?.hash ?? "" }));
    const rows = rehash(put(7, { outcome: "refused" }));
    expect(await faultOf(rows, headOf(rows), plain)).toMatchObject({ seq: 5, through: 8, damage: "rewritten" });
  });

  test("that went on after an old copy was restored fails where the two part", async () => {
    const rows = rehash([...good.slice(0, 6), ...[7, 8, 9].map((seq) => row(seq, { id: String(2_000 + seq) }))]);
    const both = [...marks, ...anchored(rows, 6).map(anchorAt)];
    expect(await faultOf(rows, headOf(rows), both)).toMatchObject({ seq: 7, damage: "rewritten" });
  });

  test("that is longer than its head, or has another newest hash, is not whole", async () => {
    expect(await faultOf(good, headOf(good.slice(0, 9)), [])).toMatchObject({ seq: 10, damage: "inserted" });
    expect(await faultOf(good, { seq: 12, hash: "ab".repeat(32) }, [])).toMatchObject({ seq: 12, damage: "rewritten" });
  });
});

describe("anchors", () => {
  const good = chainOf(25);

  test("are read back from a line, whatever stands around them", () => {
    const [anchor] = anchored(good, 3, 9);
    expect(readAnchor(JSON.stringify(anchor))).toEqual(anchor);
    const { partnerId, seq, hash } = anchor as Anchor;
    expect(readAnchor(JSON.stringify({ level: "info", msg: "audit anchor", partnerId, seq, hash }))).toEqual({
      partnerId,
      seq,
      hash,
    });
    for (const text of ["", "{", '{"partnerId":"a","hash":"b","seq":1}', JSON.stringify(anchor).slice(0, -3), "null"])
      expect(readAnchor(text)).toBeUndefined();
  });

  test("are one for each partner, and overlap without harm", async () => {
    const other = chainOf(3).map((r) => ({ ...r, partnerId: "econ1000000009" }));
    const given = [...good.slice(0, 10), ...other].map((r) => ({
      partnerId: r.partnerId,
      seq: Number(r.seq),
      hash: Buffer.from(r.hash ?? "", "hex"),
    }));
    expect(anchorsOf(given, new Date(0)).map((a) => [a.partnerId, a.seq])).toEqual([
      ["econ1000000001", 10],
      ["econ1000000009", 3],
    ]);
    const overlapping = [...anchored(good, 0, 10), ...anchored(good, 4, 10), ...anchored(good, 8, 25)].map(anchorAt);
    expect(await faultOf(good, headOf(good), overlapping)).toBeUndefined();
  });

  test("of a partner who has vanished altogether are missed", async () => {
    const none = { heads: async () => new Map(), unsealed: async () => new Map(), rows: noRows, rowsOf: noRows };
    const anchors = new Map([["econ1000000001", anchored(good).map(anchorAt)]]);
    expect(await verifyChains(none, anchors)).toMatchObject([
      { partnerId: "econ1000000001", fault: { seq: 1, damage: "truncated" } },
    ]);
    async function* noRows() {}
  });
});
