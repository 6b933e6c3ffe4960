// Python literals as text: where in the text each place of the value stands.
'use strict';

// literal_spans returns a Map from paths ("['subject'][0]", "" for all of it) to {begin, end, leaf}, or null for a text
// that is no literal.
function literal_spans(text) {
  const found = new Map();
  let at = 0;
  const fail = () => { throw new SyntaxError('no literal'); };
  const space = () => { while (/\s/.test(text[at] || '')) at++; };
  const quoted = () => {
    const quote = text[at++];
    while (text[at] !== quote) {
      if (at >= text.length) fail();
      at += text[at] === '\\' ? 2 : 1;
    }
    at++;
  };
  const word = () => {
    const begin = at;
    while (/[A-Za-z0-9_.+-]/.test(text[at] || '')) at++;
    if (at === begin) fail();
  };
  const plain = () => {
    if (text[at] === 'b' && /['"]/.test(text[at + 1] || '')) at++;
    if (/['"]/.test(text[at] || '')) quoted(); else word();
  };
  const items = (close, each) => {
    for (at++, space(); text[at] !== close; space()) {
      each();
      space();
      if (text[at] === ',') at++; else if (text[at] !== close) fail();
    }
    at++;
  };
  const value = path => {
    const begin = at;
    const span = { begin, end: 0, leaf: false };
    found.set(path, span);
    if (text[at] === '(' || text[at] === '[') {
      let index = 0;
      items(text[at] === '(' ? ')' : ']', () => value(`${path}[${index++}]`));
    } else if (text[at] === '{') {
      items('}', () => {
        const key_begin = at;
        plain();
        const key = text.slice(key_begin, at);
        space();
        if (text[at++] !== ':') fail();
        space();
        value(`${path}[${key}]`);
      });
    } else {
      plain();
      span.leaf = true;
    }
    span.end = at;
  };
  try {
    space();
    value('');
    space();
    return at === text.length ? found : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

// path_around returns the path without its last subscript, "" at the top.
function path_around(path) {
  let depth = 0, quote = '', begin = 0;
  for (let i = 0; i < path.length; i++) {
    const character = path[i];
    if (quote) {
      if (character === '\\') i++;
      else if (character === quote) quote = '';
    } else if (character === "'" || character === '"') {
      quote = character;
    } else if (character === '[' && depth++ === 0) {
      begin = i;
    } else if (character === ']') {
      depth--;
    }
  }
  return path.slice(0, begin);
}

// nearest returns what `map` has for `path` or, where it has nothing, for the nearest place around it.
function nearest(map, path) {
  while (path && !map.has(path)) path = path_around(path);
  return map.get(path);
}

// marks returns where `text` differs, as [{begin, end}], apart from each other: the places of `paths` or, of those that
// are not in the text, the bracket that closes what they are missing from.
function marks(text, paths) {
  const spans = literal_spans(text);
  if (spans === null) return [{ begin: 0, end: text.length }];
  const all = paths.map(path => {
    if (spans.has(path)) return spans.get(path);
    const around = nearest(spans, path);
    return { begin: around.end - 1, end: around.end };
  });
  all.sort((a, b) => a.begin - b.begin || b.end - a.end);
  const out = [];
  for (const span of all) {
    if (out.length === 0 || span.begin >= out[out.length - 1].end) out.push({ begin: span.begin, end: span.end });
  }
  return out;
}

// Marked shows `text` with those marks.
function Marked({ text, spans, kind }) {
  const parts = [];
  let at = 0;
  for (const span of spans) {
    parts.push(text.slice(at, span.begin), html`<mark class=${kind}>${text.slice(span.begin, span.end)}</mark>`);
    at = span.end;
  }
  parts.push(text.slice(at));
  return html`<pre>${parts}</pre>`;
}
