import { type Db, erasePartner, noteOffboardingClosed, offboardingsUnderWay, single } from "@saihan/db";
import { offboardingStep, providerId } from "@saihan/domain";

/**
 * Moves partners on who are leaving, as far as that needs nobody: notes that their books are closed, and erases their data when its time has come.
 * @returns what was done
 */
export async function advanceOffboardings(options: {
  db: Db;
  now: () => Date;
  actor: string;
}): Promise<{ partnerId: string; did: "closed" | "erased" }[]> {
  const { db, now, actor } = options;
  const at = now();
  const done: { partnerId: string; did: "closed" | "erased" }[] = [];
  for (const one of await single(db, { partnerId: providerId, actor }, (tx) => offboardingsUnderWay(tx))) {
    const { partnerId, unclosed } = one;
    const step = offboardingStep({ ...one, erasedAt: null }, at);
    if (step === "close-books" && unclosed === 0) {
      await single(db, { partnerId, actor }, (tx) => noteOffboardingClosed(tx, partnerId, at));
      done.push({ partnerId, did: "closed" });
    } else if (step === "erase") {
      await single(db, { partnerId, actor }, (tx) => erasePartner(tx, partnerId, at));
      done.push({ partnerId, did: "erased" });
    }
  }
  return done;
}
