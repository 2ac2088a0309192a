import { formatInstant } from '../../shared/calendar/calendar.ts';
import { notFound, refused } from '../../shared/errors/errors.ts';
import { countSetting } from '../../shared/setting-counts/count-setting.ts';
import { findSameHand } from '../../shared/two-person/same-hand.ts';
import { sameHandError } from '../../shared/two-person/two-person-rules.ts';
import { changeSpokenText, readSpokenText } from './repository.ts';
import { type Deps, type Handler, lineOf, localeOf } from './route-deps.ts';
import { afterDecision, validateDecision, withoutRecording } from './rules.ts';
import type { Recording } from './schema.ts';
import { emptyUnused, goneFrom, publishIndex, publishSound } from './voice-files.ts';

/** The routes that approve or decline a recording, and that remove one. */

/** Whether the sign-ins of the person who recorded the waiting recording and of the person who decides on it could lately have been in one hand. */
const isOneHand = async (
  { table }: Pick<Deps, 'table'>,
  waiting: Recording | undefined,
  deciderId: string,
  now: Date,
): Promise<boolean> =>
  waiting !== undefined && (await findSameHand(table, waiting.recordedBy, deciderId, now)) !== undefined;

export const decideRoute =
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

export const removeRoute =
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
