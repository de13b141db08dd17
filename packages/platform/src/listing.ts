/** What the platform holds, read for comparison with what it should hold. Ids are the platform's unless named otherwise. */
export interface Listing {
  /** Name of the role that `grant` gives. */
  readonly accessRole: string;
  /** Every domain that the house has made, page by page. @throws PlatformUnavailable when the list cannot be had whole */
  domains(): AsyncIterable<ListedDomain>;
  /** One domain by its id, if it is there and the house has made it. */
  domain(id: string): Promise<ListedDomain | undefined>;
  /** Everything in a domain, also what the house has not made. Empty when the domain is gone. */
  contents(domainId: string): Promise<DomainContents>;
}

export interface ListedDomain {
  id: string;
  contractId: string;
  enabled: boolean;
}

export interface DomainContents {
  projects: readonly ListedObject[];
  users: readonly ListedObject[];
  access: readonly ListedAccess[];
}

export interface ListedObject {
  id: string;
  name: string;
  enabled: boolean;
}

/** One role that someone holds in the domain. */
export interface ListedAccess {
  /** A user, of this domain or another; or a group. */
  holder: { kind: "user" | "group"; id: string };
  /** A project of the domain, or the domain itself. */
  on: { kind: "project" | "domain"; id: string };
  /** The role's name. */
  role: string;
}
