/** The pages that are open to everybody: two are reached from mails, one from the sign-in. */
export const outsideAddresses = ["invitation", "set-password", "forgot-password"] as const;
export type OutsideAddress = (typeof outsideAddresses)[number];
