// The crew's day without a network (docs/adr/0034): what is recorded waits in an outbox until the server has it, and where the two
// do not agree, both are shown. Stands behind kept.js. Loaded by the crew's pages, and where people sign in. Without it, or in a
// browser that lacks a part of what it needs, the pages work as they are.
(() => {
  'use strict';
  if (!canKeep) return;
  const LIST = '/desk/stops', PATIENCE_MS = 15000;
  const kept = keeping({
    name: 'crew', list: LIST, worker: '/desk/worker.js',
    words: { offline: 'text:server.crew_offline', signIn: 'text:server.crew_sign_in', unsent: 'text:server.crew_waiting_count',
      send: 'text:server.crew_send_now', outWaiting: 'text:server.crew_out_waiting', outOffline: 'text:server.crew_out_offline',
      others: 'text:server.crew_others' },
    // Photographs last: on a weak network they hold up no other stop.
    order: (entries) => entries.sort((a, b) => photosOf(a).length - photosOf(b).length),
    send,
    draw: (entries) => (isList ? drawList(entries) : drawStop(entries)),
    start() {
      root.querySelectorAll('form[action$="/collected"], form[action$="/missed"]').forEach(takeStop);
      root.querySelectorAll('form[action$="/phone"]').forEach(guardCall);
    },
  });
  const { root, account, isList, net, put, drop, bar, cards, sayNext, flush } = kept;
  const stop = root && root.dataset.reference;

  // ---- The outbox: no name, no address, no telephone number is in it; photographs are, until they are sent
  function photosOf(entry) {
    return entry.photos || [];
  }
  // A phone that is full keeps the record, without its photographs.
  async function keep(entry) {
    try {
      return await put(entry);
    } catch (full) {
      if (photosOf(entry).length === 0) throw full;
      await put({ ...entry, photos: [] });
      return sayNext('text:server.crew_photos_full');
    }
  }

  // ---- Sending
  async function post(entry, below) {
    const photos = below === 'dropped' ? [] : photosOf(entry), fields = photos.length > 0 ? new FormData() : new URLSearchParams();
    for (const [name, value] of entry.fields) fields.append(name, value);
    for (const [name, photo] of photos) fields.append(name, photo, 'photo.jpg');
    for (const [name, value] of Object.entries({ ...stampsOf(entry), kind: entry.kind })) fields.set(name, value);
    return ask(`${LIST}/${entry.reference}/${below}`, fields, entry.key, PATIENCE_MS * (1 + 2 * photos.length));
  }
  const DONE = { asked: 'text:server.crew_asked', dropped: 'text:server.crew_dropped' };
  function tell(entry, answer) {
    if (entry.choice) sayNext(DONE[entry.choice]);
    if (answer.photos_refused) sayNext(fill('text:server.crew_photos_refused', { count: answer.photos_refused }));
    if (!entry.choice) clockWords(answer).forEach(sayNext);
  }
  // Whether the next one may be sent.
  async function send(entry) {
    const answer = await post(entry, entry.choice || 'kept');
    if (answer.state === 'recorded' || answer.state === 'done') {
      tell(entry, answer);
      await drop(entry);
    }
    else if (answer.state === 'clash') await put({ ...entry, clash: answer.clash, theirs: answer.theirs });
    else if (answer.status === 413 && photosOf(entry).length > 0) {
      tell({ choice: '' }, { photos_refused: entry.photos.length });
      await put({ ...entry, photos: [] });
      return send({ ...entry, photos: [] });
    }
    else if (isRefused(answer)) await settle(entry, answer);
    else {
      net.signIn = answer.status === 401 || answer.status === 403;
      return false;
    }
    return true;
  }
  // Not taken, and never will be as it is.
  const settle = (entry, answer) => (answer.status === 404 && entry.choice === 'dropped' ? drop(entry) : put({ ...entry, choice: '',
    clash: answer.status === 404 ? 'gone' : 'refused', theirs: answer.words, asked: answer.asked === true }));

  // ---- What the page shows of it
  const REASONS = { cancelled: 'text:server.crew_clash_cancelled', recorded: 'text:server.crew_clash_recorded',
    other_crew: 'text:server.crew_clash_other_crew', other_day: 'text:server.crew_clash_other_day',
    changed: 'text:server.crew_clash_changed', too_late: 'text:server.crew_clash_too_late',
    refused: 'text:server.crew_clash_refused', gone: 'text:server.crew_clash_gone' };
  const anchorOf = (reference) => root.querySelector(`.stops a[href="${LIST}/${reference}"]`);
  // Of a stop that is not on the list any more only its things are known here, and the time.
  function placeOf(entry) {
    const anchor = anchorOf(entry.reference);
    return anchor ? anchor.querySelector('strong').textContent : entry.about;
  }
  const WORDS = { asked: 'text:server.crew_ask', dropped: 'text:server.crew_drop' };
  function choose(entry, choice) {
    return async () => {
      await put({ ...entry, choice });
      flush();
    };
  }
  function clashCard(entry) {
    const card = part('section', '', 'clash'), sides = part('div', '', 'sides'), ways = part('div', '', 'pair');
    sides.append(side('text:server.crew_mine', entry.words, clock(entry.noted)), side('text:server.crew_theirs', REASONS[entry.clash], entry.theirs));
    card.append(part('h2', fill('text:server.crew_clash_title', { place: placeOf(entry) })), sides);
    if (entry.choice) {
      card.append(part('p', fill('text:server.crew_choice_waits', { choice: WORDS[entry.choice] })));
      return card;
    }
    if (entry.asked) ways.append(button('text:server.crew_mean_it', '', async () => {
      await put({ ...entry, clash: '', asked: false, fields: entry.fields.concat([['sure', 'on']]) });
      flush();
    }));
    ways.append(button(WORDS.asked, '', choose(entry, 'asked')), button(WORDS.dropped, 'danger', choose(entry, 'dropped')));
    card.append(ways);
    return card;
  }
  function mark(entry) {
    const anchor = anchorOf(entry.reference);
    if (!anchor) return;
    const clashes = entry.clash !== '';
    anchor.append(part('span', clashes ? 'text:server.crew_check' : 'text:server.crew_waiting', `tag mine ${clashes ? 'bad' : 'warn'}`));
    anchor.parentNode.classList.add('over');
  }
  // The first stop that is not recorded, on the server or here, is the next one.
  function showNext() {
    const card = root.querySelector('.next'), rows = [...root.querySelectorAll('.stops li')], first = rows.findIndex((row) => !row.classList.contains('over'));
    root.querySelectorAll('.cells b').forEach((cell, index) => cell.classList.toggle('on', rows[index].classList.contains('over')));
    if (!card) return;
    card.hidden = first < 0;
    if (first < 0 || rows[first].classList.contains('now')) return;
    const anchor = rows[first].querySelector('a'), go = part('a', 'text:server.work_arrived', 'main tall');
    go.href = anchor.href;
    rows.forEach((row, index) => row.classList.toggle('now', index === first));
    card.replaceChildren(part('p', fill('text:server.work_next_stop', { number: first + 1 })), part('h2', anchor.querySelector('strong').textContent),
      part('p', anchor.querySelector('small').textContent), go);
  }
  function drawList(entries) {
    root.querySelectorAll('.tag.mine').forEach((tag) => tag.remove());
    entries.forEach(mark);
    showNext();
    cards.replaceChildren(...entries.filter((entry) => entry.clash !== '').map(clashCard));
  }
  function drawStop(entries) {
    const entry = entries.find((one) => one.reference === stop);
    root.querySelectorAll('form[action$="/collected"], .missed').forEach((one) => { one.hidden = Boolean(entry); });
    if (entry) bar.append(part('p', 'text:server.crew_kept_here' + entry.words));
  }

  // ---- Recording
  const kilogramsIn = (typed) => numberIn(typed, /(\u516c\u65a4|\u5343\u514b|\u338f|kg)$/i);
  const gramsIn = (typed) => (/^\d{1,4}(\.\d{1,3})?$/.test(kilogramsIn(typed)) ? Math.round(Number(kilogramsIn(typed)) * 1000) : 0);
  const countsOf = (form) => [...form.querySelectorAll('select[name^="piece-"]')];
  const leftOf = (form) => form.elements.namedItem('left');  // why a part was left
  const isPart = (form) => countsOf(form).some((field) => field.selectedIndex < field.length - 1);
  // The field that is wrong and why, and what to add to the form; or nothing. The server has the last word; this one is for when it cannot be asked.
  function faultOf(form) {
    const why = form.elements.namedItem('why');
    if (why) return why.value ? null : [why, 'text:server.crew_reason_missing'];
    const weight = form.elements.namedItem('kilograms'), grams = gramsIn(weight.value), sure = form.elements.namedItem('sure');
    if (countsOf(form).every((field) => field.value === '0')) return [countsOf(form)[0], 'text:server.crew_none_counted'];
    if (isPart(form) && leftOf(form) && !leftOf(form).value) return [leftOf(form), 'text:server.crew_left_missing'];
    if (!isPart(form) && leftOf(form) && leftOf(form).value) return [leftOf(form), 'text:server.crew_left_whole'];
    if (grams < 1 || grams > Number(root.dataset.most)) return [weight, 'text:server.work_weight_wrong'];
    return grams > Number(root.dataset.asked) && !(sure && sure.checked) ? [weight, 'text:server.crew_weight_asked', () => askSure(form)] : null;
  }
  // An unusual weight is asked back; who means it ticks that.
  function askSure(form) {
    if (form.elements.namedItem('sure')) return;
    const tick = part('p', '', 'q tick'), label = part('label', 'text:server.work_weight_sure'), box = part('input');
    Object.assign(box, { type: 'checkbox', name: 'sure', id: 'sure', value: 'on' });
    label.htmlFor = 'sure';
    tick.append(box, label);
    form.querySelector('button').before(tick);
  }
  function wordsOf(form, photos) {
    const words = outcomeOf(form);
    return photos.length > 0 ? fill('text:server.crew_photos_with', { words, count: photos.length }) : words;
  }
  function outcomeOf(form) {
    const why = form.elements.namedItem('why');
    if (why) return fill('text:server.crew_mine_missed', { reason: why.selectedOptions[0].textContent });
    const pieces = countsOf(form).filter((field) => field.value !== '0').map((field) => `${field.labels[0].textContent} ${field.value}`);
    const text = fill('text:server.crew_mine_collected', { pieces: pieces.join('、'), weight: kilogramsIn(form.elements.namedItem('kilograms').value) });
    return isPart(form) && leftOf(form) ? `${text}（${leftOf(form).selectedOptions[0].textContent}）` : text;
  }
  function entryOf(form, key) {
    const all = [...new FormData(form)], isFile = ([, value]) => typeof value !== 'string', photos = all.filter((one) => isFile(one) && one[1].size > 0);
    const fields = all.filter((one) => one[0] !== 'form_key' && (one[0] !== 'left' || isPart(form)) && !isFile(one));
    return { key, account, reference: stop, kind: /\/missed$/.test(form.action) ? 'missed' : 'collected', fields, photos, version: root.dataset.version,
      noted: Date.now(), words: wordsOf(form, photos), about: root.querySelector('h1 + p').textContent, clash: '', theirs: '', asked: false, choice: '' };
  }
  function takeStop(form) {
    const key = newKey();
    takeOver(kept, form, faultOf, () => {
      const entry = entryOf(form, key);
      return record(kept, form, entry, keep, (waiting) => (waiting ? LIST : `${LIST}?done=${entry.kind}`));
    });
  }
  function guardCall(form) {
    form.addEventListener('submit', (event) => {
      if (!net.lost) return;
      event.preventDefault();
      kept.say('text:server.crew_call_offline');
      kept.show();
    });
  }

  begin(kept);
})();
