import type { Codes } from '../frame/codes.ts';
import { type MessageKey, t } from '../text.ts';
import { type Actor, actorText } from './actors.ts';
import type { LineRecord } from './line-records.ts';

/** The word for a record that has neither code nor name. */
const words = {
  member: 'about.member',
  case: 'about.case',
  group: 'about.group',
  person: 'about.gone',
  sheet: 'about.sheet',
  voucher: 'about.voucher',
  outreach: 'about.outreach',
  demand: 'about.demand',
  question: 'about.question',
  request: 'about.request',
  phone: 'about.phone',
  handover: 'about.handover',
  askedPerson: 'about.person',
  erased: 'about.erased',
  record: 'about.record',
} as const satisfies Record<LineRecord['kind'], MessageKey>;

/** A member's or case's code, or a group's or person's name; undefined for a record that has neither. */
function ownNameOf({ id }: LineRecord, codes: Codes, actors: ReadonlyMap<string, Actor>): string | undefined {
  const { code, name } = codes.get(id) ?? {};
  return code ?? name ?? (actors.has(id) ? actorText(id, actors) : undefined);
}

/** The name of a record in the auditor's logs: a member's or case's code, a group's or person's name, for others a plain word. */
export const recordName = (record: LineRecord, codes: Codes, actors: ReadonlyMap<string, Actor>): string =>
  ownNameOf(record, codes, actors) ?? t(words[record.kind]);

/** The maximum number of records that a row of the table names. If there are more, the row's details name all. */
export const maxRecordsInRow = 3;

/** Records under one name; a row links to the one record of a name alone. */
type NamedRecords = { readonly name: string; readonly records: readonly LineRecord[] };

/**
 * The names in a row of the records that a line is about. Those that have no name of their own are told together, by their number: `10 demands`.
 * @param codes of the first `maxRecordsInRow` records
 */
export function namesInRow(
  records: readonly LineRecord[],
  codes: Codes,
  actors: ReadonlyMap<string, Actor>,
): readonly NamedRecords[] {
  // A demand never has a code, so none is missing beyond the first records.
  const areDemands = records.every(({ kind }) => kind === 'demand');
  const toldRecords = areDemands ? records : records.slice(0, maxRecordsInRow);
  const recordsByName = Map.groupBy(toldRecords, (record) =>
    ownNameOf(record, codes, actors) === undefined ? record.kind : record.id,
  );
  return [...recordsByName.values()].map((ofName) => {
    const [only] = ofName.length === 1 ? ofName : [];
    return {
      name:
        only === undefined
          ? t(`${words[ofName[0]?.kind ?? 'record']}.many`, { count: ofName.length })
          : recordName(only, codes, actors),
      records: ofName,
    };
  });
}
