import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { line } from '../../functions/shared/fields/fields.ts';
import type { Scene } from '../members/scene.ts';
import { createCaller, defaultNow } from '../support/request.ts';

/*
 * Two fields that no member has are added to the definition of members, and to nothing else. Whatever is made from the definition must then know
 * them: a field cannot be stored in plaintext, or be accepted and forgotten, because somebody did half of the work.
 */

/** `nickname` is told to whoever opens her record, `whisper` to nobody. Neither is declared open, so both are sealed. */
const invented = {
  nickname: { is: line, told: 'opened', sent: 'changes', optional: true },
  whisper: { is: line, told: 'nobody', sent: 'changes', optional: true },
} as const;

const text = z.looseObject({ id: z.string(), version: z.int(), nickname: z.string().optional() });

/** Everything loaded anew, so that it is made from the definition with the invented fields. */
const open = async () => {
  vi.resetModules();
  const { memberFields } = await import('../../functions/areas/members/definition.ts');
  Object.assign(memberFields, invented);
  const { openScene, coordinator } = await import('../members/scene.ts');
  const { createSend } = await import('../support/request.ts');
  const { createRecordRoutes } = await import('../../functions/areas/record/routes.ts');
  const { createPackRoutes } = await import('../../functions/areas/pack/routes.ts');
  const { decryptRecords } = await import('../../functions/jobs/packing/record-texts.ts');
  const { tablesOf } = await import('../../functions/jobs/packing/csv-tables.ts');
  const { parseMember, toItem } = await import('../../functions/areas/members/stored-member.ts');
  const { memberKey } = await import('../../functions/shared/table/keys/members.ts');
  const scene: Scene = await openScene();
  const { table, vault, accessLog } = scene.records;
  const send = createSend([
    ...createRecordRoutes({ table, vault, accessLog }),
    ...createPackRoutes({ table, vault, accessLog }),
  ]);
  return { scene, coordinator, send, decryptRecords, tablesOf, parseMember, toItem, memberKey };
};

let opened: Awaited<ReturnType<typeof open>>;
beforeAll(async () => {
  opened = await open();
});
afterAll(() => {
  opened.scene.records.close();
  // No other file gets the invented fields.
  vi.resetModules();
});

/** A member with both fields, whom nothing has changed. */
const enrol = async (nickname: string, whisper: string) => {
  const { scene } = opened;
  const reply = await scene.enrol(scene.input({ nickname, whisper }));
  expect(reply.status).toBe(201);
  return { reply, ...text.parse(reply.body) };
};

describe('a field that is in the definition alone', () => {
  test('is encrypted where it is stored, and answered as it was sent', async () => {
    const { scene } = opened;
    const { id, reply } = await enrol('Qmarkednick', 'Qmarkedwhisper');
    expect(reply.body).toMatchObject({ nickname: 'Qmarkednick' });
    expect((await scene.read(id)).body).toMatchObject({ nickname: 'Qmarkednick' });
    expect(await scene.raw()).not.toMatch(/Qmarked/);
  });

  test('is changed by a PATCH, and removed by null', async () => {
    const { scene } = opened;
    const { id, version } = await enrol('Qfirstnick', 'Qfirstwhisper');
    expect(
      await scene.change(id, version, { nickname: 'Qsecondnick', whisper: 'Qsecondwhisper' }),
    ).toMatchObject({
      status: 200,
      body: { nickname: 'Qsecondnick', version: version + 1 },
    });
    expect((await scene.read(id)).body).toMatchObject({ nickname: 'Qsecondnick' });
    expect(await scene.raw()).not.toMatch(/Qfirst|Qsecond/);
    expect((await scene.change(id, version + 1, { nickname: null })).status).toBe(200);
    expect((await scene.read(id)).body).not.toHaveProperty('nickname');
  });

  test('is told to whom the definition says: never in lists, in the pack and the record if it is told when she is opened', async () => {
    const { scene, coordinator, send } = opened;
    const { id } = await enrol('Qtoldnick', 'Quntoldwhisper');
    const leader = createCaller('leader', { collectives: [scene.collectiveId] });
    const answers = {
      list: await scene.list({}),
      search: await scene.search('Vennela Padmavathi'),
      open: await scene.read(id),
      pack: await send({ route: 'GET /api/me/pack', caller: leader, now: defaultNow }),
      record: await send({ route: 'GET /api/members/{id}/record', path: { id }, caller: coordinator }),
    };
    expect(Object.values(answers).map(({ status }) => status)).toEqual(Array(5).fill(200));
    const told = Object.entries(answers).filter(([, { body }]) => JSON.stringify(body).includes('Qtoldnick'));
    expect(told.map(([answer]) => answer)).toEqual(['open', 'pack', 'record']);
    expect(JSON.stringify(answers)).not.toContain('Quntoldwhisper');
  });

  test('is named where a reading or a change is noted, and never quoted', async () => {
    const { scene } = opened;
    const { id, version } = await enrol('Qnotednick', 'Qnotedwhisper');
    await scene.change(id, version, { nickname: 'Qnotedagain' });
    await scene.read(id);
    const lines = await scene.linesOf(id);
    expect(lines.at(-1)).toMatchObject({ type: 'member_changed', fields: ['nickname'] });
    const accesses = await scene.accessesOf(id);
    expect(accesses.at(-1)).toMatchObject({ fields: expect.arrayContaining(['nickname', 'name', 'mandal']) });
    expect(JSON.stringify([lines, accesses])).not.toMatch(/Qnoted/);
  });

  test('travels in a handover pack, opened, in a column of its own', async () => {
    const { scene, decryptRecords, tablesOf, memberKey } = opened;
    const { id } = await enrol('Qtravelnick', 'Qtravelwhisper');
    const item = await scene.records.table.get(memberKey(id));
    const [record] = await decryptRecords(scene.records.vault, [item ?? {}], () => false);
    expect(record).toMatchObject({ nickname: 'Qtravelnick', whisper: 'Qtravelwhisper' });
    expect(tablesOf('members')[0]?.columns).toEqual(expect.arrayContaining(['nickname', 'whisper']));
  });
});

describe('the store', () => {
  const stored = async () => {
    const { scene, parseMember, memberKey } = opened;
    const { id } = await enrol('Qstored', 'Qstored');
    return parseMember((await scene.records.table.get(memberKey(id))) ?? {});
  };

  test('refuses an attribute that the definition lacks, also of an entry', async () => {
    const member = await stored();
    expect(() => opened.toItem(member)).not.toThrow();
    expect(() => opened.toItem({ ...member, ...{ surname: 'Qundeclared' } })).toThrow('surname');
    const children = member.children.map((child) => ({ ...child, nickname: 'Qundeclared' }));
    expect(children).toHaveLength(1);
    expect(() => opened.toItem({ ...member, children })).toThrow('nickname');
  });

  test('refuses a sealed text in plaintext, without repeating it', async () => {
    const member = await stored();
    const refused = () => opened.toItem({ ...member, ...{ nickname: 'Qplaintext' } });
    expect(refused).toThrow('nickname');
    expect(refused).not.toThrow('Qplaintext');
  });
});
