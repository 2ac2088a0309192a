import * as z from 'zod/mini';
import type { TextOnPhones } from '../../../functions/areas/members/definition.ts';
import {
  caseKinds,
  casePriorities,
  caseStatuses,
  incidents,
} from '../../../functions/shared/kinds/case-words.ts';
import { roadAreas } from '../../../functions/shared/kinds/road-words.ts';
import { me } from '../api/me.ts';
import type { Kind } from '../rows/encrypted-rows.ts';
import { answers, talk } from '../talks/talk.ts';
import { caseEvent } from '../timeline/case-event.ts';

/**
 * The kinds of records that every phone stores, each record under its id if no other key is named; unsent operations
 * are in outbox/operation.ts. A role's phone stores more of women and cases, in a kind of its own with the same name: here are the fields that
 * the phones of all roles have. Dates are `YYYY-MM-DD`.
 */

/** The signed-in person, under the key `me`. */
export const profiles: Kind<z.infer<typeof me>> = { name: 'me', schema: me };

const renewal = z.object({ refreshToken: z.string() });
/** The refresh token of the session, under the key `session`. */
export const renewals: Kind<z.infer<typeof renewal>> = { name: 'renewal', schema: renewal };

const phoneNumber = z.object({ coordinator: z.optional(z.string()) });
/** The telephone numbers that she can call, from the client's configuration; under the key `all`. */
export const phoneNumbers: Kind<z.infer<typeof phoneNumber>> = { name: 'phoneNumbers', schema: phoneNumber };

const freshness = z.object({ at: z.number() });
/**
 * When the phone last read data from the server, in milliseconds since 1970. Under the key `all`: when it read everything. Under `cases`: when
 * it read a leader's cases, which it reads more often while an urgent one is unassigned. Under `sent`, on a caseworker's phone: when it read back
 * what it had sent.
 */
export const freshnesses: Kind<z.infer<typeof freshness>> = { name: 'freshness', schema: freshness };

/** The texts of a woman that every phone stores beside her name, and shows after their labels (phone/her-texts.ts). */
export const womanTexts = {} satisfies Readonly<Record<TextOnPhones, z.ZodMiniOptional<z.ZodMiniString>>>;

/** The names of these texts. If an earlier release stored other texts, the phone reads the whole pack anew. */
export const textsStored = Object.keys(womanTexts).join();

/** What every phone stores of a woman, from the pack. */
export const womanFields = {
  id: z.string(),
  /** Her code; undefined until the server has made one. */
  code: z.optional(z.string()),
  name: z.string(),
  version: z.number(),
  /** While she has withdrawn her consent to the services: the withdrawal's date. */
  withdrawnOn: z.optional(z.string()),
  ...womanTexts,
};
const woman = z.object(womanFields);
export type Woman = z.infer<typeof woman>;

type Shape = Readonly<Record<string, z.ZodMiniType>>;
type Optional<F extends Shape> = {
  [K in keyof F]: undefined extends z.infer<F[K]> ? K : never;
}[keyof F];
/** A record in the pack, with the values of some fields. An optional field may be missing, or null: a text is null once the woman was erased. */
type InPack<F extends Shape> = { readonly [K in Exclude<keyof F, Optional<F>>]: z.infer<F[K]> } & {
  readonly [K in Optional<F>]?: z.infer<F[K]> | null;
};

/** The given fields of a record in the pack, as the phone stores them: null becomes undefined, and further fields of the record are left out. */
export const pickPackFields = <F extends Shape>(
  fields: F,
  record: InPack<F>,
): { [K in keyof F]: z.infer<F[K]> } => {
  const values: Readonly<Record<string, unknown>> = record;
  const picked = Object.keys(fields).map((field) => [field, values[field] ?? undefined]);
  // `fromEntries` does not know the names of the fields.
  return Object.fromEntries(picked) as { [K in keyof F]: z.infer<F[K]> };
};

/** Women as all roles' screens know them. Only read: the role's own kind, of the same name, has more fields and is what is written. */
export const women: Kind<Woman> = { name: 'member', schema: woman };

/** What every phone stores of a case. */
export const caseFields = {
  id: z.string(),
  code: z.optional(z.string()),
  memberId: z.string(),
  kind: z.enum(caseKinds),
  priority: z.enum(casePriorities),
  status: z.enum(caseStatuses),
  openedOn: z.string(),
  /** What happened in a crisis. */
  incident: z.optional(z.enum(incidents)),
  nextDue: z.optional(z.string()),
};
/** If nobody has a case, and somebody had: when it was given up, and by whom. */
export const givenUpFields = {
  givenUpAt: z.optional(z.string()),
  givenUpBy: z.optional(z.enum(['caseworker', 'coordinator'])),
};
const caseFile = z.object(caseFields);
export type CaseFile = z.infer<typeof caseFile>;
/** Cases as all roles' screens know them. Only read, like `women`. */
export const caseFiles: Kind<CaseFile> = { name: 'case', schema: caseFile };

const agenda = z.object({
  /** The talks that are due, each from its day on. */
  talks: z.optional(z.array(z.object({ memberId: z.string(), on: z.string() }))),
  items: z.array(
    z.object({
      caseId: z.string(),
      code: z.string(),
      on: z.string(),
      kind: z.enum(['follow_up', 'hearing', 'decision_due', 'progress_due']),
    }),
  ),
});
export type AgendaItem = z.infer<typeof agenda>['items'][number];
/** What is due in her cases (her agenda), on the phone under the key `all`. */
export const agendas: Kind<z.infer<typeof agenda>> = { name: 'agenda', schema: agenda };

const packState = z.object({
  since: z.string(),
  /** Which texts of women the phone stored from that pack (`textsStored`). */
  texts: z.optional(z.string()),
  /** The form in which a caseworker's phone stored what it read (`storedForm` in caseworker/refresh.ts). */
  form: z.optional(z.int()),
  /** How many of a caseworker's cases the pack left out. */
  casesLeftOut: z.optional(z.int()),
  /** How many urgent cases that nobody has taken the pack left out. */
  unassignedLeftOut: z.optional(z.int()),
});
/** The `since` of the last pack, under the key `all`. Sent with the next request, it limits the pack to changes. */
export const packStates: Kind<z.infer<typeof packState>> = { name: 'pack', schema: packState };

const timeline = z.object({ id: z.string(), version: z.int(), events: z.array(caseEvent) });
/** The timeline of a case at a version, under the case's id. */
export const timelines: Kind<z.infer<typeof timeline>> = { name: 'timeline', schema: timeline };

const noteDraft = z.object({ text: z.string() });
/** A draft note on a case, under the case's id. */
export const noteDrafts: Kind<z.infer<typeof noteDraft>> = { name: 'note', schema: noteDraft };

const planText = z.optional(z.string());
const planDraft = z.object({
  id: z.string(),
  texts: z.object({ signs: planText, goTo: planText, call: planText, take: planText, children: planText }),
});
export type PlanDraft = z.infer<typeof planDraft>;
/** A draft of a safety plan, under the case's id. */
export const planDrafts: Kind<PlanDraft> = { name: 'plan', schema: planDraft };

/** The pages of a talk on the phone: one for each question, and `help` between them if she is in danger. */
export const talkPages = ['begin', ...roadAreas, 'goal', 'end'] as const;
const talkDraft = z.object({
  id: z.string(),
  memberId: z.string(),
  page: z.enum([...talkPages, 'help']),
  answers,
  goalDone: z.optional(z.literal(true)),
  /** Whether she names a new goal, although an earlier goal is not done. */
  isNewGoal: z.optional(z.boolean()),
  /** The text as typed. */
  goal: z.optional(z.object({ area: z.enum(roadAreas), text: z.string(), by: z.optional(z.string()) })),
});
export type TalkDraft = z.infer<typeof talkDraft>;
/** The drafts of talks on the phone: one for each woman, under her id. */
export const talkDrafts: Kind<TalkDraft> = { name: 'talk', schema: talkDraft };

const herTalks = z.object({
  id: z.string(),
  /** Her version when they were read: every talk increments it. */
  version: z.number(),
  /** Sorted by `on`, then by recording, without talks that were taken back. */
  talks: z.array(talk),
});
/** What a woman said in her talks, as the phone read it last or recorded it since; under her id. */
export const talksRead: Kind<z.infer<typeof herTalks>> = { name: 'talks', schema: herTalks };
