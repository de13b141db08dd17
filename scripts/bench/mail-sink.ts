import { createServer } from "node:http";
import { SMTPServer } from "smtp-server";

/** Takes every mail and throws it away; says over HTTP how many there were. */
let taken = 0;
new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS", "AUTH"],
  disableReverseLookup: true,
  logger: false,
  onData(stream, _session, done) {
    stream.resume();
    stream.on("end", () => {
      taken++;
      done();
    });
  },
}).listen(Number(process.env.SMTP_PORT), "127.0.0.1");
createServer((_req, res) => void res.end(String(taken))).listen(Number(process.env.PORT), "127.0.0.1");
