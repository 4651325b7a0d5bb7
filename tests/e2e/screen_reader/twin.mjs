// What the twin in the page and the line of announcements beside it say, listed as screen_reader/tree.py lists what AT-SPI says. Runs in the page.
// -> [{ text } | { role, name, states, description?, value? }], in the order of reading. Text is without spaces.
export function twinItems() {
  const tags = { A: 'link', BUTTON: 'button', SELECT: 'combobox', TEXTAREA: 'textbox', INPUT: 'textbox', IMG: 'image',
    H1: 'heading', H2: 'heading', H3: 'heading', H4: 'heading', MAIN: 'main', HEADER: 'banner', FOOTER: 'contentinfo',
    NAV: 'navigation', ASIDE: 'complementary' };
  const leaves = ['link', 'button', 'toggle', 'checkbox', 'radio', 'textbox', 'combobox', 'heading', 'image', 'tab'];
  const silent = ['listitem', 'row', 'cell', 'columnheader', 'rowheader', 'term', 'definition', 'presentation', 'none', 'rowgroup',
    'paragraph', 'generic'];
  const plain = (text) => (text || '').split(/\s+/).filter(Boolean).join(' ');
  const is = (node, name) => node.getAttribute(`aria-${name}`) === 'true';
  const items = [];

  function roleOf(node) {
    const label = node.getAttribute('aria-label'), given = node.getAttribute('role');
    if (given === 'switch' || node.hasAttribute('aria-pressed')) return 'toggle';
    if (given) return given === 'img' ? 'image' : given;
    if (label && node.tagName === 'SECTION') return 'region';
    if (label && node.tagName === 'FORM') return 'form';
    return tags[node.tagName] || '';
  }
  function nameOf(node, role) {
    const label = node.getAttribute('aria-label') ?? node.getAttribute('alt');
    return plain(label ?? (leaves.includes(role) ? node.labels?.[0]?.textContent || node.textContent : ''));
  }
  function statesOf(node, role) {
    const states = ['checked', 'required', 'invalid', 'busy', 'expanded', 'pressed'].filter((name) => is(node, name));
    if (is(node, 'disabled') || node.disabled) states.push('disabled');
    if (node.readOnly) states.push('readonly');
    if (node.hasAttribute('aria-current')) states.push('current');
    if (node === document.activeElement) states.push('focused');
    if (role === 'heading') states.push(`level ${node.getAttribute('aria-level') || node.tagName[1]}`);
    return states.sort();
  }
  function describe(node, role) {
    const item = { role, name: nameOf(node, role), states: statesOf(node, role) };
    const description = (node.getAttribute('aria-describedby') || '').split(' ').filter(Boolean)
      .map((id) => document.getElementById(id)?.textContent).join(' ');
    if (description) item.description = plain(description);
    if (role === 'textbox') item.value = plain(node.value);
    if (role === 'combobox') item.value = plain(node.selectedOptions[0]?.textContent);
    return item;
  }
  function readText(words) {
    const text = words.replace(/\s/g, ''), last = items.at(-1);
    if (text && last && 'text' in last) last.text += text;
    else if (text) items.push({ text });
  }
  function read(node) {
    if (node.nodeType === Node.TEXT_NODE) return readText(node.data);
    if (node.nodeType !== Node.ELEMENT_NODE || is(node, 'hidden') || getComputedStyle(node).display === 'none') return undefined;
    const role = roleOf(node);
    if (role && !silent.includes(role)) items.push(describe(node, role));
    if (!leaves.includes(role)) node.childNodes.forEach(read);
    return undefined;
  }
  read(document.getElementById('twin'));
  read(document.getElementById('announcer'));
  return items;
}
