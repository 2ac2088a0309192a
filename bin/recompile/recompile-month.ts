import type { Gate } from '../../functions/disclosure/gate.ts';
import type { Indicator } from '../../functions/indicators/indicator.ts';
import type { JournalLine } from '../../functions/journal/line.ts';
import type { RenderMessage } from '../../functions/publishing/render-message.ts';
import { writeSnapshots } from '../../functions/publishing/write-snapshots.ts';
import type { PdfSetter } from '../../functions/rendering/pdf.ts';
import { renderFiles } from '../../functions/rendering/render-publications.ts';
import { linesOf, publicationsIn } from '../export-journal/journal-export.ts';
import { createMemoryStore } from './memory-store.ts';

/**
 * Computes a month's files from journal lines alone, with the code that publishes them.
 * @param wanted the month and its version (default: the newest)
 * @param onMonth called after each publication with the numbers of computed and of all publications
 * @returns the files by name, without the manifest, which only the key's owner can sign
 * @throws if the lines register no such publication
 */
export const recompile = async (
  {
    catalogue,
    gate,
    setPdf,
  }: {
    readonly catalogue: readonly Indicator[];
    readonly gate: Gate;
    readonly setPdf: PdfSetter;
  },
  lines: readonly JournalLine[],
  wanted: { readonly month: string; readonly version?: number },
  onMonth: (computed: number, all: number) => void = () => {},
): Promise<ReadonlyMap<string, Buffer>> => {
  const registered = publicationsIn(lines);
  const own = registered.findLastIndex(
    ({ month, version }) => month === wanted.month && (wanted.version ?? version) === version,
  );
  const publication = registered[own];
  if (publication === undefined) {
    const version = wanted.version === undefined ? '' : `version ${wanted.version} of `;
    throw new Error(`The export registers no publication of ${version}${wanted.month}.`);
  }
  let computed = 0;
  const published = createMemoryStore((name) => {
    if (name.endsWith('/snapshot.json')) {
      computed += 1;
      onMonth(computed, own + 1);
    }
  });
  const toRender: RenderMessage[] = [];
  const alarm = (message: string): never => {
    throw new Error(message);
  };
  await writeSnapshots(
    {
      catalogue,
      gate,
      readLines: linesOf(lines),
      published,
      state: createMemoryStore(),
      alarm,
      sendToRender: async (renderMessage) => {
        toRender.push(renderMessage);
      },
    },
    registered.slice(0, own + 1),
  );
  const [renderMessage] = toRender;
  const last = renderMessage?.publications.at(-1);
  if (renderMessage === undefined || last === undefined) {
    throw new Error('Nothing was handed over.');
  }
  const places = renderMessage.all.map(([month, version]) => ({ month, version }));
  const files = await renderFiles({ published, catalogue, setPdf, alarm }, last, places);
  return new Map(files.map(({ name, bytes }) => [name, bytes]));
};
