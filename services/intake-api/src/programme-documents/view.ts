import type { ProgrammeFileRow } from "@saihan/db";
import { documentCodes, documentsNote, howToGet, languages, type ProgrammeDocument, programmeDocuments } from "@saihan/domain";
import { instant, maybeInstant, orderIdField, z } from "../fields.ts";
import { bilingual } from "../menus/view.ts";

export const documentCodeField = z.enum(documentCodes as [string, ...string[]]).openapi({ example: "brochure" });
export const fileSchema = z
  .object({
    id: orderIdField,
    document: documentCodeField,
    language: z.enum(languages),
    title: z.string(),
    fileName: z.string(),
    contentType: z.string(),
    bytes: z.number().int(),
    sha256: z.string().openapi({ description: "Of the content, in hexadecimal" }),
    publishedAt: instant,
    withdrawnAt: maybeInstant,
    href: z.string().openapi({ description: "Where the content is" }),
  })
  .openapi("ProgrammeFile");

export const documentListSchema = z.object({
  documents: z.array(
    z
      .object({
        code: documentCodeField,
        name: bilingual,
        says: bilingual,
        how: z.enum(["sales", "published"]),
        howToGet: bilingual,
        files: z.array(fileSchema).openapi({ description: "What the provider has put here, newest first" }),
      })
      .openapi("ProgrammeDocument"),
  ),
  note: bilingual,
});

export function fileView(row: ProgrammeFileRow) {
  const { id, document, language, title, fileName, contentType, bytes } = row;
  return {
    ...{ id, document, language, title, fileName, contentType, bytes },
    sha256: Buffer.from(row.sha256).toString("hex"),
    publishedAt: row.publishedAt.toISOString(),
    withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
    href: `/v1/documents/${document}/files/${id}`,
  };
}

export function documentsView(files: readonly ProgrammeFileRow[]) {
  return {
    documents: programmeDocuments.map((document: ProgrammeDocument) => ({
      ...{ code: document.code, name: document.name, says: document.says, how: document.how, howToGet: howToGet[document.how] },
      files: files.filter((file) => file.document === document.code).map(fileView),
    })),
    note: documentsNote,
  };
}
