import { pack, unpack } from './long-changes.ts';
import type { MemberDocument } from './member-document.ts';
import type { LoanDocument } from './member-loans.ts';
import { type Changes, sumOf } from './monthly-changes.ts';

/** Loans that no line has changed for some months. A woman has ever more of them, so a count that is kept tells of them together. */
export type QuietLoans = {
  /** What counting asks of them (stocks.ts), packed. */
  readonly outstanding: string;
  readonly atRisk: string;
  /** The loans, to be told apart again when a line names one of them: one a line, its fields and their numbers as text. */
  readonly loans: string;
};

/** How long no line has changed a quiet loan. */
const quietMonths = 3;

type OfLoans = Pick<MemberDocument, 'loans' | 'quietLoans'>;

const toText = ({ id, disbursed, repaid, overdueFrom }: LoanDocument): string =>
  `${id};${disbursed};${repaid};${overdueFrom}`;

const changesIn = (text = ''): Changes => (text === '' ? [] : text.split(',').map(Number));

const fromText = (text: string): LoanDocument => {
  const [id = '', disbursed, repaid, overdueFrom] = text.split(';');
  return {
    id,
    disbursed: changesIn(disbursed),
    repaid: changesIn(repaid),
    overdueFrom: changesIn(overdueFrom),
  };
};

/** All loans of a member, each by itself. */
export const allLoans = ({ loans, quietLoans }: OfLoans): readonly LoanDocument[] =>
  quietLoans === null ? loans : [...quietLoans.loans.split('\n').map(fromText), ...loans];

/** Tells the quiet loans apart again if one of them has an id. */
export const wakeLoan = (member: OfLoans, id: string): void => {
  if (member.quietLoans?.loans.includes(id)) {
    member.loans.splice(0, member.loans.length, ...allLoans(member));
    member.quietLoans = null;
  }
};

/**
 * Puts the loans together that are quiet at the end of a month.
 * @param counted how counting derives from a loan what it asks of it
 */
export const quietenLoans = (
  member: OfLoans,
  month: number,
  counted: Readonly<Record<'outstanding' | 'atRisk', (loan: LoanDocument) => Changes>>,
): void => {
  const isQuiet = ({ disbursed, repaid }: LoanDocument): boolean =>
    Math.max(disbursed.at(-2) ?? 0, repaid.at(-2) ?? 0) <= month - quietMonths;
  const quiet = member.loans.filter(isQuiet);
  if (quiet.length === 0) return;
  const { quietLoans: before } = member;
  const together = (name: 'outstanding' | 'atRisk'): string =>
    pack(sumOf([unpack(before?.[name] ?? ''), ...quiet.map(counted[name])]));
  member.quietLoans = {
    outstanding: together('outstanding'),
    atRisk: together('atRisk'),
    loans: [...(before === null ? [] : [before.loans]), ...quiet.map(toText)].join('\n'),
  };
  const others = member.loans.filter((loan) => !isQuiet(loan));
  member.loans.splice(0, member.loans.length, ...others);
};
