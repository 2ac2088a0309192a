import type { MonthAudit } from './audit-folder.ts';
import type { Verdict } from './finding.ts';

/** Describes a month's audit in lines to print: the month, a line for each finding followed by its notes, and the totals. */
export const describeAudit = ({ path, published, findings }: MonthAudit): string[] => {
  const columnWidth = Math.max(...findings.map(({ about }) => about.length)) + 2;
  const countOf = (verdict: Verdict): number =>
    findings.filter((finding) => finding.verdict === verdict).length;
  return [
    `${published.month} version ${published.version}, from ${path}`,
    ...findings.flatMap(({ about, verdict, notes }) => [
      `  ${about.padEnd(columnWidth)}${verdict}`,
      ...notes.map((note) => `    ${note}`),
    ]),
    `${countOf('same')} same, ${countOf('withheld')} withheld, ${countOf('different')} different`,
  ];
};
