import type { Api } from '../../api/client.ts';
import type { ItemOf } from '../../api/routes.ts';
import { useRead } from '../frame/reading.tsx';
import { type MessageKey, t } from '../text.ts';
import type { About } from './about.ts';
import { type Actor, sayActor } from './actors.ts';

type Code = ItemOf<'POST /api/codes'>;

/** What the ids of members, cases and groups stand for: codes, and the names of groups. */
export type Codes = ReadonlyMap<string, Code>;

/** The server answers so many at once. */
const atOnce = 100;

async function readCodes(api: Api, ids: readonly string[]): Promise<Codes> {
  const parts = Array.from({ length: Math.ceil(ids.length / atOnce) }, (_, index) =>
    ids.slice(index * atOnce, (index + 1) * atOnce),
  );
  const read = await Promise.all(
    parts.map((part) => api.request('POST /api/codes', { body: { ids: part } })),
  );
  return new Map(read.flatMap(({ items }) => items.map((one) => [one.id, one] as const)));
}

/** @returns nothing until they are read: then nothing is shown of them */
export function useCodes(api: Api, ids: readonly string[]): Codes | undefined {
  const wanted = [...new Set(ids)].toSorted();
  return useRead(['codes', wanted], () => readCodes(api, wanted)).data;
}

/** What is said of a record that has neither code nor name. */
const words = {
  member: 'about.member',
  case: 'about.case',
  group: 'about.group',
  person: 'actor.gone',
  sheet: 'about.sheet',
  outreach: 'about.outreach',
  record: 'about.record',
} as const satisfies Record<About['of'], MessageKey>;

/** What a record is called: a member and a case by the code, a group and a person by name, others by a plain word. */
export function sayAbout({ id, of }: About, codes: Codes, actors: ReadonlyMap<string, Actor>): string {
  const { code, name } = codes.get(id) ?? {};
  return code ?? name ?? (actors.has(id) ? sayActor(id, actors) : t(words[of]));
}

/** What the search is for: a code where there is one, since everybody can read it. */
export const subjectOf = ({ id }: About, codes: Codes): string => codes.get(id)?.code ?? id;
