/**
 * What a text field may hold. The rules are ours where the programme names none; each stands here once.
 */

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this refuses
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufffe\uffff]/;
/** Characters that turn the direction of text round and so can disguise it. */
const direction = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/** A name that people read: trimmed, NFC, 1 to `max` characters, no control or direction characters. */
export function isDisplayText(text: string, max: number): boolean {
  return (
    text.length > 0 &&
    [...text].length <= max &&
    text === text.normalize("NFC").trim() &&
    !control.test(text) &&
    !direction.test(text) &&
    !/\p{Surrogate}/u.test(text)
  );
}

/** A message of several lines: 1 to `max` characters, not only space; line ends and tabs are the only control characters. */
export function isMessageText(text: string, max: number): boolean {
  const plain = text.replaceAll(/[\n\t]/g, " ");
  return (
    [...text].length <= max &&
    text.trim() !== "" &&
    !control.test(plain) &&
    !direction.test(plain) &&
    !/\p{Surrogate}/u.test(text)
  );
}

/** お客様番号: 6 to 50 half-width alphanumerics (sdpf section 1). The partner's own key, not unique. */
export const customerNumberPattern = /^[0-9A-Za-z]{6,50}$/;

/** Names of a contract's labels: the partner's own words, on which rules of contract groups can rest. */
export const labelNamePattern = /^[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?$/;
/** Labels of one contract. */
export const maxLabels = 20;

/** Login ids are unique over the service without regard to case. 3 to 128 characters. */
export const loginIdPattern = /^[0-9A-Za-z][0-9A-Za-z@._+-]{2,127}$/;

/** Names of tenants are unique over the service (sdpf section 1). 1 to 64 characters. */
export const tenantNamePattern = /^[0-9A-Za-z][0-9A-Za-z@._-]{0,63}$/;

export const regionPattern = /^[a-z]{2}[0-9]{1,2}$/;
