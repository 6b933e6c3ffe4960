// The page itself: which view the hash asks for, the bar above it, the keys.
'use strict';

// The view of a route: [title, page].
function view_of(route) {
  const id = route.id || '';
  if (route.page === 'overview' || route.page === 'subjects') return ['overview', html`<${Overview} />`];
  if (route.page === 'matrix') return ['matrix', html`<${Matrix} filters=${route.filters} />`];
  if (route.page === 'rules') return ['rules', html`<${Rules} />`];
  if (route.page === 'conflicts') return ['conflicts', html`<${Conflicts} />`];
  if (route.page === 'rule' && results.rule_of.has(id)) return [id, html`<${RulePage} key=${id} rule=${results.rule_of.get(id)} />`];
  if (route.page === 'subject' && subject_named(id)) return [subject_named(id).name, html`<${SubjectPage} key=${id} subject=${subject_named(id)} />`];
  if (route.page === 'case') {
    const { one, place, named } = find_case(id);
    if (one) return [id, html`<${CasePage} key=${one.id} one=${one} named_place=${place} unknown=${named && !place} />`];
  }
  return ['not there', html`<${NotThere} what=${`There is no ${route.page} '${id}' in them.`} />`];
}

function TopBar({ route }) {
  const links = [['overview', '#', 'Overview'], ['matrix', '#matrix', 'Matrix'], ['rules', '#rules', 'Rules'], ['conflicts', '#conflicts', 'Conflicts']];
  const filters = route.page === 'matrix' ? route.filters : {};
  const search = event => {
    const link = matrix_link({ ...filters, q: event.target.value });
    if (route.page === 'matrix') location.replace(link); else location.assign(link);
  };
  return html`<header class="top"><a class="skip" href=${location.hash || '#'} onClick=${event => { event.preventDefault(); focus_heading(); }}>Skip to the content</a>
    <a class="brand" href="#">peercert <span class="soft">${results.suite.version}</span></a>
    <nav aria-label="Pages">${links.map(([page, link, text]) => html`<a href=${link} aria-current=${route.page === page ? 'page' : 'false'}>${text}</a>`)}</nav>
    <input id="search" type="search" placeholder="Search cases  /" aria-label="Search cases" value=${filters.q || ''} onInput=${search} autocomplete="off" spellcheck=${false} />
  </header>`;
}

function focus_heading() {
  const heading = document.querySelector('h1');
  if (heading) heading.focus({ preventScroll: true });
}

function App() {
  const [hash, set_hash] = useState(location.hash);
  const route = parse_route(hash);
  const [title, page] = view_of(route);
  const first = useRef(true);
  useEffect(() => {
    const changed = () => set_hash(location.hash);
    window.addEventListener('hashchange', changed);
    return () => window.removeEventListener('hashchange', changed);
  }, []);
  // A filter is no new page: who types goes on typing.
  useEffect(() => {
    document.title = title === 'overview' ? 'peercert report' : `${title} · peercert report`;
    if (first.current) first.current = false; else if (document.activeElement.id !== 'search') focus_heading();
    if (route.page === 'subjects') document.getElementById('subjects').scrollIntoView(); else if (document.activeElement.id !== 'search') window.scrollTo(0, 0);
  }, [route.page, route.id]);
  return html`<${Fragment}><${TopBar} route=${route} />${page}
    <footer><span>suite <span class="mono">${results.suite.digest}</span></span><span><kbd>/</kbd> search <kbd>o</kbd> overview <kbd>m</kbd> matrix <kbd>n</kbd> <kbd>p</kbd> next and previous case <kbd>←</kbd> <kbd>↑</kbd> <kbd>↓</kbd> <kbd>→</kbd> in a matrix</span></footer></${Fragment}>`;
}

function on_key(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
  if (typing) {
    if (event.key === 'Escape') event.target.blur();
    return;
  }
  const neighbour = { n: 'next', p: 'prev' }[event.key];
  const link = neighbour && document.querySelector(`a[rel="${neighbour}"]`);
  if (link) location.assign(link.hash);
  if (event.key === 'o') location.assign('#');
  if (event.key === 'm') location.assign('#matrix');
  if (event.key === '/') {
    event.preventDefault();
    document.getElementById('search').focus();
  }
}

unpack().then(data => {
  results = data;
  render(html`<${App} />`, document.getElementById('app'));
  document.addEventListener('keydown', on_key);
  document.documentElement.dataset.ready = 'yes';
}).catch(error => {
  document.getElementById('app').textContent = `The results in this page cannot be shown: ${error.message}. It needs a browser with DecompressionStream, of 2023 or later.`;
  throw error;
});
