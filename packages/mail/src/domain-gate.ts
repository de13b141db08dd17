/** Paces mail by the domain that it goes to, in one process. Instants in milliseconds of any clock that only goes forward. */
export interface DomainGate {
  /**
   * Milliseconds until this mail may go to its domain; 0: now. With a rate, the mail is given a slot of its own, so asked again at that
   * time it goes.
   */
  wait(domain: string, mailId: string): number;
  /** The domain took a mail: what it refused before is forgotten. */
  took(domain: string): void;
  /** The domain asked us to come later (4xx). From the third time in a row on, nothing goes there for a while that doubles. */
  putOff(domain: string): void;
}

export interface Pace {
  /** Mails to one domain in a second; 0: as fast as they come. */
  perSecond: number;
  /** First pause of a domain, milliseconds. */
  firstPauseMs: number;
  longestPauseMs: number;
}

/** One busy mailbox is no reason to keep a whole domain waiting. */
const putOffsBeforePause = 3;
const domainsKept = 10_000;

interface DomainState {
  putOffs: number;
  pausedUntil: number;
  /** When the next mail without a slot may go. */
  nextSlot: number;
  slots: Map<string, number>;
}

export function openDomainGate(pace: Pace, now: () => number): DomainGate {
  const domains = new Map<string, DomainState>();
  const stateOf = (domain: string): DomainState => {
    const known = domains.get(domain);
    if (known) return known;
    if (domains.size >= domainsKept) forgetIdle(domains, now());
    const fresh = { putOffs: 0, pausedUntil: 0, nextSlot: 0, slots: new Map<string, number>() };
    domains.set(domain, fresh);
    return fresh;
  };
  return {
    wait: (domain, mailId) => {
      const [state, at] = [stateOf(domain), now()];
      if (state.pausedUntil > at) return Math.ceil(state.pausedUntil - at);
      if (pace.perSecond === 0) return 0;
      const slot = state.slots.get(mailId) ?? Math.max(at, state.nextSlot);
      if (!state.slots.has(mailId)) state.nextSlot = slot + 1_000 / pace.perSecond;
      if (slot <= at) {
        state.slots.delete(mailId);
        return 0;
      }
      state.slots.set(mailId, slot);
      return Math.ceil(slot - at);
    },
    took: (domain) => {
      stateOf(domain).putOffs = 0;
    },
    putOff: (domain) => {
      const state = stateOf(domain);
      state.putOffs++;
      const doublings = state.putOffs - putOffsBeforePause;
      if (doublings < 0) return;
      const pause = Math.min(pace.longestPauseMs, pace.firstPauseMs * 2 ** Math.min(doublings, 20));
      state.pausedUntil = Math.max(state.pausedUntil, now() + pause);
    },
  };
}

function forgetIdle(domains: Map<string, DomainState>, at: number): void {
  for (const [domain, state] of domains) {
    if (state.pausedUntil <= at && state.nextSlot <= at && state.slots.size === 0) domains.delete(domain);
  }
}
