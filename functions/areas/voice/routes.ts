import { formatInstant } from '../../shared/calendar/calendar.ts';
import { type AppError, notFound, refused } from '../../shared/errors/errors.ts';
import type { FileStore } from '../../shared/files/file-store.ts';
import { createRoutes, type Handlers } from '../../shared/http/create-routes.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import { maxVoiceBytes, type VoiceLocale } from '../../shared/kinds/voice-words.ts';
import { countSetting, validateSettingCount } from '../../shared/setting-counts/count-setting.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import { findSameHand } from '../../shared/two-person/same-hand.ts';
import { sameHandError } from '../../shared/two-person/two-person-rules.ts';
import { voiceContract } from './contract.ts';
import { recordingTypeOf } from './recording-type.ts';
import {
  changeSpokenText,
  listSpokenTexts,
  readSpokenText,
  readVoiceSum,
  readWaitingBytes,
} from './repository.ts';
import {
  afterDecision,
  validateDecision,
  validateRecording,
  validateWaiting,
  withoutRecording,
} from './rules.ts';
import type { Recording, SpokenText } from './schema.ts';
import {
  emptyUnused,
  goneFrom,
  keepWaiting,
  publishIndex,
  publishSound,
  readSound,
  type SpokenTexts,
  sha256Of,
} from './voice-files.ts';

type Deps = Records & {
  readonly files: FileStore;
  /** The texts that the client speaks in a language. */
  readonly spokenTexts: (locale: VoiceLocale) => SpokenTexts;
};

type Handler<Key extends keyof typeof voiceContract> = Handlers<typeof voiceContract>[Key];

/** The path of a request: a spoken text by its language and the SHA-256 of its words. */
type TextPath = { readonly spokenIn: string; readonly textSha256: string };

/** The language in a path. The path's schema allows only `VoiceLocale`s. */
const localeOf = ({ spokenIn }: Pick<TextPath, 'spokenIn'>): VoiceLocale => spokenIn as VoiceLocale;

/** The journal line of a request. @param sha256 the SHA-256 of the recording */
const lineOf = (
  request: {
    readonly path: TextPath;
    readonly body: { readonly id: string };
    readonly caller: { readonly personId: string };
    readonly now: Date;
  },
  act: JournalLineOf<'voice_changed'>['act'],
  sha256: string,
): JournalLineOf<'voice_changed'> => ({
  type: 'voice_changed',
  id: request.body.id,
  recordedAt: request.now.toISOString(),
  actor: request.caller.personId,
  act,
  locale: localeOf(request.path),
  textSha256: request.path.textSha256,
  sha256,
});

const listRoute =
  ({ table }: Deps): Handler<'GET /api/voice/{spokenIn}'> =>
  async ({ path: { spokenIn } }) => {
    const [items, { bytes }] = await Promise.all([
      listSpokenTexts(table, spokenIn),
      readVoiceSum(table, spokenIn),
    ]);
    return { status: 200, body: { items, usedBytes: bytes, maxBytes: maxVoiceBytes } };
  };

const soundRoute =
  ({ table, files }: Deps): Handler<'GET /api/voice/{spokenIn}/{textSha256}/{sha256}'> =>
  async ({ path: { spokenIn, textSha256, sha256 } }) => {
    const text = await readSpokenText(table, spokenIn, textSha256);
    const recording = [text?.waiting, text?.approved].find((one) => one?.sha256 === sha256);
    const sound = recording && (await readSound(files, spokenIn, sha256));
    if (recording === undefined || sound === undefined) throw notFound();
    return { status: 200, body: { audio: sound.toString('base64'), mediaType: recording.mediaType } };
  };

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

const recordRoute =
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

/** Whether the sign-ins of the person who recorded the waiting recording and of the person who decides on it could lately have been in one hand. */
const isOneHand = async (
  { table }: Pick<Deps, 'table'>,
  waiting: Recording | undefined,
  deciderId: string,
  now: Date,
): Promise<boolean> =>
  waiting !== undefined && (await findSameHand(table, waiting.recordedBy, deciderId, now)) !== undefined;

const decideRoute =
  (deps: Deps): Handler<'POST /api/voice/{spokenIn}/{textSha256}/decision'> =>
  async (request) => {
    const { path, body, caller, now } = request;
    const locale = localeOf(path);
    const { decision, sha256, fromMs, toMs } = body;
    const heard = await readSpokenText(deps.table, locale, path.textSha256);
    const isSameHand = await isOneHand(deps, heard?.waiting, caller.personId, now);
    const { text, before } = await changeSpokenText(
      deps,
      lineOf(request, decision, sha256),
      { decision, sha256, fromMs, toMs },
      (current) => {
        if (current === undefined) return notFound();
        const refusal = validateDecision(current, body, caller.personId);
        if (refusal !== undefined) return refusal;
        if (isSameHand) return sameHandError();
        if (decision === 'approved' && !deps.spokenTexts(locale).has(path.textSha256)) {
          return refused('unknown_text', 'This text is spoken no more.');
        }
        return afterDecision(current, decision, { at: formatInstant(now), by: caller.personId });
      },
    );
    // Also for a repeated request: the first one may have ended before it published.
    if (text.approved?.sha256 === sha256) {
      await publishSound(deps.files, locale, text.approved);
      await publishIndex(deps, locale);
    }
    await emptyUnused(deps, locale, goneFrom(before, text));
    return { status: 200, body: text };
  };

const removeRoute =
  (deps: Deps): Handler<'POST /api/voice/{spokenIn}/{textSha256}/removal'> =>
  async (request) => {
    const { path, body, caller, now } = request;
    const locale = localeOf(path);
    const { text } = await changeSpokenText(
      deps,
      lineOf(request, 'removed', body.sha256),
      { removed: body.sha256 },
      (current) => {
        if (current === undefined) return notFound();
        const hasRecording = [current.waiting, current.approved].some((one) => one?.sha256 === body.sha256);
        return hasRecording ? withoutRecording(current, body.sha256) : notFound();
      },
      // Only the removal of an approved recording is counted: phones then stop to speak a text.
      (before) =>
        before?.approved?.sha256 === body.sha256
          ? [countSetting(caller.personId, 'removals', now.toISOString())]
          : [],
    );
    await publishIndex(deps, locale);
    await emptyUnused(deps, locale, [body.sha256]);
    return { status: 200, body: text };
  };

export const createVoiceRoutes = (deps: Deps) =>
  createRoutes(voiceContract)({
    'GET /api/voice/{spokenIn}': listRoute(deps),
    'GET /api/voice/{spokenIn}/{textSha256}/{sha256}': soundRoute(deps),
    'POST /api/voice/{spokenIn}/{textSha256}': recordRoute(deps),
    'POST /api/voice/{spokenIn}/{textSha256}/decision': decideRoute(deps),
    'POST /api/voice/{spokenIn}/{textSha256}/removal': removeRoute(deps),
  });
