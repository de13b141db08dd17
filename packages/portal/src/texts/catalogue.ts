import { accountTexts } from "./account.ts";
import { agencyTexts } from "./agency.ts";
import { billingTexts } from "./billing.ts";
import { contractTexts } from "./contracts.ts";
import { frameTexts } from "./frame.ts";
import { homeTexts } from "./home.ts";
import { noticeTexts } from "./notices.ts";
import { orderTexts } from "./orders.ts";
import { outsideTexts } from "./outside.ts";
import { resaleTexts } from "./resale.ts";
import { settingTexts } from "./settings.ts";
import { signInTexts } from "./sign-in.ts";
import { staffTexts } from "./staff.ts";
import { stateTexts } from "./states.ts";
import { supportTexts } from "./support.ts";

/** What the portal says, in English and in Japanese. Texts of problems come from the API. `{name}` is a place for a value. */
export const catalogue = {
  ...frameTexts,
  ...signInTexts,
  ...outsideTexts,
  ...homeTexts,
  ...accountTexts,
  ...contractTexts,
  ...orderTexts,
  ...billingTexts,
  ...agencyTexts,
  ...resaleTexts,
  ...settingTexts,
  ...noticeTexts,
  ...supportTexts,
  ...staffTexts,
  ...stateTexts,
};

export type TextKey = keyof typeof catalogue;
/** What something may be in a word of the catalogue: `state.active` is said of `active`. */
export type StateName = keyof typeof stateTexts extends `state.${infer Name}` ? Name : never;
