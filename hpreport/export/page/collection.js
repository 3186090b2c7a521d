"use strict";
/* the box finds what has all of its words: reports by title, terms and headings by their own words and the title */
const MOST = 200;
const box = document.getElementById("box");
const told = document.getElementById("told");
const found = document.getElementById("found");
const reports = document.getElementById("reports");
const fold = (text) => text.normalize("NFKC").toLowerCase();
const things = [];
for (const report of JSON.parse(document.getElementById("data").textContent)) {
  const title = fold(report.title);
  things.push({ kind: 0, words: title, own: title, href: report.page, text: report.title, of: "" });
  for (const [kind, list] of [[1, report.terms], [2, report.headings]]) {
    for (const [text, anchor] of list) {
      const own = fold(text);
      things.push({ kind, own, words: `${own} ${title}`, href: `${report.page}#${anchor}`, text, of: report.title });
    }
  }
}
const KINDS = ["报告", "名词解释", "章节"];
const find = () => {
  const words = fold(box.value).split(/\s+/).filter(Boolean);
  found.hidden = !words.length;
  reports.hidden = words.length > 0;
  told.textContent = "";
  found.replaceChildren();
  if (!words.length) return;
  const hits = things.filter((thing) => words.every((word) => thing.words.includes(word)) && words.some((word) => thing.own.includes(word)));
  hits.sort((a, b) => a.kind - b.kind);
  for (const hit of hits.slice(0, MOST)) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = hit.href;
    link.textContent = hit.text;
    const note = document.createElement("small");
    note.textContent = hit.kind ? ` ${KINDS[hit.kind]}，${hit.of}` : "";
    item.append(link, note);
    found.append(item);
  }
  told.textContent = hits.length > MOST ? `符合的有 ${hits.length} 条，这里是前 ${MOST} 条` : `符合的有 ${hits.length} 条`;
};
box.hidden = false;
box.addEventListener("input", find);
find();
