// Need against agents on duty, and service, by slot: two linked charts; and the teams of compared plans by hour.
(function (page) {
  const { data, text, view, find, colour } = page;
  const { need, duty, service, inquiries } = data.coverage;
  const count = need.length;
  const edges = Array.from({ length: count + 1 }, (_, k) => k * data.slot);
  const held = (values) => [...values, values[count - 1]];
  const font = "12px " + getComputedStyle(document.body).fontFamily;
  const PRINTED = 690;
  let charts = [];
  let printing = false;

  const stepped = uPlot.paths.stepped({ align: 1 });
  const series = (name, extra) => ({ stroke: colour(name), width: 1.5, paths: stepped, points: { show: false }, ...extra });

  const plotWidth = (u) => u.bbox.width / devicePixelRatio;

  function timeAxis() {
    return {
      stroke: colour("soft"), font, size: 30, gap: 4,
      grid: { stroke: colour("line"), width: 1 }, ticks: { show: false },
      splits: (u, axis, from, to) => page.ticks(from, to, plotWidth(u)).map((tick) => tick.at),
      values: (u, splits) => {
        const labels = new Map(page.ticks(view.from, view.to, plotWidth(u)).map((tick) => [tick.at, tick.label]));
        const room = 34 * ((view.to - view.from) / plotWidth(u));
        return splits.map((at) => (view.to - at < room ? "" : (labels.get(at) ?? "")));
      },
    };
  }

  function valueAxis(values) {
    return {
      stroke: colour("soft"), font, size: 48, gap: 6, values: (u, splits) => splits.map(values),
      grid: { stroke: colour("line"), width: 1 }, ticks: { show: false },
    };
  }

  function shadeUnscored(u) {
    u.ctx.save();
    u.ctx.fillStyle = colour("unscored");
    for (const [from, to] of data.unscored) {
      const left = Math.max(u.bbox.left, u.valToPos(from, "x", true));
      const right = Math.min(u.bbox.left + u.bbox.width, u.valToPos(to, "x", true));
      if (right > left) u.ctx.fillRect(left, u.bbox.top, right - left, u.bbox.height);
    }
    u.ctx.restore();
  }

  function zoomToSelection(u) {
    if (u.select.width < 4) return;
    page.show(u.posToVal(u.select.left, "x"), u.posToVal(u.select.left + u.select.width, "x"));
    u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  }

  function options(holder, extra) {
    return {
      width: holder.clientWidth, height: holder.clientHeight, legend: { show: false }, padding: [10, 8, 0, 0],
      cursor: {
        sync: { key: "cover" }, y: false, drag: { x: true, y: false, setScale: false }, points: { size: 7 },
        dataIdx: (u, series, nearest, time) => Math.max(0, Math.min(count - 1, slotOf(time))),
      },
      ...extra,
      scales: { x: { time: false, range: () => [view.from, view.to] }, y: extra.y },
      hooks: {
        drawClear: [shadeUnscored],
        setSelect: [zoomToSelection],
        setCursor: [(u) => u.cursor.left >= 0 && readout(slotOf(u.posToVal(u.cursor.left, "x")))],
      },
    };
  }

  function agentsChart(holder) {
    const whole = (value) => (Number.isInteger(value) ? page.number(value) : "");
    const extra = {
      y: { range: (u, low, high) => [0, Math.max(1, (high ?? 0) * 1.06)] },
      axes: [timeAxis(), valueAxis(whole)],
      series: [{}, series("need"), series("duty")],
      bands: [
        { series: [2, 1], fill: colour("over") },
        { series: [1, 2], fill: colour("under") },
      ],
    };
    return new uPlot(options(holder, extra), [edges, held(need), held(duty)], holder);
  }

  function serviceChart(holder) {
    const level = (share) => edges.map(() => share);
    const extra = {
      y: { range: (u, low) => [Math.max(0, Math.floor(Math.min(low ?? 1, data.target) * 10 - 0.5) / 10), 1.005] },
      axes: [timeAxis(), valueAxis((share) => (share > 1 ? "" : Math.round(share * 100) + "%"))],
      series: [{}, series("service"), { ...series("target"), dash: [6, 4], width: 1.25, paths: uPlot.paths.linear() }],
    };
    return new uPlot(options(holder, extra), [edges, held(service), level(data.target)], holder);
  }

  function slotText(k) {
    const values = {
      when: page.stamp(edges[k]) + "–" + page.clock(edges[k + 1]),
      need: page.number(need[k]),
      duty: page.number(duty[k]),
      service: service[k] === null ? text.nobody_asks : page.percent(service[k]),
      inquiries: page.number(inquiries[k], inquiries[k] < 10 ? 1 : 0),
    };
    return page.fill(text.slot_readout, values);
  }

  const slotOf = (time) => Math.floor(time / data.slot);

  function readout(k) {
    if (k >= 0 && k < count) find("slot-readout").textContent = slotText(k);
  }

  let focused = 0;
  function moveCursor(step) {
    focused = Math.max(0, Math.min(count - 1, focused + step));
    const middle = edges[focused] + data.slot / 2;
    if (middle < view.from || middle > view.to) page.show(middle - (view.to - view.from) / 2, middle + (view.to - view.from) / 2);
    requestAnimationFrame(() => charts.forEach((u) => u.setCursor({ left: u.valToPos(middle, "x"), top: 10 }, false)));
    readout(focused);
  }

  function keyboard(holder) {
    holder.addEventListener("keydown", (event) => {
      const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: Math.round(-1440 / data.slot), ArrowDown: Math.round(1440 / data.slot) };
      if (page.zoomKey(event) || !(event.key in steps)) return;
      event.preventDefault();
      if (edges[focused] < view.from || edges[focused] > view.to) focused = Math.max(0, Math.round(view.from / data.slot));
      moveCursor(steps[event.key]);
    });
  }

  function profilesChart(holder) {
    const names = Object.keys(data.profiles);
    const hours = Array.from({ length: 25 }, (_, hour) => hour);
    const closed = (values) => [...values, values[23]];
    const label = (hour) => String(hour % 24).padStart(2, "0") + ":00";
    const extra = {
      width: holder.clientWidth, height: holder.clientHeight, legend: { show: false }, padding: [10, 16, 0, 0],
      cursor: { show: false },
      scales: { x: { time: false }, y: { range: (u, low, high) => [0, Math.max(1, (high ?? 0) * 1.06)] } },
      axes: [
        { ...timeAxis(), splits: (u) => (plotWidth(u) < 500 ? [0, 6, 12, 18, 24] : [0, 3, 6, 9, 12, 15, 18, 21, 24]), values: (u, splits) => splits.map(label) },
        valueAxis((value) => page.number(value, value % 1 ? 1 : 0)),
      ],
      series: [{}, ...names.map((name, place) => series("c" + (place % 7), { width: 2.5, dash: place % 2 ? [7, 4] : [] }))],
    };
    return new uPlot(extra, [hours, ...names.map((name) => closed(data.profiles[name]))], holder);
  }

  const makers = { "chart-agents": agentsChart, "chart-service": serviceChart, "chart-profiles": profilesChart };

  /** Draw all charts anew, in the colours and widths in force. */
  function draw() {
    charts.forEach((chart) => chart.destroy());
    charts = Object.entries(makers)
      .filter(([id]) => find(id))
      .map(([id, make]) => {
        const chart = make(find(id));
        if (printing) chart.setSize({ width: PRINTED, height: find(id).clientHeight });
        return chart;
      });
    linkGestures();
  }

  function linkGestures() {
    for (const u of charts.slice(0, 2)) {
      const perPixel = () => (view.to - view.from) / plotWidth(u);
      const timeAt = (x) => view.from + (x - u.over.getBoundingClientRect().left) * perPixel();
      page.gestures(u.over, timeAt, perPixel, false);
      u.over.addEventListener("dblclick", page.showAll);
    }
  }

  function start() {
    keyboard(find("chart-agents"));
    keyboard(find("chart-service"));
    draw();
    page.on("view", () => charts.slice(0, 2).forEach((u) => u.setScale("x", { min: view.from, max: view.to })));
    const watcher = new ResizeObserver(() => {
      if (!printing) for (const u of charts) u.setSize({ width: u.root.parentNode.clientWidth, height: u.root.parentNode.clientHeight });
    });
    for (const id of Object.keys(makers)) if (find(id)) watcher.observe(find(id));
  }

  function forPrint(wanted) {
    printing = wanted;
    draw();
  }

  Object.assign(page, { startCharts: start, drawCharts: draw, printCharts: forPrint });
})(staffplan);
