import type { Language } from "@saihan/domain";
import type { Statement, Tx } from "../transaction.ts";

/** A file of one of the programme's documents, without its content. */
export interface ProgrammeFileRow {
  id: string;
  document: string;
  language: Language;
  title: string;
  fileName: string;
  contentType: string;
  bytes: number;
  sha256: Uint8Array;
  publishedBy: string;
  publishedAt: Date;
  withdrawnAt: Date | null;
}

const columns = (tx: Tx) =>
  tx`id, document, language, title, file_name, content_type, bytes, sha256, published_by, published_at, withdrawn_at`;

/** Writes a file. The database computes its hash again and refuses what differs. */
export function insertProgrammeFile(
  tx: Tx,
  file: Omit<ProgrammeFileRow, "withdrawnAt" | "bytes"> & { audience: "partners" | "everybody"; content: Buffer },
) {
  return tx<ProgrammeFileRow[]>`
    insert into programme_files (id, document, audience, language, title, file_name, content_type, bytes, sha256, content, published_by, published_at)
    values (${file.id}, ${file.document}, ${file.audience}, ${file.language}, ${file.title}, ${file.fileName}, ${file.contentType},
            ${file.content.length}, ${file.sha256}, ${file.content}, ${file.publishedBy}, ${file.publishedAt})
    returning ${columns(tx)}`;
}

/** Files that the scope may see and that have not been withdrawn, newest first. */
export function listProgrammeFiles(tx: Tx): Statement<ProgrammeFileRow[]> {
  return tx<ProgrammeFileRow[]>`
    select ${columns(tx)} from programme_files where withdrawn_at is null order by published_at desc, id desc limit 1000`;
}

export function findProgrammeFile(
  tx: Tx,
  document: string,
  id: string,
): Statement<(ProgrammeFileRow & { content: Uint8Array })[]> {
  return tx<(ProgrammeFileRow & { content: Uint8Array })[]>`
    select ${columns(tx)}, content from programme_files where document = ${document} and id = ${id} and withdrawn_at is null`;
}

export function lockProgrammeFile(tx: Tx, id: string): Statement<ProgrammeFileRow[]> {
  return tx<ProgrammeFileRow[]>`select ${columns(tx)} from programme_files where id = ${id} for update`;
}

export function withdrawProgrammeFile(tx: Tx, id: string, { by, at }: { by: string; at: Date }) {
  return tx`update programme_files set withdrawn_by = ${by}, withdrawn_at = ${at} where id = ${id}`;
}
