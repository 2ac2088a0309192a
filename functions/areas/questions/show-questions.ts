import { withVersion } from '../../shared/http/etag.ts';
import type { AccessLog } from '../../shared/journal/access-log.ts';
import type { Reader } from '../../shared/journal/opening-line.ts';
import { reachesMember } from '../../shared/reach/reach.ts';
import type { Reach } from '../../shared/reach/roles.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Question, StoredQuestion } from './schema.ts';
import {
  type AboutMember,
  type OpenedQuestion,
  openQuestions,
  shownFields,
  toldQuestion,
} from './stored-question.ts';

/** Opens questions for whoever reads them, and logs the reading. */

export type Deps = Records & { readonly accessLog: AccessLog };

/** Who reads questions, with her reach. */
type QuestionReader = Reader & { readonly reach: Reach };

/** Questions as the reader may read them. Nothing is logged yet. */
const openFor = (
  deps: Deps,
  { caller, reach, now }: QuestionReader,
  stored: readonly StoredQuestion[],
): Promise<OpenedQuestion[]> => {
  const isReached = (member: AboutMember): boolean => reachesMember(caller, reach, member);
  return openQuestions(deps, stored, now.toISOString(), {
    // A leader reads every question to her group, also about a woman who has left it: the leader was asked herself.
    readOf: reach === 'own' ? () => true : isReached,
    tellKeptId: isReached,
  });
};

/** Logs that questions are read, and returns them as the answer has them. */
const logAndShow = async (
  { accessLog }: Deps,
  reader: QuestionReader,
  opened: readonly OpenedQuestion[],
): Promise<Question[]> => {
  await accessLog(reader, { lists: [{ rows: opened.map(({ row }) => row), fields: shownFields }] });
  return opened.map(toldQuestion);
};

/**
 * The questions of a list. Questions about women whom the reader does not reach, such as one who lives in another area, are left out. For leaders,
 * questions about erased women are left out too.
 */
export const showList = async (
  deps: Deps,
  reader: QuestionReader,
  stored: readonly StoredQuestion[],
): Promise<Question[]> => {
  const opened = await openFor(deps, reader, stored);
  return logAndShow(
    deps,
    reader,
    opened.filter(({ isElsewhere, isErased }) => !isElsewhere && (reader.reach !== 'own' || !isErased)),
  );
};

export const showOne = async <Status extends 200 | 201>(
  deps: Deps,
  reader: QuestionReader,
  status: Status,
  stored: StoredQuestion,
) => {
  const [shown] = await logAndShow(deps, reader, await openFor(deps, reader, [stored]));
  // One question was given, so one is shown.
  return withVersion(status, shown as Question);
};
