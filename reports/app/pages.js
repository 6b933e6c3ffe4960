// The pages that sum up: overview, subjects, rules, conflicts.
'use strict';

const kLevels = ['documented', 'compatible', 'accident'];

const of_subject = subject => results.causes.filter(cause => cause.shares.has(subject.index));
const counting = causes => causes.filter(cause => cause.counts);
const skips = causes => causes.filter(cause => cause.verdict === 'skip');
const minding = causes => causes.filter(cause => !cause.counts && cause.verdict !== 'skip');

function Subjects() {
  const compact = results.played.length > kWideColumns;
  return html`<div class="scroll"><table class=${compact ? 'subjects compact' : 'subjects'}>
    <thead><tr><th scope="col">subject</th><th scope="col" class="spread">verdicts</th>${kLevels.map(level => html`<th scope="col">${level}</th>`)}</tr></thead>
    <tbody>${[...results.played, ...results.subjects.filter(subject => subject.absence)].map(subject => html`<tr>
      <th scope="row"><${SubjectLink} subject=${subject} />${subject.role === 'reference' ? html` <span class="chip plain">reference</span>` : null}<span class="library soft">${subject.library}</span></th>
      ${subject.absence ? html`<td colspan="4"><span class="badge bad">not played</span> ${subject.absence}</td>` : html`
        <td class="spread">${compact ? null : html`<${Bar} totals=${subject.totals} />`}<${Totals} totals=${subject.totals} /></td>
        ${kLevels.map(level => html`<td><${Score} score=${subject.scores[level]} subject=${subject} compact=${compact} /></td>`)}`}</tr>`)}</tbody></table></div>`;
}

function Overview() {
  const { counts } = results;
  const numbers = [[counts.rules, 'rule', '#rules'], [counts.cases, 'case', '#matrix'], [counts.scenarios, 'scenario', '#matrix'], [counts.subjects, 'subject', '#subjects']];
  const conflicts = results.rules.filter(rule => rule.conflict).length;
  return html`<main class="page" id="main">
    <h1 tabindex="-1">${results.good ? 'Nothing unexpected' : 'What differs, and where'}</h1>
    <p class="numbers">${numbers.map(([count, noun, link]) => html`<a href=${link}><b>${count.toLocaleString('en')}</b> ${noun}${count === 1 ? '' : 's'}</a> `)}</p>
    <p class=${'outcome ' + (results.good ? 'good' : 'bad')}>${results.closing}</p>
    <section id="subjects"><h2>Subjects</h2><${Subjects} />
      <p class="soft">Beside each level: scenarios in which the subject breaks no rule of it, of those that it played.</p></section>
    <${Causes} title="What differs" causes=${counting(results.causes)} />
    <${Causes} title="Known, or does not count" causes=${minding(results.causes)} folded=${counting(results.causes).length > 0} />
    <${Causes} title="Skipped" causes=${skips(results.causes)} folded />
    ${conflicts ? html`<p><a href="#conflicts">${plural(conflicts, 'place')} where CPython contradicts its documentation</a></p>` : null}
  </main>`;
}

function SubjectPage({ subject }) {
  const causes = of_subject(subject);
  const about = [['role', subject.role], ['TLS library', subject.library], ['command', html`<code>${subject.command}</code>`], ['features', subject.features.join(', ')]];
  return html`<main class="page" id="main">
    <p class="crumbs"><a href="#subjects">subjects</a></p>
    <h1 tabindex="-1">${subject.name}</h1>
    <dl class="about">${about.filter(([, text]) => text).map(([name, text]) => html`<dt>${name}</dt><dd>${text}</dd>`)}</dl>
    ${subject.absence ? html`<p class="outcome bad">Not played: ${subject.absence}</p>` : html`
      <p><${Bar} totals=${subject.totals} /> <${Totals} totals=${subject.totals} /> <a href=${matrix_link({ subject: subject.id })}>all cases</a></p>
      <table class="scores"><tbody>${kLevels.map(level => html`<tr><th scope="row"><${Level} level=${level} /></th><td><${Score} score=${subject.scores[level]} subject=${subject} /></td></tr>`)}</tbody></table>
      <p class="soft">Scenarios in which it breaks no rule of the level, of those that it played and that rest on one.</p>`}
    <${Causes} title="What it gets wrong" causes=${counting(causes)} subject=${subject} />
    <${Causes} title="Known, or does not count" causes=${minding(causes)} subject=${subject} />
    <${Causes} title="What it skips, and why" causes=${skips(causes)} subject=${subject} />
    <section><h2>Run it again</h2><${Command} line=${command_line('peercert run', [subject], false)} /></section>
  </main>`;
}

// Who breaks a rule: the causes that name it, by subject.
const breakers = rule => [...new Set(results.causes.filter(cause => cause.counts && cause.rules.includes(rule.index)).flatMap(cause => [...cause.shares.keys()]))].map(index => results.subjects[index]);

function Rules() {
  return html`<main class="page" id="main"><h1 tabindex="-1">Rules</h1>
    <p class="lead">What each case rests on: a statement of the documentation, what CPython 3.10 and later agree on, or an accident.</p>
    ${kLevels.map(level => {
      const rules = results.rules.filter(rule => rule.level === level);
      if (rules.length === 0) return null;
      return html`<section><h2><${Level} level=${level} /> <span class="count">${rules.length}</span></h2><ul class="rules-list">${rules.map(rule => {
        const broken = breakers(rule);
        return html`<li>${rule.says} <${RuleLink} rule=${rule} /> <span class="soft">${plural(rule.cases.length, 'case')}${rule.conflict ? ', conflict' : ''}</span>
          ${broken.length ? html` <a href=${matrix_link({ rule: rule.id, verdict: 'differs' })}><span class="badge bad">broken by ${broken.length}</span></a>` : null}</li>`;
      })}</ul></section>`;
    })}</main>`;
}

function Conflict({ rule }) {
  return html`<dl class="sides"><dt>source</dt><dd>${rule.source}</dd>
    <dt>CPython</dt><dd>${rule.conflict}</dd>
    ${rule.proposal ? html`<dt>proposal</dt><dd class="proposal">${rule.proposal}</dd>` : null}</dl>`;
}

function RulePage({ rule }) {
  const causes = results.causes.filter(cause => cause.rules.includes(rule.index));
  return html`<main class="page" id="main">
    <p class="crumbs"><a href="#rules">rules</a></p>
    <h1 tabindex="-1" class="mono">${rule.id}</h1>
    <p class="lead"><${Level} level=${rule.level} /> ${rule.says}</p>
    <p class="soft">${rule.source}${rule.since ? `, since Python ${rule.since}` : ''}</p>
    ${rule.conflict ? html`<section><h2>CPython contradicts its documentation</h2><${Conflict} rule=${rule} /></section>` : null}
    <${Causes} title="Who differs" causes=${causes} />
    <section><h2>Cases <span class="count">${rule.cases.length}</span></h2>
      ${rule.cases.length ? html`<${Grid} cases=${rule.cases} subjects=${results.played} />` : html`<p>No case in this run.${rule.covered_by ? ` To be covered by: ${rule.covered_by}` : ''}</p>`}</section>
  </main>`;
}

function Conflicts() {
  const rules = results.rules.filter(rule => rule.conflict);
  return html`<main class="page" id="main">
    <h1 tabindex="-1">Where CPython contradicts its documentation</h1>
    <p class="lead">${rules.length ? 'What the documentation of getpeercert() says, what CPython does instead, and, where there is one, a sentence that would make the two agree.' : 'No rule in these results tells of a conflict.'}</p>
    ${rules.map((rule, index) => html`<article class="conflict"><h2>${index + 1}. ${rule.says}</h2>
      <p><${Level} level=${rule.level} /> <${RuleLink} rule=${rule} /></p>
      <${Conflict} rule=${rule} />
      <p><a href=${matrix_link({ rule: rule.id })}>${plural(rule.cases.length, 'case')}</a>${rule.cases.length ? html`, first <a class="mono" href=${case_link(rule.cases[0])}>${rule.cases[0].id}</a>` : null}</p></article>`)}
  </main>`;
}

function NotThere({ what }) {
  return html`<main class="page" id="main"><h1 tabindex="-1">Not in these results</h1><p>${what}</p><p><a href="#">Overview</a></p></main>`;
}
