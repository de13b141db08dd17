import { type Account, type Action, may } from "../session/api.ts";
import type { TextKey } from "../texts/en.ts";

interface Screen {
  path: "/" | "/contracts" | "/account";
  label: TextKey;
  /** What its user must be allowed to do; without, it is for everybody. */
  needs?: [keyof Account["allowed"], Action];
}

const screens: Screen[] = [
  { path: "/", label: "nav.home" },
  { path: "/contracts", label: "nav.contracts", needs: ["own", "contract.list"] },
  { path: "/account", label: "nav.account" },
];

/** The screens that are there for this user, in the order of the menu. */
export function screensFor(me: Account): Screen[] {
  return screens.filter(({ needs }) => needs === undefined || may(me, ...needs));
}
