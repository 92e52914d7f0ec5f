// Tables instead of charts, the printed roster, and the start of everything.
(function (page) {
  const { data, text, filter, view, find, escape, midnights, days } = page;
  const PAGE = 100;
  const LISTED = 7;
  const NARROW_DAYS = 3;

  /** A table shown 100 rows at a time; `count()` rows, `row(k)` the cells of the k-th as HTML. */
  function paged(id, count, row) {
    let first = 0;
    const body = find(id).tBodies[0];
    const pager = find(id + "-pager");
    const [before, after] = pager.querySelectorAll("button");
    function show() {
      const all = count();
      first = Math.max(0, Math.min(first, Math.floor((all - 1) / PAGE) * PAGE));
      const last = Math.min(all, first + PAGE);
      let html = "";
      for (let k = first; k < last; k++) html += "<tr>" + row(k) + "</tr>";
      body.innerHTML = html;
      const values = { first: page.number(first + 1), last: page.number(last), all: page.number(all) };
      pager.querySelector("span").textContent = all ? page.fill(text.rows, values) : text.no_rows;
      before.disabled = first === 0;
      after.disabled = last >= all;
    }
    for (const button of [before, after])
      button.addEventListener("click", () => {
        first += PAGE * Number(button.dataset.page);
        show();
      });
    return {
      show,
      restart: () => {
        first = 0;
        show();
      },
    };
  }

  const cell = (value, number) => (number ? '<td class="n">' : "<td>") + escape(value) + "</td>";
  const head = (value) => '<th scope="row">' + escape(value) + "</th>";

  function slotTable() {
    const { need, duty, service, occupancy, inquiries } = data.coverage;
    const from = () => Math.max(0, Math.ceil(view.from / data.slot - 1e-9));
    const to = () => Math.min(need.length, Math.ceil(view.to / data.slot - 1e-9));
    const row = (k) => {
      const slot = from() + k;
      const gap = duty[slot] - need[slot];
      const figures = [page.number(inquiries[slot], 1), page.number(need[slot]), page.number(duty[slot])];
      figures.push((gap > 0 ? "+" : "") + page.number(gap), page.percent(service[slot]), page.percent(occupancy[slot]));
      return head(page.stamp(slot * data.slot)) + figures.map((value) => cell(value, true)).join("");
    };
    const table = paged("slots", () => Math.max(0, to() - from()), row);
    const more = find("slots-more");
    more.addEventListener("toggle", () => more.open && table.restart());
    page.on("view", () => more.open && table.restart());
  }

  let listed = [];
  function shiftTable() {
    const row = (k) => {
      const [agent, shift] = listed[k];
      const words = [data.contracts[agent.contract], days[shift.day], page.clock(shift.start), page.endText(shift), page.breaksText(shift)];
      if (find("shifts").dataset.named) words.push(shift.called);
      return head(agent.label) + words.map((value) => cell(value)).join("") + cell(page.number(shift.paid, shift.paid % 1 ? 2 : 0), true);
    };
    const table = paged("shifts", () => listed.length, row);
    const list = () => {
      listed = page.rosterRows().flatMap((agent) => agent.shifts.filter(page.inFilteredDay).map((shift) => [agent, shift]));
      table.restart();
    };
    page.on("filter", () => find("shift-table").hidden || list());
    for (const form of ["timeline", "table"]) find("as-" + form).addEventListener("click", () => choose(form === "table"));
    function choose(asTable) {
      find("as-timeline").setAttribute("aria-pressed", String(!asTable));
      find("as-table").setAttribute("aria-pressed", String(asTable));
      find("timeline").hidden = asTable;
      find("shift-table").hidden = !asTable;
      if (asTable) list();
      else page.drawRoster();
    }
  }

  function profilesTable() {
    if (!find("profiles")) return;
    const names = Object.keys(data.profiles);
    const hour = (k) => String(k).padStart(2, "0") + ":00";
    find("profiles").tHead.innerHTML = "<tr><td></td>" + names.map((name) => '<th scope="col" class="n">' + escape(name) + "</th>").join("") + "</tr>";
    find("profiles").tBodies[0].innerHTML = Array.from({ length: 24 }, (_, k) => {
      const figures = names.map((name) => data.profiles[name][k]);
      return "<tr>" + head(hour(k)) + figures.map((value) => cell(value === null ? "–" : page.number(value, 1), true)).join("") + "</tr>";
    }).join("");
  }

  /** The agents in the rows now, a table for each week of the period, for paper. */
  function printedRoster() {
    const inside = days.map((_, k) => k).filter((k) => (filter.day < 0 ? midnights[k + 1] > 0 && midnights[k] < data.end : k === filter.day));
    let html = "";
    for (let k = 0; k < inside.length; k += LISTED) html += printedWeek(inside.slice(k, k + LISTED));
    return html;
  }

  function printedWeek(week) {
    const titles = week.map((day) => "<th>" + escape(days[day]) + "</th>").join("");
    const rows = page.rosterRows().map((agent) => "<tr>" + head(agent.label) + week.map((day) => printedDay(agent, day)).join("") + "</tr>");
    const from = week.length > 1 ? page.fill(text.weeks_from, { day: days[week[0]] }) : days[week[0]];
    const heading = "<h3>" + escape(from) + "</h3>";
    return heading + "<table><thead><tr><th>" + escape(text.agent) + "</th>" + titles + "</tr></thead><tbody>" + rows.join("") + "</tbody></table>";
  }

  function printedDay(agent, day) {
    const shifts = agent.shifts.filter((shift) => shift.day === day);
    if (!shifts.length) return '<td class="off"></td>';
    const times = (shift) => "<span>" + page.clock(shift.start) + "–" + page.clock(shift.end) + (shift.called ? " " + escape(shift.called) : "") + "</span>" + (shift.breaks.length ? "<small>" + escape(page.breaksText(shift)) + "</small>" : "");
    return "<td>" + shifts.map(times).join("") + "</td>";
  }

  function printing() {
    window.addEventListener("beforeprint", () => {
      document.documentElement.classList.add("printing");
      const wanted = find("print-roster").checked;
      document.documentElement.classList.toggle("no-roster", !wanted);
      find("roster-print").innerHTML = wanted ? printedRoster() : "";
      page.printCharts(true);
    });
    window.addEventListener("afterprint", () => {
      document.documentElement.classList.remove("printing");
      find("roster-print").innerHTML = "";
      page.printCharts(false);
    });
  }

  page.startView();
  page.startCharts();
  page.startRoster();
  slotTable();
  shiftTable();
  profilesTable();
  printing();
  page.chooseDay(-1);
  if (innerWidth < 600) page.show(0, NARROW_DAYS * 1440);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    page.drawCharts();
    page.drawRoster();
  });
  requestAnimationFrame(() => requestAnimationFrame(() => performance.mark("staffplan-ready")));
})(staffplan);
