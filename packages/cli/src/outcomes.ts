/** An order, or a row of many, ended without success. */
export class OrderFailed extends Error {
  override readonly name = "OrderFailed";
}

/** What was watched had not ended when --within was over. It goes on. */
export class StillGoing extends Error {
  override readonly name = "StillGoing";
}
