/**
 * One mail address and nothing else.
 *
 * Narrower than RFC 5321: a dot-atom in ASCII, an ASCII or punycode domain with at least two labels. No quotes,
 * comments, groups, commas, spaces, angle brackets or line ends: a mail library would happily read
 * a second recipient out of those.
 */
export const mailAddressPattern =
  /^[0-9A-Za-z!#$%&'*+/=?^_`{|}~-]{1,64}(?:\.[0-9A-Za-z!#$%&'*+/=?^_`{|}~-]{1,64}){0,20}@(?:[0-9A-Za-z](?:[0-9A-Za-z-]{0,61}[0-9A-Za-z])?\.){1,10}[A-Za-z](?:[0-9A-Za-z-]{0,61}[0-9A-Za-z])$/;

/** True when the text is one deliverable address: 254 characters at most, local part 64 at most. */
export function isMailAddress(text: string): boolean {
  return text.length <= 254 && text.lastIndexOf("@") <= 64 && mailAddressPattern.test(text);
}

/** `someone@example.jp` -> `s***@example.jp`, for people who must recognise an address without reading it. */
export function maskMailAddress(address: string): string {
  const at = address.lastIndexOf("@");
  return at < 1 ? "***" : `${address[0]}***${address.slice(at)}`;
}

/** The mails that the house writes. A template has one text in each language. */
export const mailTemplates = [
  "contract-ready",
  "contract-suspended",
  "contract-resumed",
  "contract-terminated",
  "user-ready",
  "duty-due",
  "webhook-disabled",
  "desk-duty-due",
  "approval-asked",
  "desk-approval-asked",
  "approval-answered",
  "desk-referral-registered",
  "referral-ended",
  "desk-ticket-moved",
  "ticket-moved",
  "disclosure-asked",
  "desk-disclosure-given",
  "mail-address-changed",
  "representative-appointed",
  "representative-released",
  "user-invited",
  "password-reset",
  "password-changed",
  "totp-enabled",
  "totp-reset",
  "totp-disabled",
  "sign-in-alarm",
  "notice",
  "invoice-ready",
  "credit-note-ready",
  "payment-statement-ready",
  "end-user-statement-ready",
  "desk-statement-objected",
] as const;
export type MailTemplate = (typeof mailTemplates)[number];

/**
 * What a mail says before anything is filled in: placeholders such as `{contractId}` stand where facts go. The text that is built in
 * and the versions that operators write have the same form and go the same way.
 */
export interface LetterWords {
  readonly subject: string;
  readonly greeting: string;
  /** One that comes to nothing when it is filled in is left out. */
  readonly paragraphs: readonly string[];
  /** Rows of a table; one whose value comes to nothing is left out. */
  readonly facts: readonly (readonly [label: string, value: string])[];
  /** The words of the button; where it leads is never a matter of words. */
  readonly action?: { readonly label: string; readonly note: string } | undefined;
  readonly closing: readonly string[];
}

/** A mail's life. `unknown`: the server may or may not have taken it (RFC 1047). */
export const mailStates = ["queued", "sending", "unknown", "sent", "refused"] as const;
export type MailState = (typeof mailStates)[number];
