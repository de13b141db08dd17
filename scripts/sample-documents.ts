import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { columnsPage, renderInvoicePdf, renderStatementPdf } from "@saihan/documents";
import { everyFile } from "../packages/documents/test/every-format.ts";
import {
  children,
  invoiceOf,
  linesOf,
  sampleInvoice,
  sampleStatement,
  server,
  used,
} from "../packages/documents/test/sample-month.ts";

/** npm run documents -- FOLDER: every kind of document of a sample month, for looking. Writes the page of columns anew as well. */
const [folder] = process.argv.slice(2);
if (!folder) {
  console.error("usage: npm run documents -- FOLDER");
  process.exit(2);
}

const document = sampleInvoice();
const large = { ...document, invoice: invoiceOf([...linesOf(), ...servers(200)]) };
const voided = { on: "2024-06-20", reason: "宛名の誤り", replacedBy: "INV-2024-000124" };
const replaces = { number: "INV-2024-000123", issueDate: "2024-06-07" };
const files = new Map([
  ...everyFile(document),
  ["invoice-void.ja.pdf", renderInvoicePdf({ ...document, voided }, "ja")],
  ["invoice-void.en.pdf", renderInvoicePdf({ ...document, voided }, "en")],
  ["invoice-reissued.ja.pdf", renderInvoicePdf({ ...document, replaces }, "ja")],
  ["statement-200-lines.ja.pdf", renderStatementPdf(sampleStatement(children.tsubasa, large), "ja")],
  ["invoice-25-children.ja.pdf", renderInvoicePdf({ ...document, invoice: invoiceOf(manyChildren()) }, "ja")],
]);

mkdirSync(folder, { recursive: true });
for (const [name, bytes] of files) {
  writeFileSync(join(folder, name), bytes);
  console.log(`${createHash("sha256").update(bytes).digest("hex").slice(0, 16)}  ${String(bytes.length).padStart(7)}  ${name}`);
}
writeFileSync(new URL("../packages/documents/COLUMNS.md", import.meta.url), columnsPage());

function servers(count: number) {
  const usage = Array.from({ length: count }, (_, i) =>
    used(children.tsubasa, `srv-${String(i).padStart(4, "0")}`, server, 100 * i + 7),
  );
  return linesOf(usage).filter(({ contractId }) => contractId === children.tsubasa);
}

function manyChildren() {
  const ids = Array.from({ length: 20 }, (_, i) => `econ00000001${String(i).padStart(2, "0")}`);
  const usage = ids.flatMap((id) => [
    used(id, `srv of ${id}`, server, 20_000),
    used(id, `zone of ${id}`, ["DNS", "zone", "zone-month"], 1),
    used(id, `logs of ${id}`, ["Monitoring Logs", "ingest", "GB"], "3.5"),
  ]);
  return [...linesOf(), ...linesOf(usage).filter(({ contractId }) => ids.includes(contractId))];
}
