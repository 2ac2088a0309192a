import { newId } from '../../functions/shared/fields/ids.ts';

/** Valid bodies of the records that a test begins with. Each has an id of its own; `more` adds fields, or sets others. */

export const validCollective = (more: object = {}) => ({
  id: newId(),
  name: 'తారల సంఘం',
  district: 'Guntur',
  mandal: 'Tenali',
  formedOn: '2026-01-01',
  meetingFrequency: 'monthly',
  usualDepositPaise: 10_000,
  ...more,
});

export const validConsent = (purpose: 'services' | 'reporting' | 'sharing', more: object = {}) => ({
  id: newId(),
  purpose,
  given: true,
  on: '2026-04-01',
  method: 'spoken',
  noticeVersion: '2026-1',
  ...more,
});

export const validChild = (more: object = {}) => ({
  id: newId(),
  birthYear: 2015,
  gender: 'female',
  inSchool: true,
  ...more,
});

const noChildren: ReturnType<typeof validChild>[] = [];

export const validMember = (collectiveId: string, more: object = {}) => ({
  id: newId(),
  name: 'మబ్బుల తార',
  birthYear: 1994,
  gender: 'female',
  category: 'cse_survivor',
  district: 'Guntur',
  mandal: 'Tenali',
  collectiveId,
  joinedOn: '2026-04-01',
  consents: [validConsent('services')],
  children: noChildren,
  ...more,
});

export const validCase = (memberId: string, more: object = {}) => ({
  id: newId(),
  memberId,
  kind: 'crisis',
  priority: 'normal',
  openedOn: '2026-10-01',
  ...more,
});

export const validOutreach = (more: object = {}) => ({
  id: newId(),
  kind: 'advocacy',
  on: '2026-10-01',
  mode: 'online',
  district: 'Guntur',
  participants: 3,
  ...more,
});

export const validDemand = (more: object = {}) => ({
  id: newId(),
  on: '2026-10-01',
  kind: 'rti',
  to: 'dlsa',
  district: 'Guntur',
  about: 'compensation',
  title: 'How many applications were decided in time',
  ...more,
});

export const validQuestion = (more: object = {}) => ({
  id: newId(),
  on: '2026-10-01',
  about: { kind: 'no_sheet', month: '2026-09' },
  text: 'Did you meet in September?',
  ...more,
});

export const validPerson = (role: string, more: object = {}) => ({
  id: newId(),
  name: 'మంజుల వాన',
  role,
  locale: 'en',
  ...more,
});
