import { createTransport } from "nodemailer";

export interface MailTransport {
  /**
   * Hands one mail to the server, for exactly one recipient.
   * @throws when the server refuses or does not answer; see `isPermanentRefusal`
   */
  send(mail: {
    to: { address: string; name?: string };
    messageId: string;
    subject: string;
    text: string;
    html: string;
    language: string;
    /** In which field the recipient stands. Default: To. */
    field?: "to" | "cc";
    /** A message id that all mails of one conversation refer to (RFC 5322, 3.6.4). */
    thread?: string;
  }): Promise<void>;
  /** @throws when the server cannot be reached */
  ready(): Promise<void>;
  close(): void;
}

/** @param url `smtp://` or `smtps://`, with credentials if the server wants them. TLS is required beyond loopback. */
export function openMailTransport(url: string, from: string): MailTransport {
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
    pool: true,
    maxConnections: 5,
    maxMessages: 500,
    connectionTimeout: 5_000,
    greetingTimeout: 5_000,
    socketTimeout: 10_000,
    dnsTimeout: 5_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async (mail) => {
      await transport.sendMail({
        // The envelope is said outright: nothing in a name or header can add a recipient.
        envelope: { from, to: [mail.to.address] },
        from: { name: "Saihan", address: from },
        [mail.field ?? "to"]: { name: mail.to.name ?? "", address: mail.to.address },
        ...(mail.thread ? { inReplyTo: mail.thread, references: [mail.thread] } : {}),
        messageId: mail.messageId,
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        headers: { "Content-Language": mail.language, "Auto-Submitted": "auto-generated" },
      });
    },
    ready: async () => {
      await transport.verify();
    },
    close: () => transport.close(),
  };
}

/**
 * What an error of `send` says about the mail. `refused`: the server will never take it. `not-taken`: it was not taken this
 * time. `unknown`: the connection ended after the text was handed over, so it may have been taken (RFC 1047).
 */
export function outcomeOf(error: unknown): "refused" | "not-taken" | "unknown" {
  if (!(error instanceof Error)) return "unknown";
  const { responseCode, command } = error as Error & { responseCode?: number; command?: string };
  if (responseCode !== undefined) {
    // 552 and everything outside 550 to 553 speaks of our sign-in or of the server's mood: that may pass.
    return responseCode >= 550 && responseCode <= 553 && responseCode !== 552 ? "refused" : "not-taken";
  }
  return command === "CONN" || command === "EHLO" || command === "HELO" || command === "MAIL FROM" ? "not-taken" : "unknown";
}
