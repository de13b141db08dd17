/**
 * The envelope's sender of one mail: the address for reports with the mail's id in it, so a report is tied to its mail even if nothing of
 * the mail comes back with it. The id cannot be guessed.
 */
export function bounceAddressOf(bouncesTo: string, mailId: string): string {
  const at = bouncesTo.lastIndexOf("@");
  return `${bouncesTo.slice(0, at)}+${mailId.replaceAll("-", "")}${bouncesTo.slice(at)}`;
}

/** @returns the mail's id, or undefined where the address is none of ours */
export function mailIdOfBounceAddress(address: string, bouncesTo: string): string | undefined {
  const [plain, at] = [address.trim().toLowerCase(), bouncesTo.lastIndexOf("@")];
  const [before, after] = [`${bouncesTo.slice(0, at)}+`.toLowerCase(), bouncesTo.slice(at).toLowerCase()];
  if (!plain.startsWith(before) || !plain.endsWith(after)) return undefined;
  const hex = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/.exec(
    plain.slice(before.length, -after.length),
  );
  return hex?.slice(1).join("-");
}
