/**
 * National holidays of Japan computed from the law itself, as the second source for the package that the product uses.
 *
 * Act on National Holidays (Act No. 178 of 1948) as it stands for 2016 to 2030, with the special laws for the succession of 2019 and
 * the Olympic Games of 2020 and 2021. The days of the equinoxes are reckoned from their mean drift, which holds for 1980 to 2099.
 */

/** The holidays of a year, `YYYY-MM-DD`, sorted; those that fall on a weekend are among them. @param year 2016 to 2030 */
export function holidaysByLaw(year: number): string[] {
  const named = new Set([...fixed(year), ...mondays(year), ...equinoxes(year), ...once(year)].map((day) => `${year}-${day}`));
  const all = new Set(named);
  for (const day of [...named].sort()) {
    // Article 3 (2): the next day that is not itself a named holiday takes the place of a Sunday.
    if (weekdayOf(day) === 0) {
      let next = after(day, 1);
      while (named.has(next)) next = after(next, 1);
      all.add(next);
    }
    // Article 3 (3): a day between two named holidays is a holiday.
    const between = after(day, 1);
    if (!named.has(between) && named.has(after(day, 2))) all.add(between);
  }
  return [...all].sort();
}

function fixed(year: number): string[] {
  const emperor = year >= 2020 ? ["02-23"] : year <= 2018 ? ["12-23"] : [];
  const mountain = isOlympic(year) ? [] : ["08-11"];
  return ["01-01", "02-11", "04-29", "05-03", "05-04", "05-05", "11-03", "11-23", ...emperor, ...mountain];
}

function mondays(year: number): string[] {
  const everyYear = [nthMonday(year, 1, 2), nthMonday(year, 9, 3)];
  return isOlympic(year) ? everyYear : [...everyYear, nthMonday(year, 7, 3), nthMonday(year, 10, 2)];
}

function equinoxes(year: number): string[] {
  return [`03-${equinoxDay(year, 20_843_100)}`, `09-${equinoxDay(year, 23_248_800)}`];
}

/** The succession of 2019; sea, sports and mountain days moved for the Games. */
function once(year: number): string[] {
  if (year === 2019) return ["05-01", "10-22"];
  if (year === 2020) return ["07-23", "07-24", "08-10"];
  if (year === 2021) return ["07-22", "07-23", "08-08"];
  return [];
}

function isOlympic(year: number): boolean {
  return year === 2020 || year === 2021;
}

/** @param in1980 millionths of a day, counted from the start of the month, in 1980 */
function equinoxDay(year: number, in1980: number): string {
  const years = year - 1980;
  const day = Math.floor((in1980 + 242_194 * years) / 1_000_000) - Math.floor(years / 4);
  return String(day).padStart(2, "0");
}

function nthMonday(year: number, month: number, nth: number): string {
  const weekdayOfFirst = new Date(Date.UTC(year, month - 1, 1)).getUTCDay();
  const day = 1 + ((8 - weekdayOfFirst) % 7) + (nth - 1) * 7;
  return `${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

function after(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}
