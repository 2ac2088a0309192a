import type { AnswerOf } from '../../api/routes.ts';
import type { MessageKey } from '../text.ts';
import type messages from './messages.json';

type Row = AnswerOf<'GET /api/health/state'>['rows'][number];
type Key = keyof typeof messages;

const weights = { act: 0, look: 1, fine: 2 } as const;

/** The rows that are not fine, the heaviest first; otherwise in the order in which the API gives them. */
export const notFineByWeight = (rows: readonly Row[]): Row[] =>
  rows.filter(({ state }) => state !== 'fine').toSorted((a, b) => weights[a.state] - weights[b.state]);

/** The key of the text that says what is so with a row that is not fine. test/health/words.test.ts finds a text for each that can be. */
export const foundKeyOf = ({ code, reason }: Pick<Row, 'code' | 'reason'>): MessageKey =>
  (reason === 'unread' ? 'health.unread' : `health.${code}.${reason}`) as Key;

/** The key of the text that says what to do about it. */
export const doKeyOf = (row: Pick<Row, 'code' | 'reason'>): MessageKey => `${foundKeyOf(row)}.do` as Key;
