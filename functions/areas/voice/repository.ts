import type { AppError } from '../../shared/errors/errors.ts';
import { tryAgain } from '../../shared/errors/retry.ts';
import { record } from '../../shared/journal/append.ts';
import { type Claim, fingerprintOf } from '../../shared/journal/idempotency-claims.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import { maxVoiceBytes } from '../../shared/kinds/voice-words.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Table, Write } from '../../shared/table/client.ts';
import {
  spokenTextKey,
  spokenTextList,
  spokenTextPrefix,
  voiceSumKey,
} from '../../shared/table/keys/programme.ts';
import { queryAll } from '../../shared/table/query-all.ts';
import { bytesOf, languageFullError } from './rules.ts';
import { type SpokenText, storedSpokenText, voiceSum } from './schema.ts';

/** A spoken text; undefined if it was never recorded. */
export const readSpokenText = async (
  table: Pick<Table, 'get'>,
  locale: string,
  textSha256: string,
): Promise<SpokenText | undefined> => {
  const item = await table.get(spokenTextKey(locale, textSha256));
  return item && storedSpokenText.parse(item);
};

/** All texts of a language that were ever recorded. */
export const listSpokenTexts = async (table: Pick<Table, 'query'>, locale: string): Promise<SpokenText[]> => {
  const items = await queryAll(table, { partition: spokenTextList(locale), prefix: spokenTextPrefix });
  return items.map((item) => storedSpokenText.parse(item));
};

/** How many bytes a person's waiting recordings in a language take, without the recording of the given text, which a new one would replace. */
export const readWaitingBytes = async (
  table: Pick<Table, 'query'>,
  { locale, textSha256 }: Pick<SpokenText, 'locale' | 'textSha256'>,
  personId: string,
): Promise<number> =>
  (await listSpokenTexts(table, locale))
    .filter((text) => text.textSha256 !== textSha256 && text.waiting?.recordedBy === personId)
    .reduce((sum, { waiting }) => sum + (waiting?.bytes ?? 0), 0);

/** How many bytes the recordings of a language take, and how often they changed. */
export const readVoiceSum = async (table: Pick<Table, 'get'>, locale: string) =>
  voiceSum.parse((await table.get(voiceSumKey(locale))) ?? { bytes: 0, version: 0 });

/** The write of a language's sum; it fails with `language_full` if it grows beyond what is allowed. */
const changeSum = (locale: string, bytes: number): Write => ({
  update: voiceSumKey(locale),
  set: 'ADD #bytes :change, version :one',
  names: { '#bytes': 'bytes' },
  values: { ':change': bytes, ':one': 1, ...(bytes > 0 ? { ':room': maxVoiceBytes - bytes } : {}) },
  ...(bytes > 0 ? { condition: 'attribute_not_exists(pk) OR #bytes <= :room' } : {}),
  errorIfFailed: languageFullError,
});

/** What a change makes of a text's record, or why it is refused. */
type Change = (current: SpokenText | undefined) => SpokenText | AppError;

export type Changed = {
  readonly outcome: 'written' | 'repeated';
  readonly text: SpokenText;
  /** The text before; undefined if it was never recorded, or the request repeats an earlier one. */
  readonly before?: SpokenText | undefined;
};

/**
 * Changes the recordings of a text, with the language's sum and one journal line.
 * @param content what the request says: a repetition is recognised by it
 * @param further gives further writes of the same transaction
 * @throws AppError `language_full`, `id_reused`, or the change's refusal
 */
export const changeSpokenText = async (
  { table, vault }: Records,
  line: JournalLineOf<'voice_changed'>,
  content: object,
  change: Change,
  further: (before: SpokenText | undefined) => readonly Write[] = () => [],
): Promise<Changed> => {
  const { locale, textSha256 } = line;
  const key = spokenTextKey(locale, textSha256);
  const claim: Claim = {
    id: line.id,
    fingerprint: await fingerprintOf(vault, { locale, textSha256, ...content }),
    record: key,
    // A recording is about nobody.
    concernsOnly: null,
  };
  return table.retry(async () => {
    const before = await readSpokenText(table, locale, textSha256);
    const changed = change(before);
    const refusal = changed instanceof Error ? changed : undefined;
    const text = changed instanceof Error ? undefined : changed;
    const outcome = await record(table, {
      claim,
      errorUnlessRepeated: refusal,
      staleIfFailed:
        text === undefined
          ? []
          : [
              {
                put: { ...key, ...text },
                ...(before === undefined
                  ? { condition: 'attribute_not_exists(pk)' }
                  : { condition: 'version = :seen', values: { ':seen': before.version } }),
              },
            ],
      writes: [changeSum(locale, bytesOf(text) - bytesOf(before)), ...further(before)],
      line,
    });
    if (outcome === 'written' && text !== undefined) return { outcome, text, before };
    if (outcome === 'written' || 'stale' in outcome) return tryAgain;
    const now = await readSpokenText(table, locale, textSha256);
    // For the types only: a text that was once recorded keeps its record.
    return now === undefined ? tryAgain : { outcome: 'repeated', text: now };
  });
};
