import { buildPages, firstLoad } from "@saihan/portal-pages";

/** npm run portal:build: builds the portal's pages when their sources have changed, and says what a first load weighs. */
const began = performance.now();
const built = await buildPages();
console.log(built ? `built in ${((performance.now() - began) / 1_000).toFixed(1)} s` : "nothing has changed");
const files = firstLoad();
for (const { file, bytes } of files.toSorted((a, b) => b.bytes - a.bytes)) {
  console.log(`${(bytes / 1_024).toFixed(1).padStart(8)} KB  ${file}`);
}
const sum = files.reduce((total, { bytes }) => total + bytes, 0);
console.log(`${(sum / 1_024).toFixed(1).padStart(8)} KB  first load, gzip (budget: 250 KB)`);
