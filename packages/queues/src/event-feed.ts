/** Notified after events of partners were numbered; the payload is the partners' ids. */
export const eventChannel = "saihan_events";
