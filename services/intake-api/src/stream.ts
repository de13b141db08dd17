import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Log } from "@saihan/log";
import { errorFacts } from "@saihan/log";
import type { Request, Response } from "express";

/** An answer that is written as it comes. */
export interface StreamedAnswer {
  type: string;
  /** Under which a browser keeps it. */
  name: string;
  text: AsyncGenerator<string>;
}

/**
 * Sends the text as fast as the client takes it. What fails before the first part becomes a problem like any other; what fails
 * later breaks the answer off, so that nobody takes a part for the whole.
 */
export async function sendStream(
  res: Response,
  { type, name, text }: StreamedAnswer,
  withBody: boolean,
  log: Log,
): Promise<void> {
  const first = withBody ? await text.next() : undefined;
  res.setHeader("Content-Type", `${type}; charset=utf-8`);
  res.setHeader("Content-Disposition", `attachment; filename="${name}"`);
  if (!first) return void res.end();
  try {
    await pipeline(Readable.from(continued(first, text), { highWaterMark: 1 }), res);
  } catch (error) {
    // The client has gone away, or the rest could not be read; the connection is closed in both cases.
    log.warn("an answer was broken off", errorFacts(error));
  }
}

async function* continued(first: IteratorResult<string>, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  if (!first.done) yield first.value;
  yield* rest;
}

/** A file as somebody has handed it in. */
export interface KeptFile {
  type: string;
  /** Under which a browser keeps it: ASCII letters, digits, `.`, `_` and `-`. */
  name: string;
  bytes: Buffer;
  sha256: Buffer;
}

/** Sends a file so that no browser opens it as a page of ours, whatever is in it. Its digest goes along (RFC 9530). */
export function sendFile(res: Response, { type, name, bytes, sha256 }: KeptFile, withBody: boolean): void {
  res.setHeader("Content-Type", type === "text/plain" ? "text/plain; charset=utf-8" : type);
  res.setHeader("Content-Disposition", `attachment; filename="${name}"`);
  res.setHeader("Content-Length", bytes.length);
  res.setHeader("Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'");
  res.setHeader("Cross-Origin-Resource-Policy", "same-origin");
  res.setHeader("Repr-Digest", `sha-256=:${sha256.toString("base64")}:`);
  res.end(withBody ? bytes : undefined);
}

/** Text that a client may keep and ask for again on condition. */
export interface ConditionalText {
  type: string;
  /** Strong, with its quotes. */
  etag: string;
}

/** Sends the text, or 304 to a client that has it (RFC 9110, 13.1.2). It may be kept by that client alone, and is asked for each time. */
export function sendText(req: Request, res: Response, { type, etag }: ConditionalText, body: string): void {
  res.setHeader("ETag", etag);
  res.setHeader("Cache-Control", "private, no-cache");
  res.setHeader("Vary", "Authorization");
  const known = (req.get("if-none-match") ?? "").split(",").map((one) => one.trim().replace(/^W\//, ""));
  if (known.includes(etag) || known.includes("*")) {
    res.statusCode = 304;
    return void res.end();
  }
  res.setHeader("Content-Type", `${type}; charset=utf-8`);
  res.setHeader("Content-Length", Buffer.byteLength(body));
  res.end(req.method === "HEAD" ? undefined : body);
}
