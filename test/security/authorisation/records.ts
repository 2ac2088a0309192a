import * as z from 'zod';
import { newId } from '../../../functions/shared/fields/ids.ts';
import { recordingOf, spokenPath } from '../../support/recordings.ts';
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
  unknownId,
  voucherOf,
} from '../bodies.ts';
import type { Scene } from '../scene.ts';
import type { Place } from './expectations.ts';

export const text = (value: unknown): string => z.string().parse(value);
export const get = (path: string): Sent => ({ method: 'GET', path });
export const post = (path: string, body: unknown): Sent => ({ method: 'POST', path, body });

export const by = (person: keyof typeof people): string => text(people[person]);
export const officeOf = () => ({
  id: newId(),
  body: 'district_forum',
  office: 'treasurer',
  from: '2026-10-01',
});
export const requestOf = () => ({ id: newId(), kind: 'access', on: '2026-10-05', via: 'spoken' });
export const talkOf = () => ({ id: newId(), on: '2026-10-20', answers: { safety: 3, mind: 2 } });
export const recipientKey = 'age1vfvzuzhfz7j94mzke4r0wxrq4l5vh4xmpeh7lf5435qp3r6r63msdtfd6f';
export const note = () => ({ id: newId(), type: 'note', on: '2026-10-05', text: 'బాగుంది' });

const waitingIn = z.object({ items: z.array(z.object({ waiting: z.object({ sha256: z.string() }) })) });

/**
 * Makes new records in a place, for what can be done to a record once only, and gives their ids; the unknown id for the unknown place.
 */
export const createRecords = (scene: Scene) => ({
  /** A new recording of a spoken text by the state coordinator: the path of the text, and the recording's hash. */
  newRecordingOf: async () => {
    await scene.must(by('coordinator'), post(spokenPath, recordingOf()));
    const voice = JSON.parse((await scene.sendAs(by('coordinator'), get('/api/voice/te'))).text);
    return { path: spokenPath, sha256: waitingIn.parse(voice).items[0]?.waiting.sha256 ?? '' };
  },
  ...recordsOfMembers(scene),
  ...recordsOfPeople(scene),
  ...recordsOfGroups(scene),
  versionOf: async (personId: string, path: string): Promise<number> => {
    const { status, text: body } = await scene.sendAs(personId, get(path));
    return status === 200 ? z.object({ version: z.number() }).parse(JSON.parse(body)).version : 1;
  },
});

const recordsOfMembers = (scene: Scene) => {
  /** A new member in a place, for what can be done to a member once only; where there is none, none. */
  const newMemberOf = async (place: Place): Promise<string> => {
    if (place.scope === 'unknown') return unknownId;
    const member = memberOf(place.collective, place.district);
    await scene.must(by('coordinator'), post('/api/members', member));
    return member.id;
  };
  /** A new member whom nothing makes like the place's own. */
  const newUnlikeMemberOf = async (place: Place): Promise<string> => {
    if (place.scope === 'unknown') return unknownId;
    const member = { ...memberOf(place.collective, place.district), name: 'జాబిల్లి వేకువ', phone: undefined };
    await scene.must(by('coordinator'), post('/api/members', member));
    return member.id;
  };
  const newPairOf = async (place: Place): Promise<string> => {
    if (place.scope === 'unknown') return unknownId;
    const pair = { id: newId(), memberIds: [place.member, await newUnlikeMemberOf(place)] };
    await scene.must(by('coordinator'), post('/api/same-women', pair));
    return pair.id;
  };
  /** Recorded by the leader of the place: nobody else but coordinators and the auditor takes it back. */
  const newRequestOf = async (place: Place): Promise<string> => {
    if (place.scope === 'unknown') return unknownId;
    const request = requestOf();
    await scene.must(
      by(place.scope === 'own' ? 'leader' : 'leader2'),
      post(`/api/members/${place.member}/requests`, request),
    );
    return request.id;
  };
  const newOfficeOf = async (place: Place): Promise<string> => {
    if (place.scope === 'unknown') return unknownId;
    const office = officeOf();
    await scene.must(by('coordinator'), post(`/api/members/${place.member}/offices`, office));
    return office.id;
  };
  const newApprovalOf = async (place: Place): Promise<string> => {
    if (place.scope === 'unknown') return unknownId;
    const body = { id: newId(), reason: 'she asked for it' };
    await scene.must(by('auditor'), post(`/api/members/${await newMemberOf(place)}/erasure`, body));
    return body.id;
  };
  /** A caseworker's emergency access to a new urgent case. */
  const newAccessOf = async (place: Place): Promise<string> => {
    if (place.scope === 'unknown') return unknownId;
    const opened = caseOf(place.member, { priority: 'urgent' });
    const { code } = await scene.must(by('coordinator'), post('/api/cases', opened));
    const body = { id: newId(), code, reason: 'nobody is awake' };
    await scene.must(by('caseworker2'), post('/api/break-glass', body));
    return body.id;
  };
  /** An urgent case that nobody has. */
  const newWaitingCaseOf = async (place: Place): Promise<string> => {
    if (place.scope === 'unknown') return unknownId;
    const opened = caseOf(place.member, { priority: 'urgent' });
    await scene.must(by('coordinator'), post('/api/cases', opened));
    return opened.id;
  };
  return {
    newMemberOf,
    newUnlikeMemberOf,
    newPairOf,
    newRequestOf,
    newOfficeOf,
    newApprovalOf,
    newAccessOf,
    newWaitingCaseOf,
  };
};

const recordsOfPeople = (scene: Scene) => {
  const newPersonOf = async (place: Place): Promise<string> => {
    if (place.scope === 'unknown') return unknownId;
    const person = personOf('leader');
    await scene.must(by('administrator'), post('/api/users', person));
    return person.id;
  };
  const newDeviceOf = async (place: Place): Promise<{ person: string; device: string }> => {
    const person = await newPersonOf(place);
    const device = { id: newId(), secret: 's'.repeat(43) };
    if (place.scope !== 'unknown') await scene.must(person, post('/api/me/devices', device));
    return { person, device: device.id };
  };
  const newHandoverOf = async (place: Place): Promise<string> => {
    if (place.scope === 'unknown') return unknownId;
    const body = { id: newId(), recipientKey };
    await scene.must(by('administrator'), post('/api/data-handovers', body));
    return body.id;
  };
  return { newPersonOf, newDeviceOf, newHandoverOf };
};

const recordsOfGroups = (scene: Scene) => {
  const newMeetingOf = async (place: Place): Promise<string> => {
    if (place.scope === 'unknown') return unknownId;
    const meeting = meetingOf(place.member);
    await scene.must(by('coordinator'), post(`/api/collectives/${place.collective}/meetings`, meeting));
    return meeting.id;
  };
  /** A group whose books have not begun. */
  const newCollectiveOf = async (place: Place): Promise<string> => {
    if (place.scope === 'unknown') return unknownId;
    const collective = collectiveOf(place.district);
    await scene.must(by('coordinator'), post('/api/collectives', collective));
    return collective.id;
  };
  const newVoucherOf = async (place: Place): Promise<string> => {
    if (place.scope === 'unknown') return unknownId;
    const voucher = voucherOf();
    await scene.must(by('coordinator'), post(`/api/collectives/${place.collective}/vouchers`, voucher));
    return voucher.id;
  };
  const newMoveOf = async (place: Place): Promise<string> => {
    if (place.scope === 'unknown') return unknownId;
    const member = memberOf(place.collective, place.district);
    await scene.must(by('coordinator'), post('/api/members', member));
    const move = { ...moveOf(), to: await newCollectiveOf(place), members: [member.id] };
    await scene.must(by('coordinator'), post(`/api/collectives/${place.collective}/moves`, move));
    return move.id;
  };
  const newOutreachOf = async (place: Place): Promise<string> => {
    if (place.scope === 'unknown') return unknownId;
    const held = outreachOf({ district: place.district });
    await scene.must(by('coordinator'), post('/api/outreach', held));
    return held.id;
  };
  const newDemandOf = async (place: Place): Promise<string> => {
    if (place.scope === 'unknown') return unknownId;
    const made = demandOf({ district: place.district });
    await scene.must(by('coordinator'), post('/api/demands', made));
    return made.id;
  };
  const newQuestionOf = async (place: Place): Promise<string> => {
    if (place.scope === 'unknown') return unknownId;
    const asked = questionOf();
    await scene.must(by('coordinator'), post(`/api/collectives/${place.collective}/questions`, asked));
    return asked.id;
  };
  return {
    newMeetingOf,
    newCollectiveOf,
    newVoucherOf,
    newMoveOf,
    newOutreachOf,
    newDemandOf,
    newQuestionOf,
  };
};

export type Records = ReturnType<typeof createRecords>;
