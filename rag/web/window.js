// The page's address is its state: links within it become events, and the back button brings the state back.
const views = () => document.getElementById('views');
const glossaryKeys = ['term', 'letter', 'page', 'find'];
let opener = null;
let awaited = null;

function show(query) {
  const params = new URLSearchParams(query);
  const glossary = glossaryKeys.some(key => params.has(key));
  const root = views();
  root.dataset.view = glossary ? 'glossary' : 'ask';
  root.dataset.entry = params.has('term') ? 'yes' : 'no';
  for (const [id, here] of [['to-ask', !glossary], ['to-glossary', glossary]]) {
    const link = document.getElementById(id);
    if (here) link.setAttribute('aria-current', 'page'); else link.removeAttribute('aria-current');
  }
  const find = document.getElementById('find');
  if (find && find !== document.activeElement) find.value = params.get('find') || '';
  if (glossary) trigger('visit', { query });
  if (params.has('term')) expectEntry(`page-${params.get('term')}-${params.get('s') || ''}`);
}

function go(query) {
  history.pushState(null, '', query || '?');
  show(query);
  window.scrollTo(0, 0);
}

function cite(link) {
  opener = link.getAttribute('href');
  const params = new URLSearchParams(opener);
  views().dataset.source = 'open';
  trigger('cite', { query: opener });
  expectEntry(`source-${params.get('term')}-${params.get('s')}`);
}

function expectEntry(id) {
  awaited = id;
  settle();
}

// Shows the quoted sentence as soon as the entry that was asked for has been drawn.
function settle() {
  const entry = awaited && document.getElementById(awaited);
  if (!entry) return;
  awaited = null;
  requestAnimationFrame(() => {
    const quoted = entry.querySelector('.quoted');
    entry.querySelector('h2').focus({ preventScroll: true });
    if (quoted) quoted.scrollIntoView({ block: 'center' });
    else if (entry.closest('#source')) document.getElementById('source').scrollTop = 0;
  });
}

function closeSource() {
  if (views().dataset.source !== 'open') return;
  views().dataset.source = 'closed';
  const chips = [...document.querySelectorAll('#chat a.chip')];
  const chip = chips.find(link => link.getAttribute('href') === opener);
  if (chip) chip.focus();
}

// Gradio opens links of messages in a new tab, drops their labels, and labels messages with their HTML source.
function tend() {
  for (const message of document.querySelectorAll('#chat [data-testid][aria-label]')) {
    message.setAttribute('aria-label', message.dataset.testid === 'user' ? 'Your question' : 'Answer');
  }
  for (const link of document.querySelectorAll('a[href^="?"]')) {
    if (link.target) link.removeAttribute('target');
    if (link.title && !link.ariaLabel) link.ariaLabel = link.title;
  }
  settle();
}

function follow(event) {
  if (event.target.closest('.close')) return closeSource();
  const link = event.target.closest('a[href^="?"]');
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const query = link.getAttribute('href');
  const params = new URLSearchParams(query);
  if (link.closest('#chat') && params.has('s')) return cite(link);
  if (!params.has('q')) return go(query === '?' ? '' : query);
  if (views().dataset.view !== 'ask') go('');
  trigger('ask', { question: params.get('q') });
}

let typing = null;
function type(event) {
  if (event.target.id !== 'find') return;
  clearTimeout(typing);
  typing = setTimeout(() => {
    const words = event.target.value.trim();
    const query = words ? `?${new URLSearchParams({ find: words })}` : '?letter=All';
    history.replaceState(null, '', query);
    show(query);
  }, 120);
}

document.addEventListener('click', follow);
document.addEventListener('input', type);
document.addEventListener('keydown', event => { if (event.key === 'Escape') closeSource(); });
window.addEventListener('popstate', () => show(location.search));
new MutationObserver(tend).observe(document.body, { childList: true, subtree: true });
document.documentElement.lang = 'en';
show(location.search);
tend();
const question = new URLSearchParams(location.search).get('q');
if (question) trigger('ask', { question });
