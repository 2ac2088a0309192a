/** Letters of the scripts whose fonts the desks bring; a computer may have none for another script, and then draws nothing. */
const drawnText = /^[\p{Script=Latin}\p{Script=Telugu}\p{Script=Common}\p{Script=Inherited}]*$/u;

/**
 * A person's name as the desks show it: of one that is written in two scripts, such as `Aozora Hibari (青空ひばり)`, the part that every computer can
 * draw. A name in one script stays as it is. Pure.
 */
export function readableName(name: string): string {
  const [, first, second] = /^([^()]+) \(([^()]+)\)$/u.exec(name) ?? [];
  if (first === undefined || second === undefined || drawnText.test(name)) return name;
  return [first, second].find((part) => drawnText.test(part)) ?? name;
}
