import type { Api } from '../../api/client.ts';
import { InstantText } from '../../design/date.tsx';
import type { Column } from '../../design/table/table-columns.tsx';
import { hrefOf } from '../../session/desk-address.ts';
import type { Codes } from '../frame/codes.ts';
import { t } from '../text.ts';
import { type Actor, actorText } from './actors.ts';
import { LineDetails, RecordLinks } from './line-details.tsx';
import type { LineField } from './line-fields.ts';
import type { FoldedLine } from './line-order.ts';
import type { LineRecord } from './line-records.ts';
import { formatSearch, searchSubjectOf } from './search-rules.ts';

/** How a log's columns read its lines. */
export type LineReaders<Line> = {
  /** When a line was made, RFC 3339. */
  readonly instantOf: (line: Line) => string;
  /** For a log in which equal lines are folded into one row: from when to when a line is, and what equal ones have in common. */
  readonly folding?: {
    readonly spanOf: (line: Line) => { readonly from: string; readonly to: string };
    readonly sameness: (line: Line) => string;
  };
  /**
   * @param who the name of the person who made the line
   * @param nameOf the name of a person by the id, as `who` names one
   */
  readonly sentenceOf: (
    line: Line,
    who: string,
    role: string | undefined,
    nameOf: (id: string) => string,
  ) => string;
  readonly fieldsOf: (line: Line) => readonly LineField[];
};

type LineColumnsOptions<Line> = LineReaders<Line> & {
  readonly api: Api;
  /** The screen's own part of the address. */
  readonly screenKey: string;
  /** The records of a line, in the order in which its row names them. */
  readonly recordsOf: (line: Line) => readonly LineRecord[];
  readonly actors: ReadonlyMap<string, Actor>;
  readonly codes: Codes | undefined;
};

/** The columns of a log: when a line was made, or from when to when equal ones were, what it says, what it is about, and its details. */
export function lineColumns<Line extends { readonly actor: string }>({
  api,
  screenKey,
  sentenceOf,
  fieldsOf,
  recordsOf,
  actors,
  codes,
}: LineColumnsOptions<Line>): readonly Column<FoldedLine<Line>>[] {
  const searchHrefOf = (record: LineRecord, knownCodes: Codes): string =>
    hrefOf(screenKey, ...formatSearch({ subject: searchSubjectOf(record, knownCodes) }));
  return [
    {
      key: 'when',
      title: t('when'),
      value: ({ to }) => to,
      cell: ({ from, to, count }) =>
        // To the minute, as they are shown.
        count === 1 || from.slice(0, 16) === to.slice(0, 16) ? (
          <InstantText at={from} />
        ) : (
          <>
            <InstantText at={from} /> – <InstantText at={to} />
          </>
        ),
    },
    {
      key: 'what',
      title: t('what'),
      value: ({ line, count }) => {
        const sentence = sentenceOf(line, actorText(line.actor, actors), actors.get(line.actor)?.role, (id) =>
          actorText(id, actors),
        );
        return count === 1 ? sentence : t('log.folded', { sentence, count });
      },
    },
    {
      key: 'about',
      title: t('about'),
      cell: ({ line }) => (
        <RecordLinks records={recordsOf(line)} codes={codes} actors={actors} searchHrefOf={searchHrefOf} />
      ),
    },
    {
      key: 'details',
      // No title, since each cell has a button that says what it unfolds.
      title: '',
      cell: ({ line }) => (
        <LineDetails
          api={api}
          fields={fieldsOf(line)}
          records={recordsOf(line)}
          codes={codes}
          actors={actors}
          searchHrefOf={searchHrefOf}
        />
      ),
    },
  ];
}
