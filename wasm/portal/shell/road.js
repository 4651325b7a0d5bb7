// A driver's day without a network (docs/adr/0046): a signature waits in an outbox until the server has it; one that the server
// gives back stays with the reason until the driver has seen it. Stands behind kept.js. Loaded by the pages of enterprises, so that
// whoever signs out takes along what was kept, and where people sign in. Without it the pages work as they are.
(() => {
  'use strict';
  if (!canKeep) return;
  const LIST = '/desk/waste/road', PATIENCE_MS = 15000, SIGNATURES = ['take_over', 'hand_over'];
  const { root, account, isList, net, put, drop, own, bar, cards, sayNext, ask, flush, begin } = keeping({
    name: 'road', list: LIST, worker: '/desk/road_worker.js',
    words: { offline: 'text:server.road_offline', signIn: 'text:server.road_sign_in', unsent: 'text:server.road_waiting_count',
      send: 'text:server.road_send_now', outWaiting: 'text:server.road_out_waiting', outOffline: 'text:server.road_out_offline',
      others: 'text:server.road_others' },
    order: (entries) => entries,
    send,
    draw: (entries) => (isList ? drawList(entries) : drawRecord(entries)),
    start() {
      root.querySelectorAll('form[action$="/step"]').forEach(takeOver);
    },
  });
  const number = root && root.dataset.reference;
  const isReturned = (entry) => entry.clash !== '';

  // ---- Sending
  // Whether the next one may be sent.
  async function send(entry) {
    const body = new URLSearchParams(entry.fields);
    for (const [name, value] of Object.entries({ form_key: formKey(), version: entry.version, noted: Math.floor(entry.noted / 1000),
      sent: Math.floor(Date.now() / 1000) })) body.set(name, value);
    const answer = await ask(`${LIST}/${entry.number}/kept`, body, entry.key, PATIENCE_MS);
    if (answer.state === 'recorded') {
      tell(entry, answer);
      await drop(entry);
    }
    else if (answer.state === 'clash') await put({ ...entry, clash: answer.clash, theirs: answer.theirs });
    else if (answer.state === 'refused' && answer.status < 500 && answer.status !== 429)
      await put({ ...entry, clash: answer.status === 404 ? 'gone' : 'refused', theirs: answer.words });
    else {
      net.signIn = answer.status === 401 || answer.status === 403;
      return false;
    }
    return true;
  }
  function tell(entry, answer) {
    sayNext(fill('text:server.road_sent', entry));
    if (answer.clamped) sayNext('text:server.crew_sent_clamped');
    else if (answer.clock_minutes) sayNext(fill('text:server.crew_sent_clock', { count: Math.abs(answer.clock_minutes) }));
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
  function showFault(form, [field, text]) {
    form.querySelectorAll('.fault').forEach((old) => old.remove());
    const fault = part('p', '', 'fault');
    fault.setAttribute('role', 'alert');
    fault.append(part('strong', text));
    field.before(fault);
    field.focus();
  }
  function entryOf(form, key) {
    const fields = [...new FormData(form)].filter(([name]) => name !== 'form_key');
    const words = fill('text:server.road_words', { step: form.querySelector('button').textContent.trim(), vehicle: valueOf(form, 'vehicle'),
      driver: valueOf(form, 'driver'), loaded: amountIn(form) });
    return { key, account, number, fields, version: root.dataset.version, noted: Date.now(), words, clash: '', theirs: '' };
  }
  async function sign(form, entry) {
    form.querySelectorAll('button').forEach((one) => { one.disabled = true; });
    try {
      await put(entry);
    } catch (refused) {
      return form.submit();  // nothing can be kept here: as without this script
    }
    await flush();
    const now = (await own()).find(({ key }) => key === entry.key);
    if (now && now.clash === 'refused') {
      await drop(now);
      return form.submit();  // the server says what is wrong beside the field
    }
    return location.assign(LIST);
  }
  function takeOver(form) {
    if (!isSignature(form)) return;
    const key = newKey();
    form.addEventListener('submit', (event) => {
      const fault = faultOf(form);
      if (fault && !net.lost) return;
      event.preventDefault();
      if (fault) showFault(form, fault);
      else sign(form, entryOf(form, key));
    });
  }
  begin();
})();
