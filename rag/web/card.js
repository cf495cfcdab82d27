// A card beside a citation or a term: the quoted sentence or the definition, on hover and on focus.
const card = document.body.appendChild(document.createElement('div'));
card.id = 'card';
card.setAttribute('role', 'tooltip');
let carded = null;

// A chip's text is "Source 2, Term: “Sentence.”"; a term's is its definition alone.
function nameAndText(link) {
  const [name, ...rest] = link.dataset.card.split(': “');
  return rest.length ? [name, `“${rest.join(': “')}`] : ['', name];
}

function showCard(link) {
  const [name, text] = nameAndText(link);
  card.replaceChildren();
  if (name) card.appendChild(document.createElement('strong')).textContent = name;
  card.appendChild(document.createElement('p')).textContent = text;
  card.dataset.open = 'yes';
  const at = link.getBoundingClientRect();
  const below = at.bottom + 8 + card.offsetHeight < innerHeight;
  card.style.top = `${below ? at.bottom + 8 : Math.max(8, at.top - 8 - card.offsetHeight)}px`;
  card.style.left = `${Math.max(8, Math.min(at.left, innerWidth - card.offsetWidth - 8))}px`;
}

function hideCard() {
  clearTimeout(carded);
  card.dataset.open = 'no';
}

function offerCard(event) {
  const link = event.target.closest && event.target.closest('a[data-card]');
  hideCard();
  if (link) carded = setTimeout(() => { if (link.isConnected) showCard(link); }, event.type === 'focusin' ? 0 : 150);
}

// The browser's own tooltips would cover the cards; screen readers get the same text as a name and a description.
function tendCards() {
  for (const link of document.querySelectorAll('#chat a[title]')) {
    link.dataset.card = link.title;
    if (link.classList.contains('chip')) {
      const [name, text] = nameAndText(link);
      link.setAttribute('aria-label', name);
      link.setAttribute('aria-description', text);
    }
    link.removeAttribute('title');
  }
}

document.addEventListener('mouseover', offerCard);
document.addEventListener('focusin', offerCard);
document.addEventListener('scroll', hideCard, true);
document.addEventListener('click', hideCard);
