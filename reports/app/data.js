// The results, unpacked from the page, and what the views look up in them. harness/report/page.h says what is there.
'use strict';

const { h, render, Fragment } = preact;
const { useState, useEffect, useLayoutEffect, useMemo, useRef } = preactHooks;
const html = htm.bind(h);

let results = null;

async function unpack() {
  const packed = atob(document.getElementById('results').textContent.trim());
  const bytes = new Uint8Array(packed.length);
  for (let i = 0; i < packed.length; i++) bytes[i] = packed.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
  return prepared(JSON.parse(await new Response(stream).text()));
}

// Adds to each case, for every subject, its worst verdict and where that is, and what a search looks through.
function prepared(data) {
  data.rank = new Map(data.verdicts.map((verdict, rank) => [verdict.word, rank]));
  data.counts_as_bad = new Set(data.verdicts.filter(verdict => verdict.counts).map(verdict => verdict.word));
  data.case_of = new Map(data.cases.map(one => [one.id, one]));
  data.rule_of = new Map(data.rules.map(rule => [rule.id, rule]));
  data.rules.forEach((rule, index) => { rule.index = index; rule.cases = []; });
  data.subjects.forEach((subject, index) => { subject.index = index; });
  data.played = data.subjects.filter(subject => !subject.absence);
  data.causes.forEach(cause => {
    cause.cases = new Set(cause.rows.map(row => row[0]));
    cause.shares = new Map();
    for (const row of cause.rows) cause.shares.set(row[2], (cause.shares.get(row[2]) || 0) + 1);
  });
  data.cases.forEach((one, index) => {
    one.index = index;
    one.cells = data.subjects.map(subject => worst(data, one, subject.index));
    one.levels = new Set(one.rules.map(rule => data.rules[rule].level));
    one.haystack = [one.id, one.why, ...one.rules.map(rule => data.rules[rule].id)].join('\n').toLowerCase();
    for (const rule of one.rules) data.rules[rule].cases.push(one);
  });
  return data;
}

// The cell of a case and a subject: {verdict, place, count, of}, or null where it was not played.
function worst(data, one, subject) {
  let cell = null;
  one.places.forEach((place, index) => {
    const row = place.rows[subject];
    if (row < 0) return;
    const verdict = data.rows[row].verdict;
    if (cell === null) cell = { verdict, place: index, count: 0, of: 0, seen: new Set() };
    if (data.rank.get(verdict) > data.rank.get(cell.verdict)) Object.assign(cell, { verdict, place: index, count: 0 });
    if (verdict === cell.verdict) cell.count++;
    cell.of++;
    cell.seen.add(verdict);
  });
  return cell;
}

const plural = (count, noun) => `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
const text_of = index => results.texts[index];
const scenario_name = (one, place) => one.id + (place.where ? `[${place.where}]` : '');

// The command line that plays a case, or one place of it, on these subjects.
// The command that writes what `command`, "peercert run --case NAME", shows as one Python file.
function reproduce_line(command, subject) {
  return command.replace('peercert run --case', 'peercert reproduce') + subject.option;
}

function command_line(command, subjects, strict) {
  return command + subjects.map(subject => subject.option).join('') + results.common + (strict ? ' --strict' : '');
}
