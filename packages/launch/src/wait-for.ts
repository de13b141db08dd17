/** Asks again and again until the answer is not undefined. @throws after `withinMs` */
export async function waitFor<T>(what: string, withinMs: number, ask: () => Promise<T | undefined>, everyMs = 25): Promise<T> {
  const until = performance.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > until) throw new Error(`${what}: nothing after ${Math.round(withinMs / 1_000)} s`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
