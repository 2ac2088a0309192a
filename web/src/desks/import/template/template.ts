import type { Sheet } from '../../../../../functions/months/rendering/spreadsheet-sheet.ts';
import { districtsOn } from '../../../../../functions/shared/reach/districts.ts';
import { type ChoiceName, choices, offeredWords } from '../read/forms/choices.ts';
import type { Column } from '../read/forms/sheet-form.ts';
import { maxRows } from '../read/read-sheets.ts';
import { formOf, sheetKeys } from '../read/sheet-forms.ts';
import { columnTitle, guideTitle, idTitle, listsTitle, sheetTitle } from './workbook-titles.ts';

/** The notes and drop-down lists cover the row of headings and `maxRows` rows below it. */
const lastRow = maxRows + 1;

const guide: readonly (readonly [en: string, te: string])[] = [
  [
    'Fill in the sheets that you have something for, and leave the others empty. One row is one thing.',
    'మీ దగ్గర వివరాలు ఉన్న షీట్లే నింపండి; మిగతావి ఖాళీగా ఉంచండి. ఒక వరుసలో ఒక్కటే.',
  ],
  [
    'Choose a cell, and a note beside it says what to write. Headings with * must be filled in.',
    'గడిని ఎంచుకుంటే, ఏమి రాయాలో పక్కన కనిపిస్తుంది. * ఉన్నవి తప్పనిసరిగా నింపాలి.',
  ],
  [
    'Where there is a list, choose from it. Dates are day, month, year. Amounts are in rupees.',
    'జాబితా ఉన్న చోట దాని నుంచే ఎంచుకోండి. తేదీ: రోజు, నెల, సంవత్సరం. డబ్బు రూపాయల్లో.',
  ],
  [
    'Give each woman a number on the sheet Members; the other sheets name her by it.',
    'సభ్యులు షీట్‌లో ఒక్కొక్కరికి ఒక నంబరు ఇవ్వండి; మిగతా షీట్లలో ఆమెను ఆ నంబరుతోనే రాయండి.',
  ],
  [
    'Never write: Aadhaar numbers, bank account numbers, addresses, children’s names, what was done to her.',
    'ఎప్పుడూ రాయకూడనివి: ఆధార్ నంబరు, బ్యాంకు ఖాతా నంబరు, చిరునామా, పిల్లల పేర్లు, ఆమెకు జరిగినది.',
  ],
  [
    'Leave the columns id empty: the program writes them, so that nothing is recorded twice. In a copied row, empty them.',
    'id గడులను ఖాళీగా ఉంచండి: ఏదీ రెండుసార్లు నమోదు కాకుండా ప్రోగ్రామే రాస్తుంది. వరుసను కాపీ చేస్తే వాటిని చెరిపేయండి.',
  ],
  [
    'Names stand in this file. Keep it on one laptop with a password, send it to nobody, and delete it when all is brought in.',
    'ఈ ఫైలులో పేర్లు ఉంటాయి. పాస్‌వర్డ్ ఉన్న ఒక్క ల్యాప్‌టాప్‌లోనే ఉంచండి, ఎవరికీ పంపకండి, అన్నీ చేర్చాక తొలగించండి.',
  ],
];

// The filter keeps every name; it only tells TypeScript their type.
const choiceNames = Object.keys(choices).filter((name): name is ChoiceName => name in choices);

type Lists = readonly { readonly name: string; readonly words: readonly string[] }[];

const listsOf = (today: string): Lists => [
  ...choiceNames.map((name) => ({ name, words: offeredWords(name) })),
  { name: 'district', words: districtsOn(today) },
];

/** The kinds of columns with longer texts. */
const wideKinds: ReadonlySet<Column['kind']> = new Set(['text', 'openText', 'place', 'notice', 'group']);

/** The width of a column in characters: enough for the longer language of its heading. */
const widthOf = ({ en, te, kind }: Column): number =>
  Math.max(wideKinds.has(kind) ? 24 : 15, Math.max(en.length, te.length) + 4);

/** In characters: the columns of ids are empty in the template, so they may be narrow. */
const idWidth = 12;

/**
 * The import's template: the workbook's sheets, still empty, for the coordinator to fill in.
 * @param today `YYYY-MM-DD`: the districts on that day are offered
 */
export function templateSheets(today: string): Sheet[] {
  const lists = listsOf(today);
  /** The cells of a list on the sheet of lists, such as `'Lists జాబితాలు'!$B$2:$B$5`; each list has a column there. */
  const cellsOfList = (listName: string | undefined): string | undefined => {
    const index = lists.findIndex(({ name }) => name === listName);
    const list = lists[index];
    if (list === undefined) return undefined;
    // One letter is enough, since there are fewer lists than letters. Row 1 has the lists' names.
    const letter = String.fromCharCode('A'.charCodeAt(0) + index);
    return `'${listsTitle}'!$${letter}$2:$${letter}$${list.words.length + 1}`;
  };
  const sheetsOfRows = sheetKeys.map((key): Sheet => {
    const form = formOf(key);
    const columns = Object.values(form.columns);
    return {
      name: sheetTitle(form),
      widths: [...columns.map(widthOf), ...form.ids.map(() => idWidth)],
      rows: [
        [...columns.map(columnTitle), ...form.ids.map((_, index) => idTitle(index))].map((value) => ({
          value,
          format: 'head',
        })),
      ],
      frozen: { rows: 1, columns: 1 },
      hasLines: true,
      help: columns.map((column, index) => {
        const list = cellsOfList(column.kind === 'district' ? 'district' : column.choice);
        return {
          column: index,
          lastRow,
          title: column.en,
          text: `${column.note.en}\n${column.note.te}`,
          ...(list === undefined ? {} : { list }),
        };
      }),
    };
  });
  const longest = Math.max(...lists.map(({ words }) => words.length));
  return [
    {
      name: guideTitle,
      widths: [90, 90],
      rows: [
        [
          { value: 'How to fill in this workbook', format: 'head' },
          { value: 'ఈ వర్క్‌బుక్ ఎలా నింపాలి', format: 'head' },
        ],
        ...guide.map(([en, te]) => [
          { value: en, format: 'text' } as const,
          { value: te, format: 'text' } as const,
        ]),
      ],
      frozen: { rows: 1, columns: 0 },
    },
    ...sheetsOfRows,
    {
      name: listsTitle,
      widths: lists.map(({ words }) => Math.max(...words.map(({ length }) => length)) + 3),
      rows: [
        lists.map(({ name }) => ({ value: name, format: 'head' as const })),
        ...Array.from({ length: longest }, (_, index) =>
          lists.map(({ words }) => ({ value: words[index] ?? null, format: 'text' as const })),
        ),
      ],
      frozen: { rows: 1, columns: 0 },
    },
  ];
}
