// The table of shops: sorted by any column, filtered by name and outcome, 100 rows at a time.
(function () {
  const data = JSON.parse(document.getElementById("data").textContent);
  const { text, outcomes, locale } = data;
  const PAGE = 100;
  const DIGITS = [null, null, 0, 0, 1, 2, 0, null, null, 1];
  const LINK = 11;
  const find = (id) => document.getElementById(id);
  const heads = Array.from(find("shops").tHead.rows[0].cells);
  const names = new Intl.Collator(locale, { numeric: true });
  let rows = data.rows;
  let order = null;
  let first = 0;

  function shownAs(row, k) {
    const value = row[k];
    if (k === 1) return outcomes[value];
    if (k === 8) return value === null ? "–" : value ? text.yes : text.no;
    if (typeof value === "string") return value;
    if (value === null) return "–";
    if (k === 7) return (Math.floor(value * 1000 + 1e-6) / 10).toFixed(1) + "%";
    return value.toLocaleString(locale, { minimumFractionDigits: DIGITS[k], maximumFractionDigits: DIGITS[k] });
  }

  function cellOf(row, k) {
    const cell = document.createElement(k ? "td" : "th");
    if (!k) cell.scope = "row";
    if (k > 1 && k < 10) cell.className = "n";
    if (k || !row[LINK]) cell.textContent = shownAs(row, k);
    else {
      const link = document.createElement("a");
      link.href = row[LINK];
      link.textContent = row[0];
      cell.append(link);
    }
    return cell;
  }

  function show() {
    const last = Math.min(rows.length, first + PAGE);
    const lines = rows.slice(first, last).map((row) => {
      const line = document.createElement("tr");
      line.append(...heads.map((_head, k) => cellOf(row, k)));
      return line;
    });
    find("shops").tBodies[0].replaceChildren(...lines);
    const values = { first: first + 1, last, all: rows.length };
    find("shown").textContent = rows.length ? text.rows.replace(/\{(\w+)\}/g, (_all, name) => values[name].toLocaleString(locale)) : text.none;
    find("before").disabled = first === 0;
    find("after").disabled = last >= rows.length;
  }

  /** Rows without a value come last, whichever way the others go. */
  function compare(a, b, k, sign) {
    const [x, y] = [a[k], b[k]];
    if (x === y) return 0;
    if (x === null || x === "") return 1;
    if (y === null || y === "") return -1;
    return sign * (typeof x === "string" ? names.compare(x, y) : x - y);
  }

  function choose() {
    const wanted = find("name").value.trim().toLocaleLowerCase(locale);
    const outcome = outcomes.indexOf(find("outcome").value);
    rows = data.rows.filter((row) => row[0].toLocaleLowerCase(locale).includes(wanted) && (outcome < 0 || row[1] === outcome));
    if (order) rows.sort((a, b) => compare(a, b, order.column, order.sign));
    first = 0;
    show();
  }

  function sortBy(column) {
    const again = order && order.column === column;
    order = { column, sign: again ? -order.sign : column > 1 && column < 10 ? -1 : 1 };
    heads.forEach((head) => head.removeAttribute("aria-sort"));
    heads[column].setAttribute("aria-sort", order.sign > 0 ? "ascending" : "descending");
    choose();
  }

  heads.forEach((head, k) => head.firstElementChild.addEventListener("click", () => sortBy(k)));
  find("name").addEventListener("input", choose);
  find("outcome").addEventListener("input", choose);
  for (const [id, step] of [["before", -PAGE], ["after", PAGE]])
    find(id).addEventListener("click", () => {
      first += step;
      show();
    });
  show();
  performance.mark("staffplan-ready");
})();
