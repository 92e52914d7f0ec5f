// The view of one person: the row of the grid as a calendar, with figures and wishes.
(function (page) {
  const { data, text, find, escape, fill } = page;
  if (!find("person")) return;
  const { before, weekdays, times, wishes, away } = data.people;
  const rows = find("grid").tBodies[0].rows;
  const labels = Array.from(find("grid").tHead.rows[0].cells).slice(1);
  const month = document.querySelector(".month");
  month.tHead.rows[0].innerHTML = weekdays.map((name) => '<th scope="col">' + escape(name) + "</th>").join("");

  const spelled = (code) =>
    escape(code)
      .split(";")
      .map((part) => part + (times[part] ? " <span>" + escape(times[part]).replace(/^(\S+)-(\S+)/, "$1–<wbr>$2").replace(/ (.*)$/, ' <span class="name">$1</span>') + "</span>" : ""))
      .join("<br>");

  function show() {
    const k = Number(find("person").value);
    const cells = Array.from(rows[k].cells).slice(1);
    const days = cells.slice(0, cells.length - 4);
    const [hours, nights, weekends, rest] = cells.slice(-4).map((cell) => cell.textContent);
    const [leave, sick] = away[k];
    find("person-figures").textContent = fill(text.person_figures, { hours, nights, weekends, rest, leave, sick });
    const boxes = Array(before).fill('<td class="none"></td>');
    days.forEach((cell, at) => {
      const [label, short] = labels[at].children;
      const day = '<strong><span class="hidden">' + escape(label.textContent) + '</span><span aria-hidden="true">' + escape(short.firstChild.textContent) + "</span></strong>";
      boxes.push('<td class="' + cell.className + '">' + day + spelled(cell.textContent) + "</td>");
    });
    while (boxes.length % 7) boxes.push('<td class="none"></td>');
    let html = "";
    for (let at = 0; at < boxes.length; at += 7) html += "<tr>" + boxes.slice(at, at + 7).join("") + "</tr>";
    month.tBodies[0].innerHTML = html;
    find("person-wishes").innerHTML = wishes[k]
      .map(([wish, outcome, met]) => '<li class="' + (met ? "good" : "bad") + '">' + (met ? "✓ " : "✕ ") + escape(wish) + " – " + escape(outcome) + "</li>")
      .join("");
  }
  find("person").addEventListener("change", show);
  show();
})(staffplan);
