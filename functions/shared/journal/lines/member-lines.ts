import * as z from 'zod';
import { ageBands } from '../../calendar/age-bands.ts';
import {
  categories,
  consentGivers,
  consentPurposes,
  genders,
  schoolingStatuses,
  waysOfSaying,
} from '../../kinds/member-words.ts';
import { base, date, district, id, object } from './fields.ts';
import { officeAndRequestLines } from './talk-and-request-lines.ts';

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
    /** Only in a withdrawal from the services: the ids of the cases that go on. */
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
    /** `opens`: a withdrawal from the services opens a request of kind `withdrawal`, dated the same day, unless one is open. */
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
    /** Somebody said that the two records of a pair are two women's. */
    object({ ...base, type: z.literal('women_told_apart'), memberId: id, otherId: id, pairId: id }),
    /**
     * From this line on the records of `keptId` and `joinedId` are one woman's, and she counts under `keptId`. All other lines still name the record
     * that they are about, and say only what that record itself says. So after a parting everything is as if the records had never been joined.
     */
    object({ ...base, type: z.literal('members_joined'), keptId: id, joinedId: id }),
    /** The join of the two records is undone: everything is counted as if it had never been. */
    object({ ...base, type: z.literal('members_parted'), keptId: id, joinedId: id }),
    object({ ...base, type: z.literal('member_exited'), memberId: id, exitedOn: date, answers }),
    /** Her key was destroyed. Nothing that is counted changes. */
    object({ ...base, type: z.literal('member_erased'), memberId: id }),
  ] as const;
};
