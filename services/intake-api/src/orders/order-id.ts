import { randomFillSync } from "node:crypto";
import { v7 } from "uuid";

/** Random bytes are asked for in stock: one call to the system serves 256 ids. */
const stock = new Uint8Array(16 * 256);
let used = stock.length;

/** A UUID of version 7 (RFC 9562): ids of orders that were accepted one after the other lie beside each other in an index. */
export function orderIdAt(at: Date): string {
  if (used === stock.length) {
    randomFillSync(stock);
    used = 0;
  }
  const random = stock.subarray(used, used + 16);
  used += 16;
  return v7({ msecs: at.getTime(), random });
}
