import { type Command, rowsOf } from "../command.ts";
import { fileOption } from "./file-option.ts";

/** A file of a document; a document without any has what to do instead of a title. */
interface File {
  document: string;
  name: object;
  title: string | object;
  fileId?: string;
  language?: string;
  fileName?: string;
  bytes?: number;
}

export const documentCommands: readonly Command[] = [
  {
    name: "document list",
    says: { ja: "プログラムの資料とそのファイル", en: "the programme's documents and their files" },
    kind: "list",
    run: ({ client, list }) =>
      list(
        rowsOf(
          client.get("/v1/documents").then(({ documents }) =>
            documents.flatMap(({ code, name, howToGet, files }): File[] =>
              files.length === 0
                ? [{ document: code, name, title: howToGet }]
                : files.map(({ id: fileId, title, language, fileName, bytes }) => ({
                    ...{ document: code, name, fileId, title, language, fileName, bytes },
                  })),
            ),
          ),
        ),
        ["document", "name", "fileId", "language", "bytes", "title"],
      ),
  },
  {
    name: "document get",
    says: { ja: "資料のファイルを受け取る", en: "download a file of a document" },
    takes: ["<document>", "<fileId>"],
    options: [fileOption],
    kind: "other",
    run: async ({ client, args: [document = "", fileId = ""], save }) =>
      save(await client.stream("/v1/documents/{document}/files/{fileId}", { params: { path: { document, fileId } } })),
  },
];
