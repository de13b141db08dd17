import { buildPages } from "@saihan/portal-pages";

/** Builds the portal's pages once, before the files that look at them run side by side. */
export default async function setup(): Promise<void> {
  await buildPages();
}
