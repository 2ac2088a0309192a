import type { Page } from 'playwright-core';
import * as z from 'zod';
import { demoPeople, type PersonKey } from '../../../local/identity/demo-people.ts';
import { type OwnOutside, startOutside } from '../../contract/outside.ts';
import { type DeviceOnDisk, openDeviceOnDisk } from './browser.ts';
import { openDesk } from './desk.ts';
import { setUpPhone, unlockPhone } from './phone.ts';

/** Days of a life that a test lives over years, on a stack whose clock is set. */

type Clocked = Pick<OwnOutside, 'url' | 'setClock'>;
type Group = { readonly id: string; readonly formedOn: string };
type Her = { readonly id: string };

/** A stack of its own whose clock is set, and the leader's phone. */
export type Life = OwnOutside & { readonly phone: DeviceOnDisk };

/** The caller closes it. */
export async function startLife(): Promise<Life> {
  const outside = await startOutside({ empty: true, web: true });
  const phone = await openDeviceOnDisk(outside.url, 'phone', 'en-IN');
  return {
    ...outside,
    phone,
    close: async () => {
      await phone.close();
      await outside.close();
    },
  };
}

/** Presses a button by all its words. */
export const press = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole('button', { name, exact: true }).click();

/** Noon in India. */
export const noonOf = (day: string): string => `${day}T06:30:00Z`;

const coded = z.looseObject({ code: z.string() });

/** A group is formed and given to the leader, who enrols its members. @returns their codes, by id */
export async function formGroup(
  { done, setClock }: Pick<OwnOutside, 'done' | 'setClock'>,
  group: Group,
  members: readonly Her[],
  day: string,
): Promise<ReadonlyMap<string, string>> {
  await setClock(noonOf(day));
  await done('coordinator', 'POST', '/api/collectives', { body: group });
  const leader = `/api/users/${demoPeople.leader.id}`;
  const { version } = await done('administrator', 'GET', leader);
  await done('administrator', 'PATCH', leader, {
    body: { collectives: [group.id] },
    ifMatch: Number(version),
  });
  const codes = new Map<string, string>();
  for (const body of members) {
    codes.set(body.id, coded.parse(await done('leader', 'POST', '/api/members', { body })).code);
  }
  return codes;
}

/** The day on which the leader gets her phone. */
export async function givePhone({ setClock, phone }: Life, day: string): Promise<Page> {
  await setClock(noonOf(day));
  await phone.page.clock.setFixedTime(noonOf(day));
  await setUpPhone(phone, 'leader');
  return phone.page;
}

/** A day on which somebody sits at her desk: she signs in, works, and goes. */
export async function visitDesk(
  { url, setClock }: Clocked,
  person: PersonKey,
  day: string,
  work: (page: Page) => Promise<void>,
): Promise<void> {
  await setClock(noonOf(day));
  const desk = await openDesk(url, person, noonOf(day));
  try {
    await work(desk.page);
  } finally {
    await desk.close();
  }
}

/** A day on which the leader takes her phone, which has locked itself since the last, and goes back to Today from where she was. */
export async function takePhone({ setClock, phone: { page } }: Life, day: string): Promise<Page> {
  await setClock(noonOf(day));
  await page.clock.setFixedTime(noonOf(day));
  await unlockPhone(page);
  const today = page.getByRole('heading', { name: 'Today' });
  const back = page.locator('.bar .quiet').first();
  await today.or(back).first().waitFor();
  while (!(await today.isVisible())) await back.click();
  return page;
}
