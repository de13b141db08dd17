/** What the command's exit code says to a script. Stable; in the help and the readme. */
export const exitCodes = {
  done: 0,
  /** A fault of the command itself. */
  fault: 1,
  /** Asked wrongly: unknown command, missing argument, no credential. */
  usage: 2,
  /** The API said no, and the same request will not succeed later. */
  refused: 3,
  /** The API cannot be reached or says that the same request may succeed later. */
  later: 4,
  /** An order that was followed ended without success. */
  orderFailed: 5,
  /** An order had not ended when --within was over. It goes on. */
  stillOpen: 6,
  /** Ctrl-C. */
  interrupted: 130,
} as const;
