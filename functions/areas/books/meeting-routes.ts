import type { AppError } from '../../shared/errors/errors.ts';
import { cursorField, decodeCursor } from '../../shared/fields/cursor.ts';
import { withVersion } from '../../shared/http/etag.ts';
import { readPage } from '../../shared/http/read-page.ts';
import { stampOf } from '../../shared/http/stamp.ts';
import type { Reader } from '../../shared/journal/opening-line.ts';
import { logRefusedFigures } from '../../shared/journal/refused-figures.ts';
import { meetingKey } from '../../shared/table/keys/collectives.ts';
import { correctMeeting, countedThenField } from './correction-repository.ts';
import { createSheetLists } from './list-sheets.ts';
import type { ListedMeeting } from './listed-sheet-schema.ts';
import { holdMeeting } from './record-meeting.ts';
import { findMeeting } from './recorded-sheet.ts';
import { reverseMeeting } from './reverse-sheet.ts';
import {
  collectiveIdOf,
  type Deps,
  type Handler,
  lineBaseOf,
  readingOfMembers,
  reversalMark,
} from './route-deps.ts';
import { showMeeting } from './show-sheet-texts.ts';

/** The routes of meetings' sheets. */

/** The ids of the members on sheets. Whoever has an entry is in the attendance. */
const membersOf = (sheets: readonly Pick<ListedMeeting, 'attendance'>[]): string[] =>
  sheets.flatMap(({ attendance }) => attendance.map(({ memberId }) => memberId));

/** The personal fields of a sheet without its texts, for the access log. */
const loggedSheetFields = ['attendance', 'entries'];

/** Answers with the meeting and its texts, after logging the reading. */
const answerMeeting = async <Status extends 200 | 201>(
  { table, vault, accessLog }: Deps,
  status: Status,
  collectiveId: string,
  meetingId: string,
  request: Reader,
) => {
  const stored = await findMeeting(table, collectiveId, meetingId);
  const { value, fields } = await showMeeting(
    vault,
    collectiveId,
    meetingKey(collectiveId, stored.heldOn, stored.id),
    stored,
  );
  await accessLog(request, {
    subject: meetingId,
    lists: [
      {
        rows: [{ of: collectiveId, ids: [meetingId, collectiveId, ...membersOf([value])] }],
        fields: [...loggedSheetFields, ...fields],
      },
    ],
  });
  return withVersion(status, value);
};

/** The women whom a refusal is about: its paths, such as `entries.3.amountPaise`, name their rows in the sheet. */
const womenAt = (
  { details: { errors = [] } }: AppError,
  sheet: Pick<ListedMeeting, 'attendance' | 'entries'>,
): { readonly memberId: string }[] =>
  errors.flatMap(({ path }) => {
    const [list, index] = path.split('.');
    return list === 'attendance' || list === 'entries' ? (sheet[list][Number(index)] ?? []) : [];
  });

export const holdMeetingRoute =
  (deps: Deps): Handler<'POST /api/collectives/{id}/meetings'> =>
  async (request) => {
    const { body, caller, now } = request;
    const collectiveId = collectiveIdOf(request);
    const { id, heldOn, attendance, entries, lines } = body;
    const stamp = stampOf(caller, now);
    const correction = await correctMeeting(deps.table, collectiveId, body);
    const countedThen = countedThenField(correction);
    // A correction may count as the day did: `cashCountedThenPaise` is what the corrected sheet says was counted.
    const isCounted = (body.cashCountedPaise ?? countedThen.cashCountedThenPaise) !== undefined;
    const recording = holdMeeting(deps, collectiveId, body, stamp, correction, request.reach, {
      ...lineBaseOf(request, id, collectiveId),
      type: 'meeting_held',
      meetingId: id,
      heldOn,
      attendance,
      entries,
      lines,
      counted: isCounted,
      corrects: body.corrects,
    });
    // A refusal that tells a woman's balance is a reading of her savings.
    const outcome = await logRefusedFigures(recording, (refusal) =>
      deps.accessLog(request, readingOfMembers(collectiveId, womenAt(refusal, body))),
    );
    return outcome === 'created'
      ? withVersion(201, { ...body, ...countedThen, ...stamp })
      : answerMeeting(deps, 200, collectiveId, id, request);
  };

export const listMeetingsRoute =
  (deps: Deps): Handler<'GET /api/collectives/{id}/meetings'> =>
  async (request) => {
    const { query } = request;
    const collectiveId = collectiveIdOf(request);
    const { items, next } = await readPage(query.limit, (limit) =>
      createSheetLists(deps.table).listMeetings(collectiveId, limit, decodeCursor(query.cursor)),
    );
    const ids = [collectiveId, ...items.map(({ id }) => id), ...membersOf(items)];
    await deps.accessLog(request, {
      lists: [{ rows: [{ of: collectiveId, ids }], fields: loggedSheetFields }],
    });
    return { status: 200, body: { items, ...cursorField(next) } };
  };

export const readMeetingRoute =
  (deps: Deps): Handler<'GET /api/collectives/{id}/meetings/{meetingId}'> =>
  async (request) =>
    answerMeeting(deps, 200, collectiveIdOf(request), request.path.meetingId, request);

export const reverseMeetingRoute =
  (deps: Deps): Handler<'POST /api/collectives/{id}/meetings/{meetingId}/reversal'> =>
  async (request) => {
    const { path, body } = request;
    const collectiveId = collectiveIdOf(request);
    const meeting = await findMeeting(deps.table, collectiveId, path.meetingId);
    const { id: meetingId, heldOn, attendance, entries, lines, createdAt } = meeting;
    const reversing = reverseMeeting(deps, collectiveId, meeting, body, reversalMark(request), {
      ...lineBaseOf(request, body.id, collectiveId),
      type: 'meeting_reversed',
      meetingId,
      meetingRecordedAt: new Date(createdAt).toISOString(),
      heldOn,
      attendance,
      entries,
      lines,
    });
    const outcome = await logRefusedFigures(reversing, (refusal) =>
      deps.accessLog(request, readingOfMembers(collectiveId, womenAt(refusal, meeting))),
    );
    return answerMeeting(deps, outcome === 'created' ? 201 : 200, collectiveId, meetingId, request);
  };
