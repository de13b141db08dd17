import type { ContractId } from "@saihan/domain";
import type { Day } from "./day.ts";

/** Stable code of a menu, such as `bare-metal-server`. It never changes its meaning and is never used again. */
export type MenuCode = string;

/**
 * What is known when the house is asked whether a menu may be sold to an end user under a child contract. What is absent was not
 * supplied, and counts against the sale wherever a condition asks for it. Only resale is asked: the partner's own use is a direct sale.
 */
export interface Facts {
  /** The child contract that would hold the menu. */
  readonly contractId: ContractId;
  readonly partner: { readonly legalName: string };
  /** The partner's reseller agreement with the provider. */
  readonly agreement?: ResellerAgreement | undefined;
  /** Menus that the parent contract has switched off for its children (sdpf 3.5). */
  readonly switchedOff?: readonly MenuCode[] | undefined;
  /** Present when the question is about a subscription that exists: the instant of its start. Absent for a new sale. */
  readonly inUseSince?: Date | undefined;
  /** Contracts of the partner for other services of the provider, by the service's code. */
  readonly contracts?: Readonly<Record<string, OtherContract>> | undefined;
  /** Answers of the provider's staff for this child contract, by menu. */
  readonly approvals?: Readonly<Record<MenuCode, Approval>> | undefined;
  /** When the end user's name was given to the provider. The name itself is no fact of a rule. */
  readonly endUserNameGivenAt?: Date | undefined;
  readonly colocation?: Colocation | undefined;
  /** When the partner accepted a licensor's terms, by the code of the terms. */
  readonly acceptedTerms?: Readonly<Record<string, Date>> | undefined;
  /** Software that the partner developed or bought elsewhere and runs on the menu. */
  readonly ownSoftware?: { readonly runs: boolean; readonly licencesChecked?: boolean } | undefined;
}

export interface ResellerAgreement {
  readonly id: string;
  /** First day in force. */
  readonly from: Day;
  /** First day no longer in force. */
  readonly to?: Day | undefined;
  /** Menus that the agreement names. */
  readonly names: readonly MenuCode[];
  /** When the contractor's name and address were given to a third party, by the party's name. */
  readonly contractorGivenTo?: Readonly<Record<string, Date>> | undefined;
}

export interface OtherContract {
  readonly number?: string | undefined;
  /** The legal name in which the contract stands. */
  readonly legalName?: string | undefined;
}

export interface Approval {
  readonly decision: "approved" | "refused";
  readonly at: Date;
}

/** コロケーション接続の注意点, as facts. */
export interface Colocation {
  /** First day of the partner's contract with the provider for the rack. */
  readonly rackContractedFrom?: Day | undefined;
  /** Who looks after the rack or the equipment in it. Unknown is treated like the end user, who asks for more. */
  readonly managedBy?: "partner" | "end-user" | undefined;
  readonly consents?: readonly Consent[] | undefined;
  /** The visit for the opening work. */
  readonly visit?: Visit | undefined;
}

export const consentTopics = ["rack-work", "direct-contact", "provider-name"] as const;
/**
 * `rack-work`: the provider's people work inside the rack. `direct-contact`: the service desk and the end user speak directly while
 * such work goes on, and only then. `provider-name`: they act towards the end user in the provider's name.
 */
export type ConsentTopic = (typeof consentTopics)[number];

export interface Consent {
  readonly to: ConsentTopic;
  readonly by: "partner" | "end-user";
  readonly at: Date;
}

export interface Visit {
  readonly endUserAttends?: boolean | undefined;
  readonly contactName?: string | undefined;
  /** Telephone number or mail address of the contact. */
  readonly contactAddress?: string | undefined;
  readonly at?: Date | undefined;
  /** Where the people meet. */
  readonly place?: string | undefined;
}
