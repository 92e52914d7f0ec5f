"use strict";
// The plan's data, its clock, and how figures are written. Times are elapsed minutes since the first slot.
const staffplan = (function () {
  const data = JSON.parse(document.getElementById("plan-data").textContent);
  const { midnights, offsets, days, text } = data;

  /** Local minutes since local midnight of the first day; clock changes included. */
  function local(minutes) {
    let k = offsets.length - 1;
    while (k > 0 && offsets[k][0] > minutes) k--;
    return minutes + offsets[k][1];
  }

  /** HH:MM on the local clock. */
  function clock(minutes) {
    const inDay = ((local(minutes) % 1440) + 1440) % 1440;
    return String(Math.floor(inDay / 60)).padStart(2, "0") + ":" + String(Math.floor(inDay % 60)).padStart(2, "0");
  }

  /** Place in `days` of the local day that holds the time. */
  function dayOf(minutes) {
    let low = 0;
    let high = days.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (midnights[middle] <= minutes) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  const stamp = (minutes) => days[dayOf(minutes)] + " " + clock(minutes);
  const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
  const number = (value, digits = 0) =>
    value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits }).replace("-", "−");
  /** A share in percent, rounded down as everywhere on the page. */
  const percent = (share) => (share === null ? "–" : (Math.floor(share * 1000 + 1e-6) / 10).toFixed(1) + "%");

  const marks = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
  const escape = (value) => String(value).replace(/[&<>"']/g, (mark) => marks[mark]);

  const style = getComputedStyle(document.documentElement);
  /** A colour of the style sheet, in the scheme in force. */
  const colour = (name) => style.getPropertyValue("--" + name).trim();

  /** What the agents file calls an agent; the id where it does not. */
  const named = (id) => (Object.hasOwn(data.names, id) ? data.names[id] : id);
  const agents = data.agents.map(([id, contract, pairs]) => {
    const name = named(id);
    return { id, name, label: name === id ? id : name + " " + id, contract, shifts: unpack(pairs) };
  });

  function unpack(pairs) {
    const shifts = [];
    for (let k = 0; k < pairs.length; k += 2) {
      const [after, length, breaks, paid, called, activities = []] = data.kinds[pairs[k + 1]];
      const start = midnights[pairs[k]] + after;
      shifts.push({ day: pairs[k], start, end: start + length, breaks, paid, called, activities });
    }
    return shifts;
  }

  /** A shift's breaks as "12:00–13:00, 15:15–15:30", an activity with its name behind. */
  function breaksText(shift) {
    const parts = [];
    for (let k = 0; k < shift.breaks.length; k += 2) {
      const name = shift.activities[k / 2];
      parts.push(clock(shift.start + shift.breaks[k]) + "–" + clock(shift.start + shift.breaks[k + 1]) + (name ? " " + name : ""));
    }
    return parts.join(", ") || text.no_breaks;
  }

  /** The end's clock time, marked where it is a later day than the start's. */
  function endText(shift) {
    const later = dayOf(shift.end) > shift.day && shift.end > midnights[shift.day + 1];
    return clock(shift.end) + (later ? " (" + text.next_day + ")" : "");
  }

  /** The end with the shift's name behind it, if it has one. */
  const endAndName = (shift) => endText(shift) + (shift.called ? " " + shift.called : "");

  const find = (id) => document.getElementById(id);
  return { data, text, days, midnights, agents, local, clock, dayOf, stamp, fill, number, percent, escape, colour, breaksText, endText, endAndName, find };
})();
