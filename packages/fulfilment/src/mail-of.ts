import type { AnyStatement, ContractRow, OrderRow, Tx } from "@saihan/db";
import type { MailTemplate } from "@saihan/domain";
import { enqueueMail } from "@saihan/queues";

/** The mail that tells of an order's end, unless the partner asked for none. With `link` it carries the first-password link. */
export function mailOf(
  tx: Tx,
  order: OrderRow,
  mail: {
    template: MailTemplate;
    userId: string;
    contract: ContractRow;
    formerAddress?: string;
    facts?: Record<string, string>;
    at: Date;
  },
): AnyStatement[] {
  const { notify } = order.input;
  if (notify === "none") return [];
  return [
    enqueueMail(tx, {
      partnerId: order.partnerId,
      orderId: order.id,
      template: mail.template,
      userId: mail.userId,
      contractId: mail.contract.id,
      language: mail.contract.language,
      facts: { passwordLink: notify === "link", ...mail.facts },
      ...(mail.formerAddress === undefined ? {} : { formerAddress: mail.formerAddress }),
      at: mail.at,
    }),
  ];
}
