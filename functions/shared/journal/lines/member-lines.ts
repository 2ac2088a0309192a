import * as z from 'zod';
import { ageBands } from '../../calendar/age-bands.ts';
import {
  categories,
  consentGivers,
  consentPurposes,
  genders,
  officeBodies,
  offices,
  requestKinds,
  requestSteps,
  schoolingStatuses,
  waysOfSaying,
} from '../../kinds/member-words.ts';
import { bestAnswer, roadAreas, worstAnswer } from '../../kinds/road-words.ts';
import { base, date, district, id, object } from './fields.ts';

/**
 * The journal line of a talk: areas and numbers, for counting; her words are in her record alone. The auditor's journal leaves out what she
 * answered and wants (`toldJournalLine`).
 */
export const talkLine = () => {
  const answer = z.int().min(worstAnswer).max(bestAnswer).optional();
  return object({
    ...base,
    type: z.literal('talk_recorded'),
    memberId: id,
    talkId: id,
    on: date,
    /** What she would rather not say is left out. */
    answers: object({
      safety: answer,
      debt: answer,
      work: answer,
      mind: answer,
      home: answer,
      belonging: answer,
    }),
    goal: object({ area: z.enum(roadAreas) }).optional(),
    goalDone: z.literal(true).optional(),
  });
};

/** Her offices, her requests, and what is taken back of them and of her children. */
const officeAndRequestLines = () =>
  [
    object({
      ...base,
      type: z.literal('office_recorded'),
      memberId: id,
      body: z.enum(officeBodies),
      office: z.enum(offices),
      from: date,
      to: date.optional(),
    }),
    object({ ...base, type: z.literal('office_ended'), memberId: id, officeId: id, on: date }),
    /** A request of hers about what is kept of her. One kind is a grievance, which only the auditor may read; nobody else reads the journal. */
    object({
      ...base,
      type: z.literal('request_recorded'),
      memberId: id,
      kind: z.enum(requestKinds),
      on: date,
      via: z.enum(waysOfSaying),
    }),
    object({
      ...base,
      type: z.literal('request_step'),
      memberId: id,
      requestId: id,
      on: date,
      step: z.enum(requestSteps),
    }),
    /** Takes back a child, a schooling observation, an office, a request or a talk of hers (`of`, its id), which then counts nowhere. */
    object({
      ...base,
      type: z.literal('member_entry_reversed'),
      memberId: id,
      of: id,
      kind: z.enum(['child', 'schooling', 'office', 'request', 'talk']),
    }),
  ] as const;

/**
 * The journal lines about a member, her consents, her children, her offices and her requests. A function, so that its
 * schemas are made at the first use of `journalLine` (line.ts).
 */
export const memberLines = () => {
  const ageBand = z.enum(ageBands);
  const category = z.enum(categories);

  const consent = object({
    id,
    purpose: z.enum(consentPurposes),
    given: z.boolean(),
    on: date,
    givenBy: z.enum(consentGivers),
    /** Of a withdrawal from the services: the cases that go on. */
    continues: z.array(id).optional(),
  });

  /** Her requests of kind `withdrawal` that an exit or a new consent answers, each with the day of the answer. */
  const answers = z.array(object({ requestId: id, on: date })).optional();

  const child = object({
    id,
    birthYear: z.int(),
    gender: z.enum(genders),
  });

  /** What was seen of a child's schooling on a day; its stage and reason are not in the journal. */
  const schooling = object({
    id,
    on: date,
    status: z.enum(schoolingStatuses),
  });

  const member = {
    memberId: id,
    collectiveId: id,
    district,
    ageBand,
    category,
    joinedOn: date,
    leaderSince: date.optional(),
  };

  return [
    object({
      ...base,
      type: z.literal('member_enrolled'),
      ...member,
      /** In the order in which they were sent. */
      consents: z.array(consent),
      /** Each with its first observation. */
      children: z.array(object({ ...child.shape, schooling })),
    }),
    /** The member after the change; `fields` names what changed. */
    object({
      ...base,
      type: z.literal('member_changed'),
      ...member,
      fields: z.array(z.string()),
    }),
    /** A withdrawal from the services opens a request of kind `withdrawal`, made on its day, if none is open. */
    object({
      ...base,
      type: z.literal('consent_recorded'),
      memberId: id,
      consent,
      opens: object({ requestId: id, via: z.enum(waysOfSaying) }).optional(),
      answers,
    }),
    object({ ...base, type: z.literal('child_recorded'), memberId: id, child, schooling }),
    /** The child after the change. `schooling` is present only if the child went to school before and no longer does, or the reverse. */
    object({
      ...base,
      type: z.literal('child_changed'),
      memberId: id,
      child,
      schooling: schooling.optional(),
    }),
    object({ ...base, type: z.literal('schooling_recorded'), memberId: id, childId: id, schooling }),
    ...officeAndRequestLines(),
    /** Two records that somebody named as one woman's; `otherId` was recorded first. */
    object({
      ...base,
      type: z.literal('same_woman_named'),
      memberId: id,
      otherId: id,
      because: z.array(z.enum(['name', 'phone', 'birth_year', 'district', 'mandal'])),
    }),
    /** They are two women. */
    object({ ...base, type: z.literal('women_told_apart'), memberId: id, otherId: id, pairId: id }),
    /**
     * From here on the records of `keptId` and `joinedId` are one woman's, under `keptId`. Ids alone. Every other line keeps the id of the record that it
     * is about, and says of a record what stands in it alone, so that a parting leaves no trace.
     */
    object({ ...base, type: z.literal('members_joined'), keptId: id, joinedId: id }),
    /** The join of the two is undone: all is counted as if it had never been. */
    object({ ...base, type: z.literal('members_parted'), keptId: id, joinedId: id }),
    object({ ...base, type: z.literal('member_exited'), memberId: id, exitedOn: date, answers }),
    /** Her key was destroyed. Nothing that is counted changes. */
    object({ ...base, type: z.literal('member_erased'), memberId: id }),
  ] as const;
};
