import { newId } from '../functions/shared/fields/ids.ts';

/** A collective for the measurements to create: invented, and of realistic size. */
export const exampleCollective = (id: string) => ({
  id,
  name: 'Vennela mahila sangham',
  district: 'Guntur',
  mandal: 'Tenali',
  formedOn: '2026-04-01',
  meetingFrequency: 'monthly',
  usualDepositPaise: 10_000,
});

export const exampleConsent = (purpose: 'services' | 'reporting') => ({
  id: newId(),
  purpose,
  given: true,
  on: '2026-04-01',
  method: 'spoken',
  noticeVersion: '1',
});

/** A member for the measurements to enrol: invented, and of realistic size. */
export const exampleMember = (id: string, collectiveId: string) => ({
  id,
  name: 'Kalpana Kalpitam',
  birthYear: 1990,
  gender: 'female',
  category: 'cse_survivor',
  district: 'Guntur',
  mandal: 'Tenali',
  collectiveId,
  joinedOn: '2026-04-01',
  consents: [exampleConsent('services')],
  children: [],
});
