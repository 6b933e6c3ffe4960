// Small parts that several pages show.
'use strict';

const kMostCauses = 30;  // of a list, at first

const kSigns = {
  pass: '·', note: 'n', known: 'k', fixed: 'x', skip: '–', fail: 'F', diverge: 'D', error: 'E', crash: 'C', hang: 'H',
  protocol_error: 'P',
};

// The tone of a verdict: good, soft, mind or bad.
function tone(verdict) {
  if (results.counts_as_bad.has(verdict)) return 'bad';
  return { pass: 'good', skip: 'soft' }[verdict] || 'mind';
}

const Badge = ({ verdict, count }) =>
  html`<span class=${'badge ' + tone(verdict)}>${count === undefined ? '' : count.toLocaleString('en') + ' '}${verdict.replace('_', ' ')}</span>`;

const Level = ({ level }) => html`<span class=${'level ' + level}>${level}</span>`;

const RuleLink = ({ rule }) => html`<a class="mono" href=${rule_link(rule)}>${rule.id}</a>`;

const SubjectLink = ({ subject }) => html`<a href=${subject_link(subject)}>${subject.name}</a>`;

// A command that one click selects.
const Command = ({ line }) => html`<pre class="command" tabindex="0">${line}</pre>`;

// Verdicts as one bar: how much of all each is. The numbers stand beside it.
function Bar({ totals }) {
  const all = Object.values(totals).reduce((sum, count) => sum + count, 0);
  const parts = Object.keys(totals).sort((a, b) => results.rank.get(a) - results.rank.get(b));
  return html`<span class="bar" aria-hidden="true">${parts.map(verdict =>
    html`<span class=${tone(verdict)} style=${{ flexGrow: String(totals[verdict] / all) }}></span>`)}</span>`;
}

const Totals = ({ totals }) => html`<span class="totals">${Object.keys(totals)
  .sort((a, b) => results.rank.get(b) - results.rank.get(a))
  .map(verdict => html`<${Badge} verdict=${verdict} count=${totals[verdict]} /> `)}</span>`;

// "1,402 of 1,410", with how much that is.
function Score({ score, subject, compact }) {
  if (!score) return html`<span class="soft">–</span>`;
  const [met, of] = score;
  const share = met === of ? '100' : (Math.floor(met / of * 1000) / 10).toFixed(1);
  const bad = Object.keys(subject.totals).some(verdict => results.counts_as_bad.has(verdict));
  if (compact) return html`<span class=${'score ' + (met === of ? 'good' : bad ? 'bad' : 'mind')} title=${`${met} of ${of}`}><span class="share">${share} %</span><span class="soft"> of ${of.toLocaleString('en')}</span></span>`;
  return html`<span class=${'score ' + (met === of ? 'good' : bad ? 'bad' : 'mind')}>${met.toLocaleString('en')}<span class="soft"> of ${of.toLocaleString('en')}</span> <span class="share">${share} %</span></span>`;
}

// A cause: what was seen instead of what, on whom, in how many runs. With `subject`, of that one alone.
function Cause({ cause, subject }) {
  const first = cause.rows.find(row => !subject || row[2] === subject.index);
  const one = results.cases[first[0]], place = one.places[first[1]];
  const runs = subject ? cause.shares.get(subject.index) : cause.rows.length;
  const drift = /^(known|fixed)$/.test(cause.verdict) ? /^([a-z0-9_/]+): (.*)$/s.exec(cause.text) : null;
  const all = { cause: cause.key, subject: subject ? subject.id : '' };
  return html`<article class=${'cause ' + tone(cause.verdict)}>
    <h3><${Badge} verdict=${cause.verdict} /> ${drift ? drift[2] : cause.text}</h3>
    ${drift ? html`<p class="rule">drift <span class="mono">${drift[1]}</span></p>` : null}
    ${cause.counts && cause.got ? html`<dl class="sides">
      <dt>expected</dt><dd><code>${cause.expected || 'nothing'}</code></dd>
      <dt>got</dt><dd><code>${cause.got}</code></dd></dl>` : null}
    ${cause.rules.map(index => html`<p class="rule"><${Level} level=${results.rules[index].level} /> ${results.rules[index].says} <${RuleLink} rule=${results.rules[index]} /></p>`)}
    <p class="who">${subject ? null : [...cause.shares].map(([index, count]) =>
      html`<a class="chip" href=${matrix_link({ cause: cause.key, subject: results.subjects[index].id })}>${results.subjects[index].name} <b>${count.toLocaleString('en')}</b></a> `)}
      <a href=${matrix_link(all)}>${plural(runs, 'run')}</a>, first <a class="mono" href=${case_link(one, place)}>${scenario_name(one, place)}</a></p>
  </article>`;
}

// Causes under a heading; those that do not count are folded in when there are many.
function Causes({ title, causes, subject, folded }) {
  const [all, set_all] = useState(causes.length <= kMostCauses);
  if (causes.length === 0) return null;
  const list = [
    (all ? causes : causes.slice(0, kMostCauses)).map(cause => html`<${Cause} cause=${cause} subject=${subject} key=${cause.key} />`),
    all ? null : html`<p><button type="button" onClick=${() => set_all(true)}>Show ${plural(causes.length - kMostCauses, 'more cause')}</button></p>`,
  ];
  if (!folded) return html`<section><h2>${title} <span class="count">${causes.length}</span></h2>${list}</section>`;
  return html`<section><details><summary><h2>${title} <span class="count">${causes.length}</span></h2></summary>${list}</details></section>`;
}
