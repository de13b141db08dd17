import { execFileSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { freePort, spawnGuarded } from "@saihan/launch";

const postfix = "/usr/sbin/postfix";
/** Who owns the mailboxes: nobody, on every Debian. */
const nobody = 65_534;

/** Why a Postfix cannot be run here, if it cannot. */
export const missingPostfix = !existsSync(postfix)
  ? "no postfix; on Debian: apt-get install --no-install-recommends postfix"
  : process.getuid?.() !== 0
    ? "postfix starts as root only"
    : undefined;

/** A mail that lies in the server's queue. */
export interface Queued {
  id: string;
  queue: string;
  recipients: string[];
}

export type Postfix = Awaited<ReturnType<typeof startPostfix>>;

/**
 * A Postfix of the test's own, on loopback, with its queue, data and mailboxes in a folder that goes with it. It delivers what is for
 * `user<n>@reader.example` into one Maildir and reports for `bounces+...@partner.example` into another, accepts and then cannot deliver all
 * else for `reader.example`, refuses `refused.example` at once, and holds what is for `held.example` in its queue.
 */
export async function startPostfix() {
  const folder = mkdtempSync(join(tmpdir(), "saihan-postfix-"));
  chmodSync(folder, 0o755);
  const port = await freePort();
  const [config, boxes] = [join(folder, "config"), join(folder, "boxes")];
  for (const made of [config, boxes, join(folder, "queue"), join(folder, "data")]) mkdirSync(made);
  const maildirs = ["new", "cur", "tmp"].map((part) => join(boxes, "bounces", part));
  for (const made of maildirs) mkdirSync(made, { recursive: true });
  for (const made of [boxes, join(boxes, "bounces"), ...maildirs]) chownSync(made, nobody, nobody);
  execFileSync("chown", ["postfix", join(folder, "data")]);
  writeFileSync(join(config, "mailboxes"), mailboxes);
  writeFileSync(join(config, "access"), "refused.example REJECT 5.7.1 no mail for this domain\nheld.example HOLD\n");
  writeFileSync(join(config, "main.cf"), mainCf(folder));
  writeFileSync(join(config, "master.cf"), masterCf(port));
  // Makes what is missing in the queue. The master is started by itself: behind the `postfix` command it would outlive us.
  execFileSync(postfix, ["-c", config, "check"], { stdio: "ignore" });
  const server = await spawnGuarded("TERM", "/usr/lib/postfix/sbin/master", ["-c", config, "-s"]);
  const lines: string[] = [];
  server.onLine((line) => lines.push(line));
  const log = () => [...lines, existsSync(join(folder, "log")) ? readFileSync(join(folder, "log"), "utf8") : ""].join("\n");
  for (let tries = 0; !(await greets(port)); tries++) {
    if (tries === 100) throw new Error(`postfix does not answer:\n${log()}`);
    await pause(100);
  }
  const tool = (name: string, ...args: string[]) =>
    execFileSync(`/usr/sbin/${name}`, ["-c", config, ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  return {
    url: `smtp://127.0.0.1:${port}`,
    /** The Maildir of reports. */
    reports: join(boxes, "bounces"),
    log,
    /** What was delivered to readers, as it lies in their Maildir. */
    delivered: () => {
      const arrived = join(boxes, "readers", "new");
      return existsSync(arrived) ? readdirSync(arrived).map((name) => readFileSync(join(arrived, name), "utf8")) : [];
    },
    queued: (): Queued[] =>
      tool("postqueue", "-j")
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line) as { queue_id: string; queue_name: string; recipients: { address: string }[] })
        .map((mail) => ({
          id: mail.queue_id,
          queue: mail.queue_name,
          recipients: mail.recipients.map(({ address }) => address),
        })),
    /** A mail in the queue as text: envelope, headers and body. */
    queuedMail: (id: string) => tool("postcat", "-q", id),
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const mailboxes = String.raw`/^user[0-9]+@reader\.example$/ readers/
/^bounces(\+[0-9a-f]+)?@partner\.example$/ bounces/
`;

function mainCf(folder: string): string {
  return Object.entries({
    compatibility_level: "3.6",
    queue_directory: `${folder}/queue`,
    data_directory: `${folder}/data`,
    maillog_file: `${folder}/log`,
    maillog_file_prefixes: folder,
    myhostname: "mx.partner.example",
    mydestination: "",
    local_recipient_maps: "",
    alias_maps: "",
    inet_interfaces: "127.0.0.1",
    inet_protocols: "ipv4",
    mynetworks: "127.0.0.0/8",
    virtual_mailbox_domains: "reader.example partner.example refused.example held.example",
    virtual_mailbox_base: `${folder}/boxes`,
    virtual_mailbox_maps: `regexp:${folder}/config/mailboxes`,
    virtual_uid_maps: `static:${nobody}`,
    virtual_gid_maps: `static:${nobody}`,
    virtual_minimum_uid: "100",
    // Nothing leaves this machine.
    default_transport: "error:5.4.4 nowhere but here",
    relay_transport: "error:5.4.4 nowhere but here",
    // Who is not there is found out when the mail is delivered, so that it comes back as a report.
    smtpd_reject_unlisted_recipient: "no",
    smtpd_recipient_restrictions: `check_recipient_access texthash:${folder}/config/access, permit_mynetworks, reject`,
    smtpd_peername_lookup: "no",
    smtp_tls_security_level: "none",
    smtpd_tls_security_level: "none",
  })
    .map(([name, value]) => `${name} = ${value}\n`)
    .join("");
}

function masterCf(port: number): string {
  return `127.0.0.1:${port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
showq unix n - n - - showq
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
`;
}

function greets(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("data", () => {
      resolve(true);
      socket.end("QUIT\r\n");
    });
    socket.once("error", () => resolve(false));
    socket.once("close", () => resolve(false));
  });
}
