// The roster as a timeline: a canvas over the rows in sight, whatever the number of agents.
(function (page) {
  const { data, text, agents, view, filter, find, colour, midnights, days } = page;
  const ROW = 22;
  const AXIS = 28;
  const gantt = find("gantt");
  const canvas = find("roster-canvas");
  const axis = find("roster-axis");
  const family = getComputedStyle(document.body).fontFamily;
  let rows = [];
  let at = { row: 0, shift: -1 };
  let waiting = false;

  const labelWidth = () => (gantt.clientWidth < 600 ? 76 : 150);
  const perPixel = () => (view.to - view.from) / (gantt.clientWidth - labelWidth());
  const place = (minutes) => labelWidth() + (minutes - view.from) / perPixel();
  const timeAt = (clientX) => view.from + (clientX - gantt.getBoundingClientRect().left - labelWidth()) * perPixel();

  /** Agents that pass the filters; on a chosen day those who work then, ordered by start. */
  function choose() {
    const onDay = (agent) => agent.shifts.find(page.inFilteredDay);
    rows = agents.filter(
      (agent) =>
        (filter.contract < 0 || agent.contract === filter.contract) &&
        (!filter.agent || agent.label.toLowerCase().includes(filter.agent)) &&
        (filter.day < 0 || onDay(agent)),
    );
    if (filter.day >= 0) {
      const begins = new Map(rows.map((agent) => [agent, onDay(agent).start]));
      rows.sort((a, b) => begins.get(a) - begins.get(b));
    }
    at = { row: 0, shift: -1 };
    gantt.scrollTop = 0;
    find("status").textContent = statusText();
    layOut();
  }

  function statusText() {
    if (!rows.length) return text.no_match;
    const values = { shown: page.number(rows.length), all: page.number(agents.length), day: days[filter.day] };
    values.shifts = page.number(rows.reduce((sum, agent) => sum + agent.shifts.length, 0));
    return page.fill(filter.day < 0 ? text.agents_shown : text.agents_shown_day, values);
  }

  function size(element, width, height) {
    const scale = devicePixelRatio;
    element.style.width = width + "px";
    element.style.height = height + "px";
    element.width = Math.round(width * scale);
    element.height = Math.round(height * scale);
    element.getContext("2d").setTransform(scale, 0, 0, scale, 0, 0);
  }

  function layOut() {
    const wanted = Math.max(3, rows.length) * ROW + 2;
    gantt.style.height = wanted < 560 ? wanted + "px" : "";
    const width = gantt.clientWidth;
    const height = gantt.clientHeight;
    if (!width) return;
    size(canvas, width, height);
    size(axis, gantt.offsetWidth - 2, AXIS);
    find("roster-space").style.height = Math.max(0, rows.length * ROW - height) + "px";
    draw();
  }

  function draw() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      if (gantt.clientWidth) paint();
    });
  }

  function paint() {
    const context = canvas.getContext("2d");
    const width = gantt.clientWidth;
    const height = gantt.clientHeight;
    const marks = page.ticks(view.from, view.to, width - labelWidth());
    paintAxis(marks);
    context.fillStyle = colour("panel");
    context.fillRect(0, 0, width, height);
    paintGrid(context, marks, height);
    const top = gantt.scrollTop;
    const begin = Math.floor(top / ROW);
    const end = Math.min(rows.length, Math.ceil((top + height) / ROW));
    const shades = data.contracts.map((name, k) => colour("c" + (k % 7)));
    const inks = shades.map(inkOn);
    for (let k = begin; k < end; k++) paintRow(context, k, k * ROW - top, shades, inks);
    paintLabels(context, begin, end, top, height);
  }

  function paintAxis(marks) {
    const context = axis.getContext("2d");
    context.fillStyle = colour("panel");
    context.fillRect(0, 0, gantt.clientWidth, AXIS);
    context.fillStyle = colour("soft");
    context.textBaseline = "middle";
    for (const mark of marks) {
      context.font = (mark.day ? "600 " : "") + "12px " + family;
      const x = place(mark.at);
      if (x + context.measureText(mark.label).width < gantt.clientWidth) context.fillText(mark.label, x + 4, AXIS / 2);
    }
  }

  function paintGrid(context, marks, height) {
    midnights.forEach((start, k) => {
      if (k % 2 || k >= days.length || midnights[k + 1] < view.from || start > view.to) return;
      context.fillStyle = colour("stripe");
      context.fillRect(place(start), 0, place(midnights[k + 1]) - place(start), height);
    });
    context.fillStyle = colour("line");
    for (const mark of marks) context.fillRect(Math.round(place(mark.at)), 0, 1, height);
  }

  function paintRow(context, row, top, shades, inks) {
    const agent = rows[row];
    agent.shifts.forEach((shift, k) => {
      if (shift.end < view.from || shift.start > view.to) return;
      const left = place(shift.start);
      const width = Math.max(2, place(shift.end) - left - 1);
      context.fillStyle = shades[agent.contract];
      context.fillRect(left, top + 3, width, ROW - 6);
      paintBreaks(context, shift, top);
      paintTimes(context, shift, left, left + width, top, inks[agent.contract]);
      if (row === at.row && k === at.shift) {
        context.strokeStyle = colour("ink");
        context.lineWidth = 2;
        context.strokeRect(left - 1, top + 2, width + 2, ROW - 4);
      }
    });
  }

  function paintBreaks(context, shift, top) {
    context.fillStyle = colour("panel");
    for (let k = 0; k < shift.breaks.length; k += 2) {
      const left = place(shift.start + shift.breaks[k]);
      const width = place(shift.start + shift.breaks[k + 1]) - left;
      if (width >= 2) context.fillRect(left, top + 3, width, ROW - 9);
    }
  }

  function paintTimes(context, shift, left, right, top, ink) {
    if (right - left < 84) return;
    context.fillStyle = ink;
    context.font = "11px " + family;
    context.textBaseline = "middle";
    const pauses = shift.breaks;
    const before = pauses.length ? place(shift.start + pauses[0]) : (left + right) / 2;
    const after = pauses.length ? place(shift.start + pauses[pauses.length - 1]) : before;
    const stop = Math.min(right, gantt.clientWidth);
    if (before - Math.max(left, labelWidth()) > 38) context.fillText(page.clock(shift.start), left + 4, top + ROW / 2);
    if (stop - after > 38 && stop === right) context.fillText(page.clock(shift.end), right - 33, top + ROW / 2);
  }

  function paintLabels(context, begin, end, top, height) {
    const width = labelWidth();
    context.fillStyle = colour("panel");
    context.fillRect(0, 0, width, height);
    context.fillStyle = colour("line");
    context.fillRect(width - 1, 0, 1, height);
    context.textBaseline = "middle";
    for (let k = begin; k < end; k++) {
      const y = k * ROW - top;
      if (k === at.row && at.shift >= 0) {
        context.fillStyle = colour("accent-soft");
        context.fillRect(0, y, width - 1, ROW);
      }
      context.fillStyle = colour("ink");
      context.font = "12px " + family;
      context.fillText(clipped(context, gantt.clientWidth < 600 ? rows[k].name : rows[k].label, width - 16), 8, y + ROW / 2 + 1);
    }
  }

  function clipped(context, label, width) {
    if (context.measureText(label).width <= width) return label;
    let length = label.length;
    while (length > 1 && context.measureText(label.slice(0, length) + "…").width > width) length--;
    return label.slice(0, length) + "…";
  }

  /** Black or white, whichever reads better on the colour. */
  function inkOn(shade) {
    const parts = [1, 3, 5].map((from) => parseInt(shade.slice(from, from + 2), 16) / 255);
    const linear = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] > 0.18 ? "#000000" : "#ffffff";
  }

  function shiftText(agent, shift) {
    const values = { agent: agent.label, contract: data.contracts[agent.contract], day: days[shift.day] };
    values.start = page.clock(shift.start);
    values.end = page.endAndName(shift);
    values.breaks = page.breaksText(shift);
    values.paid = page.number(shift.paid, shift.paid % 1 ? 2 : 0);
    return page.fill(text.shift_readout, values);
  }

  function agentText(agent) {
    const paid = agent.shifts.reduce((sum, shift) => sum + shift.paid, 0);
    const values = { agent: agent.label, contract: data.contracts[agent.contract], shifts: agent.shifts.length };
    return page.fill(text.agent_readout, { ...values, paid: page.number(paid, paid % 1 ? 2 : 0) });
  }

  function point(event) {
    if (event.buttons) return;
    const box = gantt.getBoundingClientRect();
    const row = Math.floor((event.clientY - box.top + gantt.scrollTop) / ROW);
    const agent = rows[row];
    if (!agent) return;
    const time = timeAt(event.clientX);
    const inLabel = event.clientX - box.left < labelWidth();
    const shift = inLabel ? -1 : agent.shifts.findIndex((each) => each.start <= time && time < each.end);
    find("shift-readout").textContent = shift < 0 ? agentText(agent) : shiftText(agent, agent.shifts[shift]);
    at = { row, shift };
    draw();
  }

  function key(event) {
    if (page.zoomKey(event) || !rows.length) return;
    const moves = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
    if (!(event.key in moves)) return;
    event.preventDefault();
    const [down, along] = moves[event.key];
    const shown = at.shift < 0 ? -1 : rows[at.row].shifts[at.shift]?.start;
    at.row = Math.max(0, Math.min(rows.length - 1, at.row + (at.shift < 0 ? 0 : down)));
    const shifts = rows[at.row].shifts;
    if (at.shift < 0) at.shift = Math.max(0, shifts.findIndex((shift) => page.inFilteredDay(shift) && shift.end > view.from));
    else if (down) at.shift = nearest(shifts, shown);
    else at.shift = Math.max(0, Math.min(shifts.length - 1, at.shift + along));
    reveal(shifts[at.shift]);
    find("shift-readout").textContent = shiftText(rows[at.row], shifts[at.shift]);
    draw();
  }

  function nearest(shifts, start) {
    let best = 0;
    shifts.forEach((shift, k) => {
      if (Math.abs(shift.start - start) < Math.abs(shifts[best].start - start)) best = k;
    });
    return best;
  }

  function reveal(shift) {
    const top = at.row * ROW;
    if (top < gantt.scrollTop) gantt.scrollTop = top;
    if (top + ROW > gantt.scrollTop + gantt.clientHeight) gantt.scrollTop = top + ROW - gantt.clientHeight;
    const half = (view.to - view.from) / 2;
    if (shift.start < view.from || shift.end > view.to) page.show(shift.start - half, shift.start + half);
  }

  function legend() {
    const key = (shade, label) => '<span class="key"><i class="swatch ' + shade + '"></i>' + page.escape(label) + "</span>";
    const contracts = data.contracts.map((name, k) => key("c" + (k % 7), name));
    find("contract-legend").innerHTML = [...contracts, key("pause", text.break)].join("");
  }

  function start() {
    legend();
    page.gestures(gantt, timeAt, perPixel, true);
    gantt.addEventListener("dblclick", (event) => page.zoom(0.35, timeAt(event.clientX)));
    gantt.addEventListener("pointermove", point);
    gantt.addEventListener("keydown", key);
    gantt.addEventListener("scroll", draw, { passive: true });
    page.on("view", draw);
    page.on("filter", choose);
    new ResizeObserver(layOut).observe(gantt);
  }

  Object.assign(page, { startRoster: start, drawRoster: layOut, rosterRows: () => rows });
})(staffplan);
