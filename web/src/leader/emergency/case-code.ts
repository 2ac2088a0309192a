/**
 * On the leader's emergency screen: normalises a case code as typed (`c 7qx4hm`, `7QX4HM`) to `C-7QX4HM`; undefined
 * if no code can be read from what she typed.
 */
export function readCaseCode(typed: string): string | undefined {
  const [, code] = /^(?:C-?)?([0-9A-Z]{6})$/.exec(typed.toUpperCase().replace(/\s/g, '')) ?? [];
  return code === undefined ? undefined : `C-${code}`;
}
