import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyFacts, anyInstant, anyMenu } from "../test/facts.ts";
import { exampleFacts } from "./condition.ts";
import { addDays, jstDay, startOfDay } from "./day.ts";
import { dueOn, reminderOn } from "./due.ts";
import { type Duty, type DutyState, dutiesOf, dutyState, settleDuty } from "./duties.ts";
import { programmeMenus } from "./programme.ts";

const jst = (text: string) => new Date(`${text}+09:00`);
const facts = { ...exampleFacts, agreement: { id: "agreement-1", from: "2020-04-01", names: ["wasabi-object-storage"] } };

function dutyOf(code: string, at: Date): Duty {
  const menu = programmeMenus.find((m) => m.code === code);
  const [duty] = menu ? dutiesOf(menu, facts, at) : [];
  if (!duty) throw new Error(`${code} leaves no duty`);
  return duty;
}

describe("what a sale leaves behind", () => {
  test.each([
    ["oracle", "END_USER_NAME_ON_ORDER", "caller", "2026-12-28", "END_USER_NAME_ON_ORDER:oracle:econ0000000001"],
    [
      "anonymisation-software",
      "END_USER_NAME_NEXT_MONTH",
      "caller",
      "2027-01-04",
      "END_USER_NAME_NEXT_MONTH:anonymisation-software:econ0000000001",
    ],
    [
      "wasabi-object-storage",
      "CONTRACTOR_TOLD_TO_PARTY",
      "operations",
      "2026-12-28",
      "CONTRACTOR_TOLD_TO_PARTY:Wasabi:agreement-1",
    ],
  ])("%s: %s, turn of %s, due on %s", (menu, code, turn, due, key) => {
    const at = jst("2026-12-28T10:00:00");
    expect(dutyOf(menu, at)).toEqual({ key, code, menu, contractId: "econ0000000001", turn, arisesAt: at, dueOn: due });
  });

  test("no menu but these three leaves a duty", () => {
    const leaving = programmeMenus.filter((menu) => dutiesOf(menu, facts, jst("2026-04-10T12:00:00")).length > 0);
    expect(leaving.map(({ code }) => code)).toEqual(["wasabi-object-storage", "oracle", "anonymisation-software"]);
  });
});

describe("the reminder", () => {
  test.each([
    ["anonymisation-software", "2026-04-10T12:00:00", "2026-05-01", "2026-04-27", "three business days before, over Showa Day"],
    ["anonymisation-software", "2026-04-30T12:00:00", "2026-05-01", "2026-04-30", "sold later than that: at once"],
    ["anonymisation-software", "2026-12-01T00:00:00", "2027-01-04", "2026-12-24", "before the turn of the year"],
    ["oracle", "2026-04-10T12:00:00", "2026-04-10", "2026-04-10", "due the same day: at once"],
    ["oracle", "2026-04-11T12:00:00", "2026-04-11", "2026-04-11", "on a Saturday too"],
  ])("%s sold %s, due %s: %s, %s", (menu, sold, due, reminder) => {
    const duty = dutyOf(menu, jst(sold));
    expect([duty.dueOn, reminderOn(duty)]).toEqual([due, reminder]);
  });

  test("follows the policy of the due day", () => {
    const policies = [
      { from: "2020-01-01", businessDaysBefore: 3 },
      { from: "2026-06-01", businessDaysBefore: 1 },
      { from: "2027-01-01", businessDaysBefore: 0 },
    ];
    expect(reminderOn(dutyOf("anonymisation-software", jst("2026-04-10T12:00:00")), policies)).toBe("2026-04-27");
    expect(reminderOn(dutyOf("anonymisation-software", jst("2026-05-10T12:00:00")), policies)).toBe("2026-05-29");
    expect(reminderOn(dutyOf("anonymisation-software", jst("2026-12-10T12:00:00")), policies)).toBe("2027-01-04");
  });
});

describe("how a duty stands", () => {
  const duty = dutyOf("anonymisation-software", jst("2026-04-10T12:00:00"));
  const settled = (as: "done" | "withdrawn", at: string): Duty => ({
    ...duty,
    settled: { as, at: jst(at), by: "op-1", grounds: "letter 12" },
  });

  test.each<[string, Duty, string, DutyState]>([
    ["when it arises", duty, "2026-04-10T12:00:00", "open"],
    ["the last moment before the reminder", duty, "2026-04-26T23:59:59.999", "open"],
    ["on the day of the reminder", duty, "2026-04-27T00:00:00", "due-soon"],
    ["the last moment of the due day", duty, "2026-05-01T23:59:59.999", "due-soon"],
    ["the first moment after", duty, "2026-05-02T00:00:00", "overdue"],
    ["done before", settled("done", "2026-04-20T09:00:00"), "2026-06-01T00:00:00", "done"],
    ["done in the last moment", settled("done", "2026-05-01T23:59:59.999"), "2026-06-01T00:00:00", "done"],
    ["done too late", settled("done", "2026-05-02T00:00:00"), "2026-06-01T00:00:00", "done-late"],
    ["looked at before it was done", settled("done", "2026-05-20T00:00:00"), "2026-05-10T00:00:00", "overdue"],
    ["withdrawn", settled("withdrawn", "2026-05-20T00:00:00"), "2026-06-01T00:00:00", "withdrawn"],
  ])("%s", (_, it, now, state) => expect(dutyState(it, jst(now))).toBe(state));

  test.each([
    ["done", "receipt 7", { ok: true }],
    ["withdrawn", "the order failed", { ok: true }],
    ["done", " ", { ok: false, code: "DUTY_GROUNDS_MISSING" }],
    ["withdrawn", "", { ok: false, code: "DUTY_GROUNDS_MISSING" }],
  ] as const)("settling it as %s with grounds '%s'", (as, grounds, expected) => {
    expect(settleDuty(duty, { as, grounds, at: jst("2026-04-20T00:00:00"), by: "op-1" })).toMatchObject(expected);
  });

  test("it is settled once", () => {
    const again = settleDuty(settled("done", "2026-04-20T09:00:00"), {
      as: "withdrawn",
      grounds: "a slip",
      at: jst("2026-04-21T00:00:00"),
      by: "op-1",
    });
    expect(again).toMatchObject({ ok: false, code: "DUTY_SETTLED", variables: { state: "done" } });
  });
});

describe("whatever is sold and whenever", () => {
  test("the reminder comes no earlier than the duty and no later than its due day", () => {
    fc.assert(
      fc.property(anyMenu, anyFacts, anyInstant, (menu, known, at) => {
        for (const duty of dutiesOf(menu, known, at)) {
          const reminder = reminderOn(duty);
          expect(reminder >= jstDay(at) && reminder <= duty.dueOn).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("an unsettled duty only ever goes from open to due soon to overdue", () => {
    const order: DutyState[] = ["open", "due-soon", "overdue"];
    fc.assert(
      fc.property(anyInstant, fc.constantFrom("oracle", "anonymisation-software"), fc.array(fc.nat(100)), (at, menu, days) => {
        const duty = dutyOf(menu, at);
        const seen = days
          .toSorted((a, b) => a - b)
          .map((n) => order.indexOf(dutyState(duty, new Date(at.getTime() + n * 43_200_000))));
        expect(seen).toEqual(seen.toSorted((a, b) => a - b));
        expect(dutyState(duty, startOfDay(addDays(duty.dueOn, 1)))).toBe("overdue");
      }),
    );
  });

  test("the due day never lies before the sale", () => {
    fc.assert(
      fc.property(anyInstant, fc.constantFrom("same-day" as const, "first-business-day-of-next-month" as const), (at, rule) => {
        expect(dueOn(rule, at) >= jstDay(at)).toBe(true);
      }),
    );
  });
});
