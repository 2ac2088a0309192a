import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { Stack } from '../../local/stack.ts';
import { isDoubtfulYear, needsGuardian } from '../../web/src/consent/giver.ts';
import { todayInIndia } from '../../web/src/i18n/today.ts';
import { openSharedStack } from '../support/stack.ts';
import { type Device, openDevice, signInAs, takePicture } from './support/browser.ts';
import { ask, type Collective, pillSays, seedCollective } from './support/field.ts';
import { setUpPhone } from './support/phone.ts';

/** A new member is asked for her consent before her name; of a girl somebody else is, and a guardian last. */

let stack: Stack;
let seeded: Collective;

beforeAll(async () => {
  stack = await openSharedStack();
  seeded = await seedCollective(stack, 1, ['leader'], ['Vennela Sangham', 'Mallika']);
});

const found = z.object({
  items: z.array(
    z.looseObject({
      category: z.string(),
      consents: z.array(z.looseObject({ purpose: z.string(), given: z.boolean(), givenBy: z.string() })),
    }),
  ),
});
/** The member of a name, as the programme has her. */
const findMember = async (name: string) => {
  const { items } = found.parse(await ask(stack, 'coordinator', 'POST', '/api/members/search', { q: name }));
  return items;
};

test.each([
  [2009, '2026-12-31', true],
  [2008, '2026-01-01', false],
  [1990, '2026-06-01', false],
])('of somebody born in %i another consents on %s: %s', (born, on, expected) => {
  expect(needsGuardian(born, on)).toBe(expected);
});

test.each([
  [2017, '2026-12-31', true],
  [2016, '2026-01-01', false],
])('whether she is born in %i is asked on %s: %s', (born, on, expected) => {
  expect(isDoubtfulYear(born, on)).toBe(expected);
});

describe('on the phone', () => {
  let device: Device;
  let page: Page;
  beforeAll(async () => {
    device = await openDevice(stack.url, 'phone');
    page = device.page;
    await setUpPhone(device, 'leader');
  });
  afterAll(() => device?.close());

  const press = (name: string | RegExp) => page.getByRole('button', { name }).click();
  const begin = async (year: string) => {
    await press('Members');
    await press('New member');
    await page.getByLabel('If she does not know').fill('30');
    expect(await page.getByLabel('In which year was she born?').inputValue()).toBe(
      String(Number(todayInIndia().slice(0, 4)) - 30),
    );
    await page.getByLabel('In which year was she born?').fill(year);
    await press('Next');
  };
  const finish = async (name: string) => {
    await page.getByLabel('What is her name?').fill(name);
    await press('Next');
    await press('Next');
    await press('Woman');
    await press('Would rather not say');
  };
  const send = async () => {
    await press('Yes, save it');
    await page.getByRole('heading', { name: 'Saved on this phone' }).waitFor();
    await pillSays(page, 'All sent');
    await page.locator('.bar .quiet').click();
  };

  test('asks a woman for her consent first, and without it for no name', async () => {
    await begin('1994');
    await page.getByText('To help you, and to keep your savings in the group right').waitFor();
    await press(/She does not agree/);
    await page.getByText('Without consent we write nothing down, not even a name.').waitFor();
    expect(await page.locator('main input').count()).toBe(0);
    await press(/She agrees/);
    await page.getByText('May we count you, without your name').waitFor();
    expect(await page.locator('main input').count()).toBe(0);
    await press(/She does not agree/);
    await finish('Suvarchala');
    await send();
    expect(await findMember('Suvarchala')).toMatchObject([
      {
        birthYear: 1994,
        category: 'undisclosed',
        consents: [
          { purpose: 'services', given: true, givenBy: 'self' },
          { purpose: 'reporting', given: false, givenBy: 'self' },
        ],
      },
    ]);
  });

  test('asks whether she is a woman of her own groups with such a name, and enrols nobody twice', async () => {
    const before = (await findMember('Mallika')).length;
    const fill = async () => {
      await begin('1991');
      await press(/She agrees/);
      await press(/She agrees/);
      await finish('మల్లిక');
      await page.getByRole('heading', { name: 'Is it she?' }).waitFor();
    };
    await fill();
    expect(await page.getByRole('button', { name: 'Yes, save it' }).count()).toBe(0);
    await takePicture(page, 'leader-enrol-is-it-she');
    await press(/^Yes, it is she: Mallika/);
    await page.getByRole('heading', { name: 'Mallika' }).waitFor();
    await page.locator('.bar .quiet').click();
    await page.locator('.bar .quiet').click();
    expect(await findMember('Mallika')).toHaveLength(before);
    await fill();
    await press('No, this is another woman');
    await send();
    expect(await findMember('Mallika')).toHaveLength(before + 1);
  });

  test('asks of a girl who consents for her, the committee before a guardian, with a warning between them', async () => {
    // A digit is wrong.
    await begin('2021');
    await page.getByText(/^Born in 2021, she is \d years? old at most. Is the year right\?$/).waitFor();
    expect(await page.getByText('She is under 18').count()).toBe(0);
    await takePicture(page, 'leader-enrol-year');
    await page.getByLabel('In which year was she born?').fill('2012');
    expect(await page.getByText('Is the year right?').count()).toBe(0);
    await press('Next');
    await page.getByText('She is under 18. Who consents for her?').waitFor();
    const asked = await page.locator('main').textContent();
    const [committee = -1, warning = -1, guardian = -1] = [
      'The child welfare committee',
      'A guardian may be the one who sold her',
      'A guardian (mother, father or relative)',
    ].map((text) => asked?.indexOf(text));
    expect(committee).toBeGreaterThan(-1);
    expect(warning).toBeGreaterThan(committee);
    expect(guardian).toBeGreaterThan(warning);
    await press('The child welfare committee');
    await page.getByText('Read this to her, and to whoever consents for her:').waitFor();
    await press(/^✓ Agreed/);
    await page.getByText('May we count you, without your name').waitFor();
    await press(/^✓ Agreed/);
    await finish('Chandrika');
    await page.getByText('Agreed: The child welfare committee').waitFor();
    await send();
    expect(await findMember('Chandrika')).toMatchObject([
      {
        consents: [
          { purpose: 'services', given: true, givenBy: 'child_welfare_committee' },
          { purpose: 'reporting', given: true, givenBy: 'child_welfare_committee' },
        ],
      },
    ]);
  });
});

describe('on the desk', () => {
  let device: Device;
  let page: Page;
  beforeAll(async () => {
    device = await openDevice(stack.url, 'laptop', 'en-IN');
    page = device.page;
    await page.goto('/');
    await page.getByRole('button', { name: 'English' }).click();
    for (const _ of [1, 2]) await page.locator('.primary').click();
    await signInAs(page, 'coordinator');
    await page.locator('.beside').waitFor();
  });
  afterAll(() => device?.close());

  const openMembers = () => page.locator('nav').getByRole('link', { name: 'Members', exact: true }).click();
  const openMember = async (name: string) => {
    await openMembers();
    const search = page.getByRole('form', { name: 'Search' });
    await search.locator('input').fill(name);
    await search.getByRole('button', { name: 'Search' }).click();
    // Others of her name were enrolled by the tests before.
    await page.locator(`main tbody th a[href="#/members/${seeded.members[0]?.id}"]`).click();
  };

  test('asks for consent before the name, and of a girl the committee first', async () => {
    await openMembers();
    await page.locator('summary').getByText('New member', { exact: true }).click();
    const form = page.getByRole('form', { name: 'New member' });
    const saved = form.getByRole('button', { name: 'Save', exact: true });
    await form.getByLabel('Year of birth').fill('1990');
    expect(await form.getByLabel('Name').count()).toBe(0);
    expect(await form.getByLabel('Given by').count()).toBe(0);
    expect(await saved.isDisabled()).toBe(true);
    await form.getByLabel('Year of birth').fill('2021');
    await form.getByText('Is the year right?').waitFor();
    expect(await form.getByLabel('Given by').count()).toBe(0);
    await takePicture(page, 'desk-enrol-year');
    await form.getByRole('button', { name: 'Yes, she is a child' }).click();
    await form.getByLabel('Given by').waitFor();
    await form.getByLabel('Year of birth').fill('2012');
    await form.getByText('A guardian may be the one who sold her').waitFor();
    expect(await form.getByLabel('Given by').locator('option').allTextContents()).toEqual([
      'Choose',
      'The child welfare committee (CWC)',
      'A guardian (mother, father or relative)',
    ]);
    await form.getByLabel('Given by').selectOption('child_welfare_committee');
    await form.getByLabel('Services').selectOption('given');
    await form.getByLabel('Reporting').selectOption('refused');
    await form.getByLabel('How').selectOption('spoken');
    await form.getByLabel('Name').fill('Hemalata');
    await form.getByLabel('Gender').selectOption('female');
    await form.getByLabel('Survivor of').selectOption('undisclosed');
    await form.getByLabel('Group', { exact: true }).selectOption(seeded.id);
    await form.getByLabel('District').selectOption('Guntur');
    await form.getByLabel('Mandal').fill('Tenali');
    await saved.click();
    await page.getByRole('heading', { name: /Hemalata/ }).waitFor();
    await page.getByRole('row', { name: /Services given .* The child welfare committee/ }).waitFor();
    expect(await findMember('Hemalata')).toMatchObject([
      { category: 'undisclosed', consents: [{ givenBy: 'child_welfare_committee' }, { given: false }] },
    ]);
  });

  test('tells why a girl cannot consent for herself by a changed birth year', async () => {
    await openMember('Mallika');
    await page.locator('summary').getByText('Change her details', { exact: true }).click();
    const form = page.getByRole('form', { name: 'Change' });
    await form.getByLabel('Year of birth').fill('2012');
    await form.getByRole('button', { name: 'Save', exact: true }).click();
    const alert = form.getByRole('alert');
    await alert.getByText('She is under 18. Record first what the child welfare committee').waitFor();
    await alert.getByText('Year of birth').waitFor();
  });

  test('records a consent to share, and who gave it', async () => {
    await openMember('Mallika');
    await page.locator('summary').getByText('Record a consent', { exact: true }).click();
    const form = page.getByRole('form', { name: 'Record a consent' });
    await form.getByText('may we give a lawyer or an office a short account').waitFor();
    await form.getByLabel('Purpose').selectOption('sharing');
    await form.getByLabel('Status').selectOption('given');
    await form.getByLabel('Given by').selectOption('self');
    await form.getByLabel('How').selectOption('spoken');
    await form.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('row', { name: /Sharing given .* She herself/ }).waitFor();
  });
});
