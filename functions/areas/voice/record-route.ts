import { formatInstant } from '../../shared/calendar/calendar.ts';
import { type AppError, notFound, refused } from '../../shared/errors/errors.ts';
import { countSetting, validateSettingCount } from '../../shared/setting-counts/count-setting.ts';
import { recordingTypeOf } from './recording-type.ts';
import { changeSpokenText, readWaitingBytes } from './repository.ts';
import { type Deps, type Handler, lineOf, localeOf } from './route-deps.ts';
import { validateRecording, validateWaiting } from './rules.ts';
import type { Recording, SpokenText } from './schema.ts';
import { emptyUnused, goneFrom, keepWaiting, sha256Of } from './voice-files.ts';

/** The route that takes a recording of a spoken text, which then waits for a decision. */

type RecordRequest = Parameters<Handler<'POST /api/voice/{spokenIn}/{textSha256}'>>[0];

/** The first rule that refuses a recording. @param bytes its sound */
const refusalOfRecording = async (
  { table, spokenTexts }: Deps,
  { path, body, caller, now }: RecordRequest,
  bytes: Buffer,
): Promise<AppError | undefined> => {
  const locale = localeOf(path);
  const { textSha256 } = path;
  if (!spokenTexts(locale).has(textSha256)) {
    return refused('unknown_text', 'No text that is spoken has this SHA-256. Load the page anew.');
  }
  return (
    validateRecording(bytes, body) ??
    (await validateSettingCount(table, caller.personId, 'recordings', now.toISOString())) ??
    validateWaiting(await readWaitingBytes(table, { locale, textSha256 }, caller.personId), bytes.length)
  );
};

export const recordRoute =
  (deps: Deps): Handler<'POST /api/voice/{spokenIn}/{textSha256}'> =>
  async (request) => {
    const { path, body, caller, now } = request;
    const locale = localeOf(path);
    const { textSha256 } = path;
    const bytes = Buffer.from(body.audio, 'base64');
    const sha256 = sha256Of(bytes);
    const mediaType = recordingTypeOf(bytes);
    const spokenText = deps.spokenTexts(locale).get(textSha256);
    const refusal = await refusalOfRecording(deps, request, bytes);
    // The sound is stored before the record, so that no recording is listed without its sound.
    if (refusal === undefined) {
      await keepWaiting(deps.files, locale, sha256, bytes);
    }
    const addRecording = (current: SpokenText | undefined): SpokenText | AppError => {
      if (refusal !== undefined) return refusal;
      // For the types only: `refusalOfRecording` refuses an unknown text and an unknown type.
      if (spokenText === undefined || mediaType === undefined) return notFound();
      const waiting: Recording = {
        sha256,
        bytes: bytes.length,
        mediaType,
        fromMs: body.fromMs,
        toMs: body.toMs,
        recordedAt: formatInstant(now),
        recordedBy: caller.personId,
      };
      const version = (current?.version ?? 0) + 1;
      return { ...current, locale, textSha256, key: spokenText.key, waiting, version };
    };
    const { outcome, text, before } = await changeSpokenText(
      deps,
      lineOf(request, 'recorded', sha256),
      { sha256, fromMs: body.fromMs, toMs: body.toMs },
      addRecording,
      () => [countSetting(caller.personId, 'recordings', now.toISOString())],
    ).catch(async (error: unknown) => {
      // Nothing was recorded, so the sound that was stored above is of no use.
      if (refusal === undefined) await emptyUnused(deps, locale, [sha256]);
      throw error;
    });
    await emptyUnused(deps, locale, goneFrom(before, text));
    return { status: outcome === 'written' ? 201 : 200, body: text };
  };
