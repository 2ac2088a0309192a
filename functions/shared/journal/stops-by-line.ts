import type { Item } from '../table/client.ts';
import type { JournalLine, JournalLineOf, JournalLineType } from './line.ts';

/** What an act needs of a woman's consent to the services: that it stands or, of an act in a case, that the case continues. */
export type Stop = { readonly memberId: string; readonly unlessContinues?: string };

/** The woman's item as the act leaves it; undefined if the act doesn't write it. */
type OwnItem = Item | undefined;

type Rule<T extends JournalLineType> = (line: JournalLineOf<T>, own: OwnItem) => Stop | undefined;

const stops = ({ memberId }: { readonly memberId: string }): Stop => ({ memberId });
const stopsUnlessContinued = ({
  memberId,
  caseId,
}: {
  readonly memberId: string;
  readonly caseId: string;
}): Stop => ({
  memberId,
  unlessContinues: caseId,
});

/** Whether a change of her record takes her telephone number away and changes nothing else. */
const takesPhoneAway = ({ fields }: JournalLineOf<'member_changed'>, own: OwnItem): boolean =>
  fields.every((field) => field === 'phone') && own?.phone === undefined;

/** Whether a change of a case takes it from whoever has it and changes nothing else. */
const isRelease = ({ fields, assignedTo }: JournalLineOf<'case_changed'>): boolean =>
  fields.every((field) => field === 'assignedTo') && assignedTo === undefined;

/** Whether an event ends what was begun: the case is closed, or a follow-up is done. */
const isEnding = ({ event }: JournalLineOf<'case_event'>): boolean =>
  (event.type === 'status' && event.status === 'closed') ||
  (event.type === 'follow_up' && event.done === true);

/**
 * What of a woman's stops while she has withdrawn her consent to the services, by the journal line of each act. `null`: the act goes on, or concerns no
 * woman. `record` (functions/shared/journal/append.ts) makes of it a condition of the write. A roster names many: outreach sees to its own.
 */
const stopsByLine: { readonly [T in JournalLineType]: Rule<T> | null } = {
  member_changed: (line, own) => (takesPhoneAway(line, own) ? undefined : stops(line)),
  child_recorded: stops,
  child_changed: stops,
  schooling_recorded: stops,
  office_recorded: stops,
  talk_recorded: stops,

  case_opened: stops,
  case_changed: (line) => (isRelease(line) ? undefined : stopsUnlessContinued(line)),
  case_event: (line) => (isEnding(line) ? undefined : stopsUnlessContinued(line)),
  glass_broken: stops,
  glass_refused: stops,

  // Her own word, and what undoes.
  member_enrolled: null,
  consent_recorded: null,
  office_ended: null,
  request_recorded: null,
  request_step: null,
  member_entry_reversed: null,
  member_exited: null,
  member_erased: null,
  case_event_taken_back: null,
  glass_ended: null,

  // Which records are hers.
  same_woman_named: null,
  women_told_apart: null,
  members_joined: null,
  members_parted: null,

  // The group's books are the group's.
  meeting_held: null,
  meeting_reversed: null,
  voucher_recorded: null,
  voucher_reversed: null,
  borrowing_recorded: null,
  books_opened: null,
  move_recorded: null,
  move_reversed: null,
  collective_formed: null,
  collective_changed: null,

  roster_set: null,
  outreach_recorded: null,
  outreach_reversed: null,
  demand_recorded: null,
  demand_step: null,
  demand_reversed: null,

  // What the desk asks about a woman who has withdrawn is about her group's books, which go on, or about her consent.
  question_asked: null,
  question_answered: null,
  question_closed: null,

  // The programme and who works in it.
  finding_explained: null,
  voice_changed: null,
  drill_asked: null,
  targets_set: null,
  programme_terms_set: null,
  baselines_set: null,
  narrative_set: null,
  publication: null,
  person_added: null,
  person_changed: null,
  person_erased: null,
  approval_asked: null,
  approval_decided: null,
  device_added: null,
  device_tried: null,
  device_copied: null,
  device_locked: null,
  device_revoked: null,
  device_ended: null,
};

/** What the act of a journal line stops for; undefined if it goes on. */
export const stopOf = (line: JournalLine, own: OwnItem): Stop | undefined =>
  // The table has a rule of the line's own type; the compiler cannot pair the two.
  (stopsByLine[line.type] as Rule<JournalLineType> | null)?.(line, own);
