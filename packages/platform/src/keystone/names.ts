import { createHash } from "node:crypto";
import type { NewObject } from "../platform.ts";

/**
 * What the house's objects are called in Keystone, and which attributes of its own they carry. Keystone keeps attributes that
 * it does not know; they are how an object is recognised as the house's, and as made by a certain request.
 */
export interface Marks {
  saihan_token: string;
  saihan_contract?: string;
  saihan_tenant?: string;
  saihan_user?: string;
  saihan_region?: string;
  /** The tenant's name as it was given. */
  saihan_name?: string;
  /** The description as it was given. */
  saihan_description?: string;
}

/** Keystone's word for the kind, and the resource's collection. */
export const collections = { domain: "domains", project: "projects", user: "users" } as const;

/**
 * The name that fences: Keystone allows one domain of a name, and one project or user of a name in a domain. Contract and user
 * numbers are handed out once and never again.
 */
export function nameOf(object: NewObject): string {
  switch (object.kind) {
    case "domain":
      return object.contractId;
    case "project":
      return projectName(object.name);
    case "user":
      return object.userId;
  }
}

/** The body of the request that makes the object. */
export function bodyOf(object: NewObject): Record<string, object> {
  return { [object.kind]: { name: nameOf(object), ...attributesOf(object) } };
}

function attributesOf(object: NewObject): Marks & Record<string, string> {
  const saihan_token = object.clientToken;
  switch (object.kind) {
    case "domain":
      return { saihan_token, saihan_contract: object.contractId, ...described(object.description) };
    case "project":
      return {
        saihan_token,
        saihan_tenant: object.tenantId,
        saihan_region: object.region,
        saihan_name: object.name,
        domain_id: object.domainId,
        ...described(object.description),
      };
    case "user":
      return { saihan_token, saihan_user: object.userId, domain_id: object.domainId };
  }
}

/**
 * A description for people's eyes, and beside it the exact text. Keystone keeps its own fields in columns that on many
 * clouds cannot hold characters beyond U+FFFF, such as 𠮷; there they stand as 〓, the printer's mark for a missing type.
 * What Keystone does not know it keeps as JSON in ASCII, where every character survives.
 */
export function described(text: string): { description: string; saihan_description: string } {
  return { description: text.replaceAll(/[\u{10000}-\u{10ffff}]/gu, "〓"), saihan_description: text };
}

const plainName = /^[0-9A-Za-z@._-]{1,64}$/;

/**
 * A project's name: the tenant's own when it is plain and short enough, else a readable rest of it with a digest of the
 * whole. Two names that differ by more than case give two names that differ by more than case; Keystone on MySQL takes
 * names that differ by case for the same, and so does the house.
 */
export function projectName(tenantName: string): string {
  const exact = tenantName.normalize("NFC");
  if (plainName.test(exact)) return exact;
  const digest = createHash("sha256").update(exact.toLowerCase()).digest("hex").slice(0, 16);
  const rest = exact.replaceAll(/[^0-9A-Za-z@._-]+/g, "-").slice(0, 64 - 1 - digest.length);
  return `${rest}~${digest}`;
}
