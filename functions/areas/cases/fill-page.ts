import type { Table } from '../../shared/table/client.ts';
import { type Choose, isInSource, type OrderedSource, type Position } from './case-sources.ts';
import { readBatch } from './read-cases.ts';

/** Fills a page of a list of cases from one source. list-cases.ts puts pages of several sources together. */

/** A case in a list has what a position needs. */
type Listable = Required<Position>;

const batchSize = 100;
/** The maximum number of batches that are read from one source to fill a page. The page may then stay shorter than `limit`. */
const maxBatches = 10;

/** A page of a source. The next page begins after `last`, which is absent on the last page. */
export type FilledPage<Chosen> = { readonly items: Chosen[]; readonly last?: Position };

/** Reads batches until the page has `limit` cases that `choose` keeps, or the source ends, or `maxBatches` were read. */
export const fillPage = async <Chosen extends Listable>(
  table: Table,
  source: OrderedSource,
  { limit, after }: { readonly limit: number; readonly after: Position | undefined },
  choose: Choose<Chosen>,
): Promise<FilledPage<Chosen>> => {
  const found: Chosen[] = [];
  let position = after;
  for (let batches = 0; batches < maxBatches; batches += 1) {
    const { cases, hasMore } = await readBatch(table, source, position, batchSize);
    const inSource = cases.filter((one) => isInSource(source, one)).map(({ record }) => record);
    found.push(...(await choose(inSource)));
    const lastOnPage = found[limit - 1];
    // One case more than `limit` shows that there is a next page.
    if (found.length > limit && lastOnPage !== undefined) {
      return { items: found.slice(0, limit), last: lastOnPage };
    }
    if (!hasMore) {
      return { items: found };
    }
    // The last case of the batch, whether it is on the page or not.
    position = cases.at(-1)?.record ?? position;
  }
  return { items: found, ...(position === undefined ? {} : { last: position }) };
};
