import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { MenuControl } from "./menu-control.ts";
import { type ActionAsked, decideSubscriptionAction, type Subscription } from "./subscription.ts";
import { type CarriedOut, recordFailure, recordStep, type SubscriptionEvent, usageSpans } from "./subscription-events.ts";

const contract = { id: "econ0000000001", kind: "child", state: "active" } as const;
const allOn: MenuControl = { revision: 0, off: [], futureMenus: "on" };
const ordered: Subscription = {
  id: "sub-1",
  contractId: contract.id,
  tenantId: "0".repeat(32),
  menu: "block-storage",
  name: "disk",
  state: "provisioning",
  confirmed: "none",
  orderedPlan: "p1",
  openOrderId: "o-0",
};
const on = (day: number, hour = 0) => new Date(Date.UTC(2026, 3, day, hour));

/** A subscription with its events, driven from outside like the house drives it. */
class Life {
  now = ordered;
  readonly events: SubscriptionEvent[] = [];
  readonly pending: CarriedOut[] = [{ orderId: "o-0", step: "start", plan: "p1" }];

  accept(asked: ActionAsked): boolean {
    const decision = decideSubscriptionAction(this.now, asked, contract, allOn);
    if (!decision.ok) return false;
    this.now = decision.subscription;
    const { orderId } = asked;
    this.pending.push(
      asked.action === "change-plan" ? { orderId, step: asked.action, plan: asked.plan } : { orderId, step: asked.action },
    );
    return true;
  }

  carryOut(at: Date): void {
    const step = this.pending.shift();
    if (!step) return;
    const recorded = recordStep(this.now, this.events, step, at);
    if (!recorded.ok) throw new Error(recorded.code);
    this.now = recorded.subscription;
    if (recorded.event) this.events.push(recorded.event);
  }

  /** The first order fails, and with it those that waited for it. */
  fail(): void {
    for (const { orderId } of this.pending.splice(0)) this.now = recordFailure(this.now, orderId);
  }
}

function started(): Life {
  const life = new Life();
  life.carryOut(on(1));
  return life;
}

describe("a month of a subscription", () => {
  const life = started();
  life.accept({ orderId: "o-1", action: "change-plan", plan: "p2" });
  life.carryOut(on(5));
  life.accept({ orderId: "o-2", action: "stop" });
  life.carryOut(on(10));
  life.accept({ orderId: "o-3", action: "resume" });
  life.carryOut(on(12));
  life.accept({ orderId: "o-4", action: "end" });
  life.carryOut(on(20));

  test("is told by its events", () => {
    expect(life.events.map(({ sequence, kind, orderId, at }) => [sequence, kind, orderId, at.getUTCDate()])).toEqual([
      [1, "started", "o-0", 1],
      [2, "plan-changed", "o-1", 5],
      [3, "stopped", "o-2", 10],
      [4, "resumed", "o-3", 12],
      [5, "ended", "o-4", 20],
    ]);
    expect(life.events[1]).toMatchObject({ before: "p1", plan: "p2" });
    expect(life.now).toMatchObject({ id: "sub-1", state: "ended", confirmed: "ended" });
  });

  test.each([
    ["the whole", 30, ["p1 running 1-5", "p2 running 5-10", "p2 stopped 10-12", "p2 running 12-20"]],
    ["as seen on the 11th", 11, ["p1 running 1-5", "p2 running 5-10", "p2 stopped 10-11"]],
    ["as seen on the 1st, at the start itself", 1, []],
  ])("its stretches: %s", (_, until, expected) => {
    const spans = usageSpans(life.events.toReversed(), on(until));
    const told = spans.map(
      ({ plan, running, from, to }) => `${plan} ${running ? "running" : "stopped"} ${from.getUTCDate()}-${to.getUTCDate()}`,
    );
    expect(told).toEqual(expected);
  });
});

describe("recording", () => {
  test("a step that was recorded before changes nothing", () => {
    const life = started();
    const again = recordStep(life.now, life.events, { orderId: "o-0", step: "start", plan: "p1" }, on(2));
    expect(again).toEqual({ ok: true, subscription: life.now });
  });

  test("an instant before the last event is refused, the same instant is not", () => {
    const life = started();
    life.accept({ orderId: "o-1", action: "stop" });
    const stop: CarriedOut = { orderId: "o-1", step: "stop" };
    expect(recordStep(life.now, life.events, stop, new Date(on(1).getTime() - 1))).toMatchObject({
      code: "SUBSCRIPTION_EVENT_OUT_OF_ORDER",
    });
    expect(recordStep(life.now, life.events, stop, on(1))).toMatchObject({ ok: true, event: { sequence: 2, kind: "stopped" } });
  });

  test.each<[Subscription["confirmed"], CarriedOut["step"], boolean]>([
    ["none", "start", true],
    ["none", "stop", false],
    ["none", "end", false],
    ["active", "start", false],
    ["active", "change-plan", true],
    ["active", "stop", true],
    ["active", "resume", false],
    ["active", "end", true],
    ["stopped", "change-plan", false],
    ["stopped", "stop", false],
    ["stopped", "resume", true],
    ["stopped", "end", true],
    ["ended", "start", false],
    ["ended", "resume", false],
    ["ended", "end", false],
  ])("when %s is confirmed, %s: %s", (confirmed, step, fits) => {
    const done = step === "start" || step === "change-plan" ? { orderId: "o-9", step, plan: "p2" } : { orderId: "o-9", step };
    const recorded = recordStep({ ...ordered, confirmed }, [], done, on(3));
    expect(recorded.ok ? "ok" : recorded.code).toBe(fits ? "ok" : "SUBSCRIPTION_STATE_FORBIDS");
  });

  test("while a later order waits, the state stays that of the later one", () => {
    const life = new Life();
    life.accept({ orderId: "o-1", action: "change-plan", plan: "p2" });
    life.accept({ orderId: "o-2", action: "stop" });
    life.carryOut(on(1));
    expect(life.now).toMatchObject({ state: "stopping", confirmed: "active", plan: "p1", orderedPlan: "p2" });
    life.carryOut(on(2));
    expect(life.now).toMatchObject({ state: "stopping", plan: "p2" });
    life.carryOut(on(3));
    expect(life.now).toMatchObject({
      state: "stopped",
      confirmed: "stopped",
      plan: "p2",
      orderedPlan: "p2",
      openOrderId: undefined,
    });
  });
});

describe("an order that fails", () => {
  test("a start: the subscription has failed, and no event is left", () => {
    const life = new Life();
    life.fail();
    expect(life.now).toMatchObject({ state: "failed", confirmed: "none" });
    expect(usageSpans(life.events, on(30))).toEqual([]);
  });

  test("a start with an end behind it fails as well", () => {
    const life = new Life();
    life.accept({ orderId: "o-1", action: "end" });
    life.fail();
    expect(life.now.state).toBe("failed");
  });

  test("a change of plan: the plan in force stands", () => {
    const life = started();
    life.accept({ orderId: "o-1", action: "change-plan", plan: "p2" });
    life.fail();
    expect(life.now).toMatchObject({ state: "active", plan: "p1", orderedPlan: "p1" });
  });

  test.each([
    ["stop", "active"],
    ["end", "active"],
  ] as const)("%s: it is still %s", (action, state) => {
    const life = started();
    life.accept({ orderId: "o-1", action });
    life.fail();
    expect(life.now.state).toBe(state);
  });

  test("a resumption: it is still stopped", () => {
    const life = started();
    life.accept({ orderId: "o-1", action: "stop" });
    life.carryOut(on(2));
    life.accept({ orderId: "o-2", action: "resume" });
    life.fail();
    expect(life.now.state).toBe("stopped");
  });
});

describe("whatever is ordered, carried out or fails", () => {
  const act = fc.record({
    what: fc.constantFrom("change-plan", "stop", "resume", "end", "carry out", "carry out", "carry out", "fail"),
    plan: fc.constantFrom("p1", "p2", "p3"),
    ms: fc.nat(3),
  });

  test("the id stays, stretches join without a gap, and what is at rest is what is confirmed", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
        const life = new Life();
        let at = on(1);
        for (const [n, { what, plan, ms }] of acts.entries()) {
          at = new Date(at.getTime() + ms);
          if (what === "carry out") life.carryOut(at);
          else if (what === "fail") life.fail();
          else
            life.accept(
              what === "change-plan" ? { orderId: `o-${n + 1}`, action: what, plan } : { orderId: `o-${n + 1}`, action: what },
            );
        }
        while (life.pending.length > 0) life.carryOut(at);

        const { now, events } = life;
        seen.add(now.state);
        expect([now.id, now.openOrderId]).toEqual(["sub-1", undefined]);
        expect(now.state).toBe(now.confirmed === "none" ? "failed" : now.confirmed);
        expect(now.plan ?? "never started").toBe(now.confirmed === "none" ? "never started" : now.orderedPlan);
        expect(new Set(events.map(({ orderId }) => orderId)).size).toBe(events.length);
        expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, n) => n + 1));

        const until = new Date(at.getTime() + 1000);
        const spans = usageSpans(events, until);
        const total = spans.reduce((sum, { from, to }) => sum + to.getTime() - from.getTime(), 0);
        const first = events.at(0)?.at ?? until;
        const last = events.at(-1);
        const end = last?.kind === "ended" ? last.at : until;
        expect(total).toBe(end.getTime() - first.getTime());
        expect(spans.slice(1).map(({ from }) => from)).toEqual(spans.slice(0, -1).map(({ to }) => to));
        expect(spans.every(({ from, to }) => from < to)).toBe(true);
      }),
      { numRuns: 1500 },
    );
    expect([...seen].sort()).toEqual(["active", "ended", "failed", "stopped"]);
  });
});
