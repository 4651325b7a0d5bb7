// Mirrors the semantic twin (kit/twin.hpp) into real elements in document coordinates, in the order of the records. Lengths
// become rem: 16 of the kit's pixels are the size of letters that the reader chose in the browser.
// An element stays the same as long as its id and kind do, so focus, selection and input methods are not disturbed.
// Knows nothing of wasm: start() gets the functions to call. library_twin_fields.js has the fields and the events.
mergeInto(LibraryManager.library, {
  $Twin__deps: ['$TwinFields'],
  $Twin: {
    root: null,
    scale: 1,  // the browser's pixels in one of the kit's
    notes: null,
    on: null,
    nodes: null,   // Map: key -> {key, id, kind, role, element, record, note, ...}
    patching: false,

    // role: [tag, explicit role, how it is named]. Named by text, by label, by either (text when it has no children),
    // or not at all.
    kinds: {
      text: ['p', '', 'text'], about: ['p', '', 'text'], heading1: ['h1', '', 'text'], heading2: ['h2', '', 'text'],
      heading3: ['h3', '', 'text'], heading4: ['h4', '', 'text'],
      button: ['button', '', 'text'], link: ['a', '', 'text'], checkbox: ['button', 'checkbox', 'text'],
      radio: ['button', 'radio', 'text'], switch: ['button', 'switch', 'text'], tab: ['button', 'tab', 'text'],
      textbox: ['input', '', 'label'], searchbox: ['input', '', 'label'], textarea: ['textarea', '', 'label'],
      select: ['select', '', 'label'], combobox: ['select', '', 'label'],
      main: ['main', '', 'none'], banner: ['header', '', 'none'], contentinfo: ['footer', '', 'none'],
      content_info: ['footer', '', 'none'], navigation: ['nav', '', 'label'],
      complementary: ['aside', '', 'label'], region: ['section', '', 'label'], form: ['form', '', 'label'],
      paragraph: ['p', '', 'childless'], run: ['span', '', 'text'], link_rest: ['span', 'presentation', 'none'],
      table: ['div', 'table', 'label'], row: ['div', 'row', 'none'], columnheader: ['div', 'columnheader', 'text'],
      rowheader: ['div', 'rowheader', 'childless'], cell: ['div', 'cell', 'childless'],
      image: ['img', '', 'label'], listing: ['pre', '', 'text'], ordered_list: ['ol', 'list', 'label'],
      list: ['ul', 'list', 'label'], listitem: ['li', '', 'childless'],
      definition_list: ['dl', '', 'none'], facts: ['dl', '', 'none'], definition_group: ['div', '', 'none'],
      term: ['dt', '', 'text'], definition: ['dd', '', 'childless'],
      alert: ['div', 'alert', 'either'], status: ['div', 'status', 'either'], img: ['div', 'img', 'label'],
      generic: ['div', '', 'childless'],
    },
    // state key -> attribute
    attributes: {
      checked: 'aria-checked', disabled: 'aria-disabled', invalid: 'aria-invalid', required: 'aria-required',
      current: 'aria-current', busy: 'aria-busy', expanded: 'aria-expanded', pressed: 'aria-pressed',
      live: 'aria-live', setsize: 'aria-setsize', posinset: 'aria-posinset', valuenow: 'aria-valuenow',
      valuemin: 'aria-valuemin', valuemax: 'aria-valuemax', primary: 'data-primary', rows: 'rows',
      inputmode: 'inputmode', autocomplete: 'autocomplete', maxlength: 'maxlength', enterkeyhint: 'enterkeyhint',
      type: 'type', download: 'download', code: 'data-code', screen: 'data-screen',
      browser: 'data-browser', fixed: 'data-fixed',
      slide: 'data-slide', weeks: 'data-weeks', escape: 'data-escape', modal: 'aria-modal',
    },

    start: function (root, on) {
      Twin.root = root;
      Twin.on = on;
      Twin.nodes = new Map();
      Twin.notes = document.createElement('div');
      Twin.notes.hidden = true;
      root.parentNode.insertBefore(Twin.notes, root.nextSibling);
      TwinFields.listen(root);
    },

    rem: (length) => length / 16 + 'rem',
    parse: function (records) {
      const seen = new Map(), parsed = [];
      records.split('\x1e').forEach((record) => {
        if (!record) return;
        const field = record.split('\x1f'), id = +field[1], count = seen.get(id) || 0;
        seen.set(id, count + 1);
        const node = { record: record, depth: +field[0], id: id, key: count ? id + ':' + count : '' + id, role: field[2],
          name: field[3], value: field[4], description: field[5], state: field[6], lines: field[12] || '', rect: null, parent: false };
        if (field[7] !== '' && field[10] !== undefined && field[11] !== '0')
          node.rect = field.slice(7, 11).map(Number);
        const before = parsed[parsed.length - 1];
        if (before && before.depth < node.depth) before.parent = true;
        parsed.push(node);
      });
      return parsed;
    },

    apply: function (records) {
      const wanted = Twin.parse(records), focused = document.activeElement;
      Twin.patching = true;
      wanted.forEach((node) => { node.kind = Twin.kindOf(node); });
      Twin.removeStale(new Map(wanted.map((node) => [node.key, node.kind])));
      Twin.place(wanted);
      Twin.root.querySelectorAll('[data-slide]:not([data-slid])').forEach(Twin.beginSlide);
      TwinFields.rove(Twin.root);
      // Moving an element takes its focus, and so does another kind of element in its place. Who has it when a node is gone
      // says the kit (heir_of_focus).
      const holder = focused && focused.twinNode && Twin.nodes.get(focused.twinNode.key);
      if (holder && holder.element !== document.activeElement) holder.element.focus({ preventScroll: true });
      Twin.patching = false;
    },
    // A change of kind replaces the element: other tag, other role, or children where there was text.
    kindOf: function (node) {
      const naming = (Twin.kinds[node.role] || [])[2];
      return node.role + (node.parent && (naming === 'either' || naming === 'childless') ? '+' : '');
    },
    // Before anything is placed, so that what stays need not move.
    removeStale: function (kinds) {
      Twin.nodes.forEach((node, key) => {
        if (kinds.get(key) === node.kind) return;
        node.element.remove();
        if (node.note) node.note.remove();
        Twin.nodes.delete(key);
      });
    },
    place: function (wanted) {
      const stack = [{ element: Twin.root, next: Twin.root.firstChild, x: 0, y: 0 }];
      wanted.forEach((want) => {
        stack.length = Math.min(stack.length, want.depth + 1);
        const above = stack[stack.length - 1], node = Twin.nodes.get(want.key) || Twin.create(want);
        if (above.next === node.element) above.next = node.element.nextSibling;
        else above.element.insertBefore(node.element, above.next);
        Twin.update(node, want, above);
        const origin = want.rect ? { x: want.rect[0] - Twin.slideOf(want)[0], y: want.rect[1] } : above;
        stack.push({ element: node.element, next: node.element.firstChild, x: origin.x, y: origin.y });
      });
    },
    // A line that scrolls sideways: how far it was scrolled when it was drawn, and where it ends.
    slideOf: function (want) {
      const found = /(?:^|;)slide=(-?\d+),(\d+)/.exec(want.state);
      return found ? [+found[1], +found[2]] : [0, 0];
    },
    // As far as the drawing has it; at first so far that the chosen chip is seen, as boot.js does.
    beginSlide: function (strip) {
      const chosen = strip.querySelector('[aria-current]'), at = parseInt(strip.getAttribute('data-slide'), 10);
      const box = chosen && chosen.getBoundingClientRect();
      strip.setAttribute('data-slid', '');
      strip.scrollLeft = (at || !box || box.right < strip.clientWidth ? at : box.left / Twin.scale - 16) * Twin.scale;
    },
    create: function (want) {
      const kind = Twin.kinds[want.role] || ['div', want.role, 'either'], element = document.createElement(kind[0]);
      if (kind[0] === 'button') element.type = 'button';
      if (kind[1]) element.setAttribute('role', kind[1]);
      if (want.role === 'about') element.setAttribute('aria-hidden', 'true');
      const node = { key: want.key, id: want.id, kind: want.kind, role: want.role, naming: kind[2], element: element,
        record: '', offset: '', name: null, lines: '', written: '', value: null, description: '', states: {}, note: null };
      TwinFields.prepare(node);
      element.twinNode = node;
      Twin.nodes.set(want.key, node);
      return node;
    },
    update: function (node, want, above) {
      const offset = above.x + ',' + above.y;
      if (node.record === want.record && node.offset === offset) return;
      node.record = want.record;
      node.offset = offset;
      Twin.setStates(node, want.state);
      Twin.setRect(node.element.style, want.rect, above, node.states.fixed);
      Twin.setName(node, want, above);
      Twin.setDescription(node, want.description);
      if (want.role === 'link') Twin.setAttribute(node.element, 'href', want.value);
      else if (want.role === 'image') Twin.setAttribute(node.element, 'src', want.value);
      else if (want.role === 'about') Twin.setOwner(node, want.value);
      else if (want.role === 'link_rest') node.value = want.value;
      else TwinFields.setValue(node, want.value);
    },

    // A text that lies in a button lets it be pressed there; one in a link can be selected with the mouse.
    setOwner: function (node, id) {
      const owner = Twin.nodes.get(id);
      node.value = id;
      Twin.setAttribute(node.element, 'data-under', owner && owner.element.tagName === 'BUTTON' ? '' : null);
    },

    // In the document's coordinates; what is fixed in the view's.
    setRect: function (style, rect, above, fixed) {
      style.position = !rect ? 'static' : fixed ? 'fixed' : 'absolute';
      if (!rect) return;
      style.left = Twin.rem(rect[0] - above.x);
      style.top = Twin.rem(rect[1] - above.y);
      style.width = Twin.rem(rect[2]);
      style.height = Twin.rem(rect[3]);
      // What takes the focus is not to lie under what stands at the foot.
      if (fixed) document.documentElement.style.scrollPaddingBottom = style.height;
    },
    setAttribute: function (element, name, value) {
      if (value === null) element.removeAttribute(name);
      else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
    },
    setName: function (node, want, above) {
      const origin = want.rect ? { x: want.rect[0], y: want.rect[1] } : above, lines = want.lines && origin.x + ',' + origin.y + ';' + want.lines;
      if (node.name === want.name && node.lines === lines) return;
      node.name = want.name;
      node.lines = lines;
      if (node.role === 'image') Twin.setAttribute(node.element, 'alt', want.name);
      const byText = node.naming === 'text' || (node.naming !== 'label' && node.naming !== 'none' && !want.parent);
      if (byText && lines) Twin.setLines(node, want, origin);
      else if (byText) Twin.setPlain(node, want.name);
      else if (node.naming === 'label' || node.naming === 'either')
        Twin.setAttribute(node.element, 'aria-label', want.name || null);
    },
    // A telephone number without its middle loses its last digits on paper too: they open what is named beside it.
    writeText: function (element, words) {
      element.textContent = words;
      const phone = /^(.* )?(\d{3})\*{4}\d{4}$/.exec(words);
      if (!phone) return;
      element.textContent = '';
      const paper = element.appendChild(document.createElement('span'));
      paper.dataset.paper = `${phone[1] || ''}${phone[2]}********`;
      paper.appendChild(document.createElement('span')).textContent = words;
    },
    setPlain: function (node, name) {
      Twin.writeText(node.element, name);
      node.written = '';
      Twin.setAttribute(node.element, 'aria-label', null);
    },
    // Each line where it is drawn, as wide as it is drawn. What has a name is named as a whole: lines would be words apart.
    setLines: function (node, want, origin) {
      const lines = want.lines.split(';').map((line) => line.split(',').map(Number)), element = node.element;
      Twin.writeLines(node, want.name, lines.map((line) => line[0]));
      element.querySelectorAll('[data-line]').forEach((span, i) => {
        const style = span.style, line = lines[i];
        style.left = Twin.rem(line[1] - origin.x);
        style.top = Twin.rem(line[2] - origin.y);
        style.width = Twin.rem(line[3]);
        style.fontSize = style.lineHeight = Twin.rem(line[4]);
      });
      const named = /^(A|BUTTON|H[1-4]|LI|D[TD])$/.test(element.tagName) || /(cell|header)$/.test(node.role);
      Twin.setAttribute(element, 'aria-label', named && lines.length > 1 ? want.name : null);
    },
    // Lines that only move stay the same elements: nothing is read again, and what is selected stays so. Space at the end
    // of a line would be nothing to a screen reader and make two words one: it stands between the lines.
    writeLines: function (node, name, lengths) {
      const written = lengths + ';' + name;
      if (node.written === written) return;
      node.written = written;
      node.element.textContent = '';
      let begin = 0;
      lengths.forEach((length) => {
        const words = /^([ \n\t]*)(.*?)([ \n\t]*)$/s.exec(name.slice(begin, begin += length));
        Twin.writePart(node.element, 'gap', words[1]);
        Twin.writePart(node.element, 'line', words[2]);
        Twin.writePart(node.element, 'gap', words[3]);
      });
    },
    writePart: function (element, kind, words) {
      if (kind === 'gap' && !words) return;
      const span = element.appendChild(document.createElement('span'));
      Twin.writeText(span, words);
      span.dataset[kind] = '';
    },
    setStates: function (node, text) {
      const states = {}, ariaBoolean = { 0: 'false', 1: 'true' };
      text.split(';').forEach((pair) => {
        const at = pair.indexOf('=');
        if (at > 0) states[pair.slice(0, at)] = pair.slice(at + 1);
      });
      if (/^(checkbox|radio|switch)$/.test(node.role)) states.checked = states.checked || '0';
      Object.keys(Object.assign({}, node.states, states)).forEach((key) => {
        const name = Twin.attributes[key], value = states[key];
        if (!name || node.states[key] === value) return;
        const attribute = name.startsWith('aria-') && ariaBoolean[value] && !/set|value/.test(name) ?
          ariaBoolean[value] : value;
        Twin.setAttribute(node.element, name, value === undefined ? null : attribute);
      });
      node.states = states;
      if (states.slide) node.element.style.setProperty('--end', Twin.rem(states.slide.split(',')[1]));
      node.element.style.fontSize = states.size ? Twin.rem(states.size) : '';
    },
    // Hints and errors stand in a hidden list that aria-describedby points to.
    setDescription: function (node, text) {
      if (node.description === text) return;
      node.description = text;
      if (!text) {
        node.note.remove();
        node.note = null;
      } else {
        node.note = node.note || Twin.notes.appendChild(document.createElement('span'));
        node.note.id = 'twin-note-' + node.key.replace(':', '-');
        node.note.textContent = text;
      }
      Twin.setAttribute(node.element, 'aria-describedby', text ? node.note.id : null);
    },

    focus: function (id) {
      const node = Twin.nodes.get('' + id);
      if (!node) return;
      const element = node.element, heading = node.role.startsWith('heading');
      if (element.tabIndex < 0 && !element.hasAttribute('tabindex')) element.tabIndex = -1;
      element.focus({ preventScroll: true });
      if (heading) TwinFields.caretTo(element);
      const box = element.getBoundingClientRect();
      const foot = parseFloat(getComputedStyle(document.documentElement).scrollPaddingBottom) || 0;
      if (box.top < 0 || box.bottom > window.innerHeight - foot || /^heading[2-4]/.test(node.role))
        element.scrollIntoView({ block: heading ? 'start' : 'center' });
    },
  },
});
