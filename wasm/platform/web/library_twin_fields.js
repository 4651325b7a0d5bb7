// The twin's fields and its events. A field's text belongs to the person who types: the model's value is written into
// the element only when the model changed it.
mergeInto(LibraryManager.library, {
  $TwinFields: {
    composing: null,
    byKey: false,

    listen: function (root) {
      root.addEventListener('click', TwinFields.clicked);
      root.addEventListener('keydown', TwinFields.keyPressed);
      document.addEventListener('keydown', () => { TwinFields.byKey = true; }, true);
      document.addEventListener('pointerdown', () => { TwinFields.byKey = false; }, true);
      root.addEventListener('submit', (event) => event.preventDefault());
      root.addEventListener('input', TwinFields.typed);
      root.addEventListener('change', TwinFields.typed);
      root.addEventListener('compositionstart', (event) => { TwinFields.composing = event.target; });
      root.addEventListener('compositionend', (event) => {
        TwinFields.composing = null;
        TwinFields.report(event.target, false);
      });
      root.addEventListener('scroll', (event) => TwinFields.slid(event.target), { capture: true, passive: true });
      root.addEventListener('focusin', (event) => TwinFields.focusMoved(event.target, true));
      root.addEventListener('focusout', (event) => TwinFields.focusMoved(event.target, false));
    },
    slid: function (strip) {
      const node = strip.twinNode;
      if (node && node.states.slide) Twin.on.slide(node.id, strip.scrollLeft / Twin.scale);
    },
    nodeAt: function (target) {
      while (target && target !== Twin.root && !target.twinNode) target = target.parentNode;
      return (target && target.twinNode) || null;
    },
    isField: function (node) {
      return /^(INPUT|TEXTAREA|SELECT)$/.test(node.element.tagName);
    },
    prepare: function (node) {
      const element = node.element;
      if (element.tagName === 'FORM') element.noValidate = true;
      if (!TwinFields.isField(node)) return;
      element.name = 'field-' + node.id;
      node.reported = [];
      if (element.tagName === 'SELECT') return;
      element.spellcheck = false;
      element.setAttribute('autocapitalize', 'off');
      element.setAttribute('autocomplete', 'off');
    },

    setValue: function (node, value) {
      const element = node.element;
      if (!TwinFields.isField(node)) return;
      const disabled = node.states.disabled === '1';
      if (element.tagName === 'SELECT') {
        element.disabled = disabled;
        TwinFields.setOptions(node, value);
        return;
      }
      element.readOnly = disabled;
      if (node.value === value) return;
      node.value = value;
      // What the person typed comes back from the model, perhaps a keystroke late: that is no change.
      const echo = node.reported.indexOf(value);
      node.reported.splice(0, echo < 0 ? node.reported.length : echo + 1);
      if (echo < 0 && TwinFields.composing !== element && element.value !== value) element.value = value;
    },
    // value, label, value, label...; the chosen one is the state "selected", or stands alone in front.
    setOptions: function (node, list) {
      const parts = list.split('\x1d');
      if (parts.length > 1 && parts[parts.length - 1] === '' && parts.length % 2) parts.pop();
      const chosen = parts.length % 2 ? parts.shift() : node.states.selected || '', options = parts.join('\x1d');
      if (node.options !== options) {
        node.options = options;
        node.element.textContent = '';
        for (let i = 0; i < parts.length; i += 2) node.element.add(new Option(parts[i + 1], parts[i]));
        node.value = null;
      }
      if (node.value !== chosen) node.element.value = node.value = chosen;
    },

    typed: function (event) {
      const isSelect = event.target.tagName === 'SELECT';
      if (isSelect !== (event.type === 'change')) return;
      TwinFields.report(event.target, !isSelect && (event.isComposing || TwinFields.composing === event.target));
    },
    report: function (element, composing) {
      const node = element.twinNode;
      if (!node || !TwinFields.isField(node)) return;
      if (!composing) node.reported.push(element.value);
      if (node.reported.length > 100) node.reported.shift();
      Twin.on.text(node.id, element.value, !!composing);
    },
    // Chromium before 86 and Safari before 15.4 do not know the word and throw.
    isRinged: function (element) {
      try {
        return element.matches(':focus-visible');
      } catch (old) {
        return TwinFields.byKey;
      }
    },
    focusMoved: function (target, gained) {
      const node = TwinFields.nodeAt(target);
      // Not every browser does that for what is partly seen.
      if (gained && target.closest('[data-slide]')) target.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      const byKeys = gained && TwinFields.isRinged(target);
      if (byKeys && node && !TwinFields.isField(node)) TwinFields.caretTo(target);
      if (node && !Twin.patching) Twin.on.focus(node.id, gained, byKeys);
    },
    // Firefox's caret stays in the field or on the page that was left, and tells of it when something changes there: screen
    // readers follow the caret, and read on from it.
    caretTo: function (element) {
      if (getSelection().isCollapsed) getSelection().collapse(element, 0);
    },

    activate: function (node) {
      if (node.states.disabled !== '1' && node.states.busy !== '1') Twin.on.activate(node.id);
    },
    // A plain click on a link inside the site is ours; the browser keeps new tabs, other sites and tel:.
    clicked: function (event) {
      const node = TwinFields.nodeAt(event.target);
      if (!node || TwinFields.isField(node)) return;
      // The further lines of a link stand for it, and so does a text beside its name, unless some of that is being selected.
      const stands = node.role === 'about' ? getSelection().isCollapsed : node.role === 'link_rest';
      const owner = stands && Twin.nodes.get(node.value), element = owner ? owner.element : node.element;
      if (element !== node.element) return element.click();
      if (element.tagName === 'A') {
        const modified = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button > 0;
        const ours = element.protocol === location.protocol && element.host === location.host;
        if (modified || !ours || element.hasAttribute('data-browser')) return;
      } else if (element.tagName !== 'BUTTON') return;
      event.preventDefault();
      TwinFields.activate(node);
    },
    keyPressed: function (event) {
      const node = TwinFields.nodeAt(event.target);
      if (!node || event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
      const escape = event.key === 'Escape' && Twin.root.querySelector('[data-escape]');
      if (escape) TwinFields.activate(escape.twinNode);
      else if (node.role === 'radio') TwinFields.moveInGroup(event, node);
      else if (event.key === 'Enter' && node.element.tagName === 'INPUT') TwinFields.enter(event, node);
    },
    // Enter in a line of text presses the form's primary button, or the one at the foot of the view.
    enter: function (event, node) {
      event.preventDefault();
      const form = node.element.closest('form');
      const primary = form && (form.querySelector('[data-primary]') || Twin.root.querySelector('[data-fixed] [data-primary]'));
      if (primary) TwinFields.activate(primary.twinNode);
    },

    radiosOf: function (group) {
      return Array.from(group.querySelectorAll('[role=radio]'))
        .filter((radio) => radio.getAttribute('aria-disabled') !== 'true');
    },
    // Arrow keys move and choose, as native radio buttons do.
    moveInGroup: function (event, node) {
      const steps = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }, step = steps[event.key];
      const group = node.element.closest('[role=radiogroup]');
      if (!step || !group) return;
      const weeks = group.hasAttribute('data-weeks') && /Up|Down/.test(event.key);
      const radios = TwinFields.radiosOf(group)
        .filter((radio) => !weeks || radio.style.left === node.element.style.left);
      const next = radios[(radios.indexOf(node.element) + step + radios.length) % radios.length];
      event.preventDefault();
      if (!next || next === node.element) return;
      next.focus();
      Twin.on.activate(next.twinNode.id);
    },
    // One radio of a group takes part in the Tab order: the one with focus, the checked one, or the first.
    rove: function (root) {
      root.querySelectorAll('[role=radiogroup]').forEach((group) => {
        const radios = TwinFields.radiosOf(group);
        const stop = radios.find((radio) => radio === document.activeElement) ||
          radios.find((radio) => radio.getAttribute('aria-checked') === 'true') || radios[0];
        group.querySelectorAll('[role=radio]').forEach((radio) => { radio.tabIndex = radio === stop ? 0 : -1; });
      });
    },
  },
});
