'use strict';
(() => {
  const box = document.getElementById('search');
  const shown = document.getElementById('shown');
  const none = document.getElementById('none');
  const cards = Array.from(document.querySelectorAll('.card'));
  const plain = text => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  let texts = null;

  function filter() {
    texts ??= cards.map(card => plain(card.textContent + ' ' + card.dataset.status));
    const words = plain(box.value).split(/\s+/).filter(Boolean);
    let count = 0;
    cards.forEach((card, i) => {
      const hit = words.every(word => texts[i].includes(word));
      card.hidden = !hit;
      count += hit ? 1 : 0;
    });
    shown.value = words.length ? count + ' of ' + cards.length : String(cards.length);
    none.hidden = count > 0 || cards.length === 0;
    const hash = words.length ? '#q=' + encodeURIComponent(box.value) : ' ';
    try {
      history.replaceState(null, '', hash.trim() || location.pathname + location.search);
    } catch (e) {
      // A page that may not change its address still filters.
    }
  }

  function fromAddress() {
    if (location.hash.startsWith('#q=')) {
      try {
        box.value = decodeURIComponent(location.hash.slice(3));
      } catch (e) {
        box.value = '';
      }
    }
    filter();
  }

  let waiting = 0;
  box.addEventListener('input', () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(filter);
  });
  document.querySelector('.words')?.addEventListener('click', event => {
    const button = event.target.closest('button');
    if (button) {
      box.value = box.value === button.dataset.word ? '' : button.dataset.word;
      filter();
    }
  });
  document.addEventListener('keydown', event => {
    if (event.key === '/' && event.target !== box) {
      event.preventDefault();
      box.focus();
    } else if (event.key === 'Escape' && event.target === box) {
      box.value = '';
      filter();
    }
  });
  window.addEventListener('hashchange', fromAddress);
  fromAddress();
})();
