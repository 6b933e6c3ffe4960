// A certificate: its recipe, what getpeercert() says of it, and its bytes, with those behind a place marked.
'use strict';

const kRowBytes = 16;
const kMostRows = 160;  // shown at first; the marked ones are always among them

// The ranges of bytes behind `paths`, each with its path. What an answer has too much stands nowhere in the bytes; only
// when nothing else differs, what is around it does.
function byte_ranges(certificate, paths) {
  const fields = new Map((certificate.fields || []).map(([path, begin, length]) => [path, { path, begin, end: begin + length }]));
  const exact = paths.filter(path => fields.has(path));
  const ranges = (exact.length ? exact : paths).map(path => nearest(fields, path));
  return [...new Set(ranges)].filter(range => range && range.end > range.begin);
}

// One line of a hex dump as runs of bytes that are marked in the same way.
function dump_row(bytes, begin, ranges) {
  const end = Math.min(begin + kRowBytes, bytes.length);
  const class_of = at => ranges.map(range => (at >= range.begin && at < range.end ? range.kind : '')).filter(Boolean).join(' ');
  const runs = [];
  for (let at = begin; at < end; at++) {
    const kind = class_of(at);
    if (runs.length === 0 || runs[runs.length - 1].kind !== kind) runs.push({ kind, hex: [], text: '' });
    runs[runs.length - 1].hex.push(bytes[at].toString(16).padStart(2, '0'));
    runs[runs.length - 1].text += bytes[at] >= 0x20 && bytes[at] < 0x7f ? String.fromCharCode(bytes[at]) : '.';
  }
  const shown = (run, text, more) => run.kind ? html`<mark class=${run.kind}>${text}</mark>${more}` : text + more;
  const hex = runs.map((run, index) => shown(run, run.hex.join(' '), index + 1 < runs.length ? ' ' : ''));
  const missing = '   '.repeat(kRowBytes - (end - begin));
  return html`<div key=${begin} class=${runs.some(run => run.kind) ? 'marked' : ''}><span class="soft">${begin.toString(16).padStart(4, '0')}</span>  ${hex}${missing}  <span class="ascii">${runs.map(run => shown(run, run.text, ''))}</span></div>`;
}

function Dump({ hex, ranges }) {
  const [all, set_all] = useState(false);
  const box = useRef(null);
  useLayoutEffect(() => {
    const marked = box.current.querySelector('.marked');
    if (marked) box.current.scrollTop = Math.max(0, marked.offsetTop - 3 * marked.offsetHeight);
  }, [ranges.map(range => range.kind + range.begin).join()]);
  const bytes = useMemo(() => Uint8Array.from({ length: hex.length / 2 }, (_, i) => parseInt(hex.substr(2 * i, 2), 16)), [hex]);
  const rows = [], last = Math.ceil(bytes.length / kRowBytes);
  const touched = row => ranges.some(range => range.begin < (row + 1) * kRowBytes && range.end > row * kRowBytes);
  let skipped = 0;
  for (let row = 0; row < last; row++) {
    if (!all && rows.length >= kMostRows && !touched(row)) skipped++; else rows.push(dump_row(bytes, row * kRowBytes, ranges));
  }
  return html`<div class="scroll dump" ref=${box} tabindex="0" role="group" aria-label="DER in hexadecimal"><pre>${rows}</pre>
    ${skipped ? html`<button type="button" onClick=${() => set_all(true)}>Show ${plural(skipped, 'more line')}</button>` : null}</div>`;
}

// The decoded value, whose parts are chosen with a click.
function Decoded({ text, chosen, differing, choose }) {
  const spans = useMemo(() => literal_spans(text), [text]);
  if (spans === null) return html`<pre>${text}</pre>`;
  const wrong = marks(text, differing), picked = chosen && spans.has(chosen) ? spans.get(chosen) : null;
  const parts = [];
  let at = 0;
  for (const [path, span] of spans) {
    if (!span.leaf) continue;
    const inside = list => list.some(each => each.begin <= span.begin && each.end >= span.end);
    const kind = ['leaf', differing.length && inside(wrong) ? 'expected' : '', picked && inside([picked]) ? 'chosen' : ''].join(' ');
    parts.push(text.slice(at, span.begin), html`<span class=${kind} onClick=${() => choose(path)}>${text.slice(span.begin, span.end)}</span>`);
    at = span.end;
  }
  parts.push(text.slice(at));
  return html`<pre>${parts}</pre>`;
}

// Certificate shows one, open or folded; `differing` are paths in which some subject's answer differs.
function Certificate({ certificate, differing, open }) {
  const [chosen, choose] = useState('');
  const wrong = byte_ranges(certificate, differing).map(range => ({ ...range, kind: 'got' }));
  const picked = chosen ? byte_ranges(certificate, [chosen]).map(range => ({ ...range, kind: 'chosen' })) : [];
  const size = certificate.hex ? `${(certificate.hex.length / 2).toLocaleString('en')} bytes` : '';
  return html`<details class="certificate" open=${open}>
    <summary><h3><span class="mono">${certificate.name}</span> <span class="soft">${size}</span></h3></summary>
    ${certificate.recipe ? html`<h4>Recipe</h4><pre class="scroll">${certificate.recipe}</pre>` : null}
    ${certificate.decoded ? html`<h4>Decoded <span class="soft">by the C++ library; choose a value to see its bytes</span></h4>
      <div class="scroll"><${Decoded} text=${certificate.decoded} chosen=${chosen} differing=${differing} choose=${choose} /></div>` : null}
    ${certificate.hex ? html`<h4>DER ${wrong.length ? html`<span class="soft">with the bytes behind ${wrong.slice(0, 6).map(({ path }, i) => html`${i ? ', ' : ''}<code>${path || 'the whole value'}</code>`)}${wrong.length > 6 ? ', ...' : ''} <mark class="got">marked</mark></span>` : null}</h4>
      <label class="field">What stands where <select value=${chosen} onChange=${event => choose(event.target.value)}>
        <option value="">choose a place</option>
        ${certificate.fields.filter(([path]) => path).map(([path, begin, length, what]) => html`<option value=${path}>${path}: ${what}, ${length} at ${begin}</option>`)}
      </select></label>
      <${Dump} hex=${certificate.hex} ranges=${[...picked, ...wrong]} />` : null}
  </details>`;
}
