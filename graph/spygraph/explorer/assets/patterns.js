// Combinations that recur. Whoever states every part is a member; all others are told apart by what they say of the rest:
// nothing here counts a case that fits in part, or reads silence as a no.

const parts = model.recurring.items.map((part) => {
  const behind = new Map();
  for (const index of part.claims) behind.set(claims[index].case, [...(behind.get(claims[index].case) || []), index]);
  return { ...part, behind };
});
const AT_FIRST = 12; // cases of a list that are shown before more are asked for
const combinations = model.recurring.patterns;
const counted = cases.filter((one) => one.unit === "case");
const SAYS = { n: "denied, or something else stated", o: "other values stated, this one not", u: "unclear", s: "not stated" };
const partName = (part) => `${part.feature}: ${part.value}`;
const fits = new Map();

// What every case says of a combination: whole, in part (best first), and those that state no part of it.
function fitOf(index) {
  if (!fits.has(index)) {
    const own = combinations[index].items.map((number) => parts[number]);
    const told = counted.map((one) => ({ index: one.index, states: own.map((part) => part.states[one.index]) }));
    told.forEach((one) => { one.have = one.states.filter((state) => state === "y").length; });
    const whole = told.filter((one) => one.have === own.length);
    fits.set(index, {
      own, whole,
      partial: told.filter((one) => one.have && one.have < own.length).sort((one, two) => two.have - one.have || one.index - two.index),
      none: told.filter((one) => !one.have),
      open: told.filter((one) => one.have < own.length && !one.states.includes("n")).length,
      claims: new Set(whole.flatMap((one) => own.flatMap((part) => part.behind.get(one.index) || []))),
      loose: new Set(told.filter((one) => one.have < own.length).flatMap((one) => own.flatMap((part) => part.behind.get(one.index) || []))),
    });
  }
  return fits.get(index);
}

const chosenFit = () => (state.chosen && state.chosen.pattern !== undefined ? fitOf(state.chosen.pattern) : null);

// --- in the left column

let allShown = false;
const FIRST = 4;

function patternButton(one, index) {
  const fit = fitOf(index);
  const pressed = Boolean(state.chosen && state.chosen.pattern === index);
  const toggle = el("button", { type: "button", class: "pattern", "data-pattern": index, "aria-pressed": String(pressed), onclick: () => choose(state.chosen && state.chosen.pattern === index ? null : { pattern: index }) },
    el("span", {}, ...fit.own.flatMap((part, rank) => [rank ? el("i", {}, " + ") : "", `${part.feature}: `, el("b", {}, part.value)])),
    el("span", { class: "tally" }, `${fit.whole.length} of ${counted.length}`));
  return el("li", {}, toggle);
}

// Which button is pressed; one that is not listed yet needs the list anew.
function markPatterns() {
  const chosen = state.chosen && state.chosen.pattern;
  const toggles = [...document.querySelectorAll(".pattern")];
  for (const toggle of toggles) toggle.setAttribute("aria-pressed", String(Number(toggle.dataset.pattern) === chosen));
  if (chosen !== undefined && chosen !== null && !toggles.some((toggle) => Number(toggle.dataset.pattern) === chosen)) renderLegend();
}

function patternList() {
  if (!combinations.length) return group("What recurs", "No two cases state the same two things, among those that are counted.");
  const chosen = state.chosen && state.chosen.pattern !== undefined ? state.chosen.pattern : -1;
  const shown = combinations.map((one, index) => [one, index]).filter(([, index]) => allShown || index < FIRST || index === chosen);
  const more = combinations.length > FIRST ? el("li", {}, button(allShown ? "Show fewer" : `Show all ${combinations.length}`, () => { allShown = !allShown; renderLegend(); })) : "";
  const rest = model.recurring.found - combinations.length;
  const note = rest ? ` The ${combinations.length} that chance explains least, of ${grouped(model.recurring.found)}.` : "";
  return group("What recurs", `Cases that state all parts. Patterns of publicity, not of risk.${note}`, ...shown.map(([one, index]) => patternButton(one, index)), more);
}

// --- in the panel

function weakestOf(indexes) {
  const ranks = [...indexes].map((index) => claims[index]);
  return ranks.reduce((weak, claim) => (rank(claim) > rank(weak) ? claim : weak), ranks[0]);
}

function memberCard(one, own) {
  const rows = own.map((part) => {
    const behind = (part.behind.get(one.index) || []).map((index) => claims[index]);
    return el("li", {}, behind.length ? lineMark(standing(weakestOf(part.behind.get(one.index)))) : "", el("span", {}, `${partName(part)} `,
      ...behind.slice(0, 3).map((claim, rank) => el("span", {}, rank ? ", " : "", button(behind.length > 1 ? `words ${rank + 1}` : "words", () => choose(toSelect(claim)))))));
  });
  return el("li", { class: "card" }, button(cases[one.index].title, () => openCase(one.index)), el("ul", { class: "fit" }, ...rows));
}

function partialCard(one, own) {
  const missing = own.map((part, rank) => [part, one.states[rank]]).filter(([, state]) => state !== "y");
  return el("li", { class: "card" }, el("p", {}, el("b", {}, `${one.have} of ${own.length} `), button(cases[one.index].title, () => openCase(one.index))),
    el("ul", { class: "fit" }, ...missing.map(([part, state]) => el("li", {}, el("span", {}, `${partName(part)}: `, el("em", {}, SAYS[state]))))));
}

// The rest of a long list comes when it is asked for.
function listed(title, found, own) {
  if (!found.length) return [];
  const list = el("ul", { class: "cards" }, ...found.slice(0, AT_FIRST).map((one) => partialCard(one, own)));
  const rest = found.slice(AT_FIRST);
  const more = rest.length ? button(`Show ${rest.length} more`, () => { list.append(...rest.map((one) => partialCard(one, own))); more.remove(); }, "plain") : "";
  return [heading3(title, found.length), list, more];
}

function patternPanel(index) {
  const fit = fitOf(index);
  const weak = fit.claims.size ? standing(weakestOf(fit.claims)) : WEAKEST;
  const against = [...fit.claims].filter((number) => (claims[number].disputes || []).length).length;
  return [
    el("p", { class: "kicker" }, "Recurring combination"),
    el("h2", {}, ...fit.own.flatMap((part, rank) => [rank ? " + " : "", partName(part)])),
    el("p", { class: "finding" }, `${fit.whole.length} of ${counted.length} cases state all ${fit.own.length} parts.`),
    el("p", {}, fit.open ? `In ${fit.open} more, nothing stated speaks against the parts that they do not state.` : "In every other case, something stated speaks against it."),
    el("p", { class: "kicker" }, lineMark(weak), el("span", {}, "At its weakest it rests on: ", el("b", {}, weak.label), against ? `. Something is set against ${against} of its ${statements(fit.claims.size)}.` : ".")),
    el("p", { class: "owner" }, `Dealt out by chance among the cases that state these fields, the parts would meet in about ${combinations[index].chance} of ${counted.length}. Several combinations share most of their parts: they are not independent findings.`),
    heading3("Fits wholly", fit.whole.length), el("ul", { class: "cards" }, ...fit.whole.map((one) => memberCard(one, fit.own))),
    ...listed("Fits in part, not counted", fit.partial, fit.own),
    ...listed("States no part of it", fit.none, fit.own),
  ];
}

const heading3 = (text, count) => el("h3", {}, text, el("span", { class: "count" }, String(count)));
