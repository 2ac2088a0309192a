import { randomInt } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { caseFields, emergencyAccessFields } from '../../functions/areas/cases/definition.ts';
import { eventFields } from '../../functions/areas/cases/event-definition.ts';
import { collectiveFields } from '../../functions/areas/collectives/definition.ts';
import { demandFields } from '../../functions/areas/demands/definition.ts';
import { erasureFields } from '../../functions/areas/erasure/definition.ts';
import { memberFields, talkFields } from '../../functions/areas/members/definition.ts';
import {
  childFields,
  consentFields,
  schoolingFields,
  takenBackFields,
} from '../../functions/areas/members/parts-definition.ts';
import { outreachFields } from '../../functions/areas/outreach/definition.ts';
import { personFields } from '../../functions/areas/people/definition.ts';
import { termsFields } from '../../functions/areas/programme/definition.ts';
import { answerFields, questionFields } from '../../functions/areas/questions/definition.ts';
import { requestFields, stepFields } from '../../functions/areas/requests/definition.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { type Unpacked, unpack } from '../support/unpack.ts';
import {
  caseOf,
  childOf,
  collectiveOf,
  demandOf,
  meetingOf,
  memberOf,
  outreachOf,
  people,
  personOf,
  type Sent,
} from './bodies.ts';
import { createPlanter, findDefinitions, textsOf } from './plant.ts';
import { type Got, type Scene, startScene } from './scene.ts';

/**
 * Nobody is found: marked texts are put into every field of every record and into every wrong place, a month is lived, and
 * then all that was written anywhere is searched for them.
 */

let scene: Scene;

/** Texts that must be found nowhere; and texts that lie open by design, each with where it may lie. */
const sealed = new Map<string, string>();
const open = new Map<string, RegExp>();

const letters = 'bdfgjklmnprstvz';
const word = (length: number): string =>
  Array.from({ length }, () => letters[randomInt(letters.length)]).join('');
const hide = (what: string, text: string): string => {
  sealed.set(sealed.has(what) ? `${what} (${sealed.size})` : what, text);
  return text;
};
const secret = (what: string): string => hide(what, `Q${word(14)}`);
const show = (place: RegExp): string => {
  const text = `O${word(14)}`;
  open.set(text, place);
  return text;
};
const secretPhone = (what: string): string => {
  const digits = `9${randomInt(100_000_000, 999_999_999)}`;
  hide(`${what} (digits)`, digits);
  return `+91${digits}`;
};

const { plant, mark, planted } = createPlanter({
  secret,
  secretPhone,
  show,
  isMarked: (text) => [...sealed.values(), ...open.keys()].some((mark) => text.includes(mark)),
});

/** Of a child and of a complaint no text is searched for but the id: its places say what is kept, and where. */
const children: string[] = [];
const grievances: string[] = [];

const by = (person: keyof typeof people): string => z.string().parse(people[person]);
const got: (Got & { readonly person?: string; readonly method?: string; readonly path?: string })[] = [];
const talks: string[] = [];
const send = async (person: string, sent: Sent): Promise<Got> => {
  const answer = await scene.sendAs(by(person), sent);
  got.push({ ...answer, person, method: sent.method, path: sent.path });
  return answer;
};
const must = async (person: string, sent: Sent): Promise<string> => {
  const { status, text } = await send(person, sent);
  if (status >= 300) throw new Error(`${sent.method} ${sent.path}: ${status} ${text}`);
  return text;
};
const post = (path: string, body: unknown): Sent => ({ method: 'POST', path, body });
const patch = (path: string, body: unknown, version: number): Sent => ({
  method: 'PATCH',
  path,
  body,
  version,
});
const get = (path: string): Sent => ({ method: 'GET', path });

const recordEverything = async (): Promise<{ member: string; gone: string; case: string }> => {
  const inCollective = /^table COLLECTIVE#/;
  const collective = collectiveOf('Guntur');
  await must(
    'coordinator',
    post('/api/collectives', plant(collectiveFields, collective, { place: inCollective })),
  );
  for (const [leader, role] of [
    ['leader', 'leader'],
    ['leader2', 'leader'],
  ] as const) {
    const path = `/api/users/${by(leader)}`;
    const body = { name: secret(`name of a ${role}`), collectives: [collective.id] };
    await must('administrator', patch(path, body, 1));
  }
  const person = personOf('caseworker', { name: secret('name of a caseworker'), districts: ['Guntur'] });
  await must('administrator', post('/api/users', plant(personFields, person)));
  const password = await must('administrator', post(`/api/users/${person.id}/one-time-password`, {}));
  hide('one-time password', z.object({ password: z.string() }).parse(JSON.parse(password)).password);
  const approvalIn = (text: string) =>
    z.object({ approvalId: z.string() }).parse(JSON.parse(text)).approvalId;
  const decide = (who: string, text: string, decision: 'approved' | 'declined') =>
    must(who, post(`/api/approvals/${approvalIn(text)}`, { decision }));
  const auditor = personOf('auditor', { name: secret('name of an auditor') });
  await decide('auditor', await must('administrator', post('/api/users', auditor)), 'approved');
  const renamed = { name: secret('name with a role'), role: 'coordinator', districts: [] };
  const asked = await must('administrator', patch(`/api/users/${person.id}`, renamed, 1));
  await must('administrator', get('/api/approvals'));
  await decide('auditor', asked, 'approved');
  const declined = personOf('administrator', { name: secret('name of who was declined') });
  await decide('auditor', await must('administrator', post('/api/users', declined)), 'declined');
  const again = `/api/users/${auditor.id}/one-time-password`;
  const reset = await must('administrator', post(again, {}));
  await decide('auditor', reset, 'approved');
  const second = await must('administrator', post(again, { approvalId: approvalIn(reset) }));
  hide('second one-time password', z.object({ password: z.string() }).parse(JSON.parse(second)).password);
  const reason = secret('reason to erase an auditor');
  const erasureInput = { id: newId(), reason: mark(erasureFields.reason, reason) };
  const erasure = await must('auditor', post(`/api/users/${auditor.id}/erasure`, erasureInput));
  await decide('administrator', erasure, 'approved');
  // Left waiting, for what is asked for lies there too.
  await must('administrator', post('/api/users', personOf('auditor', { name: secret('name that waits') })));

  const inMember = /^table MEMBER#/;
  const enrol = async (): Promise<string> => {
    const member = {
      ...memberOf(collective.id, 'Guntur'),
      name: `${secret('first name')} ${secret('second name')} ${hide('Telugu name', `చుక్క${randomInt(1e9)}తార`)}`,
      phone: secretPhone('phone'),
      mandal: secret('mandal of a member'),
    };
    await must('leader', post('/api/members', plant(memberFields, member, { place: inMember })));
    return member.id;
  };
  const member = await enrol();
  const gone = await enrol();
  const change = {
    name: `${secret('changed name')} ${secret('other name')}`,
    phone: secretPhone('changed phone'),
    mandal: secret('changed mandal'),
  };
  const changes = plant(memberFields, change, { place: inMember, when: 'changes' });
  await must('leader', patch(`/api/members/${member}`, changes, 1));
  const consent = {
    id: newId(),
    purpose: 'reporting',
    given: true,
    on: '2026-10-01',
    method: 'written',
  };
  await must(
    'leader',
    post(`/api/members/${member}/consents`, plant(consentFields, consent, { place: inMember })),
  );

  const meeting = { ...meetingOf(member), note: secret('note of a meeting') };
  const meetings = `/api/collectives/${collective.id}/meetings`;
  await must('leader', post(meetings, meeting));
  const reversal = { id: newId(), reason: secret('reason of a reversal') };
  await must('leader', post(`${meetings}/${meeting.id}/reversal`, reversal));

  const opened = { ...caseOf(member, { kind: 'crisis' }), priority: 'urgent', incident: 'eviction' };
  const code = z
    .looseObject({ code: z.string() })
    .parse(JSON.parse(await must('leader', post('/api/cases', plant(caseFields, opened))))).code;
  const event = (type: keyof typeof eventFields, more: object = {}, who = 'leader') =>
    must(
      who,
      post(
        `/api/cases/${opened.id}/events`,
        plant(eventFields[type], { id: newId(), type, on: '2026-10-05', ...more }),
      ),
    );
  await event('service', { service: 'legal_aid' });
  await event('entitlement', { entitlement: 'ration_card', stage: 'applied' });
  const scheme = 'ap_2015';
  await event('compensation', { applicationId: newId(), scheme, stage: 'filed' });
  await event('proceeding', { proceedingId: newId(), step: 'fir' });
  await event('referral', { stage: 'requested' });
  await event('follow_up', { due: '2026-10-09' });
  const note = newId();
  await event('note', { id: note, text: `${secret('note')} ${secretPhone('phone in a note')}` });
  await event('taken_back', { eventId: note });
  await event('status', { status: 'in_progress' });
  await must('leader', patch(`/api/cases/${opened.id}`, { note: secret('note with a change') }, 10));
  await event('safety_plan');
  await must('administrator', patch(`/api/users/${by('caseworker')}`, { districts: ['Guntur'] }, 1));
  const taken = caseOf(member, { priority: 'urgent' });
  await must('leader', post('/api/cases', taken));
  await must('caseworker', get('/api/cases/unassigned'));
  await must(
    'caseworker',
    post(`/api/cases/${taken.id}/take`, { id: newId(), note: secret('note of who takes a case') }),
  );
  await must('leader2', post('/api/break-glass', plant(emergencyAccessFields, { id: newId(), code })));
  await must(
    'leader',
    post(`/api/members/${gone}/exit`, {
      exitedOn: '2026-10-20',
      reason: mark(memberFields.exitReason, secret('reason of leaving')),
    }),
  );
  await recordChild(member);
  await talkWithHer(member);
  await askAndAnswer(member);
  await askLeaders(collective.id, member);
  const inOutreach = /^table OUTREACH/;
  const story = {
    ...outreachOf(),
    title: show(inOutreach),
    outlet: show(inOutreach),
    url: `https://example.org/${show(inOutreach)}`,
  };
  await must('coordinator', post('/api/outreach', plant(outreachFields, story, { place: inOutreach })));
  const undone = { id: newId(), reason: mark(outreachFields.reversed.one.reason, show(inOutreach)) };
  await must('coordinator', post(`/api/outreach/${story.id}/reversal`, undone));
  await askOffice();
  await publishTexts();
  // It is a caseworker's by now, so that no leader closes it.
  await event('status', { status: 'closed', herWord: 'partly' }, 'coordinator');
  return { member, gone, case: opened.id };
};

/** What the desk asks a group's leaders about a woman and about a month, what they answer, and by which telephone she calls them. */
const askLeaders = async (collectiveId: string, memberId: string): Promise<void> => {
  const telephone = mark(personFields.telephone, secretPhone('telephone of a leader'));
  await must('administrator', patch(`/api/users/${by('leader')}`, { telephone }, 2));
  await must('coordinator', get(`/api/collectives/${collectiveId}`));
  const path = `/api/collectives/${collectiveId}/questions`;
  for (const about of [
    { kind: 'member', memberId },
    { kind: 'no_sheet', month: '2026-09' },
  ]) {
    const question = { id: newId(), on: '2026-10-05', about };
    await must('coordinator', post(path, plant(questionFields, question)));
    const answer = plant(answerFields, { id: newId(), on: '2026-10-06', answer: 'text' });
    await must('leader', post(`${path}/${question.id}/answers`, answer));
  }
  await must('leader', get('/api/me/pack'));
  await must('coordinator', get('/api/questions?open=true'));
};

/** What was asked of an office, and its answer. */
const askOffice = async (): Promise<void> => {
  const inDemands = /^table DEMAND#/;
  const demand = { ...demandOf(), title: show(inDemands) };
  await must('coordinator', post('/api/demands', plant(demandFields, demand, { place: inDemands })));
  const answered = { id: newId(), on: '2026-10-02', step: 'answered', text: secret('answer to a demand') };
  await must(
    'coordinator',
    post(`/api/demands/${demand.id}/steps`, plant(demandFields.steps.each, answered, {})),
  );
  const taken = { id: newId(), reason: mark(demandFields.reversed.one.reason, show(inDemands)) };
  await must('coordinator', post(`/api/demands/${demand.id}/reversal`, taken));
};

/** A child's way out of school and back, and what was recorded wrongly. */
const recordChild = async (member: string): Promise<void> => {
  const path = `/api/members/${member}`;
  for (const isWrong of [false, true]) {
    const child = childOf();
    children.push(child.id);
    await must('leader', post(`${path}/children`, plant(childFields, child)));
    const left = { id: newId(), on: '2026-10-05', status: 'not_enrolled', reason: 'marriage' };
    const back = { id: newId(), on: '2026-10-08', status: 'enrolled', stage: 'upper_primary' };
    for (const seen of [left, back])
      await must('leader', post(`${path}/children/${child.id}/schooling`, plant(schoolingFields, seen)));
    const reason = mark(takenBackFields.reason, secret('reason of taking back what was said of a child'));
    const of = isWrong ? child.id : left.id;
    await must('leader', post(`${path}/reversals`, { id: newId(), of, reason }));
  }
};

/** Talks in which she says what she wants, by whoever may; one is taken back. */
const talkWithHer = async (member: string): Promise<void> => {
  const path = `/api/members/${member}`;
  for (const who of ['leader', 'caseworker', 'coordinator']) {
    const answers = { safety: 1, debt: 2, work: 1, mind: 1, home: 2, belonging: 1 };
    // No other day of these records is of this year.
    const goal = { area: 'debt', text: secret('what she wants'), by: `21${randomInt(10, 99)}-07-03` };
    const talk = plant(talkFields, { id: newId(), on: '2026-10-05', answers, goal });
    talks.push(z.object({ id: z.string() }).parse(talk).id);
    await must(who, post(`${path}/talks`, talk));
    hide('day by which she wants it', goal.by);
    await must(who === 'caseworker' ? 'leader' : who, get(`${path}/talks`));
  }
  const wrong = { id: newId(), on: '2026-10-06', answers: { mind: 4 } };
  await must('leader', post(`${path}/talks`, wrong));
  const reason = secret('reason of taking back a talk');
  await must('leader', post(`${path}/reversals`, { id: newId(), of: wrong.id, reason }));
};

/** What a woman asks and complains of, what is answered, and what is taken back. */
const askAndAnswer = async (member: string): Promise<void> => {
  for (const [kind, who] of [
    ['correction', 'coordinator'],
    ['grievance', 'auditor'],
  ] as const) {
    const on = '2026-10-05';
    const path = `/api/members/${member}/requests`;
    const ask = async (): Promise<string> => {
      const id = newId();
      await must('leader', post(path, plant(requestFields, { id, kind, on, via: 'spoken' })));
      if (kind === 'grievance') grievances.push(id);
      return id;
    };
    const [answered, takenBack] = [await ask(), await ask()];
    const step = plant(stepFields, { id: newId(), on, step: 'answered' });
    await must(who, post(`${path}/${answered}/steps`, step));
    const reason = mark(requestFields.takenBack.one.reason, secret(`reason of taking a ${kind} back`));
    await must(who, post(`/api/members/${member}/reversals`, { id: newId(), of: takenBack, reason }));
  }
};

/** What is published beside the counts stands in its record, in the journal and in the months' files. */
const publishTexts = async (): Promise<void> => {
  const inFiles = 'file objects\\/leadership-next-(snapshots|state)';
  const inProgramme = new RegExp(`^(table (PROGRAMME|JOURNAL#)|${inFiles})`);
  // The publication of a month that waited for its terms holds them.
  const inTerms = new RegExp(`^(table (PROGRAMME|PUBLICATIONS|JOURNAL#)|${inFiles})`);
  const inStories = new RegExp(`^(table (OUTREACH|JOURNAL#)|${inFiles})`);
  const put = (path: string, body: unknown) => must('coordinator', { method: 'PUT', path, body });
  await put('/api/narratives/2026-10', { en: show(inProgramme), ja: show(inProgramme) });
  await put('/api/baselines', {
    baselines: { pensions: { asOf: '2025-03', value: 1, source: show(inProgramme) } },
  });
  const terms = plant(termsFields, { id: newId(), from: '2026-10' }, { place: inTerms });
  await must('coordinator', post('/api/programme/terms', terms));
  const story = { kind: 'media_story', title: show(inStories), outlet: show(inStories) };
  await must('coordinator', post('/api/outreach', { ...outreachOf(), ...story }));
};

const readEverything = async (ids: { member: string; case: string }): Promise<void> => {
  await must('coordinator', get(`/api/members/${ids.member}`));
  await must('coordinator', get('/api/members'));
  for (const list of ['/api/cases', '/api/agenda', '/api/collectives', '/api/demands', '/api/same-women'])
    await must('coordinator', get(list));
  for (const person of ['leader', 'caseworker']) {
    await must(person, get('/api/agenda'));
    await must(person, get('/api/me/pack'));
  }
  await must('coordinator', get(`/api/members/${ids.member}/savings`));
  await must('coordinator', get(`/api/cases/${ids.case}/events`));
  await must('coordinator', get('/api/break-glass'));
  for (const person of ['leader', 'coordinator'])
    await must(person, get(`/api/members/${ids.member}/record`));
  for (const person of ['leader', 'coordinator', 'auditor']) await must(person, get('/api/requests'));
  await must('coordinator', get(`/api/cases/${ids.case}/readings`));
  await must('administrator', get('/api/users'));
  for (const what of ['first name', 'Telugu name', 'phone (digits)', 'mandal of a member']) {
    await must('leader', post('/api/members/search', { q: sealed.get(what) }));
  }
  await must('leader', post('/api/members/search', { q: secret('searched for') }));
  await must('coordinator', get('/api/snapshots/preview?month=2026-10'));
  await must('auditor', get('/api/journal'));
  await must('auditor', get('/api/access-log'));
};

/** Marked texts where none belongs; all of it is refused. */
const sendWrongThings = async (ids: { member: string; case: string }): Promise<void> => {
  const refused = async (person: string, sent: Sent): Promise<void> => {
    expect((await send(person, sent)).status).toBeGreaterThanOrEqual(400);
  };
  const wrong = (what: string) => secret(`wrong: ${what}`);
  const id = newId();
  await refused('leader', post('/api/members', { [wrong('field name')]: 1 }));
  await refused('leader', post('/api/members', { id, name: { [wrong('nested name')]: wrong('value') } }));
  await refused('leader', post('/api/members', wrong('a text for a body')));
  await refused('leader', post('/api/cases', { ...caseOf(ids.member), kind: wrong('kind') }));
  await refused('leader', post('/api/cases', { ...caseOf(wrong('member id')) }));
  await refused('leader', get(`/api/members/${wrong('id in a path')}`));
  await refused('leader', get(`/api/${wrong('path')}`));
  const request = { id: newId(), kind: 'grievance', on: '2026-10-05', via: 'spoken' };
  await refused(
    'leader',
    post(`/api/members/${ids.member}/requests`, { ...request, text: `${wrong('grievance')} 2345 6789 0124` }),
  );
  await refused('leader', get(`/api/members?${wrong('parameter')}=1`));
  await refused('leader', get(`/api/members?collectiveId=${wrong('parameter value')}`));
  await refused('leader', get(`/api/members?cursor=${wrong('cursor')}`));
  await refused('coordinator', get(`/api/snapshots/${wrong('month')}`));
  await refused('coordinator', get(`/api/snapshots/2026-10/files/${wrong('file')}`));
  await refused('auditor', get(`/api/journal?subject=${encodeURIComponent(`${wrong('subject')} !`)}`));
  await refused(
    'coordinator',
    post('/api/outreach', { ...outreachOf(), title: `${wrong('title')} ${secretPhone('phone in a title')}` }),
  );
  await refused(
    'coordinator',
    post('/api/outreach', {
      ...outreachOf(),
      title: `How ${sealed.get('changed name')} ${sealed.get('other name')} came home`,
    }),
  );
  const raw = async (headers: Record<string, string>, body: string, path = '/api/members') => {
    const response = await fetch(`${scene.url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await scene.tokenOf(by('leader'))}`, ...headers },
      body,
    });
    got.push({ status: response.status, text: await response.text(), headers: response.headers });
    expect(response.status).toBeGreaterThanOrEqual(400);
  };
  const json = { 'content-type': 'application/json' };
  await raw(json, `{"name": "${wrong('bad JSON')}`);
  await raw({ 'content-type': 'text/plain' }, wrong('plain text'));
  await raw({ ...json, 'user-agent': wrong('user agent'), 'x-name': wrong('header') }, '{}');
  await raw({ ...json, 'if-match': wrong('version') }, '{}');
  await raw({ authorization: `Bearer ${wrong('token')}` }, '{}');
  await raw(json, '{}', `/local/${wrong('local path')}`);
  await raw(json, `{"now": "${wrong('clock')}"}`, '/local/clock');
  hide('token of a leader', await scene.tokenOf(by('leader')));
};

beforeAll(async () => {
  scene = await startScene(true);
  const ids = await recordEverything();
  await readEverything(ids);
  await sendWrongThings(ids);
  await scene.publish('2026-10');
  const reason = show(/^(table (PUBLICATION|JOURNAL#)|file objects\/leadership-next-snapshots)/);
  await must('coordinator', post('/api/snapshots/2026-10/corrections', { id: newId(), reason }));
  await scene.stack.whenIdle();
  await must('funder', get('/api/snapshots/2026-10/versions/2'));
  const erasure = { id: newId(), reason: secret('reason of an erasure') };
  await must('auditor', post(`/api/members/${ids.gone}/erasure`, erasure));
  await must('coordinator', post(`/api/approvals/${erasure.id}`, { decision: 'approved' }));
  await must('auditor', get('/api/erasures'));
}, 180_000);
afterAll(() => scene.close());

/** A text as it may stand in bytes: itself, escaped, in hexadecimal, and in base64 wherever it begins. */
const spellingsOf = (text: string): string[] => {
  const bytes = Buffer.from(text);
  const inBase64 = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .slice(shift === 0 ? 0 : 4, -4),
  );
  const escaped = [...text]
    .map((character) =>
      character < '\u0080' ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
    .join('');
  return [...new Set([text, encodeURIComponent(text), escaped, bytes.toString('hex'), ...inBase64])];
};

type Written = Unpacked;

const stored = z.object({ key: z.string() });
/** An object of a bucket as it lies on disk: its description in the first line, and then its bytes. */
const objectOf = (folder: string, file: Buffer): Written => {
  const end = file.indexOf('\n');
  const { key } = stored.parse(JSON.parse(file.toString('utf8', 0, end)));
  return { place: `file ${join(folder, key)}`, bytes: file.subarray(end + 1) };
};

/** The files with what is packed in them. What something is called may tell as much as what it holds. */
const filesOf = (directory: string): Written[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => {
      const path = join(entry.parentPath, entry.name);
      const place = `file ${relative(directory, path)}`;
      const bytes = readFileSync(path);
      return [
        { place, bytes: Buffer.concat([Buffer.from(`${place}\n`), bytes]) },
        ...(place.endsWith('.object') ? unpack(objectOf(relative(directory, entry.parentPath), bytes)) : []),
      ];
    });

const scanAll = async (client: DynamoDBClient, table: string, called: string): Promise<Written[]> => {
  const items: Written[] = [];
  let after: Record<string, never> | undefined;
  do {
    const page = await client.send(
      new ScanCommand({ TableName: table, ...(after && { ExclusiveStartKey: after }) }),
    );
    for (const item of page.Items ?? []) {
      items.push({ place: `${called} ${item.pk?.S}`, bytes: Buffer.from(JSON.stringify(item)) });
    }
    after = page.LastEvaluatedKey as Record<string, never> | undefined;
  } while (after !== undefined);
  return items;
};

const streamList = z.object({ Streams: z.array(z.object({ StreamArn: z.string() })) });
const streamShards = z.object({
  StreamDescription: z.object({ Shards: z.array(z.object({ ShardId: z.string() })) }),
});
const shardIterator = z.object({ ShardIterator: z.string() });
const shardRecords = z.object({
  NextShardIterator: z.string().optional(),
  Records: z.array(z.unknown()),
});

/** Every change that the table's stream carries, old and new image. */
const readStream = async (): Promise<Written[]> => {
  const { endpoint, tableName } = scene.stack.database;
  const call = async (action: string, body: object): Promise<unknown> => {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `DynamoDBStreams_20120810.${action}`,
        authorization:
          'AWS4-HMAC-SHA256 Credential=LOCAL/20261110/ap-south-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
      },
      body: JSON.stringify(body),
    });
    return response.json();
  };
  const { Streams } = streamList.parse(await call('ListStreams', { TableName: tableName }));
  const written: Written[] = [];
  for (const { StreamArn } of Streams) {
    const { StreamDescription } = streamShards.parse(await call('DescribeStream', { StreamArn }));
    for (const { ShardId } of StreamDescription.Shards) {
      let iterator: string | undefined = shardIterator.parse(
        await call('GetShardIterator', { StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' }),
      ).ShardIterator;
      while (iterator !== undefined) {
        const page = shardRecords.parse(await call('GetRecords', { ShardIterator: iterator }));
        for (const record of page.Records) {
          written.push({ place: 'table stream', bytes: Buffer.from(JSON.stringify(record)) });
        }
        iterator = page.Records.length > 0 ? page.NextShardIterator : undefined;
      }
    }
  }
  return written;
};

const findIn = (written: readonly Written[], text: string): string[] => {
  const spellings = spellingsOf(text);
  return [
    ...new Set(
      written
        .filter(({ bytes }) => spellings.some((spelling) => bytes.includes(spelling)))
        .map(({ place }) => place),
    ),
  ];
};

const tablesOf = async (): Promise<Written[]> => {
  const { endpoint, tableName, keysTableName } = scene.stack.database;
  const client = new DynamoDBClient({
    endpoint,
    region: 'ap-south-1',
    credentials: { accessKeyId: 'LOCAL', secretAccessKey: 'local' },
  });
  const written = [
    ...(await scanAll(client, tableName, 'table')),
    ...(await scanAll(client, keysTableName, 'keys')),
  ];
  client.destroy();
  return written;
};

test('each text of each definition had a mark, and each that lies open is searched for names', async () => {
  const texts = textsOf(await findDefinitions());
  expect(texts.size).toBeGreaterThan(14);
  expect([...texts].filter(([field]) => !planted.has(field)).map(([, name]) => name)).toEqual([]);
  const lyingOpen = [...texts].filter(([field]) => 'kept' in field && field.kept === 'open');
  expect(lyingOpen.filter(([field]) => !('screened' in field)).map(([, name]) => name)).toEqual([]);
});

describe('what was written', () => {
  test('holds no marked text that is sealed, wherever it is looked for', async () => {
    const [items, stream, files] = [await tablesOf(), await readStream(), filesOf(scene.data)];
    // The search must have something to search, and be able to find.
    expect(items.length).toBeGreaterThan(60);
    expect(stream.length).toBeGreaterThan(60);
    expect(files.map(({ place }) => place)).toEqual(expect.arrayContaining(['file log', 'file keys.json']));
    expect(findIn(files, 'leadership-next/snapshot/1').join()).toMatch(/\.zip\/snapshot\.json/);
    expect(findIn(files, 'members_active').join()).toMatch(/report\.xlsx\/xl\//);
    const log = scene.stack.logLines().map((line) => ({ place: 'log', bytes: Buffer.from(line) }));
    expect(log.length).toBeGreaterThan(10);
    const [shown = ''] = open.keys();
    expect(findIn(items, shown)).toEqual([expect.stringMatching(/^table COLLECTIVE#/)]);
    expect(sealed.size).toBeGreaterThan(50);

    const written = [...items, ...stream, ...files, ...log];
    const found = [...sealed].flatMap(([what, text]) =>
      findIn(written, text).map((place) => `${what}: ${place}`),
    );
    expect(found).toEqual([]);
  });

  test('holds what lies open by design in its own record alone', async () => {
    const [items, files] = [await tablesOf(), filesOf(scene.data)];
    const log = scene.stack.logLines().map((line) => ({ place: 'log', bytes: Buffer.from(line) }));
    const written = [...items, ...files.filter(({ place }) => !place.startsWith('file dynamodb')), ...log];
    for (const [text, allowed] of open) {
      const places = findIn(written, text);
      expect(places.length).toBeGreaterThan(0);
      for (const place of places) expect(place).toMatch(allowed);
    }
  });
});

test('of a child and of a complaint no more is written than the design says, and nothing in what is published or logged', async () => {
  const [items, files] = [await tablesOf(), filesOf(scene.data)];
  const log = scene.stack.logLines().map((line) => ({ place: 'log', bytes: Buffer.from(line) }));
  const written = [...items, ...files.filter(({ place }) => !place.startsWith('file dynamodb')), ...log];
  const inState = 'file objects\\/leadership-next-state';
  // Her mother's record, the claim of its id, the journal, and what is counted from that.
  const child = new RegExp(`^(table (MEMBER#|ID#|JOURNAL#)|${inState})`);
  // The auditor's reading of a complaint leaves a line as well, and that it was opened: her page, which alone reads that, tells neither.
  const grievance = new RegExp(`^(table (REQUESTS#|ID#|JOURNAL#|ACCESS#|OPENED#)|${inState})`);
  for (const [ids, allowed] of [
    [children, child],
    [grievances, grievance],
  ] as const) {
    expect(ids).toHaveLength(2);
    for (const id of ids) {
      const places = findIn(written, id);
      expect(places.join()).toMatch(/table JOURNAL#/);
      expect(places.filter((place) => !allowed.test(place))).toEqual([]);
    }
  }
  const journal = items.filter(({ place }) => place.startsWith('table JOURNAL#'));
  const published = files.filter(({ place }) => place.startsWith('file objects/leadership-next-snapshots'));
  expect(findIn(journal, 'not_enrolled').length).toBeGreaterThan(0);
  for (const word of ['upper_primary', 'marriage']) {
    expect(findIn([...journal, ...published, ...log], word), word).toEqual([]);
  }
  expect(findIn([...published, ...log], 'grievance')).toEqual([]);
  // Whoever posts a complaint gets its id back; but for that, it is in the auditor's answers alone.
  const answers = got
    .filter(({ person, method }) => person !== 'auditor' && method !== 'POST')
    .map(({ text, person }) => ({ place: `answer to the ${person}`, bytes: Buffer.from(text) }));
  expect(answers.length).toBeGreaterThan(20);
  expect(grievances.flatMap((id) => findIn(answers, id))).toEqual([]);
});

test('what she answered and what she says of the help stand in her record, in the journal and in what is counted from it alone', async () => {
  const [items, stream, files] = [await tablesOf(), await readStream(), filesOf(scene.data)];
  const log = scene.stack.logLines().map((line) => ({ place: 'log', bytes: Buffer.from(line) }));
  const written = [...items, ...files.filter(({ place }) => !place.startsWith('file dynamodb')), ...log];
  const inState = 'file objects\\/leadership-next-state';
  const holding = (sign: RegExp, among: readonly Written[]) => [
    ...new Set(among.filter(({ bytes }) => sign.test(bytes.toString('latin1'))).map(({ place }) => place)),
  ];
  // An area with a number, as the database spells it or as JSON.
  const answered = /"(safety|debt|work|mind|home|belonging)\\?":\s*(\{\s*\\?"N\\?":\s*\\?"[1-4]|[1-4][,}])/;
  // As a field, not as the name of one that the access log says was read.
  const said = /"herWord\\?":/;
  for (const [sign, allowed] of [
    [answered, new RegExp(`^(table JOURNAL#|${inState})`)],
    [said, new RegExp(`^(table (JOURNAL#|CASE#)|${inState})`)],
  ] as const) {
    const places = holding(sign, written);
    expect(places.join()).toMatch(/table JOURNAL#/);
    expect(places.filter((place) => !allowed.test(place))).toEqual([]);
  }
  // A talk by its id: itself, the claim of its id, the journal, and what is counted from that.
  const talkPlaces = new RegExp(`^(table (TALKS#|MEMBER#|ID#|JOURNAL#)|${inState})`);
  expect(talks).toHaveLength(3);
  for (const id of talks) expect(findIn(written, id).filter((place) => !talkPlaces.test(place))).toEqual([]);
  const inTalks = stream.filter(({ bytes }) =>
    talks.some((id) => bytes.includes('TALKS#') && bytes.includes(id)),
  );
  expect(holding(answered, inTalks)).toEqual([]);
  // What happened in a crisis goes with the case, and into nothing that is published or logged.
  const published = files.filter(({ place }) => place.startsWith('file objects/leadership-next-snapshots'));
  expect(findIn([...published, ...log], 'eviction')).toEqual([]);
});

test('no list says what she answered, wants or plans, or what she says of the help', () => {
  const own = /\/(talks|record|events)(\?|$)/;
  // The timelines of her cases are in the caseworker’s pack, so that she can read them on the road.
  const isList = ({ method, path = '', person }: (typeof got)[number]) =>
    (method === 'GET' || path.endsWith('/search')) &&
    !own.test(path) &&
    !(person === 'caseworker' && path === '/api/me/pack');
  const lists = got.filter(isList).map(({ path, person, text }) => ({
    place: `${path} for the ${person}`,
    bytes: Buffer.from(text),
  }));
  expect(lists.length).toBeGreaterThan(25);
  const hers = [...sealed].filter(([what]) =>
    /^(what she wants|day by which she wants it|signs|goTo|call|take|children)( |$)/.test(what),
  );
  expect(hers.length).toBeGreaterThan(9);
  expect(hers.flatMap(([what, text]) => findIn(lists, text).map((place) => `${what}: ${place}`))).toEqual([]);
  const holding = (sign: RegExp) =>
    lists.filter(({ bytes }) => sign.test(bytes.toString())).map(({ place }) => place);
  expect(holding(/"answers":\{"(safety|debt|work|mind|home|belonging)"/)).toEqual([]);
  expect(holding(/"herWord":/)).toEqual([]);
  // The auditor reads that a plan was made, as of every event.
  expect(holding(/"safety_plan"/)).toEqual(['/api/journal for the auditor']);
});

test('no header of an answer holds a marked text', () => {
  const headers = got.map((answer) => ({
    place: 'header',
    bytes: Buffer.from([...answer.headers].flat().join('\n')),
  }));
  const texts = [...sealed.values(), ...open.keys()];
  expect(texts.flatMap((text) => findIn(headers, text))).toEqual([]);
});

test('a problem document repeats no value that was sent, at most the name of an unknown field', () => {
  const problems = got
    .filter(({ status }) => status >= 400)
    .map(({ text }) => ({ place: text, bytes: Buffer.from(text) }));
  expect(problems.length).toBeGreaterThan(15);
  const nameOfField = /^wrong: (field|nested) name$|^wrong: parameter$/;
  const repeated = [...sealed]
    .filter(([what]) => !nameOfField.test(what))
    .flatMap(([what, text]) => findIn(problems, text).map((place) => `${what}: ${place}`));
  expect(repeated).toEqual([]);
});
