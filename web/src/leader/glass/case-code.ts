/** A case's code as it was told and typed (`c 7qx4hm`, `7QX4HM`), as the programme writes it: `C-7QX4HM`; undefined where it is none. */
export function readCaseCode(typed: string): string | undefined {
  const [, code] = /^(?:C-?)?([0-9A-Z]{6})$/.exec(typed.toUpperCase().replace(/\s/g, '')) ?? [];
  return code === undefined ? undefined : `C-${code}`;
}
