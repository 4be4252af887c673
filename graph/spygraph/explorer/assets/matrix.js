// The pathway matrix: a row a case, a column a stage, a mark for each thing told. An empty cell means that nothing is said.

const { columns, marks } = model.pathways;
const ROWS = 12;
let rowsShown = ROWS;
let inWords = false;
let chips = []; // each drawn mark with its data: a selection only changes their looks
let tallies = [];
let builtFor = "";

function chipWords(mark) {
  const claim = claims[mark.claims[0]];
  const weak = standing(weakestOf(mark.claims));
  const against = mark.claims.some((index) => ownDisputes(claims[index]).length);
  return [`${columns[mark.column].label}: ${mark.words}`, claim.when, weak.label, claim.version ? `rival telling` : "", against ? "something is set against it" : ""].filter(Boolean).join(" \u00b7 ");
}

function chip(mark) {
  const weak = standing(weakestOf(mark.claims));
  const kindOfColumn = kindOf.get(columns[mark.column].kind);
  const words = chipWords(mark);
  const made = el("button", { type: "button", class: `chip said-${standingRank.get(weak.key)}`, tabindex: "-1", "aria-label": `${mark.step ? `Step ${mark.step}, ` : ""}${words}`, title: words, onclick: () => choose(toSelect(claims[mark.claims[0]])) },
    kindOfColumn ? kindMark(kindOfColumn) : String(mark.step || "\u2022"));
  if (mark.claims.some((index) => ownDisputes(claims[index]).length)) made.classList.add("disputed");
  if (claims[mark.claims[0]].version) made.classList.add("rival");
  chips.push([made, mark]);
  const tell = () => { document.getElementById("told").textContent = words; };
  made.addEventListener("focus", tell);
  made.addEventListener("mouseenter", tell);
  return inWords ? el("div", { class: "told" }, made, el("span", {}, mark.words)) : made;
}

function matrixRow(one, shown) {
  const own = marks[one.index].filter((mark) => mark.claims.some((index) => claimOn(claims[index])));
  const cells = shown.map((number) => el("td", {}, ...own.filter((mark) => mark.column === number).map(chip)));
  const tally = el("span", { class: "tally" });
  const made = el("tr", {}, el("th", { scope: "row" }, button(one.title, () => choose({ case: one.index })), tally), ...cells);
  tallies.push([made, tally, one.index]);
  return made;
}

function matrixHead(shown) {
  const groups = [];
  for (const number of shown) {
    const last = groups[groups.length - 1];
    if (last && last.name === columns[number].group) last.span += 1;
    else groups.push({ name: columns[number].group, span: 1 });
  }
  return el("thead", {}, el("tr", {}, el("th", { scope: "col", rowspan: 2 }, "Case"), ...groups.map((one) => el("th", { scope: "colgroup", colspan: one.span, class: "phase" }, one.name))),
    el("tr", {}, ...shown.map((number) => el("th", { scope: "col", class: columns[number].group === "Not clear" ? "unclear" : "" }, el("span", {}, columns[number].group === "Not clear" ? "Stage unclear" : columns[number].label)))));
}

// What decides which marks there are; a selection does not.
const shownKey = () => JSON.stringify([state.view, [...state.off.cases], [...state.off.standings], state.years, state.undated]);

// Where not all cases have room, those that fit the chosen combination come first, the whole ones before the others.
function inRows(shown) {
  const fit = shown.length > rowsShown && chosenFit();
  if (!fit) return shown;
  const have = new Map([...fit.whole, ...fit.partial].map((one) => [one.index, one.have]));
  return [...shown].sort((one, two) => (have.get(two.index) || 0) - (have.get(one.index) || 0) || one.index - two.index);
}

let orderedFor = "";
let reordering = 0;

// Another order can wait until the selection is drawn; what the marks look like cannot.
function renderMatrix() {
  const fit = chosenFit();
  const key = `${shownKey()}|${rowsShown}|${inWords}`;
  const order = fit && cases.length > rowsShown ? String(state.chosen.pattern) : "";
  clearTimeout(reordering);
  if (key === builtFor && order !== orderedFor) reordering = setTimeout(() => { buildMatrix(); orderedFor = order; renderMatrix(); }, 120);
  if (key !== builtFor) { buildMatrix(); orderedFor = order; }
  builtFor = key;
  const told = new Map(fit ? [...fit.whole, ...fit.partial, ...fit.none].map((one) => [one.index, one.have]) : []);
  const strong = (state.chosen && state.chosen.case === undefined) || state.query ? new Set(claimsBehind().map((claim) => claim.index)) : null;
  for (const [made, mark] of chips) {
    const has = (set) => mark.claims.some((index) => set.has(index));
    const look = fit && has(fit.claims) ? "member" : fit && has(fit.loose) ? "loose" : strong && !has(strong) ? "weak" : "";
    if (made.dataset.look !== look) made.dataset.look = look;
  }
  for (const [made, tally, index] of tallies) {
    const whole = fit && told.get(index) === fit.own.length;
    made.classList.toggle("whole", Boolean(whole));
    const text = !fit || !told.has(index) ? "" : whole ? "fits wholly" : `${told.get(index)} of ${fit.own.length}`;
    if (tally.textContent !== text) tally.textContent = text;
  }
}

function buildMatrix() {
  chips = [];
  tallies = [];
  const section = document.getElementById("pathways");
  const rows = inRows(cases.filter((one) => caseOn(one.index)));
  const drawnRows = rows.slice(0, rowsShown);
  const used = new Set(drawnRows.flatMap((one) => marks[one.index].filter((mark) => mark.claims.some((index) => claimOn(claims[index]))).map((mark) => mark.column)));
  const shown = columns.map((_, number) => number).filter((number) => used.has(number));
  const absent = columns.filter((column, number) => !used.has(number) && !column.kind).map((column) => column.label.toLowerCase());
  const table = el("table", { class: `matrix${inWords ? " words" : ""}` }, matrixHead(shown), el("tbody", {}, ...drawnRows.map((one) => matrixRow(one, shown))));
  const focused = document.activeElement && document.activeElement.classList.contains("chip") ? [...section.querySelectorAll(".chip")].indexOf(document.activeElement) : -1;
  const toggle = el("button", { type: "button", class: "plain", "aria-pressed": String(inWords), onclick: () => { inWords = !inWords; renderMatrix(); section.querySelector(".plain").focus(); } }, "Words in the cells");
  section.replaceChildren(
    el("div", { class: "title" }, el("h2", { id: "pathways-title" }, `Pathways of ${plural(rows.length, "case", "cases")}`), toggle, el("p", { id: "told", class: "owner" }, "Point at a mark, or walk through them with the arrow keys, to read it.")),
    el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Matrix of the pathways" }, table),
    el("p", { class: "owner" }, `Numbers are steps in order: by date or \u201cafter\u201d where stated, else as told. The line under a mark says who says so; a red dot, that something is set against it; italics, a rival telling. An empty cell means that nothing is said of it, never that it did not happen.${absent.length ? ` No case in view tells of ${absent.join(", ")}.` : ""}`),
    rows.length > rowsShown ? button(`Show ${Math.min(100, rows.length - rowsShown)} more of ${rows.length} cases`, () => { const first = rowsShown; rowsShown += 100; renderMatrix(); section.querySelectorAll("tbody tr")[first].querySelector("button").focus(); }, "plain") : "");
  const [first] = chips[Math.max(focused, 0)] || chips[0] || [];
  if (first) first.tabIndex = 0;
  if (first && focused >= 0) first.focus({ preventScroll: true });
}

// One mark is in the tab order; arrows go to the next one in the row, or to the nearest in the row above or below.
document.getElementById("pathways").addEventListener("keydown", (event) => {
  if (!ARROWS[event.key] || !event.target.classList.contains("chip")) return;
  const here = event.target;
  const all = [...document.querySelectorAll("#pathways .chip")];
  let next = null;
  if (ARROWS[event.key][0]) next = all[all.indexOf(here) + ARROWS[event.key][0]];
  else {
    let line = here.closest("tr");
    do line = ARROWS[event.key][1] > 0 ? line.nextElementSibling : line.previousElementSibling; while (line && !line.querySelector(".chip"));
    const column = here.closest("td").cellIndex;
    const gap = (one) => Math.abs(one.closest("td").cellIndex - column);
    next = line ? [...line.querySelectorAll(".chip")].reduce((best, one) => (gap(one) < gap(best) ? one : best)) : null;
  }
  event.preventDefault();
  if (!next) return;
  here.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
});
