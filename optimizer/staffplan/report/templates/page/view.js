// What is shown: one stretch of time for all charts, the filters, and the ways to change them.
(function (page) {
  const { data, days, midnights, agents, find } = page;
  let first = 0;
  let last = data.end;
  for (const agent of agents)
    for (const shift of agent.shifts) {
      first = Math.min(first, shift.start);
      last = Math.max(last, shift.end);
    }
  const SHORTEST = Math.min(180, last - first);
  const view = { from: first, to: last };
  const filter = { day: -1, contract: -1, agent: "" };
  const listeners = { view: [], filter: [] };
  let waiting = false;

  const on = (what, listener) => listeners[what].push(listener);
  const tell = (what) => listeners[what].forEach((listener) => listener());

  /** Show from..to, kept inside the plan; drawn once in the next frame however often it is called. */
  function show(from, to) {
    const span = Math.min(Math.max(to - from, SHORTEST), last - first);
    const start = Math.min(Math.max(from + (to - from - span) / 2, first), last - span);
    view.from = start;
    view.to = start + span;
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      tell("view");
    });
  }

  const showAll = () => show(first, last);
  const pan = (minutes) => show(view.from + minutes, view.to + minutes);

  /** Zoom by a factor (under 1: closer) so that the time `at` stays where it is. */
  function zoom(factor, at = (view.from + view.to) / 2) {
    show(at - (at - view.from) * factor, at + (view.to - at) * factor);
  }

  const ways = {
    earlier: () => pan((view.from - view.to) / 2),
    later: () => pan((view.to - view.from) / 2),
    in: () => zoom(0.5),
    out: () => zoom(2),
    all: showAll,
  };
  const keys = { "+": "in", "=": "in", "-": "out", _: "out", Home: "all", PageUp: "earlier", PageDown: "later" };

  /** Do what a zoom key asks; whether it was one. */
  function zoomKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.key in keys)) return false;
    event.preventDefault();
    ways[keys[event.key]]();
    return true;
  }

  /** Wheel (with Ctrl, or sideways) and fingers on `element`; `timeAt(clientX)` and `perPixel()` give its scale. */
  function gestures(element, timeAt, perPixel, mouseToo) {
    const fingers = new Map();
    element.addEventListener(
      "wheel",
      (event) => {
        const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
        if (!event.ctrlKey && !sideways) return;
        event.preventDefault();
        if (event.ctrlKey) zoom(Math.exp(Math.max(-1, Math.min(1, event.deltaY * 0.004))), timeAt(event.clientX));
        else pan(event.deltaX * perPixel());
      },
      { passive: false },
    );
    element.addEventListener("pointerdown", (event) => {
      if (event.pointerType === "mouse" && (!mouseToo || event.button !== 0)) return;
      fingers.set(event.pointerId, event.clientX);
    });
    window.addEventListener("pointermove", (event) => {
      if (!fingers.has(event.pointerId)) return;
      const before = [...fingers.values()];
      fingers.set(event.pointerId, event.clientX);
      const after = [...fingers.values()];
      element.classList.add("dragging");
      if (after.length === 1) pan((before[0] - after[0]) * perPixel());
      else pinch(before, after);
    });
    function pinch(before, after) {
      const gap = Math.abs(after[0] - after[1]);
      if (gap > 8) zoom(Math.abs(before[0] - before[1]) / gap, timeAt((after[0] + after[1]) / 2));
    }
    for (const end of ["pointerup", "pointercancel"])
      window.addEventListener(end, (event) => {
        fingers.delete(event.pointerId);
        if (!fingers.size) element.classList.remove("dragging");
      });
  }

  /** Times to mark between from and to on `width` pixels, each with its label; days first, then hours. */
  function ticks(from, to, width) {
    const perPixel = (to - from) / width;
    const hours = [1, 2, 3, 6, 12].find((step) => step * 60 > 76 * perPixel);
    const marks = [];
    if (hours) {
      for (let day = page.dayOf(from); day < days.length && midnights[day] <= to; day++)
        for (let hour = 0; hour < 24; hour += hours) addHour(marks, day, hour, from, to);
      return marks;
    }
    const step = [1, 2, 7, 14, 28].find((each) => each * 1440 > 86 * perPixel) || 56;
    const shown = 1440 > 12 * perPixel ? 1 : step;
    for (let day = 0; day < days.length; day += shown)
      if (midnights[day] >= from && midnights[day] <= to) marks.push({ at: midnights[day], label: day % step ? "" : days[day], day: true });
    return marks;
  }

  function addHour(marks, day, hour, from, to) {
    const guess = midnights[day] + hour * 60;
    const at = guess - (page.local(guess) - page.local(midnights[day]) - hour * 60);
    if (at >= from && at <= to) marks.push({ at, label: hour ? page.clock(at) : days[day], day: !hour });
  }

  /** Whether any of the shift lies in the day filtered by; all do without one. */
  function inFilteredDay(shift) {
    return filter.day < 0 || (shift.start < midnights[filter.day + 1] && shift.end > midnights[filter.day]);
  }

  /** Filter by the day at that place, −1 for none, and show it. */
  function chooseDay(place) {
    filter.day = place;
    find("day").value = place < 0 ? "" : String(place);
    if (place < 0) showAll();
    else show(midnights[place], midnights[place + 1]);
    changed();
  }

  function changed() {
    const inPeriod = [...find("day").options].map((option) => option.value);
    const at = inPeriod.indexOf(find("day").value);
    find("day-before").disabled = at <= 1;
    find("day-after").disabled = at === inPeriod.length - 1;
    tell("filter");
  }

  function stepDay(step) {
    const select = find("day");
    select.selectedIndex = Math.max(1, select.selectedIndex + step);
    chooseDay(Number(select.value));
  }

  function start() {
    const worked = new Set(agents.flatMap((agent) => agent.shifts.map((shift) => shift.day)));
    days.forEach((name, place) => {
      const inside = midnights[place + 1] > 0 && midnights[place] < data.end;
      if (inside || worked.has(place)) find("day").add(new Option(name, String(place)));
    });
    data.contracts.forEach((name, place) => find("contract").add(new Option(name, String(place))));
    find("filters").addEventListener("submit", (event) => event.preventDefault());
    find("filters").addEventListener("reset", () =>
      setTimeout(() => {
        filter.contract = -1;
        filter.agent = "";
        chooseDay(-1);
      }),
    );
    find("day").addEventListener("change", (event) => chooseDay(event.target.value === "" ? -1 : Number(event.target.value)));
    find("day-before").addEventListener("click", () => stepDay(-1));
    find("day-after").addEventListener("click", () => stepDay(1));
    find("contract").addEventListener("change", (event) => {
      filter.contract = event.target.value === "" ? -1 : Number(event.target.value);
      changed();
    });
    find("agent").addEventListener("input", (event) => {
      filter.agent = event.target.value.trim().toLowerCase();
      changed();
    });
    for (const button of document.querySelectorAll("[data-zoom]"))
      button.addEventListener("click", () => ways[button.dataset.zoom]());
    for (const button of document.querySelectorAll("[data-day]"))
      button.addEventListener("click", () => {
        chooseDay(days.indexOf(button.dataset.day));
        find("cover").scrollIntoView();
        find("chart-agents").focus({ preventScroll: true });
      });
  }

  Object.assign(page, { view, filter, on, show, showAll, zoom, zoomKey, gestures, ticks, inFilteredDay, chooseDay, startView: start });
})(staffplan);
