import { createHash } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { v7 } from 'uuid';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { handoverKey } from '../../../../functions/shared/table/keys/programme.ts';
import { demoPeople, type PersonKey } from '../../../../local/identity/demo-people.ts';
import { type Stack, startStack } from '../../../../local/stack.ts';
import { signIn } from '../../../../local/token.ts';
import { findSeriousFaults } from '../../support/axe.ts';
import { type Device, takePicture } from '../../support/browser.ts';
import { agree, openDesk, openScreen } from '../../support/desk.ts';
import { lookAtDesk } from '../../support/desk-look.ts';
import { ask } from '../../support/field.ts';

let stack: Stack;
const devices: Device[] = [];

beforeAll(async () => {
  stack = await startStack({ empty: true, web: true });
}, 120_000);
afterAll(() => stack?.close());
afterEach(() => Promise.all(devices.splice(0).map((device) => device.close())));

/** A desk of a person; the others stay open beside it. */
const enter = async (person: PersonKey) => {
  const device = await openDesk(stack.url, person);
  devices.push(device);
  const { page } = device;
  return { page, open: (screen: string) => openScreen(page, screen) };
};

const addLeader = async (name: string): Promise<string> => {
  const id = v7();
  await ask(stack, 'administrator', 'POST', '/api/users', { id, name, role: 'leader', locale: 'te' });
  return id;
};

/** A coordinator whom the administrator let in with the auditor's approval, and has disabled alone. */
const disableCoordinator = async (name: string): Promise<void> => {
  const id = v7();
  const person = { id, name, role: 'coordinator', locale: 'en' };
  const asked = await ask(stack, 'administrator', 'POST', '/api/users', person);
  const { approvalId } = z.object({ approvalId: z.string() }).parse(asked);
  await ask(stack, 'auditor', 'POST', `/api/approvals/${approvalId}`, { decision: 'approved' });
  await ask(stack, 'administrator', 'PATCH', `/api/users/${id}`, { disabled: true }, 1);
};

/** Six syllables of a name that no earlier try of a test gave to anybody. */
const newSyllables = (): string =>
  [...v7().slice(-6)].map((digit) => `${'bdgjklmnprstvyhc'[Number.parseInt(digit, 16)]}a`).join('');

test('lets an auditor ask that a leader is erased, and shows what became of it: declined, asked again, approved', async () => {
  const name = 'Zzsampenga Poolamala';
  const id = await addLeader(name);
  const auditor = await enter('auditor');
  const administrator = await enter('administrator');
  // By name, until it is gone.
  const row = auditor.page.getByRole('row').filter({ hasText: new RegExp(`${name}|Somebody who is gone`) });
  const askToErase = async () => {
    await auditor.open('Erasures');
    await auditor.page.getByText('Ask for an erasure').click();
    await auditor.page.getByLabel('Whose record?').selectOption({ label: 'a leader or one of the staff' });
    await auditor.page.getByLabel('Who', { exact: true }).selectOption(id);
    await auditor.page.getByLabel('Reason').fill('She asked for it');
    await auditor.page.getByRole('button', { name: 'Ask for an erasure' }).click();
    await agree(auditor.page, 'Ask for an erasure');
    await row.getByText('waits for an administrator').waitFor();
  };
  const decide = async (decision: 'Approve' | 'Decline') => {
    await administrator.open('Approvals');
    const asked = administrator.page.getByRole('region').filter({ hasText: name });
    await asked.getByText('She asked for it').waitFor();
    await expect.poll(() => asked.locator('.primary').allTextContents()).toEqual(['Approve']);
    await asked.getByRole('button', { name: decision }).click();
    if (decision === 'Approve') {
      const dialog = administrator.page.getByRole('dialog');
      for (const said of [name, 'She asked for it', 'Asked by', demoPeople.auditor.name, 'is destroyed on'])
        await dialog.getByText(said).first().waitFor();
    }
    if (decision === 'Decline') {
      const dialog = administrator.page.getByRole('dialog');
      await dialog.getByText('Your decision cannot be changed').waitFor();
      await dialog.getByText('She asked for it').waitFor();
    }
    await agree(administrator.page, `${decision} it`);
    await administrator.page.getByText('Nothing here').waitFor();
    const told = decision === 'Approve' ? 'You approved this' : 'You declined this';
    await administrator.page
      .getByRole('status')
      .filter({ hasText: told })
      .filter({ hasText: name })
      .waitFor();
    // It stays on the page when the banner goes.
    await administrator.page.locator('main .notice').filter({ hasText: told }).getByText(name).waitFor();
    await auditor.open('Erasures');
  };

  await askToErase();
  await lookAtDesk(auditor.page, 'erasures');
  await auditor.open('Approvals');
  const hers = auditor.page.getByRole('region').filter({ hasText: name });
  await hers.getByRole('button', { name: 'Take my request back' }).click();
  await auditor.page.getByRole('dialog').getByText('Nothing that you asked for will happen').waitFor();
  await agree(auditor.page, 'Take it back');
  await auditor.page.getByRole('status').filter({ hasText: 'You took this back' }).waitFor();
  await auditor.open('Erasures');
  await row.getByText('taken back by whoever asked').waitFor();
  await askToErase();
  await decide('Decline');
  await row.getByText('declined').waitFor();
  await askToErase();
  await decide('Approve');
  await row.getByText('approved: nobody reaches her record').waitFor();
  await administrator.open('People and access');
  await administrator.page.getByRole('table').waitFor();
  expect(await administrator.page.getByText(name).count()).toBe(0);
}, 180_000);

test('gives an administrator a coordinator’s new password once, after an auditor approved it', async () => {
  const administrator = await enter('administrator');
  const auditor = await enter('auditor');
  const { page } = administrator;
  const askForPassword = async () => {
    await administrator.open('People and access');
    await page.getByRole('link', { name: demoPeople.coordinator.name }).click();
    await page.getByRole('button', { name: 'Make a first password' }).click();
  };
  await askForPassword();
  // Whoever has just got this role can no longer sign in, and her page says what to do.
  await page.getByText('If she was given this role lately, her old password no longer works.').waitFor();
  // It is no failure that she waits.
  await page
    .getByRole('status')
    .getByText('Another administrator or the auditor has to agree to this')
    .waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);

  await auditor.open('Approvals');
  const asked = auditor.page.getByRole('region').filter({ hasText: 'Give a new password' });
  await asked.getByRole('button', { name: 'Approve' }).click();
  await agree(auditor.page, 'Approve it');
  await auditor.page.getByRole('status').getByText('You approved this: Give a new password').waitFor();

  await askForPassword();
  const password = page.locator('.password');
  await password.waitFor();
  expect(await page.getByText('Saved.').count()).toBe(0);
  await page.getByRole('button', { name: 'I have told her: hide it' }).click();
  await password.waitFor({ state: 'detached' });
  await askForPassword();
  await page.getByText('Another administrator or the auditor has to agree to this').waitFor();
  expect(await password.count()).toBe(0);
}, 180_000);

test('hands all data over: asked for with a key, approved by its fingerprint, downloaded', async () => {
  const recipientKey = await identityToRecipient(await generateX25519Identity());
  const fingerprint = (createHash('sha256').update(recipientKey).digest('hex').match(/.{4}/g) ?? []).join(
    ' ',
  );
  const administrator = await enter('administrator');
  const auditor = await enter('auditor');
  const { page } = administrator;
  await administrator.open('Hand over the data');
  await page.getByText('Nothing has been requested yet.').waitFor();
  await page.getByLabel('Who gets the data (organisation)').fill('Vennela Foundation, Guntur');
  const key = page.getByLabel('The recipient’s public key (not secret): the line that begins with age1');
  // What is wrong is said at the field, before anything is asked.
  for (const [typed, fault] of [
    ['AGE-SECRET-KEY-1QQQ', 'This is the secret key'],
    ['ssh-ed25519 AAAA', 'A public key begins with age1.'],
    [recipientKey.slice(0, -1), 'A public key has 62 letters and digits'],
    [`${recipientKey.slice(0, -1)}${recipientKey.endsWith('q') ? 'p' : 'q'}`, 'At least one letter is wrong'],
  ] as const) {
    await key.fill(typed);
    await page.locator('.field.wrong').getByText(fault).waitFor();
  }
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await page.locator('.field.wrong').getByText('At least one letter is wrong').waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);
  await lookAtDesk(page, 'handovers-wrong');
  await key.fill(recipientKey);
  await page.getByText(fingerprint).waitFor();
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  const question = page.getByRole('dialog');
  await question.getByText(fingerprint).waitFor();
  await question.getByText('Vennela Foundation, Guntur').waitFor();
  await question.getByText('a second person must agree').waitFor();
  await takePicture(page, 'handover-asks-en');
  await agree(page, 'Ask');
  await page.getByText('Waits for the auditor').waitFor();
  await lookAtDesk(page, 'handovers');

  await auditor.open('Approvals');
  const asked = auditor.page.getByRole('region').filter({ hasText: 'Hand all data over' });
  await asked.getByText(fingerprint).waitFor();
  await asked.getByText('Vennela Foundation, Guntur').first().waitFor();
  await asked.getByText('Call the person whose key this is').waitFor();
  await asked.getByText('Approve only if every letter is the same').waitFor();
  await lookAtDesk(auditor.page, 'approvals');
  await asked.getByRole('button', { name: 'Approve' }).click();
  await agree(auditor.page, 'Approve it');
  await auditor.page.getByRole('status').getByText('You approved this: Hand all data over').waitFor();

  await stack.whenIdle();
  await administrator.open('Approvals');
  await administrator.open('Hand over the data');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download' }).click();
  expect((await download).suggestedFilename()).toMatch(/^leadership-next-[0-9a-f-]{36}-1\.zip\.age$/);
  expect(page.url()).toContain('/#/handovers');
}, 180_000);

/** Puts a handover into the table that was approved now, and whose pack has these files. */
const putHandover = async (id: string, archives: readonly object[]): Promise<void> => {
  const client = new DynamoDBClient({
    region: 'ap-south-1',
    endpoint: stack.database.endpoint,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const now = new Date().toISOString();
  const Item = {
    ...handoverKey(id),
    id,
    recipientKey: await identityToRecipient(await generateX25519Identity()),
    askedBy: demoPeople.administrator.id,
    askedAt: now,
    decision: 'approved',
    decidedAt: now,
    archives,
  };
  await DynamoDBDocumentClient.from(client).send(
    new PutCommand({ TableName: stack.database.tableName, Item }),
  );
  client.destroy();
};

test('gives each file of a large pack its own link, and says that all are needed', async () => {
  const id = v7();
  const archives = [1, 2, 3].map((nth) => ({
    key: `packs/${id}-${nth}-a.zip.age`,
    bytes: 5e8,
    sha256: `${nth}`.repeat(64),
  }));
  await putHandover(id, archives);
  const { page, open } = await enter('administrator');
  await open('Hand over the data');
  const pack = page.getByRole('region').filter({ hasText: 'It is in 3 files.' });
  await pack.getByText('Its size is 1500.0 MB.').waitFor();
  expect(await pack.getByText(/^File \d of 3$/).allTextContents()).toEqual(
    [1, 2, 3].map((n) => `File ${n} of 3`),
  );
  // What whoever imports the pack is asked for, in the groups in which it is read out.
  expect(
    await pack
      .getByText(/SHA-256/)
      .locator('code')
      .allTextContents(),
  ).toEqual(archives.map(({ sha256 }) => sha256.replace(/(.{4})(?=.)/g, '$1 ')));
  await lookAtDesk(page, 'handovers-files');
  const asked = page.waitForRequest((request) => request.url().includes(`${id}-2-a.zip.age`));
  await pack.getByRole('button', { name: 'Download' }).nth(1).click();
  expect((await asked).url()).toContain(`leadership-next-${id}-2.zip.age`);
}, 180_000);

test('asks a second person for a role, says who may decide, and shows her the old role and the new one', async () => {
  const name = `Zzsanpangi Vanavillu${newSyllables()}`;
  await addLeader(name);
  await addLeader(name.replace('Zzsanpangi', 'Zzsampangi'));
  const disabledName = 'Zztulasi Gaganam';
  await disableCoordinator(disabledName);
  const administrator = await enter('administrator');
  const { page } = administrator;
  await administrator.open('People and access');
  // The page's first reading of the requests is answered only after the change was asked for, and knows nothing of it.
  const changed = page.waitForResponse((response) => response.request().method() === 'PATCH');
  await page.route(
    /\/api\/approvals(\?|$)/,
    async (route) => {
      const response = await route.fetch();
      await changed;
      await route.fulfill({ response });
    },
    { times: 1 },
  );
  await page.getByRole('link', { name }).first().click();
  await page.getByLabel('Role').selectOption('coordinator');
  await page.getByText('somebody else must agree: another administrator, or the auditor').waitFor();
  const save = page.getByRole('form', { name: 'Change' }).getByRole('button', { name: 'Ask for approval' });
  // Nobody sees everything because a choice was forgotten.
  await save.click();
  await page.getByLabel('How far she reaches').and(page.locator('[aria-invalid]')).waitFor();
  await page
    .getByLabel('How far she reaches')
    .selectOption({ label: 'The whole state: she sees everything' });
  await save.click();
  const asked = page.getByText(
    'Asked: Coordinator instead of Leader. It waits for another administrator, or the auditor.',
  );
  await asked.waitFor({ timeout: 10_000 });
  await page.getByRole('status').getByText('Asked for. It takes effect once').waitFor();
  expect(await page.getByText('Saved.').count()).toBe(0);
  for (const language of ['te', 'en'] as const) {
    await page.locator('.tools select').selectOption(language);
    await page.locator(`html[lang=${language}]`).waitFor();
    expect(await findSeriousFaults(page), language).toEqual([]);
    await takePicture(page, `person-asked-${language}`);
  }
  await page.reload();
  await asked.waitFor();

  const auditor = await enter('auditor');
  const menu = auditor.page.locator('nav li', { hasText: 'Approvals' });
  await menu.locator('.badge').waitFor();
  const waiting = Number((await menu.locator('.badge').textContent())?.match(/\d+/)?.[0]);
  await auditor.open('Approvals');
  const region = auditor.page.getByRole('region').filter({ hasText: name });
  // Somebody of whom all are told stands above, and what tells whether the request is right stands beside it.
  await auditor.page.getByText('Disabled by one person').waitFor();
  await auditor.page.getByText(`${disabledName} (Coordinator)`).first().waitFor();
  await region.getByText('Careful: somebody else has a name like this: Leader (active).').waitFor();
  for (const language of ['te', 'en'] as const) {
    await auditor.page.locator('.tools select').selectOption(language);
    await auditor.page.locator(`html[lang=${language}]`).waitFor();
    expect(await findSeriousFaults(auditor.page), language).toEqual([]);
    await takePicture(auditor.page, `approvals-facts-${language}`);
  }
  await region.getByRole('button', { name: 'Approve' }).click();
  const dialog = auditor.page.getByRole('dialog');
  for (const said of [
    `${name} becomes: Coordinator. Until now: Leader.`,
    'Password last made',
    'A new one needs two people again.',
    'sees the members, groups and cases of every district',
    demoPeople.administrator.name,
  ]) {
    await dialog.getByText(said).first().waitFor();
  }
  expect(await findSeriousFaults(auditor.page)).toEqual([]);
  await takePicture(auditor.page, 'approval-asks');
  await agree(auditor.page, 'Approve it');
  await region.waitFor({ state: 'detached' });
  await expect
    .poll(async () =>
      Number((await menu.locator('.badge').allTextContents()).join('').match(/\d+/)?.[0] ?? 0),
    )
    .toBe(waiting - 1);
}, 180_000);

test('tells an administrator why she may not decide on what somebody asks whose password she made, and who may', async () => {
  const asAdministrator = (path: string, body: object) => ask(stack, 'administrator', 'POST', path, body);
  const approve = async (answer: unknown): Promise<string> => {
    const { approvalId } = z.object({ approvalId: z.string() }).parse(answer);
    await ask(stack, 'auditor', 'POST', `/api/approvals/${approvalId}`, { decision: 'approved' });
    return approvalId;
  };
  const id = v7();
  const colleague = { id, name: 'Nandini Vaagu', role: 'administrator', locale: 'en' };
  await approve(await asAdministrator('/api/users', colleague));
  const path = `/api/users/${id}/one-time-password`;
  const approvalId = await approve(await asAdministrator(path, {}));
  const { password } = z.object({ password: z.string() }).parse(await asAdministrator(path, { approvalId }));
  const { signInName } = z
    .object({ signInName: z.string() })
    .parse(await ask(stack, 'administrator', 'GET', `/api/users/${id}`));
  const session = await signIn(stack.url, [
    { userName: signInName, password },
    { newPassword: `Chosen-${v7()}` },
  ]);
  const asked = await fetch(`${stack.url}/api/users`, {
    method: 'POST',
    headers: { authorization: `Bearer ${session.access_token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ id: v7(), name: 'Kavya Vanamala', role: 'coordinator', locale: 'en' }),
  });
  expect(asked.status).toBe(202);

  const { open, page } = await enter('administrator');
  await open('Approvals');
  const request = page.getByRole('region').filter({ hasText: 'Kavya Vanamala' });
  await request.getByText('one person may lately have known both').waitFor();
  await request.getByText(`These can decide now: ${demoPeople.auditor.name} (Auditor).`).waitFor();
  expect(await request.getByRole('button').count()).toBe(0);
  await lookAtDesk(page, 'approvals-one-hand');
}, 120_000);

test('says that a pack is no longer there if it has expired since the page was opened', async () => {
  const id = v7();
  await putHandover(id, [{ key: `packs/${id}-1-a.zip.age`, bytes: 4e7, sha256: '4'.repeat(64) }]);
  const { page, open } = await enter('administrator');
  await open('Hand over the data');
  const pack = page.getByRole('region').filter({ hasText: 'Its size is 40.0 MB.' });
  const download = pack.getByRole('button', { name: 'Download' });
  await download.waitFor();
  const before = await page.getByText('No longer there').count();
  const tomorrow = new Date(Date.now() + 25 * 3_600_000).toISOString();
  const moved = await fetch(`${stack.url}/local/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ now: tomorrow }),
  });
  expect(moved.ok).toBe(true);
  await download.click();
  await pack.waitFor({ state: 'detached' });
  expect(await page.getByText('No longer there').count()).toBeGreaterThan(before);
}, 180_000);
