import { Readable } from "node:stream";
import { createTransport } from "nodemailer";
import { type SendFailure, sendFailureOf } from "./send-failure.ts";

export interface OutgoingMail {
  to: { address: string; name?: string };
  messageId: string;
  subject: string;
  text: string;
  html: string;
  language: string;
  /** The envelope's sender, who hears when it cannot be delivered. Default: who it is from. */
  bouncesTo?: string;
  /** In which field the recipient stands. Default: To. */
  field?: "to" | "cc";
  /** A message id that all mails of one conversation refer to (RFC 5322, 3.6.4). */
  thread?: string;
  /** Where one request ends the subscription (RFC 8058). Only for mail that its reader may do without. */
  unsubscribeUrl?: string;
}

export interface MailTransport {
  /**
   * Hands one mail to the server, for exactly one recipient.
   * @throws SendFailure when the server refuses or does not answer
   */
  send(mail: OutgoingMail): Promise<void>;
  /** @throws when the server cannot be reached */
  ready(): Promise<void>;
  close(): void;
}

export interface TransportSettings {
  /** `smtp://` or `smtps://`, with credentials if the server wants them. TLS is required beyond loopback. */
  url: string;
  from: string;
  /** Connections at once; default 5. */
  connections?: number;
  /**
   * Patience for each answer of the server, milliseconds. Long, since giving up after the text was handed over is what makes duplicates
   * (RFC 5321, 4.5.3.2.6).
   */
  timeoutMs?: number;
  /** Signs every mail (RFC 6376). The key is PEM: RSA, or Ed25519 (RFC 8463). */
  dkim?: { domainName: string; keySelector: string; privateKey: string } | undefined;
}

export function openMailTransport(settings: TransportSettings): MailTransport {
  const { url, from, connections = 5, timeoutMs = 60_000, dkim } = settings;
  const server = new URL(url);
  const onLoopback = ["127.0.0.1", "localhost", "[::1]"].includes(server.hostname);
  const transport = createTransport({
    host: server.hostname.replace(/^\[|\]$/g, ""),
    port: Number(server.port || (server.protocol === "smtps:" ? 465 : 587)),
    secure: server.protocol === "smtps:",
    requireTLS: !onLoopback && server.protocol === "smtp:",
    ignoreTLS: onLoopback,
    ...(server.username
      ? { auth: { user: decodeURIComponent(server.username), pass: decodeURIComponent(server.password) } }
      : {}),
    ...(dkim ? { dkim } : {}),
    pool: true,
    maxConnections: connections,
    maxMessages: 500,
    // Only of what not a byte was handed over, over a connection that the server had closed meanwhile.
    maxRequeues: 1,
    connectionTimeout: 5_000,
    greetingTimeout: 5_000,
    socketTimeout: timeoutMs,
    dnsTimeout: 5_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  // The library's errors do not say whether the text was handed over. Its stream does: it is read only after the server's 354.
  const texts = new WeakMap<object, () => boolean>();
  transport.use("stream", (mail, done) => {
    const { message, data } = mail;
    const open = message.createReadStream.bind(message);
    message.createReadStream = (options) => {
      const stream = inOnePiece(open(options));
      texts.set(data.headers as object, () => stream.readableDidRead);
      return stream;
    };
    done();
  });
  return {
    send: async (mail) => {
      const headers = {
        "Content-Language": mail.language,
        "Auto-Submitted": "auto-generated",
        ...(mail.unsubscribeUrl
          ? { "List-Unsubscribe": `<${mail.unsubscribeUrl}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" }
          : {}),
      };
      try {
        await transport.sendMail({
          // The envelope is said outright: nothing in a name or header can add a recipient.
          envelope: { from: mail.bouncesTo ?? from, to: [mail.to.address] },
          from: { name: "Saihan", address: from },
          [mail.field ?? "to"]: { name: asWritten(mail.to.name ?? ""), address: mail.to.address },
          ...(mail.thread ? { inReplyTo: mail.thread, references: [mail.thread] } : {}),
          messageId: mail.messageId,
          subject: asWritten(mail.subject),
          text: mail.text,
          html: mail.html,
          // Japanese is shorter so, and nothing has to be counted first.
          ...(mail.language === "ja" ? { textEncoding: "base64" as const } : {}),
          headers,
        });
      } catch (error) {
        throw sendFailureOf(error, texts.get(headers)?.() ?? false) satisfies SendFailure;
      }
    },
    ready: async () => {
      await transport.verify();
    },
    close: () => transport.close(),
  };
}

/** A mail is small, and each piece that the library makes of it would be a write of its own to the socket. */
function inOnePiece(source: Readable): Readable {
  return Readable.from(
    (async function* whole() {
      const parts: Buffer[] = [];
      for await (const part of source) parts.push(part as Buffer);
      yield Buffer.concat(parts);
    })(),
    { objectMode: false },
  );
}

/**
 * The library sends a text that looks like an encoded word (RFC 2047) as it is, and the reader's program would show what it decodes to. A
 * space without width makes it a text like any other.
 */
function asWritten(text: string): string {
  return text.replaceAll("=?", "=\u200B?");
}
