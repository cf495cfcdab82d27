// The page's address is its state: links within it become events, and the back button brings the state back.
const views = () => document.getElementById('views');
const glossaryKeys = ['term', 'letter', 'page', 'find', 'category'];
let opener = null;
let awaited = null;
let shownChat = '';

// Of several glossaries the chosen one goes with the address of a list; an entry's id names its own.
const which = () => document.getElementById('which');
const usual = () => !which() || which().selectedIndex <= 0;
function withWhich(query) {
  const params = new URLSearchParams(query);
  const isList = glossaryKeys.some(key => params.has(key)) && !params.has('term');
  if (usual() || !isList || params.has('g')) return query;
  params.set('g', which().value);
  return `?${params}`;
}

function chooseGlossary(name) {
  if (!which() || which().value === name || ![...which().options].some(option => option.value === name)) return;
  which().value = name;
  trigger('prefer', { glossary: name });
}

function show(address) {
  const query = withWhich(address);
  const params = new URLSearchParams(query);
  if (params.get('g')) chooseGlossary(params.get('g'));
  const glossary = glossaryKeys.some(key => params.has(key));
  const root = views();
  root.dataset.view = glossary ? 'glossary' : 'ask';
  root.dataset.entry = params.has('term') ? 'yes' : 'no';
  for (const [id, here] of [['to-ask', !glossary], ['to-glossary', glossary]]) {
    const link = document.getElementById(id);
    if (here) link.setAttribute('aria-current', 'page'); else link.removeAttribute('aria-current');
  }
  tellHistory();
  tendTitle();
  const find = document.getElementById('find');
  if (find && find !== document.activeElement) find.value = params.get('find') || '';
  if (glossary) trigger('visit', { query });
  if (params.has('term')) expectEntry(`page-${params.get('term')}-${params.get('s') || ''}`);
  if (params.get('chat') && params.get('chat') !== shownChat) trigger('open', { chat: params.get('chat') });
}

function go(query) {
  const address = withWhich(query) || (shownChat ? `?chat=${shownChat}` : '?');
  history.pushState(null, '', address);
  show(address);
  window.scrollTo(0, 0);
}

// A conversation gets its address as soon as it is kept, so that a reload finds it again.
function tendAddress() {
  const place = document.getElementById('talk-id');
  if (!place || place.dataset.chat === shownChat) return;
  shownChat = place.dataset.chat;
  const params = new URLSearchParams(location.search);
  if (glossaryKeys.some(key => params.has(key))) return;
  history.replaceState(null, '', shownChat ? `?chat=${shownChat}` : '?');
  if (historyIsOpen()) listPast();
}

function cite(link) {
  opener = link.getAttribute('href');
  const params = new URLSearchParams(opener);
  if (innerWidth < 1400) hideHistory();
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
    message.setAttribute('role', 'group');
    message.tabIndex = -1;
    message.setAttribute('aria-label', message.dataset.testid === 'user' ? 'Your question' : 'Answer');
  }
  for (const link of document.querySelectorAll('a[href^="?"][target]')) link.removeAttribute('target');
  // What must be scrolled to be read must be reachable by keys; few formulas are so wide.
  for (const formula of document.querySelectorAll('.formula:not([tabindex])')) {
    if (formula.scrollWidth > formula.clientWidth) formula.tabIndex = 0;
  }
  const box = document.querySelector('#question textarea');
  if (box && !box.ariaLabel) {
    box.ariaLabel = 'Your question to the glossary';
    box.setAttribute('aria-description', 'Arrow up goes to the last answer.');
  }
  tendButtons();
  tendTitle();
  tendAnswer();
  tendFocus();
  tendCards();
  tendAddress();
  tendOutbox();
  settle();
}

// Gradio's two buttons of the question box are pictures without a name.
function tendButtons() {
  for (const [kind, name] of [['submit', 'Ask'], ['stop', 'Stop']]) {
    const button = document.querySelector(`#question .${kind}-button`);
    if (button && !button.ariaLabel) button.ariaLabel = name;
  }
}

// A tab, a bookmark and the browser's history name what they lead to.
function tendTitle() {
  const entry = views().dataset.entry === 'yes' && document.querySelector('#page h2');
  const here = views().dataset.view !== 'glossary' ? '' : entry ? entry.textContent : 'Glossary';
  const title = here ? `${here} | AI Factory Chat` : 'AI Factory Chat';
  if (document.title !== title) document.title = title;
}

function follow(event) {
  if (event.target.closest('#question .stop-button')) views().dataset.stopping = 'yes';
  if (event.target.closest('.close')) return closeSource();
  const doer = event.target.closest('[data-do], a[href^="?do="]');
  if (doer) { event.preventDefault(); return act(doer); }
  const link = event.target.closest('a[href^="?"]');
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const query = link.getAttribute('href');
  const params = new URLSearchParams(query);
  if (link.closest('#chat') && params.has('s')) return cite(link);
  if (!params.has('q')) return go(query === '?' ? '' : query);
  if (views().dataset.view !== 'ask') go('');
  trigger('ask', { question: params.get('q'), glossary: params.get('g') || '' });
  if (!event.detail) document.querySelector('#question textarea').focus(); // by a key: the link goes with the redrawing
}

let typing = null;
function type(event) {
  if (event.target.id === 'past-words') return listPast();
  if (event.target.id !== 'find') return;
  clearTimeout(typing);
  typing = setTimeout(() => {
    const words = event.target.value.trim();
    const category = document.getElementById('category').value;
    const query = `?${new URLSearchParams({ ...(words ? { find: words } : { letter: 'All' }), ...(category && { category }) })}`;
    history.replaceState(null, '', query);
    show(query);
  }, 120);
}

function toAnswer() {
  const answer = [...document.querySelectorAll('#chat [data-testid=bot]')].pop();
  if (answer) answer.focus({ preventScroll: true });
}

function press(event) {
  if (event.key === 'ArrowUp' && event.target.matches('#question textarea') && !event.target.value) toAnswer();
  if (event.key === ' ' && event.target.matches('a[role=button]')) { event.preventDefault(); event.target.click(); }
  if (event.key !== 'Escape' || document.querySelector('dialog[open]')) return;
  hideCard();
  const cancel = event.target.matches('#question textarea') && document.querySelector('.editing [data-do=edit]');
  if (cancel) cancel.click(); else if (views().dataset.source === 'open') closeSource(); else closeHistory();
}
