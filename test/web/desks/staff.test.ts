import type { Page } from 'playwright-core';
import { encode } from 'uqr';
import { v7 } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { dateInIndia } from '../../../functions/shared/calendar/calendar.ts';
import { districtsOn } from '../../../functions/shared/reach/districts.ts';
import { demoPeople, type PersonKey } from '../../../local/identity/demo-people.ts';
import { type Stack, startStack } from '../../../local/stack.ts';
import { formatRupees } from '../../../web/src/i18n/format.ts';
import { todayInIndia } from '../../../web/src/i18n/today.ts';
import { findDarkFaults, findKeptFields, findSentTexts, findSeriousFaults } from '../support/axe.ts';
import { type Device, openDevice, signInAs, takePicture } from '../support/browser.ts';
import { agree, openDesk, openScreen, showFindings, unfold, waitUntilSaved } from '../support/desk.ts';
import { ask, type Collective, marker, seedCollective } from '../support/field.ts';
import { chooseSecret, unlockPhone } from '../support/phone.ts';

describe('in a browser', () => {
  let stack: Stack;
  let seeded: Collective;
  const devices: Device[] = [];

  beforeAll(async () => {
    stack = await startStack({ empty: true, web: true });
    seeded = await seedCollective(stack, 3, ['leader']);
    await seedWork(stack, seeded);
  });

  afterEach(async () => {
    await Promise.all(devices.splice(0).map((device) => device.close()));
  });

  afterAll(() => stack?.close());

  const codeOf = async (id: string): Promise<string> =>
    z.object({ code: z.string() }).parse(await ask(stack, 'coordinator', 'GET', `/api/members/${id}`)).code;

  const enter = async (person: PersonKey): Promise<Page> => {
    const device = await openDesk(stack.url, person);
    devices.push(device);
    return device.page;
  };
  const save = async (page: Page, form: string, button = 'Save') => {
    const filled = page.getByRole('form', { name: form, exact: true });
    await filled.getByRole('button', { name: button, exact: true }).click();
    return filled;
  };

  const look = async (page: Page, label: string): Promise<void> => {
    const isRead = () =>
      expect.poll(() => page.locator('main').getByText('One moment…').count(), { timeout: 20_000 }).toBe(0);
    await isRead();
    await page.evaluate('for (const fold of document.querySelectorAll("main details")) fold.open = true');
    await isRead();
    expect(await page.locator('main .error:not([role=status])').allTextContents(), label).toEqual([]);
    expect(await findKeptFields(page), label).toEqual([]);
    expect(await findSentTexts(page), label).toEqual([]);
    for (const language of ['te', 'en']) {
      await page.locator('.tools select').selectOption(language);
      await page.locator(`html[lang=${language}]`).waitFor();
      expect(await findSeriousFaults(page), `${label} in ${language}`).toEqual([]);
      expect(
        await page.evaluate('document.documentElement.scrollWidth - innerWidth'),
        `${label} in ${language} is wider than the window`,
      ).toBeLessThanOrEqual(0);
      await takePicture(page, `desk-${label}-${language}`);
    }
    expect(await findDarkFaults(page), `${label} in the dark`).toEqual([]);
  };

  test.each(['coordinator', 'caseworker', 'administrator', 'auditor'] as const)(
    'has no serious fault on any screen of the %s, in both languages',
    async (person) => {
      const page = await enter(person);
      const count = await page.locator('nav a').count();
      for (let index = 0; index < count; index += 1) {
        await page.locator('nav a').nth(index).click();
        await look(page, `${person}-${index}`);
        // What a list leads to, where it leads anywhere.
        const first = page.locator('main tbody th a').first();
        if ((await first.count()) === 0) continue;
        await first.click();
        await page.locator('main h2').first().waitFor();
        await look(page, `${person}-${index}-one`);
      }
    },
  );

  test('shows a name only where one member is opened, by the keyboard alone', async () => {
    const page = await enter('coordinator');
    await page.getByRole('link', { name: 'Members' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('main tbody tr').first().waitFor();
    expect(await page.locator('main tbody tr').first().textContent()).toContain('•••');
    expect(await page.locator('main tbody').textContent()).not.toContain(marker);
    await page.locator('main tbody a').first().focus();
    await page.keyboard.press('Enter');
    await page.getByText('It has been noted that you opened this record.').waitFor();
    const focused = () => page.evaluate('document.activeElement.textContent');
    expect(await focused()).toContain(marker);
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await page.locator('main tbody tr').first().waitFor();
    await expect.poll(focused).toBe('Members');
  });

  test('shows the auditor who read a list, found by the id of anyone on it, and who searched in vain', async () => {
    const [first = '', second = ''] = seeded.members.map(({ id }) => id);
    const codes = await Promise.all([first, second].map(codeOf));
    await ask(stack, 'coordinator', 'GET', `/api/members?collectiveId=${seeded.id}`);
    await ask(stack, 'coordinator', 'POST', '/api/members/search', { q: 'Tulasamma' });
    const page = await enter('auditor');
    await openScreen(page, 'Access log');
    const searchFor = async (id: string) => {
      await page.getByLabel('About: a code or an id').fill(id);
      await page.getByRole('button', { name: 'Search' }).click();
    };
    await searchFor(v7());
    await page.getByText('Nothing was found for this search.').waitFor();
    await searchFor(second);
    const who = `${demoPeople.coordinator.name} (Coordinator)`;
    const rows = page.locator('main tbody tr');
    const list = rows.filter({ hasText: `${who} looked at 3 members:` }).first();
    await list.locator('summary').click();
    await list.getByText('GET /api/members', { exact: true }).waitFor();
    for (const code of codes) await list.getByRole('link', { name: code }).first().waitFor();
    await page.getByRole('button', { name: 'Show all lines' }).click();
    const inVain = rows.filter({ hasText: `${who} searched by name and found 0 members:` }).first();
    await inVain.locator('summary').click();
    await inVain.getByText('POST /api/members/search', { exact: true }).waitFor();
  });

  test('enrols a member, changes her, notes her children and consents, and that she has left', async () => {
    const page = await enter('coordinator');
    await openScreen(page, 'Members');
    await unfold(page, 'New member');
    const form = page.getByRole('form', { name: 'New member' });
    await form.getByLabel('Year of birth').fill('1894');
    await form.getByLabel('Services').selectOption('given');
    await form.getByLabel('Reporting').selectOption('refused');
    await form.getByLabel('Name').fill(`${marker} Meghana`);
    await form.getByLabel('Mandal').fill('Tenali');
    // Nothing of her is presumed.
    await save(page, 'New member');
    expect(await form.locator('.field-error').allTextContents()).toEqual(
      Array.from({ length: 4 }, () => 'To put right: Choose one.'),
    );
    await form.getByLabel('How').selectOption('spoken');
    await form.getByLabel('Gender').selectOption('female');
    await form.getByLabel('Survivor of').selectOption('undisclosed');
    await form.getByLabel('Group', { exact: true }).selectOption({ index: 0 });
    await form.getByLabel('District').selectOption('Guntur');
    await save(page, 'New member');
    // What is wrong is called as the form calls it.
    await form.getByRole('alert').getByText('Look at these once more').waitFor();
    await form.getByRole('alert').getByText('Year of birth').waitFor();
    await form.getByLabel('Year of birth').fill('1994');
    await save(page, 'New member');
    await page.getByRole('heading', { name: /Zzvennela Meghana/ }).waitFor();

    await unfold(page, 'Change her details');
    const change = page.getByRole('form', { name: 'Change' });
    await change.getByLabel('Telephone').fill('94400 00000');
    await change.getByLabel('Leader since').fill('2026-05-01');
    await save(page, 'Change');
    await waitUntilSaved(page);
    await unfold(page, 'Change her details');
    await change.getByLabel('Telephone').fill('');
    await save(page, 'Change');
    await page.locator('dd', { hasText: '94400 00000' }).waitFor({ state: 'detached' });

    await unfold(page, 'Add a child');
    const newChild = page.getByRole('form', { name: 'Add a child' });
    await newChild.getByLabel('Year of birth').fill('2016');
    await newChild.getByLabel('Gender').selectOption('female');
    await newChild.getByLabel('School').selectOption('true');
    await save(page, 'Add a child');
    const child = page.locator('summary', { hasText: 'daughter, born 2016' });
    await child.getByText('goes to school').click();
    await unfold(page, 'Record how school goes');
    await page
      .getByRole('form', { name: 'Record how school goes' })
      .getByLabel('School')
      .selectOption('not_enrolled');
    await save(page, 'Record how school goes');
    await child.getByText('does not go to school').waitFor();

    await unfold(page, 'Record a consent');
    const consent = page.getByRole('form', { name: 'Record a consent' });
    await consent.getByLabel('Purpose').selectOption('reporting');
    await consent.getByLabel('Status').selectOption('given');
    await consent.getByLabel('Given by').selectOption('self');
    await consent.getByLabel('How').selectOption('spoken');
    await save(page, 'Record a consent');
    await page.getByRole('row', { name: /Reporting given/ }).waitFor();

    // She was never asked about sharing; asked now, she says no.
    await unfold(page, 'Record a consent');
    await consent.getByLabel('Purpose').selectOption('sharing');
    await consent.getByLabel('Status').selectOption({ label: 'asked, and said no' });
    await consent.getByLabel('Given by').selectOption('self');
    await consent.getByLabel('How').selectOption('spoken');
    await save(page, 'Record a consent');
    await page.getByRole('row', { name: /Sharing asked, and said no/ }).waitFor();

    await unfold(page, 'Record that she has left');
    await page
      .getByRole('form', { name: 'Record that she has left' })
      .getByLabel('Reason')
      .fill('Moved away');
    await save(page, 'Record that she has left', 'Record that she has left');
    await agree(page, 'Record that she has left');
    await page.locator('dd', { hasText: 'Moved away' }).waitFor();

    const { items } = members.parse(
      await ask(stack, 'coordinator', 'POST', '/api/members/search', { q: 'Meghana' }),
    );
    expect(items).toMatchObject([
      {
        leaderSince: '2026-05-01',
        children: [{ birthYear: 2016, inSchool: false }],
        consents: [
          { purpose: 'services', given: true },
          { purpose: 'reporting', given: false },
          { purpose: 'reporting', given: true },
          { purpose: 'sharing', given: false },
        ],
        exitedOn: expect.any(String),
      },
    ]);
  });

  test('opens a case, gives it to a caseworker by her name, and she works it', async () => {
    const page = await enter('coordinator');
    await openScreen(page, 'Members');
    await page.locator('main tbody th a').first().click();
    await unfold(page, 'Open a case');
    const form = page.getByRole('form', { name: 'Open a case' });
    await form.getByLabel('Kind').selectOption('legal_aid');
    await form.getByLabel('Priority').selectOption('urgent');
    await form.getByLabel('Opened on').fill('2026-05-10');
    await save(page, 'Open a case', 'Open a case');
    const said = await page.getByText(/^Case \S+ is open\.$/).textContent();
    const code = said?.split(' ')[1] ?? '';
    await openScreen(page, 'Cases');
    await page.getByRole('link', { name: code, exact: true }).first().click();
    await unfold(page, 'Change, or give to somebody');
    const assigned = page.getByLabel('Assigned to');
    await assigned.selectOption(demoPeople.caseworker.id);
    await save(page, 'Change');
    await waitUntilSaved(page, code);
    await unfold(page, 'Change, or give to somebody');
    expect(await assigned.inputValue()).toBe(demoPeople.caseworker.id);

    const hers = await enter('caseworker');
    await openScreen(hers, 'Cases');
    await hers.getByRole('link', { name: code, exact: true }).first().click();
    await unfold(hers, 'Add to the timeline');
    const event = hers.getByRole('form', { name: 'Add to the timeline' });
    await hers.getByLabel('What happened').selectOption('follow_up');
    await event.getByLabel('Date of the next follow-up').fill('2026-06-01');
    await event.getByLabel('Status').selectOption({ label: 'still to do' });
    await save(hers, 'Add to the timeline');
    await hers.locator('.timeline').getByText('due by 1 June 2026').waitFor();
    await unfold(hers, 'Add to the timeline');
    await hers.getByLabel('What happened').selectOption('referral');
    await event.getByLabel('Referred to').fill('The legal services authority');
    await event.getByLabel('Stage').selectOption({ label: 'requested' });
    await save(hers, 'Add to the timeline');
    await hers.locator('.timeline').getByText('The legal services authority').waitFor();
    await hers.getByRole('link', { name: /^Show who this woman is – it is noted/ }).click();
    await hers.getByRole('heading', { name: new RegExp(marker) }).waitFor();
    expect(await hers.getByText('Change', { exact: true }).count()).toBe(0);
    await openScreen(hers, 'Cases');
    await hers
      .getByRole('row', { name: new RegExp(code) })
      .getByText('overdue since 1 June 2026')
      .waitFor();

    // Urgent, and somebody else's: another caseworker reaches it with a reason.
    const others = await enter('caseworker2');
    await openScreen(others, 'Cases');
    await others.getByText('Nothing here.').waitFor();
    await openScreen(others, 'Emergency access');
    await others.getByLabel('Code').fill(code);
    await others.getByLabel('Reason').fill('She called at night');
    await save(others, 'Emergency access', 'Open it for three hours');
    await others.locator('.timeline').getByText('The legal services authority').waitFor();
    await openScreen(page, 'Emergency access');
    await page
      .getByRole('row', { name: new RegExp(code) })
      .getByText('She called at night')
      .waitFor();
  });

  /** A change that came too late, a search, and a sign-in that has ended, each in words that say what to do. */
  const says412and401 = async (page: Page): Promise<void> => {
    await openScreen(page, 'Groups');
    await page.getByRole('link', { name: `${marker} Sangham` }).click();
    await unfold(page, 'Change the group’s details');
    const form = page.getByRole('form', { name: 'Change' });
    const mandal = form.getByLabel('Mandal');
    await mandal.fill('Duggirala');
    const path = `/api/collectives/${seeded.id}`;
    const { version } = z.object({ version: z.int() }).parse(await ask(stack, 'coordinator', 'GET', path));
    await ask(stack, 'coordinator', 'PATCH', path, { mandal: 'Kollipara' }, version);
    await save(page, 'Change');
    await form.getByText('Look at what stands here now').waitFor();
    await expect.poll(() => mandal.inputValue(), { timeout: 20_000 }).toBe('Kollipara');
    await mandal.fill('Duggirala');
    await save(page, 'Change');
    await waitUntilSaved(page);

    await openScreen(page, 'Members');
    await page.getByLabel('Code, name or telephone').fill(`${marker} B`);
    await save(page, 'Search', 'Search');
    await page.getByText(/^\d+ found$/).waitFor();
    expect(await page.getByText('Saved.').count()).toBe(0);

    await page.context().route('**/api/**', (route) => route.fulfill({ status: 401, json: {} }));
    await page
      .context()
      .route('**/oidc/token', (route) => route.fulfill({ status: 400, json: { error: 'invalid_grant' } }));
    await openScreen(page, 'Cases');
    await page.getByText('Your sign-in has ended').waitFor();
    // A page with several readings says it once too.
    await openScreen(page, 'Today');
    await page.getByText('Your sign-in has ended').waitFor();
    await page.waitForLoadState('networkidle');
    expect(await page.getByText('Your sign-in has ended').count()).toBe(1);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: /Sign in|లోపలికి రండి/ }).waitFor();
    await page.context().unrouteAll();
  };

  test('says what a collective’s usual interest is, within what is allowed, and takes it away', async () => {
    const page = await enter('coordinator');
    await openScreen(page, 'Groups');
    await unfold(page, 'New group');
    const form = page.getByRole('form', { name: 'New group' });
    const [deposit, rate] = [form.getByLabel('Usual deposit'), form.getByLabel('Usual interest on loans')];
    await form.getByLabel('Name').fill('Kalavapuvvu');
    await form.getByLabel('District').selectOption('Guntur');
    await form.getByLabel('Mandal').fill('Tenali');
    await form.getByLabel('Formed on').fill('2026-05-01');
    await form.getByLabel('Meets').selectOption('monthly');
    await deposit.fill('10000001');
    await rate.fill('10.5');
    await save(page, 'New group');
    expect(await form.locator('.field-error').allTextContents()).toEqual([
      'To put right: This can be at most ₹1,00,00,000.',
      'To put right: This can be at most 10.',
    ]);
    const offered = await form.getByLabel('District').locator('option').allTextContents();
    expect(offered).toEqual(['Choose', ...districtsOn(dateInIndia(new Date()))]);
    await deposit.fill('100');
    await rate.fill('2.5');
    await save(page, 'New group');
    await page.getByRole('link', { name: 'Kalavapuvvu' }).click();
    await page.locator('dd', { hasText: '2.5%' }).waitFor();
    for (const [language, shown] of [
      ['te', 'గుంటూరు'],
      ['en', 'Guntur'],
    ] as const) {
      await page.locator('.tools select').selectOption(language);
      await page.locator('dd', { hasText: shown }).waitFor();
    }
    const list = z.object({
      items: z.array(z.looseObject({ name: z.string(), ratePerMonthBasisPoints: z.int().optional() })),
    });
    const stored = async () => {
      const { items } = list.parse(await ask(stack, 'coordinator', 'GET', '/api/collectives?limit=100'));
      return items.find(({ name }) => name === 'Kalavapuvvu');
    };
    expect(await stored()).toMatchObject({
      district: 'Guntur',
      usualDepositPaise: 10_000,
      ratePerMonthBasisPoints: 250,
    });
    await unfold(page, 'Change the group’s details');
    await page.getByRole('form', { name: 'Change' }).getByLabel('Usual interest on loans').fill('');
    await save(page, 'Change');
    await waitUntilSaved(page, 'Kalavapuvvu');
    expect(await stored()).not.toHaveProperty('ratePerMonthBasisPoints');
  });

  test('lists meetings without a count before the close, and shows what the leader noted of it', async () => {
    const today = todayInIndia();
    const note = 'The key of the box was not there.';
    await ask(stack, 'coordinator', 'POST', `/api/collectives/${seeded.id}/meetings`, {
      id: v7(),
      heldOn: today,
      attendance: [],
      entries: [],
      note,
    });
    const page = await enter('coordinator');
    await openScreen(page, 'Monthly close');
    await page.getByLabel('Month').first().selectOption(today.slice(0, 7));
    await showFindings(page, 'Meetings without a count of the box');
    const row = page
      .getByRole('table', { name: 'Meetings without a count of the box' })
      .getByRole('row', { name: new RegExp(`${marker} Sangham`) });
    await row.getByRole('link').click();
    await page.getByText(note).waitFor();
    await openScreen(page, 'Groups');
    await page.getByRole('link', { name: `${marker} Sangham` }).click();
    const sheet = page
      .getByRole('table', { name: 'Meetings' })
      .getByRole('row')
      .filter({ hasText: 'not counted' });
    // What the books give is shown, counted or not.
    const { cashPaise } = z
      .object({ cashPaise: z.number() })
      .parse(await ask(stack, 'coordinator', 'GET', `/api/collectives/${seeded.id}/ledger`));
    await sheet
      .first()
      .getByRole('cell', { name: formatRupees(cashPaise), exact: true })
      .waitFor();
  });

  /** Adds a person, and stays on her page. @returns her first password */
  const letIn = async (page: Page, name: string): Promise<string> => {
    await openScreen(page, 'People and access');
    await unfold(page, 'New person');
    await page.getByLabel('Name', { exact: true }).fill(name);
    await page.getByRole('form', { name: 'New person' }).getByLabel('Role').selectOption('leader');
    await page.getByRole('form', { name: 'New person' }).getByLabel('Language').selectOption('te');
    await save(page, 'New person');
    await page.getByRole('button', { name: 'Make a first password' }).click();
    return String(await page.locator('.password').textContent());
  };

  test('records outreach, and shows a first password once', async () => {
    const coordinator = await enter('coordinator');
    await openScreen(coordinator, 'Outreach');
    await unfold(coordinator, 'New outreach');
    await coordinator.getByLabel('Kind').selectOption('media_story');
    await coordinator.getByLabel('Mode').selectOption('online');
    await coordinator.getByLabel('District').selectOption('Guntur');
    await coordinator.getByLabel('Participants').fill('17');
    await coordinator.getByLabel('Title').fill('A morning with editors');
    await save(coordinator, 'New outreach');
    await coordinator.getByRole('cell', { name: 'A morning with editors' }).waitFor();
    // What was wrong is corrected in one act, from what was recorded.
    const row = coordinator.getByRole('row').filter({ hasText: 'A morning with editors' });
    await row.getByText('valid', { exact: true }).waitFor();
    await row.getByRole('link').first().click();
    await coordinator.getByRole('link', { name: 'Correct this' }).click();
    const form = coordinator.getByRole('form', { name: 'Correct this' });
    expect(await form.getByLabel('Participants').inputValue()).toBe('17');
    await form.getByLabel('Kind').selectOption('police_orientation');
    await form.getByLabel('Web address').waitFor({ state: 'detached' });
    await form.getByLabel('Participants').fill('71');
    await form.getByLabel('Why?').fill('Two digits were turned round');
    await save(coordinator, 'Correct this');
    await coordinator.getByRole('heading', { level: 2, name: /Police orientation$/ }).waitFor();
    await coordinator.locator('.facts').getByText('71', { exact: true }).waitFor();
    await openScreen(coordinator, 'Outreach');
    await row.filter({ hasText: 'Two digits were turned round' }).waitFor();
    await says412and401(coordinator);

    const page = await enter('administrator');
    const password = await letIn(page, 'Invented Person');
    expect(password.length).toBeGreaterThanOrEqual(12);
    await page.getByRole('button', { name: 'I have told her: hide it' }).click();
    expect(await page.locator('body').textContent()).not.toContain(password);
  });

  test('invites: on her phone a new person finds her sign-in name filled in, and types only the password', async () => {
    const page = await enter('administrator');
    const password = await letIn(page, 'Invited Person');
    const name = String(await page.locator('dd > code').textContent());
    await unfold(page, 'Sign-in card, to show or to print');
    const address = `${stack.url}/#sign-in-name=${name}`;
    const path = page.getByRole('img', { name: 'A picture for the camera (QR code)' }).locator('path');
    expect(darkIn(String(await path.getAttribute('d')))).toEqual(darkOf(address));
    await takePicture(page, 'desk-invitation-en');

    const device = await openDevice(stack.url, 'phone', 'te-IN');
    devices.push(device);
    const phone = device.page;
    await phone.goto(address);
    expect(phone.url()).not.toContain(name);
    await phone.getByRole('button', { name: 'English' }).click();
    for (const _ of [1, 2]) await phone.locator('.primary').click();
    expect(await phone.getByLabel('User name').inputValue()).toBe(name);
    await phone.getByLabel('Password').fill(password);
    await phone.locator('form').last().getByRole('button').click();
    await phone.getByText('Choose a password of your own').first().waitFor();
    await phone.locator('input[type=password]').fill('A password 0f her own!');
    await phone.locator('button').last().click();
    // She is a leader: her phone asks first what shall open it.
    await chooseSecret(phone, 'server');
    await unlockPhone(phone);
    await phone.getByRole('heading', { name: 'Today' }).waitFor();
    expect(await phone.evaluate(() => JSON.stringify(Object.values(sessionStorage)))).not.toContain(name);
    expect(phone.url()).not.toContain(name);
  });
  test('tells somebody whose access has ended whom to ask, and shows her nothing', async () => {
    const { id } = demoPeople.caseworker2;
    await ask(stack, 'administrator', 'PATCH', `/api/users/${id}`, { disabled: true }, 1);
    const device = await openDevice(stack.url, 'laptop', 'en-IN');
    devices.push(device);
    const { page } = device;
    await page.goto('/');
    await page.getByRole('button', { name: 'English' }).click();
    for (const _ of [1, 2]) await page.locator('.primary').click();
    await signInAs(page, 'caseworker2');
    await page.getByText('This access has ended. Ask the administrator.').waitFor();
    expect(await page.getByRole('navigation').count()).toBe(0);
    await takePicture(page, 'access-ended-en');
  });
});

/** The dark squares of the QR code that says a text, as `x y`. */
const darkOf = (text: string): string[] =>
  encode(text, { ecc: 'M', border: 4 }).data.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? [`${x} ${y}`] : [])),
  );

/** The squares that a path draws, as `x y`. */
const darkIn = (path: string): string[] =>
  [...path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]) => `${x} ${y}`);

const members = z.object({ items: z.array(z.looseObject({})) });

/** A handful of what an office has: a sheet, a case at work, outreach. */
async function seedWork(stack: Stack, { id, members: [first, second] }: Collective): Promise<void> {
  const as = (person: PersonKey, path: string, body: object) =>
    ask(stack, person, 'POST', path, { id: v7(), ...body });
  const caseId = v7();
  await as('coordinator', `/api/collectives/${id}/meetings`, {
    heldOn: '2026-05-02',
    attendance: [{ memberId: first?.id, status: 'present' }],
    entries: [{ memberId: first?.id, kind: 'deposit', amountPaise: 10_000 }],
    cashCountedPaise: 10_000,
  });
  await as('coordinator', '/api/cases', {
    id: caseId,
    memberId: second?.id,
    kind: 'entitlement',
    priority: 'normal',
    openedOn: '2026-05-03',
    assignedTo: demoPeople.caseworker.id,
  });
  const events = [
    { type: 'entitlement', on: '2026-05-04', entitlement: 'ration_card', stage: 'applied' },
    { type: 'follow_up', on: '2026-05-05', due: '2026-06-05' },
    { type: 'note', on: '2026-05-06', text: 'The form was handed in at the mandal office.' },
  ];
  for (const event of events) await as('caseworker', `/api/cases/${caseId}/events`, event);
  await as('coordinator', '/api/outreach', {
    kind: 'police_orientation',
    on: '2026-05-07',
    mode: 'in_person',
    district: 'Guntur',
    participants: 24,
  });
}
