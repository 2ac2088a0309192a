import * as z from 'zod';
import { districts } from '../reach/districts.ts';
import type { Table } from '../table/client.ts';
import { programmePartition, termsPrefix } from '../table/keys/programme.ts';
import { queryAll } from '../table/query-all.ts';

/** What terms call the programme, its people and its place. */
const namesOfTerms = z.object({
  name: z.string(),
  implementer: z.string(),
  forum: z.string(),
  funder: z.string(),
  state: z.string(),
});

const state = 'Andhra Pradesh';

/** What stands in place of a taken-out name: a word that is no part of a name, so that the words beside it don't become one. */
const between = ' and ';

/** A name as a pattern, which finds it in a web address too: andhra-pradesh. */
const patternOf = (name: string): string =>
  name
    .trim()
    .split(/\s+/u)
    .map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&'))
    .join('[\\s_+-]+');

/**
 * A text without the names of the state, of its districts and of the programme, and these as they stand in it. Whoever enrols a woman under one of them
 * must not keep the programme from writing its own name. A name of one word stays in: Krishna is a district, and a woman.
 */
export const takeOutProgrammeNames = async (
  table: Pick<Table, 'query'>,
  text: string,
): Promise<{ readonly rest: string; readonly takenOut: string }> => {
  const terms = await queryAll(table, { partition: programmePartition, prefix: termsPrefix });
  const names = [
    state,
    ...districts.map(({ name }) => name),
    ...terms.flatMap((item) => Object.values(namesOfTerms.parse(item))),
  ];
  const longestFirst = [...new Set(names)]
    .filter((name) => /\s/u.test(name.trim()))
    .sort((a, b) => b.length - a.length)
    .map(patternOf);
  // With a possessive, which makes a name of the word before it: Andhra Pradesh's.
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{M}])(?:${longestFirst.join('|')})(?:['’]s)?(?![\\p{L}\\p{M}])`,
    'giu',
  );
  // What stands between two that follow each other stays, so that they do: East Godavari, West Godavari.
  const gaps = text.split(pattern).map((gap) => (/\p{L}/u.test(gap) ? between : gap));
  return {
    rest: text.replace(pattern, between),
    takenOut: (text.match(pattern) ?? []).map((name, index) => `${name}${gaps[index + 1] ?? ''}`).join(''),
  };
};
