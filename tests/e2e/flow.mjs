// The steps of a booking as a person does them, by role and label; `press` is a tap or a click. Shared by the tests.
import { settled } from './lib.mjs';

export const tap = (locator) => locator.tap();
export const click = (locator) => locator.click();

// On that page, and its first frame is drawn.
export async function arrive(page, pattern) {
  await page.waitForURL(pattern);
  await settled(page);
}

export const button = (page, name) => page.getByRole('button', { name, exact: true });
// It says where it leads.
export const onward = (page) => page.getByRole('button', { name: /^下一步/ });
export const field = (page, name) => page.getByRole('textbox', { name });

/** Chooses the first item of a category, from the home page on. */
export async function chooseItem(page, press, category = '大件垃圾（废旧家具）') {
  await press(page.getByRole('link', { name: '预约上门收运' }).first());
  await arrive(page, '**/pickup/new/what');
  await press(page.getByRole('radio', { name: category }));
  await press(page.getByRole('button', { name: /^(\+|增加|添加)/ }).first());
  await press(onward(page));
  await arrive(page, '**/pickup/new/where');
}

export async function fillPlace(page, press, address) {
  await page.getByRole('combobox', { name: '镇街' }).selectOption({ index: 1 });
  await field(page, '详细地址').fill(address);
  await press(onward(page));
  await arrive(page, '**/pickup/new/when');
}

/** Chooses a day and its first window; answers what was chosen. */
export async function chooseTime(page, press, dayIndex = 2) {
  const day = page.getByRole('radiogroup', { name: '选择日期' }).getByRole('radio', { disabled: false }).nth(dayIndex);
  await press(day);
  const window = page.getByRole('radiogroup', { name: /哪个时段/ }).getByRole('radio').first();
  await press(window);
  await settled(page);
  await press(onward(page));
  await arrive(page, '**/pickup/new/who');
}

export async function fillContact(page, press, { name, phone }) {
  if (name !== null) await field(page, '联系人').fill(name);
  await field(page, '联系电话').fill(phone);
  await press(page.getByRole('checkbox', { name: /我已看过/ }));
  await press(onward(page));
  await arrive(page, '**/pickup/new/check');
}

/** Submits; answers the reference. */
export async function submit(page, press) {
  await press(button(page, '提交预约'));
  await arrive(page, '**/pickup/new/done');
  const shown = page.locator('#twin').getByText(/WF(-[2-9A-HJKMNP-Z]{3}){3}/).first();
  return (await shown.textContent()).match(/WF(-[2-9A-HJKMNP-Z]{3}){3}/)[0];
}
