import type { Condition, ConditionCode } from "../condition.ts";
import {
  colocationDirectContactConsent,
  colocationProviderNameConsent,
  colocationRackContracted,
  colocationRackWorkConsent,
  colocationVisitArranged,
} from "./colocation.ts";
import { contractorToldToParty, endUserNameNextMonth, endUserNameOnOrder } from "./notification.ts";
import { caseByCase, ownSoftwareChecked, sameLegalNameCondition, separateContract, termsAccepted } from "./paper.ts";
import { agreementNamesMenu, menuSwitchedOn, noNewSales, notResalable, resellerAgreement } from "./sale.ts";

/** Every condition of the programme, one record each. */
export const conditions = {
  RESELLER_AGREEMENT: resellerAgreement,
  MENU_SWITCHED_ON: menuSwitchedOn,
  NOT_RESALABLE: notResalable,
  NO_NEW_SALES: noNewSales,
  AGREEMENT_NAMES_MENU: agreementNamesMenu,
  CONTRACTOR_TOLD_TO_PARTY: contractorToldToParty,
  SAME_LEGAL_NAME: sameLegalNameCondition,
  SEPARATE_CONTRACT: separateContract,
  END_USER_NAME_ON_ORDER: endUserNameOnOrder,
  END_USER_NAME_NEXT_MONTH: endUserNameNextMonth,
  CASE_BY_CASE: caseByCase,
  COLOCATION_RACK_CONTRACTED: colocationRackContracted,
  COLOCATION_RACK_WORK_CONSENT: colocationRackWorkConsent,
  COLOCATION_DIRECT_CONTACT_CONSENT: colocationDirectContactConsent,
  COLOCATION_PROVIDER_NAME_CONSENT: colocationProviderNameConsent,
  COLOCATION_VISIT_ARRANGED: colocationVisitArranged,
  TERMS_ACCEPTED: termsAccepted,
  OWN_SOFTWARE_CHECKED: ownSoftwareChecked,
} as const satisfies { readonly [C in ConditionCode]: Condition<C> };

export const conditionCodes = Object.keys(conditions) as ConditionCode[];
