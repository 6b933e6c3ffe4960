// The page of a case: what it rests on, what everybody said, the certificates, how to run it again.
'use strict';

const kWhole = 'the whole value';  // how report/view.cpp calls the path of all of it

// Where in its sources CPython raised changes with each version and is nothing that anybody judges.
const without_position = text => text.replace(/ \(_ssl\.c:\d+\)/g, '');

// The answers of one step: [{text, certificate, speakers: [{subject, step}], rule}], the rule's first.
function answers_of(step_index, rows) {
  const answers = [];
  const answer = text => {
    const said = without_position(text);
    let found = answers.find(each => each.said === said);
    if (!found) answers.push(found = { text, said, rule: false, certificate: null, speakers: [], paths: [] });
    return found;
  };
  for (const { subject, row } of rows) {
    const step = results.steps[row.steps[step_index]];
    if (!step) continue;
    if (step.expected !== undefined) answer(text_of(step.expected)).rule = true;
  }
  for (const { subject, row } of rows) {
    const step = results.steps[row.steps[step_index]];
    if (!step) continue;
    const said = answer(text_of(step.got));
    said.speakers.push({ subject, step });
    if (step.got_certificate !== undefined) said.certificate = results.certificates[step.got_certificate];
    for (const [path] of step.differences || []) said.paths.push(path === kWhole ? '' : path);
  }
  return answers;
}

function Speakers({ answer, everybody, shown_rule }) {
  if (everybody) return html`<p class="who">${answer.rule ? 'the rule and ' : ''}${shown_rule > 1 ? 'all subjects' : html`<${SubjectLink} subject=${answer.speakers[0].subject} />`}</p>`;
  return html`<p class="who">${answer.rule ? html`<b>the rule</b>` : null}${answer.speakers.map(({ subject, step }, index) =>
    html`${index || answer.rule ? ', ' : ''}<${SubjectLink} subject=${subject} />${step.verdict === 'pass' ? null : html` <${Badge} verdict=${step.verdict} />`}`)}</p>`;
}

function Answer({ answer, rows, all_paths }) {
  const wrong = answer.speakers.some(({ step }) => step.verdict !== 'pass');
  const everybody = answer.speakers.length === rows.length && !wrong;
  let spans = [], kind = 'got';
  if (wrong && !answer.rule) {
    spans = answer.paths.length ? marks(answer.text, answer.paths) : [{ begin: 0, end: answer.text.length }];
  } else if (answer.rule && all_paths.length) {
    spans = marks(answer.text, all_paths);
    kind = 'expected';
  }
  return html`<div class=${'answer' + (wrong && !answer.rule ? ' wrong' : '')}>
    <${Speakers} answer=${answer} everybody=${everybody} shown_rule=${rows.length} />
    <div class="scroll"><${Marked} text=${answer.text} spans=${spans} kind=${kind} /></div>
    ${answer.certificate ? html`<p class="soft">the DER of <span class="mono">${answer.certificate.name}</span>, below</p>` : null}
  </div>`;
}

function Differences({ answers }) {
  const seen = new Map();
  for (const answer of answers) {
    for (const { subject, step } of answer.speakers) {
      for (const [path, kind, expected, got] of step.differences || []) {
        const key = [path, kind, expected, got].join('\n');
        if (!seen.has(key)) seen.set(key, { path, kind, expected: text_of(expected), got: text_of(got), subjects: [] });
        seen.get(key).subjects.push(subject);
      }
    }
  }
  if (seen.size === 0) return null;
  const several = new Set([...seen.values()].map(each => each.subjects.length)).size > 1 || answers.filter(answer => answer.paths.length).length > 1;
  return html`<div class="scroll"><table class="differences"><thead><tr><th scope="col">path</th><th scope="col"></th><th scope="col">expected</th><th scope="col">got</th>${several ? html`<th scope="col">on</th>` : null}</tr></thead>
    <tbody>${[...seen.values()].map(each => html`<tr><td><code>${each.path}</code></td><td>${each.kind}</td>
      <td><pre>${each.expected}</pre></td><td><pre>${each.got}</pre></td>${several ? html`<td>${each.subjects.map(subject => subject.name).join(', ')}</td>` : null}</tr>`)}</tbody></table></div>`;
}

function Step({ number, rows, case_rules }) {
  const answers = answers_of(number, rows);
  if (answers.length === 0) return null;
  const first = answers.find(answer => answer.speakers.length).speakers[0].step;
  const notes = new Map();
  for (const answer of answers) {
    for (const { subject, step } of answer.speakers) {
      if (step.message && (step.drift || !step.differences)) notes.set(step.message, [...(notes.get(step.message) || []), subject.name]);
    }
  }
  const all_paths = answers.flatMap(answer => answer.paths);
  const quiet = answers.length === 1 && !first.judged && notes.size === 0;
  const own = (first.rules || []).map(index => results.rules[index]);
  return html`<li class=${quiet ? 'step quiet' : 'step'}>
    <h4><code>${first.call}</code> ${first.origin ? html`<span class="soft">as the ${first.origin} says</span>` : null}
      ${own.length ? html`<span class="rules">${own.map(rule => html`<${RuleLink} rule=${rule} /> `)}</span>` : null}</h4>
    ${quiet ? html`<code class="soft">${answers[0].text}</code>` : answers.map(answer => html`<${Answer} answer=${answer} rows=${rows} all_paths=${all_paths} />`)}
    ${[...notes].map(([message, names]) => html`<p class="message">${names.join(', ')}: ${message}</p>`)}
    <${Differences} answers=${answers} />
  </li>`;
}

// The verdicts of every place on every subject; a place is a link.
function Places({ one, current }) {
  if (one.places.length === 1 && results.played.length <= 3) {
    return html`<p class="who">${played(one.places[0]).map(({ subject, row }) => html`<span class="chip plain"><${SubjectLink} subject=${subject} /> <${Badge} verdict=${row.verdict} /></span> `)}</p>`;
  }
  const wide = results.played.length <= kWideColumns;
  return html`<div class="scroll places"><table class=${wide ? 'wide' : 'narrow'}>
    <thead><tr><th scope="col">place</th>${results.played.map(subject => html`<th scope="col"><a href=${subject_link(subject)} title=${subject.name}><span>${subject.name}</span></a></th>`)}</tr></thead>
    <tbody>${one.places.map(place => html`<tr class=${place === current ? 'current' : ''}>
      <th scope="row"><a href=${case_link(one, place)} aria-current=${place === current ? 'true' : 'false'}>${place.where || 'its only place'}</a></th>
      ${results.played.map(subject => {
        const row = place.rows[subject.index];
        if (row < 0) return html`<td class="cell"></td>`;
        const verdict = results.rows[row].verdict, words = `${subject.name}: ${verdict}`;
        return html`<td class="cell"><a class=${tone(verdict)} href=${case_link(one, place)} title=${words} aria-label=${words}>${wide ? verdict.replace('_', ' ') : kSigns[verdict]}</a></td>`;
      })}</tr>`)}</tbody></table></div>`;
}

// Who played a place: [{subject, row}].
const played = place => place.rows.map((row, index) => ({ subject: results.subjects[index], row: results.rows[row] })).filter(each => each.row);

// The place that a case shows when none is named: where the verdict is worst.
function worst_place(one) {
  let best = one.places[0], rank = -1;
  for (const cell of one.cells) {
    if (cell && results.rank.get(cell.verdict) > rank) {
      rank = results.rank.get(cell.verdict);
      best = one.places[cell.place];
    }
  }
  return best;
}

// The paths that differ, by the name of the certificate that the rule's value is from; "" where it is from none.
function differing_paths(one, rows) {
  const paths = new Map();
  for (const { row } of rows) {
    for (const index of row.steps) {
      const step = results.steps[index];
      const name = /^(?:certificate|DER of) (.*)$/s.exec(step.origin || '');
      const key = name ? name[1] : '';
      for (const [path] of step.differences || []) {
        if (path !== kWhole) paths.set(key, [...new Set([...(paths.get(key) || []), path])]);
      }
    }
  }
  return paths;
}

function Certificates({ one, rows }) {
  const paths = differing_paths(one, rows);
  const certificates = one.certificates.map(index => results.certificates[index]);
  if (certificates.length === 0) return null;
  const leaf = certificates.length === 1 ? certificates[0].name : '';
  const of = certificate => [...(paths.get(certificate.name) || []), ...(certificate.name === leaf ? paths.get('') || [] : [])];
  const first = certificates.find(certificate => of(certificate).length) || certificates[0];
  return html`<section><h2>${certificates.length === 1 ? 'The certificate' : 'The certificates'}</h2>
    ${certificates.map(certificate => html`<${Certificate} key=${one.id + certificate.name} certificate=${certificate} differing=${of(certificate)} open=${certificate === first} />`)}</section>`;
}

function Again({ one, place, rows }) {
  const bad = rows.filter(({ subject, row }) => row.verdict !== 'pass' && row.verdict !== 'skip');
  return html`<section><h2>Run it again</h2>
    <p class="soft">All of it, on everybody</p><${Command} line=${command_line(one.command, results.subjects, false)} />
    ${bad.map(({ subject, row }) => html`<p class="soft">This place on ${subject.name}</p><${Command} line=${command_line(place.command, [subject], row.strict)} />
      ${subject.role === 'subject' && subject.command.includes('.py') ? html`<p class="soft">As one Python file, for a bug report</p><${Command} line=${reproduce_line(place.command, subject)} />` : null}`)}</section>`;
}

function Neighbours({ one }) {
  const before = results.cases[one.index - 1], after = results.cases[one.index + 1];
  return html`<nav class="neighbours" aria-label="Neighbouring cases">
    ${before ? html`<a rel="prev" href=${case_link(before)}>← ${before.id}</a>` : html`<span></span>`}
    ${after ? html`<a rel="next" href=${case_link(after)}>${after.id} →</a>` : null}</nav>`;
}

function CasePage({ one, named_place, unknown }) {
  const place = named_place || worst_place(one);
  const rows = played(place);
  const steps = Math.max(0, ...rows.map(({ row }) => row.steps.length));
  const words = new Map();  // what there is to say besides the steps, and of whom
  for (const { subject, row } of rows) {
    const said = [row.detail, row.alone].filter(Boolean).join('; ');
    if (said) words.set(row.verdict + said, { verdict: row.verdict, said, subjects: [...(words.get(row.verdict + said) || { subjects: [] }).subjects, subject] });
  }
  return html`<main class="page" id="main">
    <p class="crumbs"><a href=${matrix_link({ theme: one.theme })}>${one.theme}</a></p>
    <h1 tabindex="-1" class="mono">${one.id}</h1>
    <p class="lead">${one.why}</p>
    ${unknown ? html`<p class="note">These results do not have the place that the link names; this is the one with the worst verdict.</p>` : null}
    <ul class="case-rules">${one.rules.map(index => html`<li><${Level} level=${results.rules[index].level} /> ${results.rules[index].says} <${RuleLink} rule=${results.rules[index]} /></li>`)}</ul>
    <section><h2>Verdicts</h2><${Places} one=${one} current=${place} /></section>
    <section><h2>What happened ${place.where ? html`<span class="where mono">${place.where}</span>` : null}</h2>
      ${[...words.values()].map(({ verdict, said, subjects }) => html`<p><${Badge} verdict=${verdict} /> ${subjects.map((subject, index) => html`${index ? ', ' : ''}<${SubjectLink} subject=${subject} />`)}: ${said}</p>`)}
      <ol class="steps">${Array.from({ length: steps }, (_, number) => html`<${Step} key=${place.where + number} number=${number} rows=${rows} case_rules=${one.rules} />`)}</ol></section>
    <${Again} one=${one} place=${place} rows=${rows} />
    <${Certificates} one=${one} rows=${rows} />
    ${one.text ? html`<section><details><summary><h2>As it is written</h2></summary><pre class="scroll">${one.text}</pre></details></section>` : null}
    <${Neighbours} one=${one} />
  </main>`;
}
