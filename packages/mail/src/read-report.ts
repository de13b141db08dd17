import PostalMime, { type Attachment, addressParser, type Email } from "postal-mime";
import { mailIdOfBounceAddress } from "./bounce-address.ts";

/** What a mail server, or who reads our mail, reports of one mail of ours. */
export interface MailReport {
  mailId: string;
  /** Whom the report names, lower case; empty where the reporter keeps that back. */
  addresses: string[];
  outcome: "delivered" | "bounced" | "complained";
  /** Whether the address itself is no good, and not just this mail, this hour or this server. */
  marks: boolean;
}

export interface OwnMail {
  /** Behind the @ of our message ids. */
  mailDomain: string;
  /** Where reports are sent, without a mail's id. */
  bouncesTo?: string | undefined;
}

/**
 * Reads a delivery status notification (RFC 3464, RFC 6533) or a feedback report (RFC 5965). A mail of ours has one recipient, so a report is of
 * one mail: the one whose id stands in the address that the report was sent to, or in the Message-ID of what was returned. Where the two disagree,
 * it is of none.
 * @returns undefined for all other mail, for reports of mail that is not ours, and for those that only tell of a delay
 */
export async function readReport(raw: Uint8Array, own: OwnMail): Promise<MailReport | undefined> {
  let mail: Email;
  try {
    mail = await PostalMime.parse(raw, { forceRfc822Attachments: true, maxNestingDepth: 20, maxHeadersSize: 256 * 1_024 });
  } catch {
    return undefined;
  }
  if (!isReport(mail)) return undefined;
  const mailId = mailIdOf(mail, own);
  if (!mailId) return undefined;
  const feedback = partOf(mail, /^message\/feedback-report$/);
  if (feedback) return ofFeedback(mailId, feedback);
  const status = partOf(mail, /^message\/(global-)?delivery-status$/);
  return status ? ofStatus(mailId, status) : undefined;
}

function isReport({ headers }: Email): boolean {
  return headers.some(({ key, value }) => key === "content-type" && /^multipart\/report\b/i.test(value.trim()));
}

/** Fields of a report, block by block: blocks are parted by empty lines, folded lines are one. */
export function fieldBlocks(text: string): ReadonlyMap<string, string>[] {
  return text
    .replaceAll(/\r\n?/g, "\n")
    .split(/\n[ \t]*\n/)
    .map((block) => {
      const lines = block.replaceAll(/\n[ \t]+/g, " ").split("\n");
      return new Map(
        lines.flatMap((line): [string, string][] => {
          const at = line.indexOf(":");
          return at > 0 ? [[line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim()]] : [];
        }),
      );
    })
    .filter((block) => block.size > 0);
}

function ofStatus(mailId: string, text: string): MailReport | undefined {
  // The first block is of the whole mail (RFC 3464, 2.2); one with an action is of a recipient.
  const recipients = fieldBlocks(text).filter((block) => block.has("action"));
  const [recipient, another] = recipients;
  // We write to one recipient at a time; a list behind that address may name several, which says nothing of it.
  if (!recipient || another) return undefined;
  const action = recipient.get("action")?.toLowerCase();
  const addresses = [recipient.get("original-recipient"), recipient.get("final-recipient")].flatMap(addressIn);
  if (action === "delivered") return { mailId, addresses, outcome: "delivered", marks: false };
  if (action !== "failed") return undefined;
  const status = /^([245])\.(\d{1,3})\.(\d{1,3})/.exec(recipient.get("status") ?? "");
  return { mailId, addresses, outcome: "bounced", marks: isHard(status) };
}

/**
 * The address is no good (RFC 3463, 3): there is no such mailbox or system (5.1.x), or the mailbox is closed (5.2.1). All else is of this mail or
 * passes: a full mailbox, a size, a policy, a time that ran out.
 */
function isHard(status: RegExpExecArray | null): boolean {
  if (status?.[1] !== "5") return false;
  const [, , subject, detail] = status;
  // 5.1.7 and 5.1.8 are of the sender's address.
  return (subject === "1" && detail !== "7" && detail !== "8") || (subject === "2" && detail === "1");
}

function ofFeedback(mailId: string, text: string): MailReport | undefined {
  const [fields] = fieldBlocks(text);
  const kind = fields?.get("feedback-type")?.toLowerCase();
  // `not-spam` and `auth-failure` are no complaints of a reader; `opt-out` asks for no more of it.
  if (!fields || !kind || !["abuse", "fraud", "opt-out", "opt-out-list", "other"].includes(kind)) return undefined;
  const rcpt = fields.get("original-rcpt-to");
  const addresses = rcpt === undefined ? [] : [plainAddress(rcpt)];
  return { mailId, addresses, outcome: "complained", marks: kind !== "other" };
}

/** `rfc822; user@example.org` (RFC 3464, 2.3.2). */
function addressIn(field: string | undefined): string[] {
  const found = /^(?:rfc822|utf-8)[ \t]{0,9};(.*)$/i.exec(field ?? "")?.[1]?.trim();
  return found ? [plainAddress(found)] : [];
}

function plainAddress(text: string): string {
  return text
    .trim()
    .replace(/^<(.*)>$/, "$1")
    .toLowerCase();
}

function mailIdOf(mail: Email, { mailDomain, bouncesTo }: OwnMail): string | undefined {
  const sentTo = mail.headers
    .filter(({ key }) => ["delivered-to", "x-original-to", "envelope-to", "to"].includes(key))
    .flatMap(({ value }) => addressParser(value, { flatten: true }))
    .flatMap(({ address }) => (address && bouncesTo ? (mailIdOfBounceAddress(address, bouncesTo) ?? []) : []));
  const returned = partOf(mail, /^(message\/(rfc822|global)(-headers)?|text\/rfc822-headers)$/);
  const messageId = returned && fieldBlocks(returned)[0]?.get("message-id");
  const [, id, domain] = /^<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@([^<>@\s]+)>$/.exec(messageId ?? "") ?? [];
  const named = new Set([...sentTo, ...(id && domain?.toLowerCase() === mailDomain.toLowerCase() ? [id] : [])]);
  const [only] = named;
  return named.size === 1 ? only : undefined;
}

function partOf({ attachments }: Email, kind: RegExp): string | undefined {
  const part = attachments.find(({ mimeType }) => kind.test(mimeType));
  return part && textIn(part);
}

function textIn({ content }: Attachment): string {
  return typeof content === "string" ? content : new TextDecoder().decode(content);
}
