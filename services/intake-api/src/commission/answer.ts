import { decidePaymentStatement } from "@saihan/billing";
import { statementContentOf } from "@saihan/closing";
import {
  type CallerScope,
  type Db,
  findPaymentStatement,
  insertAuditEntries,
  insertPaymentStatementEvent,
  listPaymentStatementEvents,
  lockCommission,
  transaction,
} from "@saihan/db";
import { deskLanguage, no, type Rejection } from "@saihan/domain";
import { enqueueMail } from "@saihan/queues";
import { type Answer, ok } from "../operation.ts";
import { wholeStatementView } from "./view.ts";

/** Answers a payment statement, or settles it; the deadline and what was said before decide whether that is possible. */
export function movePaymentStatement(
  from: { db: Db; now: () => Date; scope: CallerScope; requestId: string | undefined },
  number: string,
  move: { to: "confirmed" | "objected" | "paid" | "void"; reason?: string },
): Promise<Answer | Rejection> {
  const { partnerId, actor } = from.scope;
  return transaction(from.db, from.scope, async (tx): Promise<Answer | Rejection> => {
    await lockCommission(tx, partnerId);
    const at = from.now();
    const [row] = await findPaymentStatement(tx, partnerId, number);
    if (!row) return no("PAYMENT_STATEMENT_NOT_FOUND", { number: number.slice(0, 64) });
    const deadline = new Date(statementContentOf(row).deadline);
    const decision = decidePaymentStatement({ number, state: row.state, deadline }, move.to, at);
    if (!decision.ok) return decision;
    const reason = move.reason ?? null;
    await insertPaymentStatementEvent(tx, partnerId, number, { state: move.to, at, actor, reason });
    await insertAuditEntries(tx, [
      {
        ...{ partnerId, contractId: partnerId, at, actor, action: `payment-statement.${move.to}`, target: number },
        ...{ before: { state: row.state }, after: { state: move.to } },
        ...(reason === null ? {} : { reason }),
        ...(from.requestId === undefined ? {} : { requestId: from.requestId }),
      },
    ]);
    if (move.to === "objected") {
      const facts = { invoiceNumber: number, invoiceMonth: row.month.slice(0, 7), invoiceDue: row.issueDate };
      const said = (await listPaymentStatementEvents(tx, partnerId, number)).length;
      const about = { partnerId, orderId: null, occasion: `statement ${number} ${said}`, contractId: partnerId, at, facts };
      await enqueueMail(tx, {
        ...{ ...about, template: "desk-statement-objected", desk: "billing", language: deskLanguage },
      }).execute();
    }
    const events = await listPaymentStatementEvents(tx, partnerId, number);
    return ok(200, wholeStatementView({ ...row, state: move.to }, events, at));
  });
}
