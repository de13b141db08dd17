import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerSession } from "smtp-server";

/** What the sink does with a mail, asked at its recipient and again after its text. */
export type Whim = "take" | "later" | "later-after-text" | "refuse" | "drop-before-text" | "drop-after-text" | "slow";

export interface Taken {
  recipient: string;
  messageId: string;
  raw: string;
  /** Whether the sender was told. */
  answered: boolean;
}

/** A mail server that takes, refuses, puts off, is slow, and hangs up before or after the text, as it is told for each try. */
export async function openMailSink(whim: (recipient: string, tries: number) => Whim = () => "take") {
  const taken: Taken[] = [];
  const tries = new Map<string, number>();
  const whims = new Map<string, Whim>();
  let connections = 0;
  let port = 0;
  let server: SMTPServer;
  const refusal = (code: number, text: string) => Object.assign(new Error(text), { responseCode: code });
  const hangUp = (session: SMTPServerSession) => {
    for (const one of server.connections as unknown as Set<{ id: string; _socket: { destroy(): void } }>) {
      if (one.id === session.id) one._socket.destroy();
    }
  };
  const make = () =>
    new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS", "AUTH"],
      disableReverseLookup: true,
      logger: false,
      onConnect: (_, done) => {
        connections++;
        done();
      },
      onRcptTo: ({ address }, session, done) => {
        const before = tries.get(address) ?? 0;
        tries.set(address, before + 1);
        const now = whim(address, before);
        whims.set(session.id, now);
        if (now === "refuse") return done(refusal(550, "5.1.1 nobody of that name"));
        if (now === "later") return done(refusal(450, "4.2.0 later"));
        if (now === "drop-before-text") return hangUp(session);
        done();
      },
      onData: (stream, session, done) => {
        const parts: Buffer[] = [];
        stream.on("data", (part: Buffer) => parts.push(part));
        stream.on("end", () => {
          const raw = Buffer.concat(parts).toString("utf8");
          const now = whims.get(session.id) ?? "take";
          if (now === "later-after-text") return done(refusal(451, "4.3.0 later"));
          const messageId = /^Message-ID: (.*)$/im.exec(raw)?.[1]?.trim() ?? "";
          const answered = now !== "drop-after-text";
          for (const { address } of session.envelope.rcptTo) taken.push({ recipient: address, messageId, raw, answered });
          if (!answered) return hangUp(session);
          if (now === "slow") return void setTimeout(done, 300);
          done();
        });
      },
    });
  const up = async () => {
    server = make();
    server.on("error", () => {});
    await new Promise<void>((done) => server.listen(port, "127.0.0.1", () => done()));
    port = (server.server.address() as AddressInfo).port;
  };
  await up();
  return {
    url: `smtp://127.0.0.1:${port}`,
    taken,
    connections: () => connections,
    up,
    /** Hangs up on everybody, and nobody listens any more. */
    down: () =>
      new Promise<void>((done) => {
        const open = server.connections as unknown as Set<{ _socket: { destroy(): void } }>;
        server.close(() => done());
        for (const one of open) one._socket.destroy();
      }),
  };
}
