import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { createVoiceRoutes } from '../../functions/areas/voice/routes.ts';
import { spokenText, storedSpokenText, voice } from '../../functions/areas/voice/schema.ts';
import { spokenTexts } from '../../functions/areas/voice/spoken-texts.ts';
import type { SpokenTexts } from '../../functions/areas/voice/voice-files.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { FileStore } from '../../functions/shared/files/file-store.ts';
import { maxRecordingBytes, maxSpokenMs, maxVoiceBytes } from '../../functions/shared/kinds/voice-words.ts';
import { maxSettingsOfMonth } from '../../functions/shared/setting-counts/max-settings.ts';
import { credentialsKey, settingCountsKey } from '../../functions/shared/table/keys/people.ts';
import { spokenTextKey, voiceSumKey } from '../../functions/shared/table/keys/programme.ts';
import { recordingOf, sha256Of, soundOf, spokenBetween, spokenHashes } from '../support/recordings.ts';
import { createCaller, createSend, problem, type TestReply } from '../support/request.ts';
import { openRecords, type TestRecords } from '../support/table.ts';

/** The bucket, in memory, with how each file is served. */
const openFiles = () => {
  const stored = new Map<string, Buffer>();
  const served = new Map<string, string>();
  const files: FileStore = {
    read: async (name) => stored.get(name),
    exists: async (name) => stored.has(name),
    writeOnce: async (name, bytes, mediaType) => {
      if (stored.has(name)) return 'there';
      stored.set(name, bytes);
      served.set(name, mediaType);
      return 'written';
    },
    write: async (name, bytes, as) => {
      stored.set(name, bytes);
      if (as !== undefined) served.set(name, `${as.mediaType}; ${as.cacheControl}`);
    },
  };
  return { files, stored, served };
};

let records: TestRecords;
let bucket: ReturnType<typeof openFiles>;
let send: ReturnType<typeof createSend>;
/** The texts that the client speaks; a test takes one away. */
let spoken: SpokenTexts = spokenTexts('te');
beforeAll(async () => {
  records = await openRecords();
  bucket = openFiles();
  send = createSend(
    createVoiceRoutes({
      table: records.table,
      vault: records.vault,
      files: bucket.files,
      spokenTexts: (locale) => (locale === 'te' ? spoken : spokenTexts(locale)),
    }),
  );
});
afterAll(() => records.close());

const speaker = createCaller('coordinator');
const listener = createCaller('coordinator');
const [hello = '', money = '', third = '', fourth = '', fifth = ''] = spokenHashes('te');

const record = (textSha256: string, more: object = {}, { caller = speaker, spokenIn = 'te' } = {}) =>
  send({
    route: 'POST /api/voice/{spokenIn}/{textSha256}',
    path: { spokenIn, textSha256 },
    caller,
    body: recordingOf(more),
  });
const recorded = async (textSha256: string, bytes = soundOf()): Promise<string> => {
  const reply = await record(textSha256, { audio: bytes.toString('base64') });
  expect(reply).toMatchObject({ status: 201 });
  return spokenText.parse(reply.body).waiting?.sha256 ?? '';
};
const decide = (
  textSha256: string,
  body: { readonly sha256: string; readonly decision?: string; readonly id?: string },
  caller = listener,
) =>
  send({
    route: 'POST /api/voice/{spokenIn}/{textSha256}/decision',
    path: { spokenIn: 'te', textSha256 },
    caller,
    body: { id: newId(), decision: 'approved', ...spokenBetween, ...body },
  });
const remove = (textSha256: string, sha256: string) =>
  send({
    route: 'POST /api/voice/{spokenIn}/{textSha256}/removal',
    path: { spokenIn: 'te', textSha256 },
    caller: listener,
    body: { id: newId(), sha256 },
  });
const list = async (spokenIn = 'te') =>
  voice.parse((await send({ route: 'GET /api/voice/{spokenIn}', path: { spokenIn }, caller: speaker })).body);
const refusal = ({ status, body }: TestReply) => [status, problem.parse(body).code];
const indexSchema = z.object({
  version: z.number(),
  rooms: z.record(
    z.string(),
    z.record(z.string(), z.tuple([z.string(), z.number(), z.number(), z.number()])),
  ),
});
/** Where a recording's sound lies; what was emptied is none. */
const soundsIn = (sha256: string): string[] =>
  [...bucket.stored].flatMap(([name, bytes]) => (name.endsWith(sha256) && bytes.length > 0 ? [name] : []));

/** The list of the phones: the recording of each text. */
const index = () => {
  const bytes = bucket.stored.get('voice/te/index.json');
  const { rooms } = indexSchema.parse(JSON.parse(bytes?.toString() ?? '{}'));
  return Object.assign({}, ...Object.values(rooms)) as Record<
    string,
    readonly [string, number, number, number]
  >;
};

describe('a recording', () => {
  test('waits unheard until somebody else approves it, and is then in the phones’ list, and served', async () => {
    const bytes = soundOf();
    const sha256 = await recorded(hello, bytes);
    expect(sha256).toBe(sha256Of(bytes));
    expect(bucket.stored.get(`waiting/te/${sha256}`)).toEqual(bytes);
    expect(bucket.stored.has(`voice/te/${sha256}`)).toBe(false);

    expect(await decide(hello, { sha256 })).toMatchObject({
      status: 200,
      body: { approved: { sha256, recordedBy: speaker.personId, approvedBy: listener.personId } },
    });
    expect(bucket.stored.get(`voice/te/${sha256}`)).toEqual(bytes);
    expect(soundsIn(sha256)).toEqual([`voice/te/${sha256}`]);
    expect(bucket.served.get(`voice/te/${sha256}`)).toBe('audio/webm; no-cache');
    expect(bucket.served.get('voice/te/index.json')).toBe('application/json; no-cache');
    expect(index()[hello]).toEqual([sha256, 100, 1_900, bytes.length]);
  });

  test('is never approved by whoever recorded it', async () => {
    const sha256 = await recorded(money);
    expect(refusal(await decide(money, { sha256 }, speaker))).toEqual([422, 'same_person']);
    expect(index()[money]).toBeUndefined();
    expect(
      (await records.readJournal()).filter((line) => 'sha256' in line && line.sha256 === sha256),
    ).toHaveLength(1);
  });

  test('takes the place of another only once it is approved, and the other is then gone', async () => {
    const [first, second] = [await recorded(third), soundOf()];
    await decide(third, { sha256: first });
    const sha256 = await recorded(third, second);
    expect(index()[third]?.[0]).toBe(first);
    await decide(third, { sha256 });
    expect(index()[third]?.[0]).toBe(sha256);
    expect(soundsIn(first)).toEqual([]);
  });

  test('that is declined is gone, and what was approved is played on', async () => {
    const first = await recorded(fourth);
    await decide(fourth, { sha256: first });
    const sha256 = await recorded(fourth);
    expect(await decide(fourth, { sha256, decision: 'declined' })).toMatchObject({ status: 200 });
    expect(soundsIn(sha256)).toEqual([]);
    expect(index()[fourth]?.[0]).toBe(first);
    expect(refusal(await decide(fourth, { sha256 }))).toEqual([404, 'not_found']);
  });

  test('that is taken back is silent: it leaves the list, the bucket and the sum', async () => {
    const before = (await list()).usedBytes;
    const sha256 = await recorded(fifth);
    await decide(fifth, { sha256 });
    expect(await remove(fifth, sha256)).toMatchObject({ status: 200 });
    expect(index()[fifth]).toBeUndefined();
    expect(soundsIn(sha256)).toEqual([]);
    expect((await list()).usedBytes).toBe(before);
    expect(refusal(await remove(fifth, sha256))).toEqual([404, 'not_found']);
  });

  test('of two texts with the same sound stays while one of them has it', async () => {
    const bytes = soundOf();
    const sha256 = await recorded(fifth, bytes);
    await recorded(money, bytes);
    await decide(fifth, { sha256 });
    await decide(money, { sha256 });
    await remove(fifth, sha256);
    expect(bucket.stored.get(`voice/te/${sha256}`)).toEqual(bytes);
    expect(index()[money]?.[0]).toBe(sha256);
  });

  test('is heard at the desk before it is decided', async () => {
    const bytes = soundOf();
    const sha256 = await recorded(hello, bytes);
    const path = { spokenIn: 'te', textSha256: hello, sha256 };
    const route = 'GET /api/voice/{spokenIn}/{textSha256}/{sha256}';
    expect(await send({ route, path, caller: listener })).toMatchObject({
      status: 200,
      body: { audio: bytes.toString('base64'), mediaType: 'audio/webm' },
    });
    expect(refusal(await send({ route, path: { ...path, textSha256: third }, caller: listener }))).toEqual([
      404,
      'not_found',
    ]);
  });

  test('leaves one line of the journal for each act, which names no person but who acted', async () => {
    const sha256 = await recorded(hello);
    await decide(hello, { sha256 });
    await remove(hello, sha256);
    const lines = (await records.readJournal()).filter((line) => 'sha256' in line && line.sha256 === sha256);
    expect(
      lines.map((line) => line.type === 'voice_changed' && [line.act, line.actor, line.textSha256]),
    ).toEqual([
      ['recorded', speaker.personId, hello],
      ['approved', listener.personId, hello],
      ['removed', listener.personId, hello],
    ]);
  });

  test('sent again with the same id changes nothing; with another sound it is refused', async () => {
    const body = recordingOf();
    const sent = (more: object = {}) =>
      send({
        route: 'POST /api/voice/{spokenIn}/{textSha256}',
        path: { spokenIn: 'te', textSha256: hello },
        caller: speaker,
        body: { ...body, ...more },
      });
    expect(await sent()).toMatchObject({ status: 201 });
    const { usedBytes } = await list();
    expect(await sent()).toMatchObject({ status: 200 });
    expect((await list()).usedBytes).toBe(usedBytes);
    expect(refusal(await sent({ audio: soundOf().toString('base64') }))).toEqual([409, 'id_reused']);
  });

  test('whose approval was cut off before the list was written is in it once that is sent again', async () => {
    const sha256 = await recorded(third);
    const approval = { sha256, id: newId() };
    const { write } = bucket.files;
    const broken = { ...bucket.files, write: () => Promise.reject(new Error('the network')) };
    Object.assign(bucket.files, broken);
    expect(await decide(third, approval)).toMatchObject({ status: 500 });
    Object.assign(bucket.files, { write });
    expect(index()[third]?.[0]).not.toBe(sha256);
    expect(await decide(third, approval)).toMatchObject({ status: 200 });
    expect(index()[third]?.[0]).toBe(sha256);
  });
});

describe('is refused', () => {
  test('by what is wrong with it, and nothing is stored', async () => {
    const before = [bucket.stored.size, (await list()).usedBytes];
    const audio = (bytes: Buffer) => ({ audio: bytes.toString('base64') });
    const film = soundOf(2_000, 'A_OPUS V_VP8');
    const cases: readonly (readonly [object, readonly unknown[]])[] = [
      [audio(soundOf(maxRecordingBytes + 1)), [422, 'too_long']],
      [{ fromMs: 0, toMs: maxSpokenMs + 1 }, [422, 'too_long']],
      [{ fromMs: 500, toMs: 500 }, [422, 'too_short']],
      [audio(Buffer.from('<html><script>alert(1)</script>')), [422, 'wrong_type']],
      [audio(film), [422, 'wrong_type']],
      [audio(Buffer.from('RIFF0000WAVEfmt ')), [422, 'wrong_type']],
      [{ audio: 'no base64!' }, [400, 'invalid_body']],
      [{ audio: 'A'.repeat(263_000) }, [413, 'too_large']],
    ];
    for (const [more, expected] of cases) expect(refusal(await record(hello, more))).toEqual(expected);
    expect(refusal(await record('0'.repeat(64)))).toEqual([422, 'unknown_text']);
    expect(refusal(await record(hello, {}, { spokenIn: 'ja' }))).toEqual([400, 'invalid_path']);
    expect([bucket.stored.size, (await list()).usedBytes]).toEqual(before);
  });

  test('beyond 6 MB of a language, also of several at once; the other language has its own', async () => {
    const size = 100_000;
    await records.table.transact([
      { put: { ...voiceSumKey('te'), bytes: maxVoiceBytes - 2.5 * size, version: 1_000 } },
    ]);
    const texts = [...spokenTexts('te').keys()].slice(5, 9);
    const audio = () => ({ audio: soundOf(size).toString('base64') });
    const replies = await Promise.all(texts.map((text) => record(text, audio())));
    expect(replies.map(({ status }) => status).toSorted()).toEqual([201, 201, 422, 422]);
    expect(refusal(replies.find(({ status }) => status === 422) as TestReply)).toEqual([
      422,
      'language_full',
    ]);
    expect((await list()).usedBytes).toBe(maxVoiceBytes - 0.5 * size);
    expect(await record(spokenHashes('en')[0] ?? '', audio(), { spokenIn: 'en' })).toMatchObject({
      status: 201,
    });
    // What takes the place of another needs only the difference.
    const taken = texts[replies.findIndex(({ status }) => status === 201)] ?? '';
    expect(await record(taken, audio())).toMatchObject({ status: 201 });
  });

  test('of one person beyond half of a language while nobody has heard them; another goes on', async () => {
    const busy = createCaller('coordinator');
    const texts = spokenHashes('en').slice(20, 23);
    const [first = '', second = '', third = ''] = texts;
    const send = (text: string, caller = busy) =>
      record(text, { audio: soundOf(100_000).toString('base64') }, { caller, spokenIn: 'en' });
    expect(await send(first)).toMatchObject({ status: 201 });
    const key = spokenTextKey('en', first);
    const stored = storedSpokenText.parse(await records.table.get(key));
    await records.table.put({
      ...key,
      ...stored,
      waiting: { ...stored.waiting, bytes: maxVoiceBytes / 2 - 150_000 },
    });
    expect(await send(second)).toMatchObject({ status: 201 });
    const before = [...bucket.stored.keys()];
    expect(refusal(await send(third))).toEqual([422, 'language_full']);
    expect([...bucket.stored.keys()]).toEqual(before);
    // What takes the place of her own is no more than it was.
    expect(await send(second)).toMatchObject({ status: 201 });
    expect(await send(third, createCaller('coordinator'))).toMatchObject({ status: 201 });
  });

  test('after as many in a month as one person records', async () => {
    const busy = createCaller('coordinator');
    await records.table.transact([
      {
        put: {
          ...settingCountsKey(busy.personId, '2026-10'),
          recordings: maxSettingsOfMonth.recordings,
        },
      },
    ]);
    const before = [...bucket.stored.keys()];
    expect(refusal(await record(spokenHashes('en')[1] ?? '', {}, { caller: busy, spokenIn: 'en' }))).toEqual([
      422,
      'too_many',
    ]);
    expect([...bucket.stored.keys()]).toEqual(before);
  });
});

test('one person removes so many approved recordings in a month; what waits she removes all the same', async () => {
  const [text = '', waits = ''] = spokenHashes('te').slice(20, 22);
  const approved = await recorded(text);
  expect(await decide(text, { sha256: approved })).toMatchObject({ status: 200 });
  const waiting = await recorded(waits);
  const counts = settingCountsKey(listener.personId, '2026-10');
  const before = await records.table.get(counts);
  await records.table.put({ ...before, ...counts, removals: maxSettingsOfMonth.removals });
  expect(refusal(await remove(text, approved))).toEqual([422, 'too_many']);
  expect(index()).toHaveProperty(text);
  expect(await remove(waits, waiting)).toMatchObject({ status: 200 });
  await records.table.put({ ...before, ...counts, removals: maxSettingsOfMonth.removals - 1 });
  expect(await remove(text, approved)).toMatchObject({ status: 200 });
  expect(await records.table.get(counts)).toMatchObject({ removals: maxSettingsOfMonth.removals });
});

test('what was heard is what is approved: the same sound between other moments is another recording', async () => {
  const text = spokenHashes('te')[11] ?? '';
  const bytes = soundOf();
  const audio = bytes.toString('base64');
  const sha256 = await recorded(text, bytes);
  expect(await record(text, { audio, fromMs: 60_000, toMs: 85_000 })).toMatchObject({ status: 201 });
  expect(refusal(await decide(text, { sha256 }))).toEqual([404, 'not_found']);
  expect(index()).not.toHaveProperty(text);
});

test('nobody approves what was recorded by a hand that could be her own', async () => {
  const text = spokenHashes('te')[12] ?? '';
  const sha256 = await recorded(text);
  const passwordKnownBy = { [newId()]: '2026-10-10T06:30:00Z' };
  for (const { personId } of [speaker, listener]) {
    await records.table.put({ ...credentialsKey(personId), passwordKnownBy });
    onTestFinished(() =>
      records.table.transact([{ remove: credentialsKey(personId) }]).then(() => undefined),
    );
  }
  expect(await decide(text, { sha256 })).toMatchObject({ status: 403 });
  expect(await decide(text, { sha256 }, createCaller('coordinator'))).toMatchObject({ status: 200 });
});

test('changed words fall silent: they leave the phones’ list at its next writing, and can’t be approved', async () => {
  const [kept = '', changed = ''] = [...spokenTexts('te').keys()].slice(0, 2);
  await records.table.transact([{ put: { ...voiceSumKey('te'), bytes: 0, version: 2_000 } }]);
  for (const text of [kept, changed]) await decide(text, { sha256: await recorded(text) });
  const waiting = await recorded(changed);
  expect(Object.keys(index())).toContain(changed);
  spoken = new Map([...spokenTexts('te')].filter(([text]) => text !== changed));
  expect(refusal(await decide(changed, { sha256: waiting }))).toEqual([422, 'unknown_text']);
  await decide(kept, { sha256: await recorded(kept) });
  expect(Object.keys(index())).not.toContain(changed);
  expect(Object.keys(index())).toContain(kept);
  // The desk still sees it, by its key, to take it away.
  const old = (await list()).items.find(({ textSha256 }) => textSha256 === changed);
  expect(old?.key).toBe(spokenTexts('te').get(changed)?.key);
  spoken = spokenTexts('te');
});
