import { Action, type Props, type Values } from "../kit/action.tsx";
import { api, type Shape } from "../session/api.ts";
import { ordered } from "./followed.ts";

export type Sender = Pick<typeof api, "post" | "patch" | "delete">;

/** Asks the same and places nothing; the answer tells no more than that it would be accepted. */
const onlyAsking = {
  post: (...asked: Parameters<typeof api.post>) => api.validate("post", ...asked),
  patch: (...asked: Parameters<typeof api.patch>) => api.validate("patch", ...asked),
  delete: (...asked: Parameters<typeof api.delete>) => api.validate("delete", ...asked),
} as unknown as Sender;

interface OrderProps extends Omit<Props, "run" | "check" | "after"> {
  /** Sends the order by `send`, and by nothing else: so it can be asked for and placed in the same words. */
  place: (send: Sender, values: Values) => Promise<{ order: Shape["Order"] }>;
}

/** An order: whether it would be accepted is known before it is placed, and it is followed once it is. */
export function OrderAction({ place, ...action }: OrderProps) {
  return <Action {...action} check={(values) => place(onlyAsking, values)} run={(values) => ordered(place(api, values))} />;
}
