/** For how long a primary has had something that its replica has not, by one clock. */
export interface Lag {
  /** Where the primary was seen, as Postgres writes positions: `0/16B3748`. */
  primaryAt(position: string): void;
  replicaAt(position: string): void;
  /** Milliseconds; grows while the replica is not seen to come on. */
  ms(): number;
}

/** Where the primary was and when; what the replica has passed is forgotten. */
export function lagOf(clock: () => number): Lag {
  let ahead: { position: bigint; at: number }[] = [];
  return {
    primaryAt: (text) => {
      const position = positionOf(text);
      if (position > (ahead.at(-1)?.position ?? -1n)) ahead.push({ position, at: clock() });
      // The oldest tells the lag; of those between, few are enough to tell it when the replica comes on again.
      if (ahead.length > 1_000) ahead = ahead.filter((_, n) => n % 2 === 0 || n === ahead.length - 1);
    },
    replicaAt: (text) => {
      const position = positionOf(text);
      ahead = ahead.filter((mark) => mark.position > position);
    },
    ms: () => (ahead[0] ? clock() - ahead[0].at : 0),
  };
}

/** A position in Postgres's log of changes as one number: two hexadecimal halves of 32 bits. */
function positionOf(text: string): bigint {
  const [high = "0", low = "0"] = text.split("/");
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`);
}
