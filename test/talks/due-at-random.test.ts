import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../functions/shared/fields/ids.ts';
import { dueTalksKey } from '../../functions/shared/table/keys/members.ts';
import { consentTo, coordinator } from '../members/scene.ts';
import { searchRuns } from '../support/search.ts';
import { noon, openTalkScene, type TalkScene } from './scene.ts';

let scene: TalkScene;
beforeAll(async () => {
  scene = await openTalkScene();
});
afterAll(() => scene.records.close());

const answers = { safety: 3 };

const withdrawal = () => consentTo('services', { given: false, on: '2026-10-15' });

/** What may change from which day a talk is due, or in which group. */
const acts = [
  'talk',
  'goal',
  'reverse',
  'withdraw',
  'give',
  'exit',
  'rejoin',
  'move',
  'patch',
  'join',
  'part',
] as const;

/**
 * Whatever happens to some women of two groups, each group's item says of each what follows from her record. (The item is only written with it, so that it could
 * differ if an act forgot it.)
 */
test('the numbers of groups follow from their women, whatever happens to these', async () => {
  const groups = [await scene.formCollective(), await scene.formCollective()] as const;
  const enrol = async (index: number) => {
    const { id } = await scene.enrolled({
      collectiveId: groups[index % 2],
      name: ['Nakshatra', 'Gorinta', 'Vakula', 'Suvarchala'][index % 4],
      joinedOn: `2026-0${1 + (index % 8)}-15`,
    });
    return { id, talks: [] as string[] };
  };
  const women = await Promise.all([0, 1, 2, 3, 4].map(enrol));
  const joins: { pair: string; kept: string; other: string }[] = [];
  let seconds = 0;
  /** Consents of several records are one history by the time of their recording. */
  const later = (): string => {
    seconds += 1;
    return new Date(Date.parse(noon('2026-10-15')) + seconds * 1000).toISOString();
  };
  const groupOf = async (id: string) => (await scene.opened(id)).collectiveId;
  const otherGroup = (id: string) => (id === groups[0] ? groups[1] : groups[0]);

  const act = async (
    kind: (typeof acts)[number],
    woman: (typeof women)[number],
    day: number,
  ): Promise<void> => {
    const { id, talks } = woman;
    const on = `2026-09-${String(10 + day).padStart(2, '0')}`;
    switch (kind) {
      case 'talk':
      case 'goal': {
        const body = { id: newId(), on, ...(kind === 'talk' ? { answers } : { goal: { area: 'home' } }) };
        if ((await scene.talk(id, body)).status === 201) talks.push(body.id);
        return;
      }
      case 'reverse': {
        const of = talks.pop();
        if (of !== undefined) await scene.reverse(id, { id: newId(), of, reason: 'Twice.' });
        return;
      }
      case 'withdraw':
        await scene.agree(id, withdrawal(), coordinator, later());
        return;
      case 'give':
        await scene.agree(id, consentTo('services', { on: '2026-10-15' }), coordinator, later());
        return;
      case 'exit':
        // Most stay, else nothing is left to look at.
        if (day > 8) await scene.exit(id, { exitedOn: '2026-10-01', reason: 'Moved' });
        return;
      case 'rejoin': {
        const { version } = await scene.opened(id);
        await scene.change(id, version, { joinedOn: on });
        return;
      }
      case 'patch': {
        const { version, collectiveId } = await scene.opened(id);
        await scene.change(id, version, { collectiveId: otherGroup(collectiveId) });
        return;
      }
      case 'move': {
        const from = await groupOf(id);
        const body = {
          id: newId(),
          on: '2026-10-14',
          to: otherGroup(from),
          members: [id],
          cashPaise: 0,
          bankPaise: 0,
        };
        await scene.send({
          route: 'POST /api/collectives/{id}/moves',
          path: { id: from },
          caller: coordinator,
          body,
        });
        return;
      }
      case 'join': {
        const other = women[(women.indexOf(woman) + 1 + (day % 3)) % women.length];
        if (other === undefined) return;
        const { id: pair } = await scene.pairOf(id, other.id).catch(() => ({ id: '' }));
        const asked = pair === '' ? undefined : await scene.askJoin(pair, id);
        const approvalId = Reflect.get(Object(asked?.body), 'approvalId');
        if (typeof approvalId === 'string' && (await scene.decide(approvalId)).status === 200) {
          joins.push({ pair, kept: id, other: other.id });
        }
        return;
      }
      case 'part': {
        const last = joins.pop();
        const asked = last && (await scene.askParting(last.pair));
        const approvalId = Reflect.get(Object(asked?.body), 'approvalId');
        if (typeof approvalId === 'string') await scene.decide(approvalId);
      }
    }
  };

  const expected = async () => {
    const due = new Map<string, string>();
    for (const { id } of women) {
      const opened = await scene.opened(id);
      // A joined record is told as the one that it was joined to.
      const { dueOn } = await scene.talksWith(opened.id);
      if (dueOn !== undefined) due.set(`${opened.collectiveId} ${opened.id}`, dueOn);
    }
    return [...due].sort();
  };
  const noted = async () => {
    const items = await scene.records.table.getMany(groups.map(dueTalksKey));
    return items
      .flatMap((item) =>
        Object.entries(item).flatMap(([name, on]) =>
          name.startsWith('due:') ? [[`${item.gsi1sk} ${name.slice(4)}`, on] as const] : [],
        ),
      )
      .sort();
  };

  const steps = fc.array(
    fc.tuple(fc.constantFrom(...acts), fc.nat({ max: women.length - 1 }), fc.nat({ max: 10 })),
    { minLength: 6, maxLength: 10 },
  );
  await fc.assert(
    fc.asyncProperty(steps, async (drawn) => {
      for (const [kind, index, day] of drawn) {
        const woman = women[index];
        if (woman !== undefined) await act(kind, woman, day);
      }
      expect(await noted()).toEqual(await expected());
    }),
    // Each run goes on where the last one ended, so that a smaller one says nothing.
    { ...searchRuns(6), endOnFailure: true },
  );
});
