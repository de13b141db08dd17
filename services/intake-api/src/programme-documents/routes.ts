import { findProgrammeFile, listProgrammeFiles, single } from "@saihan/db";
import { fileTypes, languages, largestFileBytes, no, orderIdPattern } from "@saihan/domain";
import { displayText, nothing, orderIdField, z } from "../fields.ts";
import { ok, operation } from "../operation.ts";
import { deskOperation } from "../operator-desk/desk-operation.ts";
import { publishFile, withdrawFile } from "./files.ts";
import { documentCodeField, documentListSchema, documentsView, fileSchema } from "./view.ts";

const tag = "Documents";
/** Base64 takes four characters for three bytes. */
const uploadLimitBytes = Math.ceil(largestFileBytes / 3) * 4 + 16 * 1_024;

export const documentOperations = [
  operation({
    method: "get",
    path: "/v1/documents",
    id: "listDocuments",
    tag,
    summary: "The documents for presenting the services to end users, and how to get each",
    action: "document.view",
    params: nothing,
    query: nothing,
    order: false,
    status: 200,
    answer: documentListSchema,
    refusals: [],
    handle: async (ctx, { caller }) => ok(200, documentsView(await single(ctx.db, caller, (tx) => listProgrammeFiles(tx)))),
  }),
  operation({
    method: "get",
    path: "/v1/documents/{document}/files/{fileId}",
    id: "downloadDocumentFile",
    tag,
    summary: "Download a file",
    action: "document.view",
    params: z.strictObject({ document: z.string(), fileId: z.string() }),
    query: nothing,
    order: false,
    status: 200,
    answer: z.string().openapi({ format: "binary" }),
    produces: Object.keys(fileTypes),
    refusals: ["DOCUMENT_FILE_NOT_FOUND"],
    handle: async (ctx, { caller, params: { document, fileId } }) => {
      const unknown = no("DOCUMENT_FILE_NOT_FOUND", { fileId: fileId.slice(0, 64) });
      if (!orderIdPattern.test(fileId)) return unknown;
      const [row] = await single(ctx.db, caller, (tx) => findProgrammeFile(tx, document, fileId));
      if (!row) return unknown;
      const file = {
        type: row.contentType,
        name: row.fileName,
        bytes: Buffer.from(row.content),
        sha256: Buffer.from(row.sha256),
      };
      return { ok: true, status: 200, body: "", file };
    },
  }),
  deskOperation({
    method: "post",
    path: "/v1/operator/document-files",
    id: "publishDocumentFile",
    summary: "Publish a file of a document",
    description: `Of 8 MiB at most, as ${Object.values(fileTypes)
      .map(({ extension }) => extension)
      .join(", ")}. It is kept as it is; a newer one is another file.`,
    action: "document.publish",
    params: nothing,
    body: z
      .strictObject({
        document: documentCodeField,
        language: z.enum(languages),
        title: displayText(200, "サービス紹介パンフレット 2026年版"),
        fileName: z
          .string()
          .regex(/^[0-9A-Za-z][0-9A-Za-z._-]{0,118}\.[0-9A-Za-z]{1,5}$/, "must be letters, digits, . _ - and an extension")
          .openapi({ example: "brochure-2026.pdf" }),
        contentType: z.string().max(100).openapi({ example: "application/pdf" }),
        content: z.base64().min(1).openapi({ description: "The file in base64", example: "JVBERi0xLjcK" }),
      })
      .openapi("PublishDocumentFile"),
    bodyLimitBytes: uploadLimitBytes,
    status: 201,
    answer: fileSchema,
    refusals: ["DOCUMENT_NOT_FOUND", "DOCUMENT_FILE_TYPE", "DOCUMENT_FILE_CONTENT", "DOCUMENT_FILE_TOO_LARGE"],
    at: (desk, { body }) => publishFile(desk, body),
  }),
  deskOperation({
    method: "post",
    path: "/v1/operator/document-files/{fileId}/withdraw",
    id: "withdrawDocumentFile",
    summary: "Take a file of a document back",
    action: "document.publish",
    params: z.strictObject({ fileId: orderIdField }),
    body: nothing,
    answer: fileSchema,
    refusals: ["DOCUMENT_FILE_NOT_FOUND", "DOCUMENT_FILE_WITHDRAWN"],
    at: (desk, { params }) => withdrawFile(desk, params.fileId),
  }),
];
