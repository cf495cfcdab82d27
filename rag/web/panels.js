// History, settings, thumbs, copies and files; and at the end the start of everything.
const kept = { get: name => { try { return localStorage.getItem(name); } catch { return null; } },
  set: (name, value) => { try { localStorage.setItem(name, value); } catch { /* a browser that keeps nothing */ } } };
const systemDark = matchMedia('(prefers-color-scheme: dark)');

function dress() {
  const theme = kept.get('theme') || 'system';
  const dark = theme === 'dark' || (theme === 'system' && systemDark.matches);
  if (document.body.classList.contains('dark') !== dark) document.body.classList.toggle('dark', dark);
  document.documentElement.style.colorScheme = dark ? 'dark' : 'light';
  document.documentElement.dataset.size = kept.get('size') || 'normal';
}

const historyIsOpen = () => views().dataset.view === 'ask' && views().dataset.history === 'open';

function tellHistory() {
  document.getElementById('to-history').setAttribute('aria-expanded', String(historyIsOpen()));
}

function listPast(more) {
  trigger('past', { words: document.getElementById('past-words').value.trim(), ...more });
}

function openHistory() {
  if (views().dataset.view !== 'ask') go('');
  views().dataset.history = 'open';
  tellHistory();
  listPast();
  document.querySelector('#history h2').focus({ preventScroll: true });
}

function hideHistory() {
  views().dataset.history = 'closed';
  tellHistory();
}

function closeHistory() {
  if (!historyIsOpen()) return;
  hideHistory();
  document.getElementById('to-history').focus();
}

// What cannot be undone asks once more on its own button.
function isSure(button) {
  if (button.dataset.sure) { delete button.dataset.sure; return true; }
  const text = button.textContent;
  button.dataset.sure = 'asked';
  button.textContent = 'Really delete?';
  setTimeout(() => { delete button.dataset.sure; button.textContent = text; }, 4000);
  return false;
}

function rename(item) {
  const link = item.querySelector('a');
  const input = document.createElement('input');
  input.value = link.textContent;
  input.maxLength = 80;
  input.setAttribute('aria-label', 'New name');
  let done = false;
  const end = keep => {
    if (done) return;
    done = true;
    const title = input.value.trim();
    input.replaceWith(link);
    if (keep && title && title !== link.textContent) tidy('rename', item.dataset.chat, title);
    link.focus();
  };
  input.addEventListener('keydown', event => {
    if (event.key === 'Enter') end(true);
    if (event.key === 'Escape') { event.stopPropagation(); end(false); }
  });
  input.addEventListener('blur', () => end(true));
  link.replaceWith(input);
  input.select();
}

function tidy(what, chat, title) {
  trigger('tidy', { do: what, chat, title: title || '', words: document.getElementById('past-words').value.trim() });
  if (what === 'delete-all' || (what === 'delete' && chat === shownChat)) document.getElementById('new').click();
}

function rate(n, mark, chosen) {
  trigger('rate', { n, mark: chosen ? '' : mark, word: '' });
  if (chosen || mark !== 'down') return;
  const dialog = document.getElementById('word');
  const input = document.getElementById('word-text');
  input.value = '';
  dialog.returnValue = '';
  dialog.onclose = () => {
    const word = input.value.trim();
    if (dialog.returnValue === 'send' && word) trigger('rate', { n, mark, word });
  };
  dialog.showModal();
}

function act(doer) {
  const params = new URLSearchParams(doer.dataset.do ? '' : doer.getAttribute('href'));
  const what = doer.dataset.do || params.get('do');
  const n = doer.dataset.n || params.get('n') || '0';
  const item = doer.closest('li[data-chat]');
  if (what === 'history') return historyIsOpen() ? closeHistory() : openHistory();
  if (what === 'close-history') return closeHistory();
  if (what === 'settings') return openSettings();
  if (what === 'about') return document.getElementById('about').showModal();
  if (what === 'rename') return rename(item);
  if (what === 'delete' || what === 'delete-all') return isSure(doer) && tidy(what, item ? item.dataset.chat : '');
  if (what === 'again' || what === 'alone') return trigger('again', { n, do: what });
  if (what === 'edit') { trigger('edit', { n }); return document.querySelector('#question textarea').focus(); }
  if (what.startsWith('mark-')) return rate(n, what.slice(5), doer.classList.contains('chosen'));
  trigger('hand', { do: what, n });
}

function openSettings() {
  const dialog = document.getElementById('settings');
  for (const [name, usual] of [['theme', 'system'], ['size', 'normal'], ['length', 'usual'], ['writer', '']]) {
    const radios = [...dialog.querySelectorAll(`input[name=${name}]`)];
    const chosen = radios.find(one => one.value === kept.get(name)) || radios.find(one => one.value === usual) || radios[0];
    if (chosen) chosen.checked = true;
  }
  dialog.showModal();
}

// A writer that this server does not have is none of the choices; the usual one writes then.
const ownWriter = () => [...document.querySelectorAll('#settings input[name=writer]')].find(one => one.value === kept.get('writer'));

function nameWriter() {
  const own = ownWriter();
  if (own) document.querySelector('[data-writer]').textContent = `Writer: ${own.parentElement.textContent}`;
}

function choose(event) {
  const input = event.target;
  if (input.closest('#settings')) { kept.set(input.name, input.value); dress(); }
  if (input.name === 'length' || input.name === 'writer') trigger('prefer', { [input.name]: input.value });
  if (input.name === 'writer') nameWriter();
  if (input.closest('#mode')) kept.set('mode', input.value);
  if (input.id === 'which') {
    kept.set('glossary', input.value);
    trigger('prefer', { glossary: input.value });
    const listed = new URLSearchParams(location.search);
    if (views().dataset.view === 'glossary' && !listed.has('term')) go('?' + new URLSearchParams({ letter: 'All', g: input.value }));
  }
  if (input.id !== 'category') return;
  const words = document.getElementById('find').value.trim();
  go(`?${new URLSearchParams({ ...(words ? { find: words } : { letter: 'All' }), ...(input.value && { category: input.value }) })}`);
}

let silence = null;
function remark(text) {
  clearTimeout(silence);
  document.getElementById('remark').textContent = text;
  silence = setTimeout(() => { document.getElementById('remark').textContent = ''; }, 2500);
}

async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.body.appendChild(document.createElement('textarea'));
  area.value = text;
  area.select();
  document.execCommand('copy');
  area.remove();
}

function save(text, name, type) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

// What the server hands out lies here once; the time on it tells a new one from the last.
let taken = '';
function tendOutbox() {
  const out = document.querySelector('#outbox pre');
  if (!out || out.dataset.once === taken) return;
  taken = out.dataset.once;
  const text = out.textContent;
  if (out.dataset.do === 'save-markdown') save(text, 'conversation.md', 'text/markdown');
  else if (out.dataset.do === 'save-all') save(text, 'conversations.json', 'application/json');
  else if (out.dataset.do === 'save-json') save(text, 'conversation.json', 'application/json');
  else copy(text).then(() => remark('Copied.'), () => remark('The browser did not allow copying.'));
}

function start() {
  document.addEventListener('click', follow);
  document.addEventListener('input', type);
  document.addEventListener('change', choose);
  document.addEventListener('keydown', press);
  window.addEventListener('popstate', () => show(location.search));
  systemDark.addEventListener('change', dress);
  new MutationObserver(tend).observe(document.body, { childList: true, subtree: true, attributeFilter: ['data-chat'] });
  new MutationObserver(dress).observe(document.body, { attributeFilter: ['class'] });
  document.documentElement.lang = 'en';
  document.documentElement.dataset.drawn = 'yes';
  dress();
  if (kept.get('glossary')) chooseGlossary(kept.get('glossary'));
  show(location.search);
  if (views().dataset.view === 'ask') document.querySelector('#question textarea').focus({ preventScroll: true });
  tend();
  const own = Object.fromEntries(['mode', 'length', 'writer'].map(name => [name, kept.get(name) || '']));
  if (Object.values(own).some(Boolean)) trigger('prefer', own);
  nameWriter();
  const asked = new URLSearchParams(location.search);
  if (asked.get('q')) trigger('ask', { question: asked.get('q'), glossary: asked.get('g') || (usual() ? '' : which().value) });
}

// The head is drawn first; the rest of the page may come a frame later.
function startWhenDrawn() {
  const parts = ['#views', '#chat [role=log]', '#talk-id', '#question textarea', '#new', '#settings', '#find', '#past-words', '#outbox', '[data-writer]'];
  if (parts.every(part => document.querySelector(part))) start(); else requestAnimationFrame(startWhenDrawn);
}
startWhenDrawn();
