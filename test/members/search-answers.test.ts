import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nameKeys, queryKeys } from '../../functions/areas/members/name-keys.ts';
import { rankName } from '../../functions/areas/members/name-rank.ts';
import type { Caller } from '../../functions/shared/reach/caller.ts';
import { districtNames } from '../../functions/shared/reach/districts.ts';
import { createCaller } from '../support/request.ts';
import { searchRuns } from '../support/search.ts';
import { listPage, openScene, type Scene } from './scene.ts';

/** That a search gives whom the rules of names and of reach give, whoever asks, whatever she may reach, and wherever a member moved. */

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.records.close());

// Many have a word or the beginning of one in common.
const words = ['Lakshmi', 'Laxmi', 'Lakshmamma', 'Padma', 'Padmavathi', 'Ratna', 'Ratnamma', 'Naga', 'Mani'];
const name = fc
  .array(fc.constantFrom(...words), { minLength: 1, maxLength: 3 })
  .map((some) => some.join(' '));
/** Neighbours in the order of names, the first and the last of all, and one that begins in small letters after another's capitals. */
const places = ['Alluri Sitharama Raju', 'Guntur', 'Kakinada', 'Krishna', 'NTR', 'Nandyal', 'YSR Kadapa'];
const place = fc.constantFrom(...places);

type Member = {
  readonly id: string;
  readonly name: string;
  readonly district: string;
  readonly movedFrom?: string;
  readonly collectiveId: string;
};

const enrol = async (
  given: readonly {
    readonly name: string;
    readonly district: string;
    readonly to: string | null;
    readonly isOurs: boolean;
  }[],
  other: string,
): Promise<Member[]> =>
  Promise.all(
    given.map(async ({ name, district, to, isOurs }) => {
      const collectiveId = isOurs ? scene.collectiveId : other;
      const { id } = await scene.enrolled({ name, district, collectiveId });
      if (to === null || to === district) return { id, name, district, collectiveId };
      expect(await scene.change(id, 1, { district: to })).toMatchObject({ status: 200 });
      return { id, name, district: to, movedFrom: district, collectiveId };
    }),
  );

const reaches = ({ role, districts, collectives }: Caller, member: Member): boolean =>
  role === 'coordinator' ||
  (role === 'caseworker' ? districts.includes(member.district) : collectives.includes(member.collectiveId));

/** Whom a search gives, the best first; alike good ones by the key of the query that found them, then by place and id. */
const expected = (members: readonly Member[], q: string, caller: Caller): string[] => {
  const keys = queryKeys(q);
  const districts: readonly string[] = caller.role === 'coordinator' ? districtNames : caller.districts;
  return members
    .filter((member) => reaches(caller, member) && rankName(q, member.name) > 0)
    .map((member) => {
      const stored = nameKeys(member.name);
      const { movedFrom } = member;
      // The moves are so recent that a search which began before still finds her where she was.
      const isThere = movedFrom !== undefined && districts.includes(movedFrom);
      return {
        member,
        key: keys.findIndex((key) => stored.includes(key)),
        where: isThere ? movedFrom : member.district,
      };
    })
    .filter(({ key }) => key >= 0)
    .toSorted(
      (a, b) =>
        rankName(q, b.member.name) - rankName(q, a.member.name) ||
        a.key - b.key ||
        (a.where === b.where ? 0 : a.where < b.where ? -1 : 1) ||
        (a.member.id < b.member.id ? -1 : 1),
    )
    .map(({ member }) => member.id);
};

const member = fc.record({
  name,
  district: place,
  to: fc.option(place, { freq: 2 }),
  isOurs: fc.boolean(),
});

test('whoever searches finds whom she reaches and who has the name, in this order', async () => {
  const everybody: Member[] = [];
  const other = await scene.formCollective();
  let found = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(member, { minLength: 2, maxLength: 4 }),
      name,
      fc.uniqueArray(place, { maxLength: places.length }),
      async (newcomers, q, districts) => {
        // A page holds a hundred.
        if (everybody.length < 90) everybody.push(...(await enrol(newcomers, other)));
        const callers = [
          createCaller('coordinator'),
          createCaller('caseworker', { districts }),
          createCaller('caseworker', { districts: [...districtNames] }),
        ];
        for (const caller of callers) {
          const { status, body } = await scene.search(q, caller);
          expect(status).toBe(200);
          const ids = listPage.parse(body).items.map(({ id }) => id);
          expect(ids, `${q} by ${caller.role} of ${caller.districts}`).toEqual(
            expected(everybody, q, caller),
          );
          found += ids.length;
        }
        const leader = createCaller('leader', { collectives: [other] });
        const hers = listPage.parse((await scene.search(q, leader)).body).items.map(({ id }) => id);
        expect(hers.toSorted()).toEqual(expected(everybody, q, leader).toSorted());
      },
    ),
    searchRuns(15),
  );
  expect(found).toBeGreaterThan(100);
}, 240_000);
