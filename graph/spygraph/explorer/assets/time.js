// When: a lane a case. A date known to the month or better is a dot; a span between two ticks means somewhere in between;
// an arrow, that one end is not stated. What is not dated is counted, never placed.

const DAY = /^(\d{4})-(\d\d)-(\d\d)$/;
const LANES = 40;

function year(text, otherwise) {
  const found = DAY.exec(text || "");
  return found ? Number(found[1]) + (Number(found[2]) - 1) / 12 + (Number(found[3]) - 1) / 372 : otherwise;
}

const lanes = cases.map((one) => model.pathways.lanes[one.index].map((index) => {
  const claim = claims[index];
  return { claim, from: year(claim.earliest, null), to: year(claim.latest, null), tie: claim.sort === "Relation" };
}));

const undatedThings = (index) => model.pathways.undated[index].filter((own) => own.some((number) => claimOn(claims[number]))).length;
const visibleLanes = () => cases.filter((one) => caseOn(one.index));
const itemsOf = (index) => lanes[index].filter((item) => claimOn(item.claim));

// The years that the lanes cover: those of what is shown, so that one old mention does not squeeze all others.
function domain(shown) {
  const all = shown.flatMap((one) => lanes[one.index]).flatMap((item) => [item.from, item.to]).filter((one) => one !== null);
  if (!all.length) return null;
  const [low, high] = [Math.floor(Math.min(...all)), Math.ceil(Math.max(...all) + 0.1)];
  const margin = Math.max(0.4, (high - low) * 0.05);
  return [low - margin, high + margin];
}

function ticks([low, high]) {
  const step = [1, 2, 5, 10, 20, 50].find((one) => (high - low) / one <= 9) || 100;
  const found = [];
  for (let at = Math.ceil(low / step) * step; at <= high; at += step) found.push(at);
  return found;
}

const ORDINARY = 0.13; // of a year: up to about a month and a half is a point at this scale

let dates = []; // each drawn date with its claim

function dateMark(item, [low, high], y) {
  const x = (value) => `${(((value - low) / (high - low)) * 100).toFixed(2)}%`;
  const one = standing(item.claim);
  const [from, to] = [item.from ?? low, item.to ?? high];
  const isPoint = item.from !== null && item.to !== null && to - from < ORDINARY;
  const mark = drawn("g", { class: "date" });
  dates.push([mark, item.claim.index]);
  const title = drawn("title", {});
  title.textContent = `${item.claim.when}: ${wordsOf(item.claim)[0]} (${one.label})`;
  mark.append(title, drawn("rect", { x: x(from), y: y - 4.5, width: `${Math.max(((to - from) / (high - low)) * 100, 1.5)}%`, height: 9, fill: "transparent" }));
  if (isPoint) mark.append(drawn("circle", { cx: x((from + to) / 2), cy: y, r: 3.6, class: `dot${one.key === "adjudicated" ? " sure" : ""}` }));
  else {
    mark.append(drawn("line", { x1: x(from), x2: x(to), y1: y, y2: y, class: item.tie ? "tie" : "span", "stroke-dasharray": one.dashes.map((dash) => dash * 0.7).join(" ") || "none" }));
    for (const [value, side] of [[item.from, -1], [item.to, 1]]) {
      const at = drawn("svg", { x: x(value ?? (side < 0 ? low : high)), y, width: 1, height: 1, overflow: "visible" });
      at.append(value === null ? drawn("path", { d: `M${-side * 9} -4L${-side * 3} 0L${-side * 9} 4`, class: "open-end" }) : drawn("path", { d: "M0 -4V4", class: "end" }));
      mark.append(at);
    }
  }
  mark.addEventListener("click", () => choose(toSelect(item.claim)));
  return mark;
}

function laneRow(label, items, years, note) {
  const rows = Math.max(1, ...items.map((item) => item.track + 1));
  const [step, top] = state.view < 0 ? [9, 10] : [16, 12];
  const height = 11 + rows * step;
  const svg = drawn("svg", { class: "lane", height, "aria-hidden": "true", focusable: "false" });
  for (const at of ticks(years)) svg.append(drawn("line", { x1: `${((at - years[0]) / (years[1] - years[0])) * 100}%`, x2: `${((at - years[0]) / (years[1] - years[0])) * 100}%`, y1: 0, y2: height, class: "grid" }));
  for (const item of items) svg.append(dateMark(item, years, top + item.track * step));
  return el("li", {}, label, svg, el("span", { class: "undated" }, note));
}

// Two marks of a lane that would lie over each other stand on two tracks.
function tracked(items, years) {
  const room = (years[1] - years[0]) * 0.025;
  const ends = [];
  return items.map((item) => {
    const [from, to] = [item.from ?? years[0], item.to ?? years[1]];
    let track = ends.findIndex((end) => end < from - room);
    if (track < 0) track = ends.length;
    ends[track] = to;
    return { ...item, track };
  });
}

function axis(years) {
  const svg = drawn("svg", { class: "lane", height: 16, "aria-hidden": "true", focusable: "false" });
  for (const at of ticks(years)) {
    const text = drawn("text", { x: `${((at - years[0]) / (years[1] - years[0])) * 100}%`, y: 12, "text-anchor": "middle", class: "tick" });
    text.textContent = String(at);
    svg.append(text);
  }
  return el("li", { class: "axis" }, el("span", { class: "owner" }, "dot: to the month \u00b7 ticks: between \u00b7 arrow: open end"), svg, el("span", {}));
}

// In one case each dated thing has a row and its words; among many, each case has one.
function laneRows(shown, years) {
  if (state.view < 0) {
    return shown.slice(0, LANES).map((one) => laneRow(button(one.title, () => choose({ case: one.index })), tracked(itemsOf(one.index), years), years,
      state.undated ? `${undatedThings(one.index)} undated` : ""));
  }
  return itemsOf(state.view).map((item) => laneRow(button(item.claim.sort === "Event" ? item.claim.words.replace(/^Said of [^:]*: /, "") : wordsOf(item.claim)[0], () => choose(toSelect(item.claim))), [{ ...item, track: 0 }], years, item.claim.when));
}

let timeOpen = innerHeight > 700 && !tallScreen.matches; // in a hand, what is selected comes first

let timeFor = "";

function renderTime() {
  const key = `${shownKey()}|${timeOpen}`;
  if (key !== timeFor) buildTime();
  timeFor = key;
  const isWhole = state.chosen && state.chosen.case !== undefined && state.view >= 0;
  const strong = (state.chosen || state.query) && !isWhole && dates.length ? new Set(claimsBehind().map((claim) => claim.index)) : null;
  for (const [mark, index] of dates) mark.classList.toggle("weak", strong !== null && !strong.has(index));
}

function buildTime() {
  dates = [];
  const section = document.getElementById("time");
  const shown = visibleLanes();
  const years = domain(shown);
  const list = years ? el("ol", { class: `lanes${state.view < 0 ? "" : " single"}` }, ...laneRows(shown, years), axis(years)) : el("p", { class: "owner" }, "Nothing here is dated.");
  const more = state.view < 0 && shown.length > LANES ? el("p", { class: "owner" }, `The first ${LANES} of ${shown.length} cases; choose cases in the legend to see others.`) : "";
  const scrolled = section.querySelector(".scroll")?.scrollTop;
  const toggle = el("button", { type: "button", class: "fold", "aria-expanded": String(timeOpen), onclick: () => { timeOpen = !timeOpen; renderTime(); measure(); fitAll(false); section.querySelector(".fold").focus(); } }, `${timeOpen ? "\u25be" : "\u25b8"} When`);
  section.replaceChildren(el("div", { class: "timehead" }, toggle, timeOpen && years ? timeFilter(years) : ""),
    timeOpen ? el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Time lanes; the pathways and the table below give the same dates in words" }, list, more) : "");
  if (timeOpen && scrolled) section.querySelector(".scroll").scrollTop = scrolled;
}

function timeFilter(shown) {
  const span = [Math.ceil(shown[0]), Math.floor(shown[1])];
  const field = (label, rank) => {
    const box = el("input", { type: "number", min: span[0], max: span[1], step: 1, value: (state.years || span)[rank] });
    box.addEventListener("change", () => {
      const years = [...(state.years || span)];
      years[rank] = Math.min(Math.max(Math.round(Number(box.value)) || span[rank], span[0]), span[1]);
      state.years = years[0] <= span[0] && years[1] >= span[1] ? null : years;
      afterTime(`From ${years[0]} to ${years[1]}`);
      document.querySelectorAll("#time input[type=number]")[rank].focus();
    });
    return el("label", {}, label, box);
  };
  const keep = el("input", { type: "checkbox" });
  keep.checked = state.undated;
  keep.addEventListener("change", () => { state.undated = keep.checked; afterTime(keep.checked ? "Undated shown" : "Undated hidden"); document.querySelector("#time input[type=checkbox]").focus(); });
  return el("p", { class: "years" }, field("from", 0), field("to", 1), el("label", {}, keep, `keep what is not dated (${statements(undatedClaims())})`));
}

const undatedClaims = () => claims.filter((claim) => caseOn(claim.case) && !state.off.standings.has(claim.standing) && !isDated(claim)).length;

function afterTime(said) {
  most = FIRST_SHOWN;
  refresh(false);
  remember(false);
  say(said);
}
