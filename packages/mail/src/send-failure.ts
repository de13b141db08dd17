/**
 * `refused`: the server will never take this mail. `put-off`: this mail, or its recipient, may be taken later. `no-server`: nothing was said
 * of this mail, since the server was away or has something against us. `unknown`: the connection ended after the text was
 * handed over, so it may have been taken (RFC 1047).
 */
export type SendOutcome = "refused" | "put-off" | "no-server" | "unknown";

export class SendFailure extends Error {
  override name = "SendFailure";
  readonly outcome: SendOutcome;
  /** The server's codes, e.g. `550 5.1.1`, or `no answer`; never its words. */
  readonly reason: string;
  constructor(outcome: SendOutcome, reason: string, options?: ErrorOptions) {
    super(`${outcome}: ${reason}`, options);
    this.outcome = outcome;
    this.reason = reason;
  }
}

/**
 * What the SMTP library's error says about the mail.
 * @param handedOver whether any of the text had been read by the connection
 */
export function sendFailureOf(error: unknown, handedOver: boolean): SendFailure {
  const { responseCode, response, command } = (error ?? {}) as { responseCode?: number; response?: string; command?: string };
  const failure = (outcome: SendOutcome, reason: string) => new SendFailure(outcome, reason, { cause: error });
  if (responseCode === undefined) return handedOver ? failure("unknown", "no answer") : failure("no-server", "no connection");
  const enhanced = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(response ?? "")?.[1];
  const reason = enhanced ? `${responseCode} ${enhanced}` : String(responseCode);
  const ofThisMail = command === "RCPT TO" || command === "DATA";
  if (!ofThisMail) return failure("no-server", reason);
  // 552 at a recipient is a full mailbox, to be treated as 452 (RFC 5321, 4.5.3.1.10). 421 is the server's own trouble.
  if (responseCode >= 500 && responseCode !== 552) return failure("refused", reason);
  return failure(responseCode === 421 ? "no-server" : "put-off", reason);
}
