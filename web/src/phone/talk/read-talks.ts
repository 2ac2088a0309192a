import type { Api } from '../../api/client.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { type EncryptedRows, rowWrite } from '../../rows/encrypted-rows.ts';
import { talksThatCount } from '../../talks/talk.ts';
import { agendas, talksRead, type Woman, women } from '../../workspace/row-kinds.ts';

/** Reads women's talks from the server. Each reading is told to the woman, so no talk is read twice that has not changed. */

type Rows = Pick<EncryptedRows, 'get' | 'all' | 'putAll'>;

/** How many women’s talks one contact reads ahead, at most; the next contact goes on. On a slow line each costs half a second. */
const maxReadAhead = 10;

/** Whether something of hers has changed since her talks were read, or they never were. The server must know her, and serve her. */
export const areTalksOld = (rows: Pick<Rows, 'get'>, her: Woman): boolean =>
  her.version > 0 && her.withdrawnOn === undefined && rows.get(talksRead, her.id)?.version !== her.version;

export async function readTalks(
  api: Pick<Api, 'request'>,
  rows: Pick<Rows, 'putAll'>,
  { id, version }: Woman,
): Promise<void> {
  const { items } = await api.request('GET /api/members/{id}/talks', { path: { id } });
  await rows.putAll([rowWrite(talksRead, id, { id, version, talks: talksThatCount(items) })]);
}

/** The versions of the women whom the phone knows, by their ids. */
export const versionsOfWomen = (rows: Pick<Rows, 'all'>): ReadonlyMap<string, number> =>
  new Map(rows.all(women).map(({ id, version }) => [id, version]));

/**
 * Reads, before they are looked at, the talks of women of whom something has changed since the last contact, and of those with whom to talk
 * today: so what was said at the desk is on Today, and a talk without a network goes on from the last one. What can't be read now is read when her page opens.
 * The first contact of a phone reads none: it brings what she works with in three requests.
 * @param before the versions of the women at the last contact
 */
export async function readTalksAhead(
  api: Pick<Api, 'request'>,
  rows: Rows,
  before: ReadonlyMap<string, number>,
): Promise<void> {
  if (before.size === 0) return;
  const today = todayInIndia();
  const due = new Set(
    (rows.get(agendas, 'all')?.talks ?? []).flatMap(({ on, memberId }) => (on <= today ? [memberId] : [])),
  );
  const old = rows.all(women).filter((her) => {
    const isChanged = before.has(her.id) && before.get(her.id) !== her.version;
    const isRead = rows.get(talksRead, her.id) !== undefined;
    return areTalksOld(rows, her) && (isChanged || isRead || due.has(her.id));
  });
  for (const her of old.slice(0, maxReadAhead)) {
    await readTalks(api, rows, her).catch(() => {});
  }
}
