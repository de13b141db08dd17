import { createHash } from "node:crypto";
import { createWriteStream, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { finished } from "node:stream/promises";
import postgres from "postgres";

/** What is never handed out: it opens something, or only means something to us. */
const secret = [
  "password_hash",
  "totp_secret",
  "totp_last_step",
  "secret_hash",
  "token_hash",
  "secret",
  "former_secret",
  "code_hash",
  "hash",
  "pieces",
];
/** How the house works, not what it knows of the partner. */
const ours = [
  "outbox",
  "idempotency_keys",
  "contract_pieces",
  "contracts_to_file",
  "event_heads",
  "event_notes",
  "audit_heads",
  "offboardings",
  "close_previews",
];

/**
 * Writes all that the database has of one partner into a folder, as one snapshot.
 * @param url of a role that may read every table; what is not the partner's is left out by its id in every statement
 */
export async function writeBundle(
  url: string,
  partnerId: string,
  folder: string,
): Promise<{ tables: number; rows: number; files: number; sha256: string }> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const sql = postgres(url, { max: 1, onnotice: () => {}, fetch_types: false });
  try {
    return await sql.begin("isolation level repeatable read read only", async (tx) => {
      const tables = await tx<{ name: string; columns: string[] }[]>`
        select c.relname as name, json_agg(a.attname order by a.attnum) as columns
          from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
         where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
           and exists (select from pg_attribute p where p.attrelid = c.oid and p.attname = 'partner_id')
         group by c.relname order by 1`;
      const manifest: { file: string; rows?: number; bytes: number; sha256: string }[] = [];
      for (const { name, columns } of tables.filter((t) => !ours.includes(t.name))) {
        const shown = columns.filter((column) => !secret.includes(column) && column !== "bytes");
        const file = `tables/${name}.ndjson`;
        const written = await writeRows(
          join(folder, file),
          tx`
          select row_to_json(r)::text as line from (select ${tx(shown)} from ${tx(name)} where partner_id = ${partnerId}) r`,
        );
        manifest.push({ file, ...written });
      }
      let files = 0;
      for await (const [row] of tx<{ number: string; file: string; bytes: Buffer }[]>`
        select number, file, bytes from document_files where partner_id = ${partnerId} order by 1, 2`.cursor(1)) {
        if (!row) continue;
        const file = `documents/${row.number}/${row.file}`;
        mkdirSync(dirname(join(folder, file)), { recursive: true });
        writeFileSync(join(folder, file), row.bytes, { mode: 0o600 });
        manifest.push({ file, bytes: row.bytes.length, sha256: createHash("sha256").update(row.bytes).digest("hex") });
        files++;
      }
      const text = manifest.map((line) => `${JSON.stringify(line)}\n`).join("");
      writeFileSync(join(folder, "manifest.ndjson"), text, { mode: 0o600 });
      const rows = manifest.reduce((sum, line) => sum + (line.rows ?? 0), 0);
      return { tables: manifest.length - files, rows, files, sha256: createHash("sha256").update(text).digest("hex") };
    });
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function writeRows(
  path: string,
  query: postgres.PendingQuery<postgres.Row[]>,
): Promise<{ rows: number; bytes: number; sha256: string }> {
  mkdirSync(dirname(path), { recursive: true });
  const out = createWriteStream(path, { mode: 0o600 });
  const hash = createHash("sha256");
  let [rows, bytes] = [0, 0];
  for await (const page of query.cursor(1_000)) {
    const text = page.map(({ line }) => `${line as string}\n`).join("");
    rows += page.length;
    bytes += Buffer.byteLength(text);
    hash.update(text);
    out.write(text);
  }
  out.end();
  await finished(out);
  return { rows, bytes, sha256: hash.digest("hex") };
}
