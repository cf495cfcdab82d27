// How an answer arrives: the view keeps to its question, and screen readers are told it once, when it is whole.
let held = false;
let lastAsked = '';
let growing = false;

function tendAnswer() {
  const log = document.querySelector('#chat [role=log]');
  if (!log) return;
  if (log.getAttribute('aria-live') !== 'off') log.setAttribute('aria-live', 'off'); // a growing answer is drawn anew ten times a second
  const questions = log.querySelectorAll('.user-row');
  const last = questions[questions.length - 1];
  const asked = last ? questions.length + last.textContent : '';
  const grows = Boolean(log.querySelector('.stages'));
  if (asked !== lastAsked || (grows && !growing)) held = Boolean(asked);
  if (!grows) delete views().dataset.stopping;
  if (grows && !growing) say('Searching the glossary.');
  if (!grows && growing && last) say(told([...log.querySelectorAll('.reply')].pop()));
  [lastAsked, growing] = [asked, grows];
  if (!held) return;
  // The view begins with the question, or with the end of one that would fill it.
  const [asking, view] = [last.getBoundingClientRect(), log.getBoundingClientRect()];
  log.scrollTop += Math.max(asking.top - 8, asking.bottom - view.height / 3) - view.top;
}

// An answer that is drawn anew takes the action that was just chosen with it: the focus goes to the new one.
let chosen = '';
document.addEventListener('focusin', event => { chosen = event.target.matches('#chat a.act') ? event.target.getAttribute('href') : ''; });
document.addEventListener('pointerdown', () => { chosen = ''; }, true);
function tendFocus() {
  if (!chosen || document.activeElement !== document.body) return;
  const again = [...document.querySelectorAll('#chat a.act')].find(link => link.getAttribute('href') === chosen);
  if (again) again.focus({ preventScroll: true });
}

// Whoever moves in the chat looks at something: it must not slip away from under them.
const letGo = event => { if (event.target.closest && event.target.closest('#chat')) held = false; };
for (const kind of ['wheel', 'touchmove', 'pointerdown', 'keydown']) {
  document.addEventListener(kind, letGo, { capture: true, passive: true });
}

function say(text) {
  document.getElementById('said').textContent = text;
}

// An answer as one would read it aloud: whole sentences, without numbers and buttons, and last its sources.
function told(reply) {
  const copy = reply.cloneNode(true);
  const sources = [...copy.querySelectorAll('.sources li > a:not(.chip)')].map(link => link.textContent);
  for (const part of copy.querySelectorAll('.chip, .katex-html, .kicker, .sources, details, .actions, .next')) part.remove();
  for (const link of copy.querySelectorAll('.near a + a')) link.before(', ');
  for (const block of copy.querySelectorAll('p, li, td, th, h3, pre, .formula')) {
    block.append(/[.?!:]\s*$/.test(block.textContent) ? ' ' : '. ');
  }
  const text = copy.textContent.replace(/\s+/g, ' ').replace(/ ([.,])/g, '$1').trim();
  return `Answer. ${text}${sources.length ? ` Sources: ${sources.join(', ')}.` : ''}`;
}
