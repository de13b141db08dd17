import type { Page } from "playwright-core";

const nameOfFocus = `(() => {
  const at = document.activeElement;
  return (at.getAttribute("aria-label") ?? at.labels?.[0]?.innerText ?? at.innerText ?? "").trim();
})()`;

/** Goes through a page as somebody who has no pointer does. */
export function keysOf(page: Page) {
  const at = async (): Promise<string> => String(await page.evaluate(nameOfFocus));
  const press = (key: string) => page.keyboard.press(key);
  /** By Tab, until what bears this name has the focus. */
  const tabTo = async (name: string): Promise<void> => {
    const passed: string[] = [];
    for (let i = 0; i < 60; i++) {
      await press("Tab");
      const now = await at();
      if (now === name) return;
      passed.push(now);
    }
    throw new Error(`${name} cannot be reached by Tab, which passes ${[...new Set(passed)].join(", ")}`);
  };
  return {
    at,
    press,
    tabTo,
    /** Fills the field of this name. */
    type: async (name: string, text: string) => {
      if ((await at()) !== name) await tabTo(name);
      await press("ControlOrMeta+a");
      await page.keyboard.type(text);
    },
    /** Does what the button or link of this name does. */
    enter: async (name: string) => {
      if ((await at()) !== name) await tabTo(name);
      await press("Enter");
    },
  };
}
