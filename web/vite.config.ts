import { join } from 'node:path';
import { defineConfig } from 'vite';
import { broughtFontFiles } from './build/brought-fonts.ts';
import { indicatorCatalogue } from './build/indicator-catalogue.ts';
import { inlineFacades } from './build/inline-facades.ts';
import { lessons } from './build/lessons.ts';
import { loadedTogether } from './build/loaded-together.ts';
import { messages } from './build/messages.ts';
import { offlineShell, releaseFolder } from './build/offline-shell.ts';
import { ownCopies, ownCopy } from './build/own-copy.ts';
import { reference } from './build/reference-plugin.ts';

const root = import.meta.dirname;
const source = (path: string): string => join(root, 'src', path);
/** The phones' own copy of a source. */
const ofPhones = (path: string): string => `${source(path)}${ownCopy}`;

export default defineConfig({
  root,
  plugins: [
    broughtFontFiles(),
    indicatorCatalogue(),
    messages(),
    lessons(),
    ownCopies(),
    reference(),
    inlineFacades(),
    offlineShell(join(root, 'public')),
  ],
  // Set explicitly, because a test that builds it has another environment: what is tested is what is deployed.
  define: { 'process.env.NODE_ENV': '"production"' },
  // For the same reason JSX is built as for deployment: in a test, elements would otherwise carry file names and lines.
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact', development: false } },
  // Files of a release name each other by relative paths, since the folder gets its name at the end.
  experimental: {
    renderBuiltUrl: (name, { hostType }) =>
      hostType === 'js' && name.startsWith(releaseFolder) ? { relative: true } : `/${name}`,
  },
  build: {
    target: 'es2022',
    outDir: join(root, 'dist'),
    emptyOutDir: true,
    manifest: true,
    // Inlined assets would need an exception in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // A build of a few seconds needs no report of where the time went.
      checks: { bundlerTimings: false },
      input: {
        index: join(root, 'index.html'),
        reports: join(root, 'reports.html'),
        away: join(root, 'away.html'),
        'service-worker': join(root, 'service-worker', 'service-worker.ts'),
      },
      output: {
        // The name of a module of texts has its room and its language too.
        chunkFileNames: ({ name, facadeModuleId }) => {
          const [, room, language] = /\/(\w+)\/[\w-]+\.json\?(\w\w)$/.exec(facadeModuleId ?? '') ?? [];
          return `${releaseFolder}/${language === undefined ? name : `${room}-${name}-${language}`}.js`;
        },
        entryFileNames: ({ name }) =>
          name === 'service-worker' ? 'service-worker.js' : `${releaseFolder}/[name].js`,
        assetFileNames: ({ names: [name = ''] }) =>
          name.endsWith('.css') ? `${releaseFolder}/[name][extname]` : 'assets/[name]-[hash][extname]',
        codeSplitting: {
          groups: [
            {
              name: 'leader-styles',
              test: (id) =>
                (id.endsWith('.css') && /\/src\/(leader|caseworker|phone)\//.test(id)) ||
                id.endsWith(`.css${ownCopy}`),
            },
            // Only the studio parses messages; the texts library names the parser, and drops it in a build.
            {
              name: 'message-parser',
              test: /\/node_modules\/(@lingui\/message-utils|@messageformat|moo)\//,
            },
            // A module that several groups need is put into the first of them.
            loadedTogether('first-screen', [source('main.tsx')]),
            loadedTogether('sign-in', [
              source('session/sign-in.ts'),
              source('api/client.ts'),
              source('api/me.ts'),
              source('api/pages.ts'),
              source('device/bytes.ts'),
              source('i18n/format.ts'),
              source('i18n/rupee-input.ts'),
              source('i18n/today.ts'),
              source('shell/idle.ts'),
            ]),
            { name: 'shell-texts', test: /\/src\/shell\/messages\.json\?(en|ja)$/ },
            // This code changes only with its package, other code with nearly every release.
            { name: 'hash', test: /\/node_modules\/hash-wasm\/.+\?phone$/ },
            // The button that speaks. Every page's first screen may load it, so it knows nothing of anybody.
            loadedTogether('listen', [source('shell/listen.tsx')]),
            // What both roles that work on a phone need for their first screen.
            loadedTogether('phone', [
              source('phone/start.tsx'),
              source('phone/frame.tsx'),
              source('phone/lazy.tsx'),
              source('phone/saved.tsx'),
              source('phone/call.tsx'),
              source('phone/due-rules.ts'),
              source('phone/compare-by-name.ts'),
              source('phone/cases/events-of-case.ts'),
              source('phone/cases/waiting-words.ts'),
              source('phone/talk/women-to-talk-with.tsx'),
              source('unlock/wrong-tries.tsx'),
              ofPhones('design/badge.tsx'),
              ofPhones('districts/text.ts'),
              ofPhones('timeline/counted-events.ts'),
              ofPhones('drawings/drawing.tsx'),
              ofPhones('../../functions/shared/kinds/member-words.ts'),
            ]),
            loadedTogether(
              'fields',
              [
                ofPhones('design/fields/field.tsx'),
                ofPhones('design/fields/tick.tsx'),
                source('phone/phone-date.tsx'),
                ofPhones('design/fields/one-of.ts'),
                ofPhones('../../functions/shared/text/lengths.ts'),
                ofPhones('../../functions/shared/money/money.ts'),
              ],
              /\/node_modules\/uuid\//,
            ),
            // What speaks, loaded when somebody listens.
            loadedTogether('voice', [source('voice/say.ts'), source('voice/recordings.ts')]),
            loadedTogether('leader', [source('leader/start.tsx')]),
            loadedTogether('caseworker', [source('caseworker/start.tsx')]),
            loadedTogether('meeting', [source('leader/sheet/meeting-screens.tsx')]),
            // What both roles need after their first screen.
            loadedTogether('phone-screens', [
              source('phone/settings/settings.tsx'),
              source('phone/talk/plan.tsx'),
              source('phone/talk/talk.tsx'),
              source('phone/talk/talks-due.tsx'),
              source('phone/talk/draft-of-refused-talk.ts'),
              source('phone/unsent/unsent.tsx'),
              source('phone/cases/case-timeline.tsx'),
              source('phone/cases/case-details.tsx'),
              source('phone/cases/case-entries.tsx'),
              source('phone/cases/given-up.tsx'),
              source('phone/cases/open-case.tsx'),
              source('phone/cases/only-this.tsx'),
              source('phone/find-rules.ts'),
              source('phone/her-texts.ts'),
              source('unlock/set-up/lock-choices.ts'),
              ofPhones('members/child-name.ts'),
              ofPhones('members/observation-text.ts'),
            ]),
            loadedTogether('screens', [source('leader/other-screens.tsx')]),
            loadedTogether('road', [source('caseworker/other-screens.tsx')]),
          ],
        },
      },
    },
  },
});
