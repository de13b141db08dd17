import { type Db, type DocumentFileRow, type EndUserStatementRow, findEndUserStatement, type Scope, single } from "@saihan/db";
import { type EndUserStatementDocument, renderEndUserStatementCsv, renderEndUserStatementPdf } from "@saihan/documents";
import { languages, no, type Rejection } from "@saihan/domain";
import { keptFile } from "./document-files.ts";
import type { EndUserContent } from "./settle-resale.ts";

export const endUserStatementFiles = ["usage-statement.ja.pdf", "usage-statement.en.pdf", "usage-statement.csv"] as const;

/** The stored content with whole yen as integers. */
export function endUserContentOf({ content }: Pick<EndUserStatementRow, "content">): EndUserContent {
  const stored = content as unknown as EndUserContent & { statement: { net: string; lines: { price: string }[] } };
  const { statement } = stored;
  const lines = statement.lines.map((line) => ({ ...line, price: BigInt(line.price) }));
  return { ...stored, statement: { ...statement, lines, net: BigInt(statement.net) } };
}

/**
 * A file of an end user's statement: drawn from its fixed content when it is first asked for, kept, and from then on given out byte for byte.
 * @returns END_USER_STATEMENT_NOT_FOUND or END_USER_STATEMENT_FILE_NOT_FOUND
 */
export async function endUserStatementFile(
  db: Db,
  scope: Scope,
  asked: { partnerId: string; contractId: string; month: string; file: string; at: Date },
): Promise<{ readonly ok: true; readonly number: string; readonly file: DocumentFileRow } | Rejection> {
  const { partnerId, contractId, month, file, at } = asked;
  const [row] = await single(db, scope, (tx) => findEndUserStatement(tx, contractId, `${month}-01`));
  if (!row) return no("END_USER_STATEMENT_NOT_FOUND", { contractId, month });
  if (!(endUserStatementFiles as readonly string[]).includes(file)) return no("END_USER_STATEMENT_FILE_NOT_FOUND", { file });
  const language = languages.find((one) => file.includes(`.${one}.`)) ?? "ja";
  const kept = await keptFile(db, scope, { partnerId, number: row.number, key: file, at }, async () => {
    const document = endUserDocument(endUserContentOf(row));
    return {
      ok: true,
      bytes: file.endsWith(".csv") ? renderEndUserStatementCsv(document) : renderEndUserStatementPdf(document, language),
    };
  });
  return kept.ok ? { ...kept, number: row.number } : kept;
}

function endUserDocument(content: EndUserContent): EndUserStatementDocument {
  const { statement, number, issueDate, issuer, customerName, customerNumber } = content;
  const named = customerNumber === null || customerNumber === statement.contractId ? {} : { customerNumber };
  return {
    ...{ statement, number, issueDate, issuer, recipient: { name: customerName, address: "", registration: undefined } },
    names: { contracts: new Map([[statement.contractId, { customerName, ...named }]]) },
  };
}
