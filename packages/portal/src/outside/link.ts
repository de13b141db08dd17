/**
 * The token of the mail's link, which stands after the # and so is never sent with an address. It must not stay in the address bar or the
 * history, either.
 */
export const linkToken = location.hash.slice(1);

history.replaceState(null, "", location.pathname);
// Another link of the same page, opened in its place, changes nothing but what is after the #.
addEventListener("hashchange", () => location.reload());
