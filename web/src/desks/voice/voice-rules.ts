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
/** `changed`: other words were recorded under its key. Phones don't speak the text until its new words are recorded. */
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
  const recordedByHash = new Map(items.filter(hasSound).map((recorded) => [recorded.textSha256, recorded]));
  const current = new Set(spoken.map(({ textSha256 }) => textSha256));
  const old = [...recordedByHash.values()].filter(({ textSha256 }) => !current.has(textSha256));
  const changedKeys = new Set(old.map(({ key }) => key));
  const texts = spoken.map((text): StudioText => {
    const recorded = recordedByHash.get(text.textSha256);
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

/**
 * The text after the given one in a list, and after the last the first; the first also if the list lacks the given one. Undefined if there is
 * no other text.
 */
export function nextText(list: readonly StudioText[], textSha256: string): StudioText | undefined {
  // -1 if the list lacks it, so that the next index is 0.
  const index = list.findIndex((text) => text.textSha256 === textSha256);
  const next = list[index + 1] ?? list[0];
  return next?.textSha256 === textSha256 ? undefined : next;
}
