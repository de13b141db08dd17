import { createHash } from "node:crypto";
import { insertAuditEntries, insertProgrammeFile, lockProgrammeFile, transaction, withdrawProgrammeFile } from "@saihan/db";
import { decideFile, documentAudience, type Language, no, programmeDocuments, providerId, type Rejection } from "@saihan/domain";
import { v7 } from "uuid";
import { type Answer, ok } from "../operation.ts";
import { type Desk, deskScope } from "../operator-desk/desk.ts";
import { fileView } from "./view.ts";

export interface FileBody {
  document: string;
  language: Language;
  title: string;
  fileName: string;
  contentType: string;
  /** Base64. */
  content: string;
}

/** Publishes a file of a document: it is kept as it was handed in, with its hash. */
export async function publishFile(desk: Desk, body: FileBody): Promise<Answer | Rejection> {
  const document = programmeDocuments.find(({ code }) => code === body.document);
  if (!document) return no("DOCUMENT_NOT_FOUND", { document: body.document });
  const { language, title, fileName, contentType } = body;
  const content = Buffer.from(body.content, "base64");
  const allowed = decideFile({ contentType, fileName, language, bytes: content });
  if (!allowed.ok) return allowed;
  const at = desk.now();
  const sha256 = createHash("sha256").update(content).digest();
  const file = {
    id: v7({ msecs: at.getTime() }),
    document: document.code,
    audience: documentAudience(document),
    language,
    title,
    fileName,
  };
  const published = { ...file, contentType, content, sha256, publishedBy: desk.operator.id, publishedAt: at };
  return transaction(desk.db, deskScope(desk, providerId), async (tx) => {
    const [row] = await insertProgrammeFile(tx, published);
    if (!row) throw new Error("a file that was written is not there");
    await note(desk, "document.publish", row.id, {
      document: row.document,
      sha256: sha256.toString("hex"),
      bytes: content.length,
    })(tx, at);
    return ok(201, fileView(row));
  });
}

/** Takes a file back: nobody sees it any more, and it stays. */
export function withdrawFile(desk: Desk, id: string): Promise<Answer | Rejection> {
  return transaction(desk.db, deskScope(desk, providerId), async (tx): Promise<Answer | Rejection> => {
    const [row] = await lockProgrammeFile(tx, id);
    if (!row) return no("DOCUMENT_FILE_NOT_FOUND", { fileId: id });
    if (row.withdrawnAt) return no("DOCUMENT_FILE_WITHDRAWN", { fileId: id });
    const at = desk.now();
    await withdrawProgrammeFile(tx, id, { by: desk.operator.id, at });
    await note(desk, "document.withdraw", id, { document: row.document })(tx, at);
    return ok(200, fileView({ ...row, withdrawnAt: at }));
  });
}

function note(desk: Desk, action: string, target: string, after: Record<string, string | number>) {
  const entry = { partnerId: providerId, contractId: providerId, actor: desk.operator.id, action, target, after };
  const { requestId } = desk;
  return (tx: Parameters<typeof insertAuditEntries>[0], at: Date) =>
    insertAuditEntries(tx, [requestId === undefined ? { ...entry, at } : { ...entry, at, requestId }]);
}
