// A booking as a person without scripts makes it, from the question what is to be collected to the cancellation. `look` is
// called on every page with its name. Shared by the test and the bench.
import assert from 'node:assert/strict';

const press = (page, name) => page.getByRole('button', { name }).click();

/** What, where, when, who; answers the reference. */
export async function bookPlainly(page, url, look = async () => {}) {
  await page.goto(`${url}/pickup/new`);
  await look('things');
  await press(page, '下一步');
  await page.getByRole('heading', { name: '还有 3 处要改' }).waitFor();
  await look('things-errors');
  await page.getByText('大件垃圾（废旧家具）').first().click();
  await page.getByLabel('多人沙发').selectOption('1');
  await page.getByLabel('镇街').selectOption({ index: 1 });
  await page.getByLabel('村（社区）').selectOption({ index: 1 });
  await page.getByLabel('详细地址').fill('示例路 1 号 3 单元');
  await press(page, '下一步');
  await page.getByRole('radio', { name: /^上午/ }).first().waitFor();
  await look('times');
  await page.getByLabel('联系电话').fill('1380000123');
  await press(page, '提交预约');
  await page.getByRole('heading', { name: '还有 4 处要改' }).waitFor();
  assert.equal(await page.getByLabel('联系电话').inputValue(), '1380000123');
  await look('times-errors');
  await page.locator('input[type=radio]:enabled').first().check();
  await page.getByLabel('联系人').fill('李');
  await page.getByLabel('联系电话').fill('13800001234');
  await page.getByLabel(/我已看过/).check();
  await press(page, '提交预约');
  await page.getByRole('heading', { name: '约好了' }).waitFor();
  return (await page.locator('main').textContent()).match(/WF(-[2-9A-HJKMNP-Z]{3}){3}/)[0];
}

/** The same in large print, one question on a page; answers the reference. */
export async function bookLargely(page, url, look = async () => {}) {
  const onward = async (heading, name) => {
    await press(page, '下一个问题');
    await page.getByRole('heading', { name: heading }).waitFor();
    await look(name);
  };
  await page.goto(`${url}/pickup/new/what`);
  await page.getByRole('heading', { name: '要收什么？' }).waitFor();
  await look('large-kind');
  await onward('还有 1 处要改', 'large-kind-errors');
  await page.getByRole('radio', { name: /大件垃圾/ }).first().check();
  await onward('有哪几样，各几件？', 'large-things');
  await page.getByLabel('多人沙发').selectOption('1');
  await press(page, '下一个问题');
  await page.getByLabel('镇街').selectOption({ index: 1 });
  await page.getByLabel('详细地址').fill('示例路 1 号 3 单元');
  await look('large-place');
  await onward('哪天来收？', 'large-day');
  await page.locator('main input[type=radio]:enabled').first().check();
  await onward('哪个时段来收？', 'large-hours');
  await press(page, '上一步');
  await page.getByRole('heading', { name: '哪天来收？' }).waitFor();
  assert.equal(await page.locator('main input[type=radio]:checked').count(), 1);
  await press(page, '下一个问题');
  await page.getByRole('heading', { name: '哪个时段来收？' }).waitFor();
  await page.locator('main input[type=radio]:enabled').first().check();
  await press(page, '下一个问题');
  await page.getByLabel('联系人').fill('李');
  await page.getByLabel('联系电话').fill('13800001234');
  await page.getByLabel(/我已看过/).check();
  await look('large-person');
  await press(page, '下一个问题');
  await page.getByText('第 7 个问题，共 7 个').waitFor();
  await look('large-check');
  await press(page, '提交预约');
  await page.getByRole('heading', { name: '约好了' }).waitFor();
  return (await page.locator('main').textContent()).match(/WF(-[2-9A-HJKMNP-Z]{3}){3}/)[0];
}

export async function changePlainly(page, look = async () => {}) {
  await page.getByRole('link', { name: '修改预约' }).click();
  await page.getByRole('heading', { name: '修改预约' }).waitFor();
  await look('change');
  await page.getByLabel('详细地址').fill('示例路 2 号');
  await press(page, '保存修改');
  await page.getByText('修改已保存').waitFor();
  assert.match(await page.locator('main').textContent(), /示例路 2 号/);
}

export async function cancelPlainly(page, look = async () => {}) {
  await page.getByRole('link', { name: '取消预约' }).click();
  await look('cancel');
  await page.getByRole('link', { name: '保留预约' }).click();
  await page.getByRole('link', { name: '取消预约' }).click();
  await press(page, '取消这份预约');
  await page.getByText('已取消', { exact: true }).waitFor();
}

export async function findPlainly(page, url, reference, digits) {
  await page.goto(`${url}/pickup/lookup`);
  await page.getByLabel('预约编号').fill(reference.toLowerCase());
  await page.getByLabel('电话后四位').fill(digits);
  await press(page, '查询');
}
