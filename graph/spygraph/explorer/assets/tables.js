// The table of statements: the same as the graph, for those who would rather read, sort or listen.

const COLUMNS = [
  ["Case", (claim) => (cases[claim.case] ? cases[claim.case].title : "")],
  ["Statement", (claim) => wordsOf(claim)[0]],
  ["Standing", (claim) => String(rank(claim)).padStart(2, "0")],
  ["Claimed by", (claim) => claim.says],
  ["Date", (claim) => claim.earliest || claim.when || "\uffff"],
  ["Source and words", (claim) => claim.passages.map((passage) => passage.slice(0, 3).join(" ")).join(" ")],
  ["Set against it", (claim) => ((claim.disputes || []).length ? `0${claim.disputes.join()}` : "1")],
];
const sorted = { by: -1, down: false };
const FIRST_SHOWN = 25; // a browser lays out tables slowly, and each selection makes it anew
const ON_PAPER = 60;
let most = FIRST_SHOWN;

function toSelect(claim) {
  const line = claim.lines.find(lineOn);
  if (line) return { line: line.id };
  return claim.nodes.length ? { node: claim.nodes[0] } : { case: claim.case };
}

function row(claim) {
  const cells = [
    cases[claim.case] ? button(cases[claim.case].title, () => choose({ case: claim.case })) : "",
    el("div", {}, ...wordsOf(claim).map((words, index) => el("p", {}, index ? words : button(words, () => { choose(toSelect(claim)); container.scrollIntoView({ block: "nearest" }); })))),
    badge(claim),
    el("div", {}, claim.says, el("span", { class: "owner" }, `${ATTRIBUTION[claim.attribution] || ""}${claim.via ? `, as told by ${claim.via}` : ""}${claim.version ? `. Part of a rival telling: ${claim.version}` : ""}`)),
    claim.when || el("span", { class: "owner" }, "not stated"),
    el("div", {}, ...claim.passages.map(quotation)),
    (claim.disputes || []).length ? el("span", { class: "dispute" }, claim.disputes.join("; ").replace(/-/g, " ")) : el("span", { class: "owner" }, "none recorded"),
  ];
  return el("tr", {}, ...cells.map((cell, index) => el("td", { "data-column": COLUMNS[index][0] }, cell)));
}

function heading([title], index) {
  const by = sorted.by === index;
  const sortBy = () => {
    Object.assign(sorted, { by: index, down: by && !sorted.down });
    renderTable();
    document.querySelectorAll("#statements th button")[index].focus();
  };
  return el("th", { scope: "col", "aria-sort": by ? (sorted.down ? "descending" : "ascending") : "none" }, button(`${title}${by ? (sorted.down ? " \u2193" : " \u2191") : ""}`, sortBy));
}

function tableTitle(count) {
  const { chosen, query } = state;
  if (chosen && chosen.node !== undefined) return `${statements(count)} behind ${nodes[chosen.node].label}`;
  if (chosen && chosen.line !== undefined) return `${statements(count)} behind ${nodes[lines[chosen.line].from].label} \u2192 ${nodes[lines[chosen.line].to].label}`;
  if (chosen && chosen.pattern !== undefined) return `${statements(count)} behind ${fitOf(chosen.pattern).own.map(partName).join(" + ")}`;
  if (query) return `${statements(count)} with \u201c${query}\u201d`;
  if (chosen && chosen.case !== undefined) return `${statements(count)} of ${cases[chosen.case].title}`;
  return `${statements(count)} in view`;
}

function renderTable() {
  const list = claimsBehind();
  if (sorted.by >= 0) {
    const key = COLUMNS[sorted.by][1];
    const keyed = list.map((claim) => [key(claim), claim]);
    keyed.sort(([one, a], [two, b]) => one.localeCompare(two, "en") || a.index - b.index);
    list.splice(0, list.length, ...keyed.map(([, claim]) => claim));
    if (sorted.down) list.reverse();
  }
  const section = document.getElementById("statements");
  const more = list.length > most ? button(`Show ${Math.min(200, list.length - most)} more of ${grouped(list.length)}`, () => { const first = most; most += 200; renderTable(); section.querySelectorAll("tbody tr")[first].querySelector("button").focus(); }, "plain") : "";
  section.replaceChildren(
    el("h2", { id: "statements-title" }, tableTitle(list.length)),
    el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Table of the statements" },
      el("table", {}, el("thead", {}, el("tr", {}, ...COLUMNS.map(heading))), el("tbody", {}, ...list.slice(0, most).map(row)))),
    more,
    list.length > most ? el("p", { class: "paper" }, `The first ${most} of ${grouped(list.length)} statements are on paper; \u201cShow more\u201d on the screen puts more of them here.`) : "",
  );
}
