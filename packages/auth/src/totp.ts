import { generateSecret, generateURI, verifySync } from "otplib";
import encodeQr from "qr";

/** RFC 6238 as Google Authenticator does it: SHA-1, 6 digits, 30 s. 160-bit secrets, base32. */
export function makeTotpSecret(): string {
  return generateSecret({ length: 20 });
}

/** The text of the QR code. @param label for a user: the econ number of the contract */
export function totpUri(secret: string, label: string, issuer = "Saihan"): string {
  return generateURI({ strategy: "totp", issuer, label, secret });
}

/** The text as a QR code: an SVG image. */
export function qrOf(text: string): string {
  return encodeQr(text, "svg", { ecc: "medium", border: 2 });
}

/**
 * The time step that a code belongs to, if it is right now: the current step or the one before it, never one to come, and
 * never a step up to `lastStep`. The caller stores the step so that the code works once.
 */
export function totpStep(secret: string, code: string, lastStep: number, now: Date): number | undefined {
  if (!/^[0-9]{6}$/.test(code)) return undefined;
  try {
    const result = verifySync({
      secret,
      token: code,
      epoch: Math.floor(now.getTime() / 1_000),
      epochTolerance: [30, 0],
      afterTimeStep: lastStep,
    });
    return result.valid && "timeStep" in result ? result.timeStep : undefined;
  } catch {
    return undefined;
  }
}
