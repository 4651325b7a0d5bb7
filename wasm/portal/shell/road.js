// A driver's day without a network (docs/adr/0046): a signature waits in an outbox until the server has it; one that the server
// gives back stays with the reason until the driver has seen it. Stands behind kept.js. Loaded by the pages of enterprises, so that
// whoever signs out takes along what was kept, and where people sign in. Without it the pages work as they are.
(() => {
  'use strict';
  if (!canKeep) return;
  const LIST = '/desk/waste/road', PATIENCE_MS = 15000, SIGNATURES = ['take_over', 'hand_over'];
  const kept = keeping({
    name: 'road', list: LIST, worker: '/desk/road_worker.js',
    words: { offline: 'text:server.road_offline', signIn: 'text:server.road_sign_in', unsent: 'text:server.road_waiting_count',
      send: 'text:server.road_send_now', outWaiting: 'text:server.road_out_waiting', outOffline: 'text:server.road_out_offline',
      others: 'text:server.road_others' },
    order: (entries) => entries,
    send,
    draw: (entries) => (isList ? drawList(entries) : drawRecord(entries)),
    start() {
      root.querySelectorAll('form[action$="/step"]').forEach(takeStep);
    },
  });
  const { root, account, isList, net, put, drop, bar, cards, sayNext, flush } = kept;
  const number = root && root.dataset.reference;
  const isReturned = (entry) => entry.clash !== '';

  // ---- Sending
  // Whether the next one may be sent.
  async function send(entry) {
    const body = new URLSearchParams(entry.fields);
    for (const [name, value] of Object.entries(stampsOf(entry))) body.set(name, value);
    const answer = await ask(`${LIST}/${entry.number}/kept`, body, entry.key, PATIENCE_MS);
    if (answer.state === 'recorded') {
      tell(entry, answer);
      await drop(entry);
    }
    else if (answer.state === 'clash') await put({ ...entry, clash: answer.clash, theirs: answer.theirs });
    else if (isRefused(answer)) await put({ ...entry, clash: answer.status === 404 ? 'gone' : 'refused', theirs: answer.words });
    else {
      net.signIn = answer.status === 401 || answer.status === 403;
      return false;
    }
    return true;
  }
  function tell(entry, answer) {
    sayNext(fill('text:server.road_sent', entry));
    clockWords(answer).forEach(sayNext);
  }

  // ---- What the page shows of it
  const REASONS = { cancelled: 'text:server.road_clash_cancelled', moved: 'text:server.road_clash_moved', changed: 'text:server.road_clash_changed',
    too_late: 'text:server.road_clash_too_late', gone: 'text:server.road_clash_gone', refused: 'text:server.road_clash_refused' };
  const moment = (ms) => `${new Date(ms).toLocaleDateString('zh-CN', { month: 'numeric', day: 'numeric' })} ${clock(ms)}`;
  function returnedCard(entry) {
    const card = part('section', '', 'clash'), sides = part('div', '', 'sides'), ways = part('div', '', 'pair');
    sides.append(side('text:server.road_mine', entry.words, moment(entry.noted)), side('text:server.road_theirs', REASONS[entry.clash], entry.theirs));
    const open = part('a', 'text:server.road_open', 'second');
    open.href = `${LIST}/${entry.number}`;
    ways.append(open, button('text:server.road_drop', 'danger', () => drop(entry).then(flush)));
    card.append(part('h2', fill('text:server.road_returned_title', entry)), sides, ways);
    return card;
  }
  function mark(entry) {
    const anchor = root.querySelector(`.stops a[data-reference="${entry.number}"]`), returned = isReturned(entry);
    if (anchor) anchor.append(part('span', returned ? 'text:server.road_returned' : 'text:server.road_unsent', `tag mine ${returned ? 'bad' : 'warn'}`));
  }
  function drawList(entries) {
    root.querySelectorAll('.tag.mine').forEach((tag) => tag.remove());
    entries.forEach(mark);
    cards.replaceChildren(...entries.filter(isReturned).map(returnedCard));
  }
  // Who was given one back may sign again.
  function drawRecord(entries) {
    const mine = entries.filter((one) => one.number === number), waiting = mine.find((one) => !isReturned(one));
    root.querySelectorAll('form[action$="/step"]').forEach((form) => { if (isSignature(form)) form.parentNode.hidden = Boolean(waiting); });
    if (waiting) bar.append(part('p', `text:server.road_kept_here${waiting.words}`));
    bar.append(...mine.filter(isReturned).map(returnedCard));
  }

  // ---- Signing
  const valueOf = (form, name) => form.elements.namedItem(name).value.trim();
  const isSignature = (form) => SIGNATURES.includes(valueOf(form, 'step'));
  const amountIn = (form) => numberIn(valueOf(form, 'loaded'), '');
  // The field that is wrong and why, or nothing. The server has the last word; this one is for when it cannot be asked.
  function faultOf(form) {
    const empty = ['vehicle', 'driver', 'loaded'].find((name) => valueOf(form, name) === '');
    if (empty) return [form.elements.namedItem(empty), 'text:server.road_missing'];
    const loaded = amountIn(form), sound = /^\d{1,8}(\.\d{1,6})?$/.test(loaded) && Number(loaded) > 0;
    return sound ? null : [form.elements.namedItem('loaded'), 'text:server.manifest_amount_bad'];
  }
  function entryOf(form, key) {
    const fields = [...new FormData(form)].filter(([name]) => name !== 'form_key');
    const words = fill('text:server.road_words', { step: form.querySelector('button').textContent.trim(), vehicle: valueOf(form, 'vehicle'),
      driver: valueOf(form, 'driver'), loaded: amountIn(form) });
    return { key, account, number, fields, version: root.dataset.version, noted: Date.now(), words, clash: '', theirs: '' };
  }
  function takeStep(form) {
    if (!isSignature(form)) return;
    const key = newKey();
    takeOver(kept, form, faultOf, () => record(kept, form, entryOf(form, key), put, () => LIST));
  }
  begin(kept);
})();
