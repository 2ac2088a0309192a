import { createMemoryStore } from '../../functions/jobs/drill/memory-store.ts';
import type { Gate } from '../../functions/months/disclosure/gate.ts';
import type { Indicator } from '../../functions/months/indicators/indicator.ts';
import type { RenderMessage } from '../../functions/months/publishing/render-message.ts';
import { writeSnapshots } from '../../functions/months/publishing/write-snapshots.ts';
import type { PdfSetter } from '../../functions/months/rendering/pdf-process.ts';
import { renderFiles } from '../../functions/months/rendering/render-files.ts';
import type { JournalLine } from '../../functions/shared/journal/line.ts';
import { createLineReader, publicationsIn } from '../export-journal/journal-export.ts';

/**
 * Recompiles a month: computes its files from journal lines alone, with the code that publishes them. The command that calls it, bin/recompile.ts,
 * compares them with the published bytes.
 * @param wanted the month (`YYYY-MM`) and its version (default: the newest)
 * @param onPublication called after each publication with the numbers of computed and of all publications
 * @returns the files by name, without the manifest, which only the owner of the signing key can sign
 * @throws if the lines register no such publication
 */
export const recompileMonth = async (
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
  onPublication: (computed: number, all: number) => void = () => {},
): Promise<ReadonlyMap<string, Buffer>> => {
  const registered = publicationsIn(lines);
  const wantedIndex = registered.findLastIndex(
    ({ month, version }) =>
      month === wanted.month && (wanted.version === undefined || wanted.version === version),
  );
  if (wantedIndex === -1) {
    const version = wanted.version === undefined ? '' : `version ${wanted.version} of `;
    throw new Error(`The export registers no publication of ${version}${wanted.month}.`);
  }
  let computed = 0;
  const published = createMemoryStore((name) => {
    if (name.endsWith('/snapshot.json')) {
      computed += 1;
      onPublication(computed, wantedIndex + 1);
    }
  });
  const renderMessages: RenderMessage[] = [];
  const alarm = (message: string): never => {
    throw new Error(message);
  };
  await writeSnapshots(
    {
      catalogue,
      gate,
      readLines: createLineReader(lines),
      published,
      state: createMemoryStore(),
      alarm,
      sendToRender: async (renderMessage) => {
        renderMessages.push(renderMessage);
      },
    },
    // A month depends on all that was published before it.
    registered.slice(0, wantedIndex + 1),
  );
  // All publications are handed over in one message; the wanted one is the last.
  const [renderMessage] = renderMessages;
  const publication = renderMessage?.publications.at(-1);
  if (renderMessage === undefined || publication === undefined) {
    throw new Error('Nothing was handed over.');
  }
  const allPublications = renderMessage.all.map(([month, version]) => ({ month, version }));
  const files = await renderFiles(
    // The published report lacks the same texts.
    { published, catalogue, setPdf, alarm, onLeftOut: () => {} },
    publication,
    allPublications,
  );
  return new Map(files.map(({ name, bytes }) => [name, bytes]));
};
