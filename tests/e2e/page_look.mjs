// What a page of the server looks like to a reader of large print and to a finger. Functions for page.evaluate(), without
// anything from around them.

// Texts that are smaller than large print has them; none in pictures of charts, which are also written as tables.
export const smallTexts = (least = 24) => {
  const small = [], walker = document.createTreeWalker(document.querySelector('#static'), NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const element = text.parentElement;
    if (!text.data.trim() || element.closest('svg, i, option') || !element.checkVisibility({ visibilityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const { width, height } = range.getBoundingClientRect();
    if (width > 1 && height > 1 && parseFloat(getComputedStyle(element).fontSize) < least)
      small.push(`${element.tagName}.${element.className} ${text.data.trim().slice(0, 20)}`);
  }
  return small;
};

// Pairs of what is pressed on the page whose areas lie over each other, those of links that cover more than themselves too.
// What floats over the page lies over it; a field has its button, and its glass, within it.
export const overlapping = () => {
  const floats = (one) => { for (; one; one = one.parentElement) if (['fixed', 'sticky'].includes(getComputedStyle(one).position)) return true; return false; };
  const shown = [...document.querySelectorAll('#static :is(a[href], button, summary, select, textarea, input:not([type=hidden], [type=radio], [type=checkbox]))')]
    .filter((one) => one.checkVisibility({ visibilityProperty: true }) && getComputedStyle(one).pointerEvents !== 'none' && !one.matches('.skip') && !floats(one));
  const areas = shown.flatMap((one) => {
    const rects = [...one.getClientRects()].map(({ left, top, right, bottom }) => ({ left, top, right, bottom }));
    const more = getComputedStyle(one, '::after');
    if (more.content !== 'none' && more.position === 'absolute' && !one.matches('summary')) {
      let around = one;
      while (getComputedStyle(around).position === 'static') around = around.parentElement;
      const box = around.getBoundingClientRect(), left = box.left + around.clientLeft + parseFloat(more.left), top = box.top + around.clientTop + parseFloat(more.top);
      rects.push({ left, top, right: left + parseFloat(more.width), bottom: top + parseFloat(more.height) });
    }
    return rects.filter(({ left, top, right, bottom }) => right - left > 1 && bottom - top > 1).map((rect) => ({ one, rect }));
  });
  const found = [], name = (one) => `${one.tagName}.${one.parentElement.className} ${(one.textContent || one.name).trim().slice(0, 14)}`;
  for (const [at, { one, rect }] of areas.entries())
    for (const { one: other, rect: over } of areas.slice(at + 1)) {
      if (one === other || one.contains(other) || other.contains(one)) continue;
      if ([one, other].some((each) => each.matches('input')) && one.closest('.ask, .ask-field') && other.closest('.ask, .ask-field') && one.closest('form') === other.closest('form')) continue;
      const wide = Math.min(rect.right, over.right) - Math.max(rect.left, over.left), high = Math.min(rect.bottom, over.bottom) - Math.max(rect.top, over.top);
      if (wide > 0.6 && high > 0.6) found.push(`${name(one)} / ${name(other)}: ${high.toFixed(1)} px`);
    }
  return found;
};
