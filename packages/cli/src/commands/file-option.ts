import type { OptionOf } from "../command.ts";
import { words } from "../words.ts";

/** Of what is saved. */
export const fileOption: OptionOf = { flags: "--file <path>", says: words.file };
