import { errorFacts, type Log } from "@saihan/log";
import { type AddressObject, type HeaderLines, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import type { Box } from "./box.ts";

/** Takes every mail that it is given, without credentials and on loopback only. */
export async function startSmtp(
  box: Box,
  port: number,
  host: string,
  log: Log,
): Promise<{ port: number; close(): Promise<void> }> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    // Each connection would otherwise wait for a name that loopback does not have.
    disableReverseLookup: true,
    size: 10 * 1024 * 1024,
    logger: false,
    onData(stream, session, done) {
      simpleParser(stream).then(
        (mail) => {
          box.put({
            from: session.envelope.mailFrom ? session.envelope.mailFrom.address : "",
            to: addresses(mail.to),
            cc: addresses(mail.cc),
            recipients: session.envelope.rcptTo.map((r) => r.address),
            subject: mail.subject ?? "",
            text: mail.text ?? "",
            html: mail.html || "",
            messageId: mail.messageId ?? "",
            inReplyTo: mail.inReplyTo ?? "",
            references: [mail.references ?? []].flat(),
            ...unsubscribeOf(mail.headerLines),
          });
          done();
        },
        (error: Error) => done(error),
      );
    },
  });
  server.on("error", (error) => log.warn("smtp connection", errorFacts(error)));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve());
  });
  const address = server.server.address();
  return {
    port: typeof address === "object" && address ? address.port : port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function addresses(field: AddressObject | AddressObject[] | undefined): string[] {
  return [field ?? []].flat().flatMap((f) => f.value.flatMap((v) => (v.address ? [v.address] : [])));
}

function unsubscribeOf(lines: HeaderLines): { unsubscribe?: string } {
  const line = lines.find(({ key }) => key === "list-unsubscribe")?.line.replaceAll(/\r?\n\s*/g, "");
  const url = /<([^<>]+)>/.exec(line ?? "")?.[1];
  return url ? { unsubscribe: url } : {};
}
