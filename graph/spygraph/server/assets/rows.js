// The rows of an answer as a table in which nothing is markup: YASGUI's own table writes what it is given as HTML.
"use strict";
(() => {
  const AT_ONCE = 200;
  const NUMBER = /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i;
  const FORMULA = /^[=+\-@\t\r]/;
  const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g; // would turn words round
  const order = new Intl.Collator("en", { numeric: true });

  const el = (tag, properties = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  };
  const shown = (text) => String(text).replace(UNSEEN, "\ufffd");
  const value = (row, name) => (Object.hasOwn(row, name) && row[name] ? row[name] : null);
  const text = (term) => (term ? String(term.value) : "");

  function shortened(iri, prefixes) {
    const near = Object.entries(prefixes).filter(([, start]) => start && iri.startsWith(start)).sort((one, two) => two[1].length - one[1].length)[0];
    return near ? `${near[0]}:${iri.slice(near[1].length)}` : iri;
  }

  // Our IRIs lead to this server, addresses of the web to the web; all else is text.
  function address(iri, base) {
    if (iri.startsWith(base)) return `/${iri.slice(base.length)}`;
    try { return /^https?:$/.test(new URL(iri).protocol) ? iri : ""; } catch { return ""; }
  }

  function cell(term, yasr) {
    if (!term) return el("td", {});
    if (term.type === "uri") {
      const href = address(term.value, yasr.config.base);
      const words = shown(shortened(term.value, yasr.getPrefixes())).split("/").flatMap((part, at) => (at ? ["/", el("wbr"), part] : [part]));
      return el("td", {}, href ? el("a", { href, rel: "noopener noreferrer" }, ...words) : el("span", {}, ...words));
    }
    const number = NUMBER.test(term.value) ? { class: "number" } : {};
    const language = term["xml:lang"] || term.lang;
    const tongue = language ? [" ", el("span", { class: "owner" }, shown(language))] : [];
    return el("td", number, el("span", { dir: "auto" }, shown(term.type === "bnode" ? `_:${term.value}` : term.value)), ...tongue);
  }

  class Rows {
    constructor(yasr) {
      Object.assign(this, { yasr, priority: 10, label: "Rows", words: "", by: "", down: false, most: AT_ONCE });
    }

    canHandleResults() {
      const names = this.yasr.results && this.yasr.results.getVariables();
      return Boolean(names && names.length);
    }

    getIcon() {
      const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
      icon.setAttribute("viewBox", "0 0 16 16");
      icon.setAttribute("aria-hidden", "true");
      path.setAttribute("d", "M1 2h14v3H1zM1 7h14v2H1zM1 11h14v2H1z");
      icon.append(path);
      return icon;
    }

    // Cells that a spreadsheet would take for a formula begin with an apostrophe.
    download() {
      const names = this.yasr.results.getVariables();
      const safe = (words) => (FORMULA.test(words) && !NUMBER.test(words) ? `'${words}` : words);
      const line = (cells) => cells.map((one) => `"${safe(one).replaceAll('"', '""')}"`).join(",");
      const rows = () => this.found().map((row) => line(names.map((name) => text(value(row, name)))));
      return { getData: () => [line(names), ...rows(), ""].join("\r\n"), contentType: "text/csv", title: "Save these rows as CSV", filename: "answer.csv" };
    }

    found() {
      const words = this.words.toLowerCase();
      const rows = (this.yasr.results.getBindings() || []).filter((row) => !words || Object.values(row).some((term) => text(term).toLowerCase().includes(words)));
      if (!this.by) return rows;
      const turn = this.down ? -1 : 1;
      return [...rows].sort((one, two) => turn * order.compare(text(value(one, this.by)), text(value(two, this.by))));
    }

    head(name) {
      const button = el("button", { type: "button" }, shown(name).replaceAll("_", " "));
      const sort = this.by === name ? { "aria-sort": this.down ? "descending" : "ascending" } : {};
      button.addEventListener("click", () => {
        this.down = this.by === name && !this.down;
        this.by = name;
        this.fill();
        [...this.table.querySelectorAll("th button")].at(this.yasr.results.getVariables().indexOf(name)).focus();
      });
      return el("th", { scope: "col", ...sort }, button);
    }

    fill() {
      const names = this.yasr.results.getVariables();
      const rows = this.found();
      const body = rows.slice(0, this.most).map((row) => el("tr", {}, ...names.map((name) => cell(value(row, name), this.yasr))));
      this.table.replaceChildren(el("caption", { class: "unseen" }, "The rows of the answer"), el("thead", {}, el("tr", {}, ...names.map((name) => this.head(name)))), el("tbody", {}, ...body));
      this.more.hidden = rows.length <= this.most;
      this.more.textContent = `Show more: ${Math.min(this.most, rows.length).toLocaleString("en")} of ${rows.length.toLocaleString("en")} are shown`;
    }

    draw() {
      Object.assign(this, { words: "", by: "", down: false, most: AT_ONCE });
      this.table = el("table", { class: "rows" });
      this.more = el("button", { type: "button", class: "more" });
      this.more.addEventListener("click", () => { this.most += 5 * AT_ONCE; this.fill(); });
      const finder = el("input", { type: "search", placeholder: "Find in these rows", "aria-label": "Find in these rows", autocomplete: "off", spellcheck: "false" });
      finder.addEventListener("input", () => { this.words = finder.value; this.fill(); });
      this.yasr.pluginControls.replaceChildren(finder);
      this.yasr.resultsEl.append(el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Rows of the answer" }, this.table), this.more);
      this.fill();
    }
  }

  window.Yasgui.Yasr.registerPlugin("table", Rows);
})();
