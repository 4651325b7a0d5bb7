// The guide's search inside the real client: 200 queries typed key by key over a list grown to 5,000 things, the processor
// slowed four times. A keystroke costs the input event and every frame drawn because of it (searching, laying out, new glyphs);
// waiting for the screen is not counted.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, startPortal, launchBrowser, phoneContext, live, settled } from '../e2e/lib.mjs';

const kItems = 5000, kQueries = 200;
const prefixes = ['旧', '小', '大', '塑料', '木头', '二手', '家用', '废', '空的', '坏'];

// More things of the same kind: other words in front of the real names and aliases.
function grown(index) {
  const items = [...index.items];
  for (let i = 0; items.length < kItems; i += 1) {
    const [id, name, category, aliases] = index.items[i % index.items.length], prefix = prefixes[Math.floor(i / index.items.length) % prefixes.length];
    items.push([`${id}_${i}`, prefix + name, category, aliases.map((alias) => prefix + alias)]);
  }
  return { ...index, items };
}

const { queries } = JSON.parse(readFileSync(join(root, 'tests/guide/queries.json'), 'utf8'));
const step = queries.length / kQueries, chosen = Array.from({ length: kQueries }, (_, i) => queries[Math.floor(i * step)].q);
const portal = await startPortal(), browser = await launchBrowser();
try {
  const context = await phoneContext(browser, { serviceWorkers: 'block' });
  await context.addInitScript(() => {
    const ask = window.requestAnimationFrame.bind(window);
    window.frames = [];
    window.requestAnimationFrame = (callback) => ask((time) => {
      const start = performance.now();
      callback(time);
      window.frames.push(performance.now() - start);
    });
  });
  const page = await context.newPage();
  await page.route('**/api/v1/guide/index', async (route) => {
    const reply = await route.fetch();
    await route.fulfill({ json: grown(await reply.json()) });
  });
  await page.goto(`${portal.url}/guide`);
  await live(page);
  const field = page.locator('#twin input').first();
  await field.fill('尿不湿');
  await page.locator('#twin').getByRole('link', { name: /^尿不湿/ }).first().waitFor();
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const measured = await page.evaluate(async (words) => {
    const input = document.querySelector('#twin input'), times = [];
    const rest = () => new Promise((wake) => setTimeout(wake, 60));
    const type = async (text) => {
      const begun = performance.now();
      input.value = text;
      window.frames.length = 0;
      input.dispatchEvent(new InputEvent('input', { bubbles: true }));
      const event = performance.now() - begun;
      for (let seen = -1; seen < 1 || seen !== window.frames.length;) {
        seen = window.frames.length;
        await rest();
      }
      return window.frames.reduce((sum, frame) => sum + frame, event);
    };
    for (const word of words) {
      const characters = [...word];
      for (let i = 1; i <= characters.length; i += 1) times.push(await type(characters.slice(0, i).join('')));
      await type('');
    }
    return times;
  }, chosen);
  measured.sort((a, b) => a - b);
  const at = (share) => measured[Math.min(measured.length - 1, Math.floor(measured.length * share))].toFixed(2);
  console.log(`figure guide_search_keystrokes ${measured.length}`);
  console.log(`figure guide_search_ms_median ${at(0.5)}`);
  console.log(`figure guide_search_ms_p95 ${at(0.95)}`);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await settled(page);
} finally {
  await browser.close();
  await portal.stop();
}
