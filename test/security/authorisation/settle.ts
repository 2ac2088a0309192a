import { caseOf, childOf, collectiveOf, meetingOf, memberOf, openingOf, personOf } from '../bodies.ts';
import type { Scene } from '../scene.ts';
import type { Place } from './expectations.ts';
import { by, post } from './records.ts';

/** Adds an area coordinator, as two persons do. @returns her id */
export const addAreaCoordinator = async (scene: Scene, districts: readonly string[]): Promise<string> => {
  const person = personOf('coordinator', { districts });
  await scene.approve(by('auditor'), await scene.must(by('administrator'), post('/api/users', person)));
  return person.id;
};

/** A place of a collective, with one of everything in it, recorded by the people whose it is. */
export const settle = async (
  scene: Scene,
  scope: 'own' | 'other',
  district: string,
  leader: string,
  caseworker: string,
): Promise<Place> => {
  const coordinator = by('coordinator');
  const collective = collectiveOf(district);
  await scene.must(coordinator, post('/api/collectives', collective));
  const change = (person: string, body: unknown) =>
    scene.change(by('administrator'), `/api/users/${person}`, body);
  await change(leader, { collectives: [collective.id] });
  await change(caseworker, { districts: [district] });
  const member = memberOf(collective.id, district);
  await scene.must(leader, post('/api/members', member));
  const child = childOf();
  await scene.must(leader, post(`/api/members/${member.id}/children`, child));
  await scene.must(coordinator, post(`/api/collectives/${collective.id}/opening`, openingOf()));
  const meeting = meetingOf(member.id);
  await scene.must(leader, post(`/api/collectives/${collective.id}/meetings`, meeting));
  const opened = caseOf(member.id, { assignedTo: caseworker });
  await scene.must(leader, post('/api/cases', opened));
  const person = personOf('leader');
  await scene.must(by('administrator'), post('/api/users', person));
  return {
    scope,
    district,
    collective: collective.id,
    member: member.id,
    child: child.id,
    meeting: meeting.id,
    case: opened.id,
    code: '',
    person: person.id,
    month: '2026-10',
  };
};
