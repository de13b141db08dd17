// @ts-nocheck: runs in the browser
const list = document.getElementById("list");
const reader = document.getElementById("reader");
const search = document.getElementById("search");
const count = document.getElementById("count");
let mails = [];
let chosen;

const time = new Intl.DateTimeFormat(undefined, { dateStyle: "short", timeStyle: "medium" });

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function draw() {
  const wanted = search.value.trim().toLowerCase();
  const shown = mails.filter((m) => !wanted || [m.subject, m.text, ...m.to, ...m.cc].join("\n").toLowerCase().includes(wanted));
  count.textContent = `${shown.length} of ${mails.length}`;
  list.replaceChildren(
    ...shown.slice(0, 500).map((m) => {
      const button = element("button");
      button.setAttribute("aria-current", String(m.id === chosen));
      button.append(element("div", "subject", m.subject));
      const meta = element("div", "meta");
      meta.append(element("span", "", m.recipients.join(", ")), element("span", "", time.format(new Date(m.at))));
      button.append(meta);
      button.addEventListener("click", () => show(m));
      const item = element("li");
      item.append(button);
      return item;
    }),
  );
}

function show(mail) {
  chosen = mail.id;
  draw();
  const head = element("div", "head");
  head.append(element("h2", "", mail.subject));
  const facts = element("dl");
  for (const [label, value] of [
    ["From", mail.from],
    ["To", mail.to.join(", ")],
    ["Cc", mail.cc.join(", ")],
    ["Delivered to", mail.recipients.join(", ")],
    ["Message-ID", mail.messageId],
    ["Caught", time.format(new Date(mail.at))],
  ]) {
    if (value) facts.append(element("dt", "", label), element("dd", "", value));
  }
  head.append(facts);
  const body = element("div", "body");
  const frame = element("iframe");
  frame.setAttribute("sandbox", "allow-popups");
  frame.title = "HTML part";
  frame.src = `/messages/${mail.id}/html`;
  body.append(element("pre", "", mail.text), frame);
  reader.replaceChildren(head, body);
}

async function refresh() {
  const newest = mails[0]?.id ?? 0;
  try {
    const fresh = await (await fetch(`/api/messages?after=${newest}`)).json();
    if (fresh.length > 0) {
      mails = [...fresh, ...mails];
      draw();
    }
  } finally {
    setTimeout(refresh, 1500);
  }
}

search.addEventListener("input", draw);
draw();
refresh();
