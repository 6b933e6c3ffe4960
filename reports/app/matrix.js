// The matrix of cases and subjects, with filters. Only the rows in sight are there, so that it stays quick.
'use strict';

const kRowHeight = 28;
const kSpare = 12;       // rows beyond those in sight
const kWideColumns = 5;  // so many subjects fit with words in their cells

// A cell that the filters ask for: "differs" is whatever counts, "not pass" whatever is no pass.
function has_verdict(cell, verdict) {
  if (cell === null) return false;
  if (verdict === 'differs') return [...cell.seen].some(word => results.counts_as_bad.has(word));
  if (verdict === 'not pass') return cell.seen.size > 1 || !cell.seen.has('pass');
  return cell.seen.has(verdict);
}

const subject_named = name => results.subjects.find(subject => subject.id === name || subject.name === name);

// filtered returns the cases that meet all filters, in their order.
function filtered(filters) {
  const words = (filters.q || '').toLowerCase().split(/\s+/).filter(Boolean);
  const rule = filters.rule ? results.rule_of.get(filters.rule) : null;
  const cause = filters.cause ? results.causes.find(each => each.key === filters.cause) : null;
  const subject = filters.subject ? subject_named(filters.subject) : null;
  return results.cases.filter(one =>
    (!filters.theme || one.theme === filters.theme) &&
    (!filters.level || one.levels.has(filters.level)) &&
    (!filters.rule || (rule && one.rules.includes(rule.index))) &&
    (!filters.cause || (cause && cause.cases.has(one.index))) &&
    (!filters.verdict || (subject ? [one.cells[subject.index]] : one.cells).some(cell => has_verdict(cell, filters.verdict))) &&
    (!filters.subject || (subject && one.cells[subject.index] !== null)) &&
    words.every(word => one.haystack.includes(word)));
}

// The rows of the table: a heading for each theme, and its cases.
function with_themes(cases) {
  const rows = [];
  cases.forEach((one, index) => {
    if (index === 0 || cases[index - 1].theme !== one.theme) {
      rows.push({ theme: one.theme, count: 0 });
    }
    rows.push(one);
  });
  let heading = null;
  for (const row of rows) if (row.id) heading.count++; else heading = row;
  return rows;
}

function Cell({ one, subject, wide }) {
  const cell = one.cells[subject.index];
  if (cell === null) return html`<td class="cell"><span class="soft" title="not played">${wide ? 'not played' : ''}</span></td>`;
  const place = one.places[cell.place];
  const share = cell.count === cell.of ? '' : `${cell.count} of ${cell.of}`;
  const words = `${one.id} on ${subject.name}: ${cell.verdict}${share ? `, ${share} places` : ''}`;
  return html`<td class="cell"><a class=${tone(cell.verdict)} href=${case_link(one, share ? place : null)} title=${words} aria-label=${words}>${
    wide ? html`${cell.verdict.replace('_', ' ')} ${share ? html`<span class="soft">${share}</span>` : null}` : kSigns[cell.verdict]}</a></td>`;
}

const CaseRow = ({ one, subjects, wide }) => html`<tr>
  <th scope="row"><a href=${case_link(one)} title=${one.why}>${one.id}${wide ? html` <span class="why">${one.why}</span>` : null}</a></th>
  ${subjects.map(subject => html`<${Cell} one=${one} subject=${subject} wide=${wide} />`)}</tr>`;

// Moves the focus between links of the table with the arrow keys.
function on_arrow(event) {
  const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
  const cell = event.target.closest('td, th');
  if (!step || !cell || event.target.tagName !== 'A') return;
  event.preventDefault();
  let row = cell.parentElement;
  const column = cell.cellIndex + step[1];
  do {
    if (step[0]) row = step[0] > 0 ? row.nextElementSibling : row.previousElementSibling;
  } while (row && step[0] && row.classList.contains('theme'));
  const next = row && row.cells[column] && row.cells[column].querySelector('a');
  if (next) next.focus();
}

// Grid shows `cases` in columns of `subjects`; a rule's page has a small one.
function Grid({ cases, subjects }) {
  const box = useRef(null);
  const [view, set_view] = useState({ first: 0, count: 60 });
  const [all, set_all] = useState(false);
  const rows = useMemo(() => with_themes(cases), [cases]);
  const wide = subjects.length <= kWideColumns;

  const look = () => {
    if (!box.current) return;
    const first = Math.max(0, Math.floor(box.current.scrollTop / kRowHeight) - kSpare);
    const count = Math.ceil(box.current.clientHeight / kRowHeight) + 2 * kSpare;
    set_view(old => (old.first === first && old.count === count ? old : { first, count }));
  };
  useLayoutEffect(() => { look(); }, [rows]);
  useEffect(() => {
    const print = () => set_all(true), printed = () => set_all(false);
    const listeners = [['resize', look], ['beforeprint', print], ['afterprint', printed]];
    for (const [name, listener] of listeners) window.addEventListener(name, listener);
    return () => { for (const [name, listener] of listeners) window.removeEventListener(name, listener); };
  }, []);

  const begin = all ? 0 : Math.min(view.first, Math.max(0, rows.length - view.count));
  const end = all ? rows.length : Math.min(rows.length, begin + view.count);
  const spacer = count => count > 0 ? html`<tr class="spacer" aria-hidden="true" style=${{ height: `${count * kRowHeight}px` }}><td colspan=${subjects.length + 1}></td></tr>` : null;
  return html`<div class="grid" ref=${box} onScroll=${look} onKeyDown=${on_arrow}>
    <table class=${wide ? 'wide' : 'narrow'} aria-rowcount=${rows.length + 1}>
      <thead><tr><th scope="col">case</th>${subjects.map(subject =>
        html`<th scope="col"><a href=${subject_link(subject)} title=${`${subject.name}, ${subject.library}`}><span>${subject.name}</span></a></th>`)}</tr></thead>
      <tbody>${spacer(begin)}${rows.slice(begin, end).map(row => row.id
        ? html`<${CaseRow} key=${row.id} one=${row} subjects=${subjects} wide=${wide} />`
        : html`<tr class="theme" key=${'theme ' + row.theme}><th scope="rowgroup" colspan=${subjects.length + 1}><span>${row.theme} <span class="count">${row.count}</span></span></th></tr>`)}${spacer(rows.length - end)}</tbody>
    </table></div>`;
}

function Choice({ name, label, options, filters, set }) {
  const value = filters[name] || '';
  const known = !value || options.some(option => option[0] === value);
  return html`<label class="field">${label} <select name=${name} value=${value} onChange=${event => set(name, event.target.value)}>
    <option value="">all</option>${known ? null : html`<option value=${value}>${value}</option>`}
    ${options.map(([key, text]) => html`<option value=${key}>${text}</option>`)}</select></label>`;
}

function Legend({ signs }) {
  const seen = new Set();
  for (const row of results.rows) seen.add(row.verdict);
  const words = results.verdicts.map(verdict => verdict.word).filter(word => seen.has(word));
  return html`<p class="legend">${signs && words.map(word => html`<span class="cell"><span class=${'sign ' + tone(word)}>${kSigns[word]}</span> ${word.replace('_', ' ')}</span> `)}
    <span class="soft">The worst of a case's places; the cell leads there.</span></p>`;
}

function Matrix({ filters }) {
  const cases = useMemo(() => filtered(filters), [kFilters.map(key => filters[key] || '').join('\n')]);
  const subject = filters.subject ? subject_named(filters.subject) : null;
  const subjects = subject ? [subject] : results.played;
  const set = (name, value) => { location.replace(matrix_link({ ...filters, [name]: value })); };
  const themes = [...new Set(results.cases.map(one => one.theme))];
  const verdicts = results.verdicts.map(verdict => verdict.word).filter(word => results.subjects.some(each => each.totals[word]));
  const cause = filters.cause ? results.causes.find(each => each.key === filters.cause) : null;
  const choices = [
    ['theme', 'Theme', themes.map(theme => [theme, theme])],
    ['level', 'Level', ['documented', 'compatible', 'accident'].map(level => [level, level])],
    ['verdict', 'Verdict', [['differs', 'whatever counts'], ['not pass', 'no pass'], ...verdicts.map(word => [word, word])]],
    ['subject', 'Subject', results.subjects.map(each => [each.id, each.name])],
    ['rule', 'Rule', results.rules.map(rule => [rule.id, rule.id])],
  ];
  return html`<main class="page full" id="main">
    <h1 tabindex="-1">Cases and subjects</h1>
    <form class="filters" role="search" onSubmit=${event => event.preventDefault()}>
      ${choices.map(([name, label, options]) => html`<${Choice} key=${name} name=${name} label=${label} options=${options} filters=${filters} set=${set} />`)}
      ${Object.keys(filters).length ? html`<a href="#matrix" class="reset">Clear all</a>` : null}
    </form>
    ${filters.cause ? html`<p class="note">Of one cause: ${cause ? html`<${Badge} verdict=${cause.verdict} /> ${cause.text}` : 'one that these results do not have'} <button type="button" onClick=${() => set('cause', '')}>Drop</button></p>` : null}
    <p class="shown" role="status"><b id="shown">${plural(cases.length, 'case')}</b>${cases.length < results.cases.length ? ` of ${results.cases.length.toLocaleString('en')}` : ''}</p>
    <${Legend} signs=${subjects.length > kWideColumns} />
    ${cases.length ? html`<${Grid} cases=${cases} subjects=${subjects} />` : html`<p class="note">No case meets all of these.</p>`}
  </main>`;
}
