import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchWriteCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { spokenText } from '../../functions/areas/voice/schema.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { openingLineOf } from '../../functions/shared/journal/opening-line.ts';
import type { Caller } from '../../functions/shared/reach/caller.ts';
import { claimKey } from '../../functions/shared/table/keys/journal-and-claims.ts';
import { erasureKey, memberKey } from '../../functions/shared/table/keys/members.ts';
import { personKey, signInKey } from '../../functions/shared/table/keys/people.ts';
import { notComparedKey } from '../../functions/shared/table/keys/same-women.ts';
import { recordingOf, spokenBetween, spokenPath } from '../support/recordings.ts';
import {
  caseOf,
  collectiveOf,
  demandOf,
  meetingOf,
  memberOf,
  moveOf,
  outreachOf,
  people,
  personOf,
  questionOf,
  type Sent,
} from './bodies.ts';
import { now, type Scene } from './scene.ts';

/**
 * What one call of each route does not do to the tables: repetitions, changes of names, moves, searches, what takes two persons, the
 * nightly erasure and its replay after a restore. With it and the rows of the matrix, each function has made every call that lib/functions gives it.
 */

const by = (person: string): string => z.string().parse(people[person]);
const post = (path: string, body: unknown): Sent => ({ method: 'POST', path, body });
const coded = z.object({ code: z.string() });

/** @param areaCoordinator who reaches the collective */
export const actRarely = async (scene: Scene, collective: string, areaCoordinator: string): Promise<void> => {
  // A second try comes after the years that this lets pass.
  await scene.setClock(now);
  const coordinator = by('coordinator');
  const another = collectiveOf('Guntur');
  const renaming = {
    id: newId(),
    from: '2027-05',
    name: 'Leadership Next',
    implementer: 'HELP',
    forum: 'VIMUKTHI',
    funder: 'Kamonohashi',
    state: 'Andhra Pradesh',
  };
  // The authorizer notes when she signed in.
  const token = await scene.sign({ username: by('administrator'), tellsSignIn: true });
  await scene.send(token, { method: 'GET', path: '/api/me' });
  await repeat(scene, another, renaming);
  await nameMembers(scene, collective, renaming, areaCoordinator);
  await lendAndDiffer(scene, collective);
  for (const path of ['/api/cash-differences', '/api/findings?month=2026-10']) {
    await scene.must(areaCoordinator, { method: 'GET', path });
  }
  const member = memberOf(collective, 'Guntur');
  const enrolled = coded.parse(await scene.must(coordinator, post('/api/members', member)));
  // Of a leader, who may let so many wait in a day.
  await scene.must(by('leader'), post('/api/cases', caseOf(member.id, { priority: 'urgent' })));
  await scene.must(coordinator, post('/api/members/search', { q: enrolled.code }));
  await scene.must(coordinator, post('/api/exports', { list: 'members', subjects: [member.id] }));
  await scene.change(coordinator, `/api/members/${member.id}`, {
    name: 'ఆకాశ చుక్కల',
    collectiveId: another.id,
  });
  // Elsewhere than where her group lies: of whichever a leader asks it.
  const elsewhere = memberOf(collective, 'Guntur');
  await scene.must(by('leader'), post('/api/members', elsewhere));
  await refused(scene, by('leader'), {
    method: 'PATCH',
    path: `/api/members/${elsewhere.id}`,
    body: { district: 'Krishna' },
    version: 1,
  });
  await closeGroups(scene, another.id);
  await reachCase(scene, member.id);
  await askTwice(scene, member.id);
  // A later year of birth must not lie after what was done for her: her cases and requests are read.
  await scene.change(coordinator, `/api/members/${member.id}`, { birthYear: 1996 });

  await setRoster(scene, member.id);
  await joinAndPart(scene, collective);
  await partFromWhoLeft(scene, collective);
  await moveThere(scene, collective);
  await stopServices(scene, collective);
  await recordVoice(scene, areaCoordinator);
  await askLeader(scene, collective);
  await readLogs(scene, { memberId: member.id, code: enrolled.code, collective });
  await scene.must(by('administrator'), post('/api/users', { ...personOf('leader'), memberId: member.id }));
  await compareLate(scene, member.id);
  await useDevices(scene);
  await scene.must(by('leader'), post('/api/me/devices', { id: newId(), secret: 'c'.repeat(43) }));
  await agree(scene);
  await eraseAndRestore(scene, member.id);
  await twice(scene, by('administrator'), post('/api/health/drills', { id: newId() }));
  // The leader's phone has been silent for a year.
  await scene.must(by('administrator'), { method: 'GET', path: '/api/health/state' });
};

const twice = async (scene: Scene, person: string, sent: Sent): Promise<void> => {
  await scene.must(person, sent);
  await scene.must(person, sent);
};

const refused = async (scene: Scene, person: string, sent: Sent): Promise<void> => {
  const { status, text } = await scene.sendAs(person, sent);
  if (status !== 400 && status !== 422) throw new Error(`${sent.path} was not refused: ${status} ${text}`);
};

/** Sends twice what creates something. */
const repeat = async (scene: Scene, collective: object, terms: object): Promise<void> => {
  const coordinator = by('coordinator');
  await twice(scene, coordinator, post('/api/collectives', collective));
  await twice(scene, coordinator, post('/api/outreach', outreachOf()));
  await twice(scene, coordinator, post('/api/demands', demandOf()));
  await twice(
    scene,
    coordinator,
    post('/api/snapshots/2026-10/corrections', { id: newId(), reason: 'late sheets' }),
  );

  await twice(scene, coordinator, post('/api/programme/terms', terms));
  const explained = { id: newId(), list: 'outliers', recordId: newId(), why: 'checked' };
  await twice(scene, coordinator, post('/api/snapshots/2026-10/explanations', explained));
};

/** Names of members in texts that others read, and a collective that isn't there: refused, once the id was looked for. */
const nameMembers = async (
  scene: Scene,
  collective: string,
  terms: object,
  areaCoordinator: string,
): Promise<void> => {
  const coordinator = by('coordinator');
  const named = 'నీలిమ తోట';
  await refused(scene, coordinator, post('/api/collectives', { ...collectiveOf('Guntur'), name: named }));
  await refused(scene, coordinator, post('/api/outreach', { ...outreachOf(), title: named }));
  for (const person of [coordinator, areaCoordinator])
    await refused(scene, person, post('/api/demands', { ...demandOf(), title: named }));
  await refused(
    scene,
    coordinator,
    post('/api/snapshots/2026-10/corrections', { id: newId(), reason: named }),
  );
  await refused(scene, coordinator, post('/api/programme/terms', { ...terms, id: newId(), name: named }));
  await refused(
    scene,
    by('administrator'),
    post('/api/users', personOf('leader', { collectives: [newId()] })),
  );
  const { consents, ...rest } = memberOf(collective, 'Guntur');
  const noticed = { ...rest, consents: consents.map((consent) => ({ ...consent, noticeVersion: named })) };
  await refused(scene, coordinator, post('/api/members', noticed));
};

/** A loan that is written off; and a difference between box and books, which the preview and the coordinator's first page look for. */
const lendAndDiffer = async (scene: Scene, collective: string): Promise<void> => {
  const coordinator = by('coordinator');
  const indebted = memberOf(collective, 'Guntur');
  await scene.must(coordinator, post('/api/members', indebted));
  // She has not agreed that a summary leaves; another was not read.
  await scene.must(coordinator, { method: 'GET', path: `/api/members/${indebted.id}` });
  for (const id of [indebted.id, newId()]) {
    await refused(scene, coordinator, post('/api/exports', { list: 'caseSummary', subjects: [id] }));
  }
  const owed = { memberId: indebted.id, loanId: newId(), amountPaise: 10 };
  await twice(
    scene,
    coordinator,
    post(`/api/collectives/${collective}/meetings`, {
      ...meetingOf(indebted.id),
      entries: [
        { memberId: indebted.id, kind: 'deposit', amountPaise: 10 },
        { ...owed, kind: 'loan' },
        { ...owed, kind: 'write_off', reason: 'she fell ill' },
      ],
    }),
  );

  // A date that passes: a finding about a woman, whose place is looked up.
  const followed = caseOf(indebted.id);
  await scene.must(coordinator, post('/api/cases', followed));
  const due = { id: newId(), type: 'follow_up', on: '2026-10-05', due: '2026-10-06' };
  await scene.must(coordinator, post(`/api/cases/${followed.id}/events`, due));

  const counted = { kind: 'cash_over', amountPaise: 10, reason: 'found in the box' };
  await twice(
    scene,
    coordinator,
    post(`/api/collectives/${collective}/vouchers`, { id: newId(), on: '2026-10-10', lines: [counted] }),
  );
  for (const path of ['/api/cash-differences', '/api/snapshots/preview?month=2026-10'])
    await scene.must(coordinator, { method: 'GET', path });
};

/** A group with somebody in it doesn't close; an empty one does. */
const closeGroups = async (scene: Scene, groupWithMember: string): Promise<void> => {
  const coordinator = by('coordinator');
  const closing = { closedOn: '2026-10-10' };
  await refused(scene, coordinator, {
    method: 'PATCH',
    path: `/api/collectives/${groupWithMember}`,
    body: closing,
    version: 1,
  });
  const empty = collectiveOf('Guntur');
  await scene.must(coordinator, post('/api/collectives', empty));
  await scene.change(coordinator, `/api/collectives/${empty.id}`, closing);
};

/** An urgent case, which somebody reaches by emergency access. */
const reachCase = async (scene: Scene, memberId: string): Promise<void> => {
  const coordinator = by('coordinator');
  const opened = { ...caseOf(memberId, { priority: 'urgent' }) };
  const { code } = coded.parse(await scene.must(coordinator, post('/api/cases', opened)));
  const applied = {
    id: newId(),
    on: '2026-10-05',
    type: 'entitlement',
    entitlement: 'pension',
    stage: 'applied',
  };
  await scene.must(coordinator, post(`/api/cases/${opened.id}/events`, applied));
  await twice(
    scene,
    by('caseworker2'),
    post('/api/break-glass', { id: newId(), code, reason: 'nobody is awake' }),
  );
  // The fourth within a week is refused, which is counted.
  const again = () => post('/api/break-glass', { id: newId(), code, reason: 'nobody is awake' });
  for (const _ of [2, 3]) await scene.must(by('caseworker2'), again());
  await refused(scene, by('caseworker2'), again());
  // One of the few events that her access may add.
  await scene.must(by('caseworker2'), post(`/api/cases/${opened.id}/events`, { ...applied, id: newId() }));
};

const setRoster = async (scene: Scene, memberId: string): Promise<void> => {
  const coordinator = by('coordinator');
  const held = outreachOf();
  await scene.must(coordinator, post('/api/outreach', held));
  const roster = { participants: [{ memberId: memberId, role: 'speaker' }] };
  await scene.must(coordinator, {
    method: 'PUT',
    path: `/api/outreach/${held.id}/roster`,
    body: roster,
    version: 1,
  });
  await scene.must(coordinator, { method: 'GET', path: '/api/outreach' });
};

/** Two records that a coordinator named as one woman's, and how they are joined and parted. */
const namePair = async (scene: Scene, keptId: string, joinedId: string) => {
  const coordinator = by('coordinator');
  const named = () => post('/api/same-women', { id: newId(), memberIds: [keptId, joinedId] });
  const { id } = await scene.must(coordinator, named());
  return {
    join: async (): Promise<void> => {
      const decision = { id: newId(), decision: 'same', keptId };
      const asked = post(`/api/same-women/${id}/decision`, decision);
      await scene.must(coordinator, asked);
      await scene.approve(by('auditor'), await scene.must(coordinator, asked));
      // Of both accounts.
      await scene.must(coordinator, { method: 'GET', path: `/api/members/${keptId}/savings` });
    },
    part: async (): Promise<void> => {
      const parting = { id: newId(), reason: 'They are sisters' };
      const asked = post(`/api/same-women/${id}/parting`, parting);
      await scene.approve(by('auditor'), await scene.must(coordinator, asked));
      await scene.must(coordinator, named());
    },
  };
};

/** One woman stops, another's record is joined to hers and exited: parted, the exit is told from the answer to her own request. */
const partFromWhoLeft = async (scene: Scene, collective: string): Promise<void> => {
  const coordinator = by('coordinator');
  const [stopped, left] = [memberOf(collective, 'Guntur'), memberOf(collective, 'Guntur')];
  for (const member of [stopped, left]) await scene.must(coordinator, post('/api/members', member));
  const exit = { exitedOn: '2026-11-10', reason: 'moved' };
  await scene.must(coordinator, post(`/api/members/${left.id}/exit`, exit));
  const consent = { purpose: 'services', on: '2026-11-10', method: 'spoken', noticeVersion: 'notice 1' };
  await scene.must(
    coordinator,
    post(`/api/members/${stopped.id}/consents`, { id: newId(), given: false, ...consent }),
  );
  const { join, part } = await namePair(scene, stopped.id, left.id);
  await join();
  await part();
};

/** Two records of one woman with savings: joined, parted, joined again, and erased by the id of the joined one. */
const joinAndPart = async (scene: Scene, collective: string): Promise<void> => {
  const coordinator = by('coordinator');
  const [kept, joined] = [memberOf(collective, 'Guntur'), memberOf(collective, 'Guntur')];
  for (const member of [kept, joined]) await scene.must(coordinator, post('/api/members', member));
  await scene.must(coordinator, post(`/api/collectives/${collective}/meetings`, meetingOf(joined.id)));
  const { join, part } = await namePair(scene, kept.id, joined.id);
  await join();
  // Her other record, which this leaves as it is, must be as it was seen.
  await scene.change(coordinator, `/api/members/${kept.id}`, { phone: '+919000010001' });
  // She stops under one id, and her request lies under the other: parted, the one has none, and gets it; parted again, it is there.
  const asked = { id: newId(), kind: 'withdrawal', on: '2026-10-10', via: 'spoken' };
  await scene.must(coordinator, post(`/api/members/${joined.id}/requests`, asked));
  const consent = { purpose: 'services', on: '2026-11-10', method: 'spoken', noticeVersion: 'notice 1' };
  await scene.must(
    coordinator,
    post(`/api/members/${kept.id}/consents`, { id: newId(), given: false, ...consent }),
  );
  await part();
  await join();
  await part();
  await join();
  const erasure = post(`/api/members/${joined.id}/erasure`, { id: newId(), reason: 'Hers' });
  await scene.approve(coordinator, await scene.must(by('auditor'), erasure));
};

/** A woman asks to stop, but for a case that goes on; its caseworker still reads what she has saved. Then she begins again. */
const stopServices = async (scene: Scene, collective: string): Promise<void> => {
  const coordinator = by('coordinator');
  const member = memberOf(collective, 'Guntur');
  await scene.must(coordinator, post('/api/members', member));
  const going = caseOf(member.id, { assignedTo: by('caseworker') });
  await scene.must(coordinator, post('/api/cases', going));
  const path = `/api/members/${member.id}`;
  const consent = (more: object) =>
    post(`${path}/consents`, {
      ...{ id: newId(), purpose: 'services', on: '2026-11-10', method: 'spoken', noticeVersion: 'notice 1' },
      ...more,
    });
  const stop = () => scene.must(coordinator, consent({ given: false, continues: [going.id] }));
  await stop();
  await scene.must(by('caseworker'), { method: 'GET', path: '/api/me/pack' });
  await scene.must(by('caseworker'), { method: 'GET', path: `${path}/savings` });
  await scene.must(coordinator, consent({ given: true }));
  const asked = { id: newId(), kind: 'withdrawal', on: '2026-10-10', via: 'spoken' };
  await scene.must(coordinator, post(`${path}/requests`, asked));
  await stop();
};

/** A woman moves with her savings and spends them there, so that the move can't be taken back: the refusal tells of them. */
const moveThere = async (scene: Scene, collective: string): Promise<void> => {
  const coordinator = by('coordinator');
  const mover = memberOf(collective, 'Guntur');
  await scene.must(coordinator, post('/api/members', mover));
  const saved = { memberId: mover.id, amountPaise: 10 };
  await scene.must(
    coordinator,
    post(`/api/collectives/${collective}/meetings`, {
      ...meetingOf(mover.id),
      entries: [{ ...saved, kind: 'deposit' }],
    }),
  );
  const there = collectiveOf('Guntur');
  await scene.must(coordinator, post('/api/collectives', there));
  const move = { ...moveOf(), to: there.id, members: [mover.id], cashPaise: 10 };
  await scene.must(coordinator, post(`/api/collectives/${collective}/moves`, move));
  await scene.must(
    coordinator,
    post(`/api/collectives/${there.id}/meetings`, {
      ...meetingOf(mover.id),
      heldOn: move.on,
      entries: [{ ...saved, kind: 'withdrawal' }],
    }),
  );
  const reversal = post(`/api/collectives/${collective}/moves/${move.id}/reversal`, {
    id: newId(),
    reason: 'a slip',
  });
  await refused(scene, coordinator, reversal);
};

/** An office's answer, which is read. */
export const askOffice = async (scene: Scene): Promise<void> => {
  const coordinator = by('coordinator');
  const asked = demandOf();
  await scene.must(coordinator, post('/api/demands', asked));
  const step = { id: newId(), on: '2026-10-02', step: 'answered', text: 'Seven of thirty' };
  await scene.must(coordinator, post(`/api/demands/${asked.id}/steps`, step));
  await scene.must(coordinator, { method: 'GET', path: '/api/demands' });
};

/** A text recorded, approved by another, and recorded again. */
const recordVoice = async (scene: Scene, areaCoordinator: string): Promise<void> => {
  const coordinator = by('coordinator');
  await twice(scene, coordinator, post(spokenPath, recordingOf()));
  const text = spokenText.parse(await scene.must(coordinator, post(spokenPath, recordingOf())));
  const approval = { id: newId(), sha256: text.waiting?.sha256, ...spokenBetween, decision: 'approved' };
  await twice(scene, areaCoordinator, post(`${spokenPath}/decision`, approval));
};

/** A question to a group about a woman, answered, closed and read. */
const askLeader = async (scene: Scene, collective: string): Promise<void> => {
  const coordinator = by('coordinator');
  const path = `/api/collectives/${collective}/questions`;
  const member = memberOf(collective, 'Guntur');
  await scene.must(coordinator, post('/api/members', member));
  const asked = questionOf({ about: { kind: 'member', memberId: member.id } });
  await scene.must(coordinator, post(path, asked));
  // The network lost the answer.
  await scene.must(coordinator, post(path, asked));
  await scene.must(
    by('leader'),
    post(`${path}/${asked.id}/answers`, { id: newId(), on: '2026-10-02', answer: 'yes' }),
  );
  await scene.must(coordinator, post(path, questionOf()));
  await scene.must(by('leader'), { method: 'GET', path: '/api/me/pack' });
  await scene.must(coordinator, { method: 'GET', path: '/api/questions?open=true' });
  await scene.must(coordinator, post(`${path}/${asked.id}/closing`, { id: newId() }));
};

const readLogs = async (
  scene: Scene,
  { memberId, code, collective }: Readonly<Record<'memberId' | 'code' | 'collective', string>>,
): Promise<void> => {
  const coordinator = by('coordinator');
  const read = (path: string): Promise<unknown> => scene.must(by('auditor'), { method: 'GET', path });
  await read(`/api/journal?subject=${memberId}`);
  await read(`/api/journal?subject=${collective}`);
  await read(`/api/journal?subject=${code}`);
  await read(`/api/journal?actor=${coordinator}`);
  await read(`/api/journal?subject=${newId()}`);
  await read(`/api/access-log?subject=${memberId}`);
  await read(`/api/access-log?actor=${coordinator}`);
  // Of a woman whose openings don't end within the pages that are read, the older ones are found by reader.
  const { client, tableName } = openTable(scene);
  const concerns = Array.from({ length: 9_500 }, newId);
  const caller = {
    personId: by('caseworker'),
    role: 'caseworker',
    collectives: [],
    districts: [],
    locale: 'en',
  } satisfies Caller;
  const reader = { caller, now: new Date(now), route: 'GET /api/cases/{id}' };
  const puts = Array.from({ length: 25 }, () => {
    const opening = { subject: newId(), member: memberId, concerns, fields: ['kind'] };
    return { PutRequest: { Item: openingLineOf(reader, newId(), opening) } };
  });
  await client.send(new BatchWriteCommand({ RequestItems: { [tableName]: puts } }));
  client.destroy();
  await scene.must(coordinator, { method: 'GET', path: `/api/members/${memberId}/record` });
};

/** A request in her words and its answer, each told twice, and a step of one that was taken back. */
const askTwice = async (scene: Scene, memberId: string): Promise<void> => {
  const coordinator = by('coordinator');
  const path = `/api/members/${memberId}/requests`;
  const asked = { id: newId(), kind: 'access', on: '2026-10-05', via: 'spoken', text: 'What is kept of me?' };
  const answered = { id: newId(), on: '2026-10-06', step: 'answered', text: 'It was read to her.' };
  for (const sent of [post(path, asked), post(`${path}/${asked.id}/steps`, answered)]) {
    await scene.must(coordinator, sent);
    await scene.must(coordinator, sent);
  }
  await scene.must(coordinator, { method: 'GET', path: '/api/requests' });
  const undone = { id: newId(), of: asked.id, reason: 'told twice' };
  await scene.must(coordinator, post(`/api/members/${memberId}/reversals`, undone));
  const late = { id: newId(), on: '2026-10-06', step: 'refused' };
  const { status } = await scene.sendAs(coordinator, post(`${path}/${asked.id}/steps`, late));
  if (status !== 422) throw new Error(`a request that was taken back was answered: ${status}`);
};

/** What takes two persons, agreed to and not. */
const agree = async (scene: Scene): Promise<void> => {
  const [administrator, auditor, coordinator] = [by('administrator'), by('auditor'), by('coordinator')];
  const decline = async (person: string, answer: Readonly<Record<string, unknown>>): Promise<void> => {
    const path = `/api/approvals/${z.string().parse(answer.approvalId)}`;
    await scene.must(person, post(path, { decision: 'declined' }));
  };
  const added = personOf('coordinator');
  const adding = await scene.must(administrator, post('/api/users', added));
  // While she waits to be added, names that are like hers are looked for.
  await scene.must(auditor, { method: 'GET', path: '/api/approvals' });
  // Of several that wait, one to a page.
  await scene.must(auditor, { method: 'GET', path: '/api/approvals?limit=1' });
  await scene.approve(auditor, adding);
  await scene.must(administrator, post('/api/users', added));
  await decline(auditor, await scene.must(administrator, post('/api/users', personOf('auditor'))));
  const path = `/api/users/${added.id}`;
  await scene.change(administrator, path, { disabled: true });
  const body = { disabled: false };
  const enabling = await scene.must(administrator, { method: 'PATCH', path, body, version: 2 });
  await scene.approve(auditor, enabling);
  const password = await scene.must(administrator, post(`${path}/one-time-password`, {}));
  await scene.approve(auditor, password);
  await scene.must(
    administrator,
    post(`${path}/one-time-password`, { approvalId: z.string().parse(password.approvalId) }),
  );
  await scene.must(administrator, { method: 'GET', path: '/api/approvals' });

  const declined = { id: newId(), reason: 'Hers' };
  await decline(administrator, await scene.must(auditor, post(`${path}/erasure`, declined)));
  const asked = await scene.must(auditor, post(`${path}/erasure`, { id: newId(), reason: 'Hers' }));
  await scene.must(auditor, post(`${path}/erasure`, declined));
  await scene.must(administrator, { method: 'GET', path: '/api/approvals' });
  await scene.approve(administrator, asked);
  await scene.must(coordinator, { method: 'GET', path: '/api/approvals' });
};

/** A phone under a new key, wrong PINs, and the last contact of one whose owner was disabled. */
const useDevices = async (scene: Scene): Promise<void> => {
  const owner = personOf('leader');
  await scene.must(by('administrator'), post('/api/users', owner));
  const first = {
    id: newId(),
    secret: 'a'.repeat(43),
    pin: { proof: 'p'.repeat(43), share: 's'.repeat(43) },
  };
  const second = { id: newId(), secret: 'b'.repeat(43), pin: first.pin, replaces: first.id };
  for (const device of [first, second, second]) await scene.must(owner.id, post('/api/me/devices', device));
  // What it would replace is none of hers: refused, once the id was looked for.
  const { status } = await scene.sendAs(
    owner.id,
    post('/api/me/devices', { ...second, id: newId(), replaces: newId() }),
  );
  if (status !== 422) throw new Error(`a device replaced nothing: ${status}`);
  const call = async (path: string, body: object, expected: number): Promise<void> => {
    const { status, text } = await scene.send(`device.${second.id}.${second.secret}`, post(path, body));
    if (status !== expected) throw new Error(`${path}: ${status} ${text}`);
  };
  for (let index = 0; index < 6; index += 1) {
    await call('/api/device/unlock', { proof: 'w'.repeat(43), waiting: 0, nextSecret: 'n'.repeat(43) }, 422);
  }
  await scene.change(by('administrator'), `/api/users/${owner.id}`, { disabled: true });
  await call('/api/device/contact', { waiting: 1 }, 200);
};

/** The scene's table, as an operator has it. The caller destroys the client. */
const openTable = (scene: Scene) => {
  const { endpoint, tableName } = scene.stack.database;
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({ endpoint, region: 'ap-south-1', credentials }),
  );
  return { client, tableName };
};

/** Reads the pairs of likely the same women after a comparison that did not come to its end. */
const compareLate = async (scene: Scene, memberId: string): Promise<void> => {
  const { client, tableName } = openTable(scene);
  await client.send(new PutCommand({ TableName: tableName, Item: notComparedKey(memberId) }));
  client.destroy();
  await scene.must(by('coordinator'), { method: 'GET', path: '/api/same-women' });
};

/** Erases a member and a leader, whom a restore of the table brings back in between, with claims and no trace of the requests. */
const eraseAndRestore = async (scene: Scene, memberId: string): Promise<void> => {
  const { client, tableName } = openTable(scene);
  const leader = personOf('leader');
  await scene.must(by('administrator'), post('/api/users', leader));
  const keys = [memberKey(memberId), personKey(leader.id), claimKey(memberId)];
  const before = await Promise.all(
    keys.map((Key) => client.send(new GetCommand({ TableName: tableName, Key }))),
  );
  const ask = (path: string) =>
    scene.must(by('auditor'), post(`${path}/erasure`, { id: newId(), reason: 'Hers' }));
  await scene.approve(by('coordinator'), await ask(`/api/members/${memberId}`));
  await scene.approve(by('administrator'), await ask(`/api/users/${leader.id}`));
  await scene.setClock('2026-11-11T06:00:00Z');
  for (const { Item } of before) await client.send(new PutCommand({ TableName: tableName, Item }));
  for (const id of [memberId, leader.id]) {
    await client.send(new DeleteCommand({ TableName: tableName, Key: erasureKey(id) }));
  }
  // A sign-in that the request could not settle at the provider.
  const pending = { ...signInKey(by('caseworker2')), change: newId(), signInName: by('caseworker2') };
  await client.send(new PutCommand({ TableName: tableName, Item: pending }));
  await scene.setClock('2026-11-12T06:00:00Z');
  await scene.setClock('2027-11-13T06:00:00Z');
  // A Monday, on which staff are told what is overdue.
  await scene.setClock('2027-11-15T06:00:00Z');
  client.destroy();
};
