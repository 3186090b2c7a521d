"use strict";
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const desk = matchMedia("(min-width: 64rem)");
const touch = matchMedia("(hover: none)");

/* contents: open beside the text, closed above it; the place that is read stands out */
const contents = document.querySelector(".contents");
const summary = contents.querySelector("summary");
const arrange = () => {
  contents.open = desk.matches;
  summary.tabIndex = desk.matches ? -1 : 0;
};
arrange();
desk.addEventListener("change", arrange);
summary.addEventListener("click", (event) => { if (desk.matches) event.preventDefault(); });
contents.addEventListener("click", (event) => { if (event.target.closest("a") && !desk.matches) contents.open = false; });
const entries = new Map(all("a", contents).map((link) => [link.getAttribute("href").slice(1), link]));
const headings = all("h2, h3, h4").filter((heading) => entries.has(heading.id));
let now = null;
const follow = () => {
  const read = headings.filter((heading) => heading.getBoundingClientRect().top < 120).pop();
  const link = read && entries.get(read.id);
  if (link === now) return;
  now?.classList.remove("now");
  link?.classList.add("now");
  now = link;
  if (link && desk.matches) {
    const { top, bottom } = link.getBoundingClientRect();
    if (top < 60 || bottom > innerHeight - 60) contents.scrollTop += top - innerHeight / 3;
  }
};
addEventListener("scroll", follow, { passive: true });
follow();

/* a term shows its explanation: beside it under a mouse or on focus, at the foot of the screen under a finger */
const card = document.getElementById("card");
let shown = null;
const hide = () => {
  card.hidden = true;
  shown?.removeAttribute("aria-describedby");
  shown = null;
};
const show = (term, sheet) => {
  const entry = document.getElementById(term.getAttribute("href").slice(1));
  if (!entry) return;
  hide();
  card.replaceChildren(...[...entry.children].map((part) => part.cloneNode(true)));
  card.className = sheet ? "sheet" : "";
  if (sheet) {
    const link = document.createElement("a");
    link.href = term.getAttribute("href");
    link.textContent = "在名词解释中看";
    card.append(link);
  }
  card.hidden = false;
  card.scrollTop = 0;
  if (!sheet) {
    const at = term.getClientRects()[0];
    const below = at.bottom + card.offsetHeight + 12 < innerHeight || at.top < card.offsetHeight + 12;
    const left = Math.min(at.left, document.documentElement.clientWidth - card.offsetWidth - 16);
    card.style.left = `${Math.max(left, 16) + scrollX}px`;
    card.style.top = `${(below ? at.bottom + 8 : at.top - card.offsetHeight - 8) + scrollY}px`;
  } else {
    card.removeAttribute("style");
  }
  term.setAttribute("aria-describedby", "card");
  shown = term;
};
let leaving = 0;
const stay = () => clearTimeout(leaving);
const leave = () => { stay(); leaving = setTimeout(hide, 180); };
for (const term of all("a.term")) {
  term.addEventListener("mouseenter", () => { if (!touch.matches) { stay(); show(term, false); } });
  term.addEventListener("mouseleave", () => { if (!touch.matches) leave(); });
  term.addEventListener("focus", () => { if (!touch.matches) { stay(); show(term, false); } });
  term.addEventListener("blur", () => { if (!touch.matches) leave(); });
  term.addEventListener("click", (event) => {
    if (touch.matches) { event.preventDefault(); show(term, true); } else hide();
  });
}
card.addEventListener("mouseenter", stay);
card.addEventListener("mouseleave", leave);
card.addEventListener("click", (event) => { if (event.target.closest("a")) hide(); });
addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
addEventListener("click", (event) => { if (!event.target.closest("#card, a.term")) hide(); });

/* tables: a click on a heading sorts, a second one the other way, a third as it was */
for (const table of all("table")) {
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const heads = [...table.tHead.rows[0].cells];
  const value = (row, at) => {
    const cell = row.cells[at];
    return cell.dataset.sort === undefined ? cell.textContent : cell.dataset.sort === "" ? null : Number(cell.dataset.sort);
  };
  const compare = (a, b) => (typeof a === "number" ? a - b : a.localeCompare(b, "zh-CN", { numeric: true }));
  heads.forEach((head, at) => {
    if (head.dataset.plain !== undefined) return;
    const button = document.createElement("button");
    button.append(...head.childNodes);
    head.append(button);
    const first = head.dataset.first ?? "ascending";
    const second = first === "ascending" ? "descending" : "ascending";
    button.addEventListener("click", () => {
      const order = { [first]: second, [second]: "" }[head.getAttribute("aria-sort")] ?? first;
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      if (order) head.setAttribute("aria-sort", order);
      const sign = order === "descending" ? -1 : 1;
      const sorted = order ? [...rows].sort((one, other) => {
        const a = value(one, at), b = value(other, at);
        return a === null || b === null ? (a === null) - (b === null) : sign * compare(a, b);
      }) : rows;
      body.append(...sorted);
    });
  });
}

/* a box above a list keeps what has all of its words */
for (const box of all(".filter")) {
  const items = all("tbody tr, .entry, li", box.parentElement);
  const count = box.nextElementSibling;
  const whole = count.textContent;
  box.hidden = false;
  box.addEventListener("input", () => {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    let kept = 0;
    for (const item of items) {
      if (item.closest(".entry") !== item && item.closest(".entry")) continue;
      item.hidden = !words.every((word) => item.textContent.toLowerCase().includes(word));
      kept += !item.hidden;
    }
    count.textContent = words.length ? `符合的有 ${kept} 条` : whole;
  });
}
addEventListener("beforeprint", hide);
