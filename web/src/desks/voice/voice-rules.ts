import type { AnswerOf } from '../../api/routes.ts';

/** The recordings of a language, as the API lists them. */
export type Voice = AnswerOf<'GET /api/voice/{spokenIn}'>;
export type Recorded = Voice['items'][number];

/** A spoken text of the client, with the SHA-256 of its exact words. */
export type Spoken = {
  readonly key: string;
  readonly text: string;
  readonly room: string;
  readonly textSha256: string;
};

export const textStates = ['missing', 'changed', 'waiting', 'approved'] as const;
/** `changed`: other words were recorded under its key, and it is silent until these are. */
export type TextState = (typeof textStates)[number];

export type StudioText = Spoken & {
  readonly state: TextState;
  readonly recorded: Recorded | undefined;
};

const hasSound = ({ waiting, approved }: Recorded): boolean =>
  waiting !== undefined || approved !== undefined;

/** The spoken texts with what is recorded of each, in their order; and the recordings of words that are spoken no more. */
export function studioOf(
  spoken: readonly Spoken[],
  { items }: Pick<Voice, 'items'>,
): { readonly texts: readonly StudioText[]; readonly old: readonly Recorded[] } {
  const recordedBy = new Map(items.filter(hasSound).map((one) => [one.textSha256, one]));
  const current = new Set(spoken.map(({ textSha256 }) => textSha256));
  const old = [...recordedBy.values()].filter(({ textSha256 }) => !current.has(textSha256));
  const changedKeys = new Set(old.map(({ key }) => key));
  const texts = spoken.map((text): StudioText => {
    const recorded = recordedBy.get(text.textSha256);
    if (recorded === undefined) {
      return { ...text, recorded, state: changedKeys.has(text.key) ? 'changed' : 'missing' };
    }
    return { ...text, recorded, state: recorded.waiting === undefined ? 'approved' : 'waiting' };
  });
  return { texts, old };
}

/** How many texts phones can speak. */
export const countHeard = (texts: readonly StudioText[]): number =>
  texts.filter(({ recorded }) => recorded?.approved !== undefined).length;

/** The text after this one in a list, and after the last the first; undefined if there is no other. */
export function nextText(list: readonly StudioText[], textSha256: string): StudioText | undefined {
  const at = list.findIndex((one) => one.textSha256 === textSha256);
  const next = list[(at + 1) % Math.max(list.length, 1)];
  return next?.textSha256 === textSha256 ? undefined : next;
}
