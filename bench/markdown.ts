/** The parts of a page in Markdown: numbers, and tables. */

export const show = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 6 });

export const showDollars = (dollars: number): string =>
  dollars.toLocaleString('en', { minimumFractionDigits: 3, maximumFractionDigits: 3 });

const row = (...cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;

export const table = (
  headings: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string[] => [
  row(...headings),
  row(...headings.map(() => '---')),
  ...rows.map((cells) => row(...cells)),
  '',
];

export const bold = (text: string): string => `**${text}**`;
