/**
 * Identifiers as the programme writes them (sdpf section 1).
 * Contracts and users carry a number that is handed out once; tenants are 32 hexadecimal digits;
 * orders are UUIDs. All of them are given at intake, before the platform knows of the object.
 */

export type ContractId = string;
export type UserId = string;
export type TenantId = string;
export type OrderId = string;

export const contractIdPattern = /^econ[0-9]{10}$/;
export const userIdPattern = /^ecid[0-9]{10}$/;
export const tenantIdPattern = /^[0-9a-f]{32}$/;
export const orderIdPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** `econ` + 10 digits. @param number 1 to 9,999,999,999, as handed out by the contract sequence */
export function contractId(number: number): ContractId {
  return `econ${tenDigits(number)}`;
}

/** `ecid` + 10 digits. @param number 1 to 9,999,999,999, as handed out by the user sequence */
export function userId(number: number): UserId {
  return `ecid${tenDigits(number)}`;
}

function tenDigits(number: number): string {
  if (!Number.isSafeInteger(number) || number < 1 || number > 9_999_999_999) {
    throw new RangeError(`not a ten-digit number: ${number}`);
  }
  return String(number).padStart(10, "0");
}

/** In place of a partner's id: what belongs to the provider itself and to no partner, such as its own chain of audit entries. */
export const providerId = "provider";
