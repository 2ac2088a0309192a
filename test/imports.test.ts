import { globSync, readFileSync } from 'node:fs';
import { dirname, join, matchesGlob } from 'node:path';
import { describe, expect, test } from 'vitest';
import { deployableFunctions } from '../lib/functions/all.ts';

/*
 * Who may import whom, read from the folders. A room is a folder: functions/<floor>/<name>, web/src/<name>, or a whole tree such as lib. When
 * folders are moved, the tables below are what changes.
 */

/** What all stand on (functions/shared), from the lowest up. Each may import those on the lines above its own, and none beside or below it. */
const layers: readonly (readonly string[])[] = [
  ['errors'],
  ['calendar', 'text'],
  ['money', 'reach'],
  ['fields'],
  ['kinds'],
  ['logging'],
  ['table', 'vault', 'names', 'files'],
  ['services', 'health'],
  ['one-woman'],
  ['due-talks'],
  ['journal', 'screening', 'startup', 'definition', 'member-counts', 'setting-counts', 'places'],
  ['http'],
].map((layer) => layer.map((room) => `functions/shared/${room}`));
const foundations = layers.flat();
const signIns = 'functions/shared/sign-ins';
const twoPerson = 'functions/shared/two-person';

/** How months are counted, what may be shown of them, how they are published and made readable. Each imports those before it. */
const months = ['indicators', 'disclosure', 'publishing', 'rendering'].map(
  (room) => `functions/months/${room}`,
);
const areas = (...names: readonly string[]) => names.map((name) => `functions/areas/${name}`);

/** What a room may import beside itself: rooms, or files by a pattern. A room of functions/ that is not named here imports `foundations`. */
const rooms: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    layers.flatMap((layer, height) => layer.map((room) => [room, layers.slice(0, height).flat()])),
  ),
  ...Object.fromEntries(months.map((room, at) => [room, [...foundations, ...months.slice(0, at)]])),
  // These ask for months and their indicators.
  'functions/months/closing': [...foundations, ...months],
  'functions/areas/programme': [...foundations, ...months],
  // Among the findings before a close are the differences of cash that nobody has settled.
  'functions/months/preview': [
    ...foundations,
    ...months,
    'functions/months/closing/{cash-differences,list-explanations,schema,unsettled-differences}.ts',
    'functions/areas/questions/{questions-since,rules,schema}.ts',
  ],
  // A member's account is opened, moved and closed in the transaction that changes her membership.
  'functions/areas/books': [...foundations, ...areas('accounts')],
  // A request is taken back by the same route as other entries of a member's, and a withdrawn consent is one. Whoever is enrolled or changed is compared with others.
  'functions/areas/members': [
    ...foundations,
    ...areas('accounts'),
    'functions/areas/requests/{reversal,withdrawal}.ts',
    'functions/areas/same-women/{likely-items,raise-pairs}.ts',
  ],
  // The desk sees who leads a group, and whether she has a phone.
  'functions/areas/collectives': [
    ...foundations,
    ...areas('accounts'),
    'functions/areas/devices/{device-status,phone-owners}.ts',
    'functions/areas/people/stored-person.ts',
  ],
  // Whose password somebody could lately have known counts as her hand.
  [twoPerson]: [...foundations, 'functions/shared/sign-ins/credentials.ts'],
  // Only what the client speaks can be recorded, and it takes two hands.
  'functions/areas/voice': [...foundations, twoPerson, 'web/src/spoken'],
  // A closed group is asked nothing.
  'functions/areas/questions': [...foundations, 'functions/areas/accounts/closed-group.ts'],
  // A join takes two persons, and brings a woman's two accounts together; a parting reads in the books what each of them had, and has a request tell who stopped.
  'functions/areas/same-women': [
    ...foundations,
    twoPerson,
    ...areas('accounts'),
    'functions/areas/books/books-reader.ts',
    'functions/areas/requests/withdrawal.ts',
  ],
  // A move changes two groups' money, and the records and accounts of those who go.
  'functions/areas/moves': [...foundations, ...areas('accounts'), 'functions/areas/members/record-limits.ts'],
  // A leader's phone gets in one answer what these areas give one by one.
  'functions/areas/pack': [
    ...foundations,
    ...areas('accounts', 'books', 'cases', 'collectives', 'members', 'questions'),
  ],
  // A coordinator's agenda has what demands wait for.
  'functions/areas/cases': [...foundations, 'functions/areas/demands/{agenda,dated-demands,schema}.ts'],
  // What is kept of a woman is read from these areas at once.
  'functions/areas/record': [...foundations, ...areas('accounts', 'books', 'cases', 'members', 'requests')],
  // What takes two persons is asked for by areas, and what was approved follows at the identity provider.
  // Whoever assigns a case is told if a phone was ended, whose number others may have.
  'functions/areas/people': [
    ...foundations,
    twoPerson,
    signIns,
    'functions/areas/devices/{device-status,phone-owners}.ts',
  ],
  // A member who is erased is counted in her group no more, and is found by nobody who looks for another record of hers.
  'functions/areas/erasure': [
    ...foundations,
    twoPerson,
    signIns,
    'functions/areas/accounts/room-in-group.ts',
    'functions/areas/same-women/{comparable,likely-items}.ts',
  ],
  'functions/areas/handover': [...foundations, twoPerson],
  // Whoever looks at the whole reads a little of what each area knows.
  'functions/areas/health': [
    ...foundations,
    'functions/areas/devices/phone-owners.ts',
    'functions/areas/handover/{rules,schema}.ts',
    'functions/months/snapshots/repository.ts',
  ],
  // Whoever lost a phone is signed out at the identity provider.
  'functions/areas/devices': [...foundations, signIns],
  // An approval carries out what these two prepare, in the transaction that decides: docs/decisions/0022-two-person-approval.md.
  'functions/areas/approvals': [
    ...foundations,
    twoPerson,
    signIns,
    'functions/areas/people/{access-approval,stored-person}.ts',
    'functions/areas/erasure/{approval-effect,left-tokens,overwrite-claims,rules}.ts',
    'functions/areas/handover/approval-effect.ts',
    'functions/areas/same-women/approval-effect.ts',
  ],
  // What runs by itself does what an area asked for.
  'functions/jobs/erasure': [
    ...foundations,
    'functions/areas/erasure/{definition,left-tokens,overwrite-claims,removal,schema,stored-erasure,subjects}.ts',
  ],
  'functions/jobs/digest': [
    ...foundations,
    'functions/areas/audit/{create-day-digest,digest-names,digest-store}.ts',
  ],
  // A restored table is protected as areas do it, and its months are counted as they were.
  'functions/jobs/drill': [
    ...foundations,
    ...months,
    signIns,
    'functions/jobs/erasure',
    'functions/areas/audit/{create-day-digest,digest-names,digest-store}.ts',
    'functions/areas/devices/stored-device.ts',
    'functions/areas/members/{revision,schema}.ts',
    'functions/areas/requests/withdrawal.ts',
    'functions/areas/same-women/parting.ts',
    'functions/areas/erasure/stored-erasure.ts',
    'functions/areas/people/definition.ts',
    'functions/shared/two-person/{list-open-approvals,same-hand,two-person-rules}.ts',
  ],
  'functions/jobs/health': [...foundations, ...areas('health'), 'web/src/desks/health/messages.json'],
  'functions/jobs/sign-ins': [...foundations, signIns],
  // The maker of packs notes what it made, opens records by their definitions, and its dictionary says of a field what the API says of it.
  'functions/jobs/packing': [
    ...foundations,
    'functions/areas/handover/{pack-store,repository}.ts',
    'functions/gateway/api/fields.ts',
    'functions/areas/*/{definition,event-definition}.ts',
  ],
  // A token counts as long as the way in does.
  'functions/gateway/authorizer': [...foundations, signIns],
  // The list of all contracts, and the OpenAPI document made from it.
  'functions/gateway/api': [...foundations, 'functions/*/*/contract.ts'],
  lib: ['functions/*/*/contract.ts'],
  'local/wire': ['lib'],
  'local/aws': ['lib', 'functions/*/*', 'local/wire'],
  'local/lambda': ['lib', 'local/wire'],
  'local/schedule': ['lib', 'functions/*/*', 'local/wire', 'local/lambda'],
  'local/states': ['lib', 'functions/*/*', 'local/aws', 'local/lambda'],
  'local/gateway': ['lib', 'functions/*/*', 'local/wire', 'local/lambda', 'local/schedule'],
  'local/identity': ['lib', 'functions/*/*', 'local/wire', 'local/aws'],
  'local/demo': ['functions/*/*', 'local/identity'],
  local: ['lib', 'functions/*/*', 'local/*'],
  bin: ['lib', 'local', 'local/*', 'functions/*/*'],
  bench: ['lib', 'local', 'local/*', 'bin', 'functions/*/*', 'test/support', 'test/web/support/*.ts'],
  // The typed client for other programs: its types come from the contracts, and its build from the OpenAPI document.
  'client/src': ['functions/gateway/api/contracts.ts', 'functions/shared/http/route-contract.ts'],
  client: [
    'functions/gateway/api/{answer-examples,contracts,examples,fields}.ts',
    'functions/shared/http/openapi.ts',
  ],
  // How the web client is built: it takes the texts of the indicators, the lessons, and the document of the API for its reference.
  web: [
    'lib',
    'web/src/lessons/{lesson.ts,lesson-plans.ts,messages.json}',
    'functions/months/indicators/{catalogue,indicator}.ts',
    'functions/gateway/api/{answer-examples,contracts,examples,fields}.ts',
    'functions/shared/http/openapi.ts',
  ],
  // Its pages' beginnings, each of which opens the folder of its person.
  'web/src': ['web/src/*'],
};
const area = foundations;

/** A person's folder of the web client never imports another person's, and what all share imports none of them. */
const persons = ['web/src/leader', 'web/src/caseworker', 'web/src/desks', 'web/src/funder'];

/** What decides, and neither calls nor reads anything: no SDK, no clock, no chance, no environment, and imports nothing that has them. */
const pure: readonly string[] = [
  'functions/*/*/{rules,schema,contract,definition,event-definition}.ts',
  'functions/shared/definition/{define,schemas}.ts',
  'functions/shared/{calendar,kinds,money,reach,text}/*.ts',
  'functions/shared/fields/{cursor,fields,page-schema}.ts',
  'functions/shared/http/future-dates.ts',
  'functions/months/{indicators,disclosure}/**/*.ts',
  'functions/areas/members/{consent-rules,record-limits}.ts',
  'functions/months/preview/{findings,member-findings,outlier-findings}.ts',
  'functions/months/publishing/{snapshot,indicator-values,changed-values,values-of-totals}.ts',
  'functions/months/rendering/draw-series.ts',
];

const root = join(import.meta.dirname, '..');

type Import = { readonly to: string; readonly isType: boolean };
type Source = {
  readonly path: string;
  readonly code: string;
  readonly imports: readonly Import[];
  readonly packages: readonly Import[];
};

const statement =
  /(?:^|\n)\s*(?:import|export)\s+(?<type>type\s)?(?:[\w*{}\s,$]*?\sfrom\s+)?'(?<from>[^']+)'|\bimport\(\s*'(?<dynamic>[^']+)'\s*\)/g;
/** Names that are all types: `import { type A, type B }`. */
const onlyTypes = /^\s*import\s+\{\s*(?:type\s+[\w$]+(?:\s+as\s+[\w$]+)?\s*,?\s*)+\}\s+from/;

const withoutComments = (text: string): string =>
  text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|[^:'"`])\/\/.*$/gm, '$1');

const readSource = (path: string): Source => {
  const code = withoutComments(readFileSync(join(root, path), 'utf8'));
  const all = [...code.matchAll(statement)].map(({ 0: text, groups = {} }) => ({
    to: groups.from ?? groups.dynamic ?? '',
    isType: groups.type !== undefined || onlyTypes.test(text),
  }));
  const [own, packages] = [
    all.filter(({ to }) => to.startsWith('.')),
    all.filter(({ to }) => !to.startsWith('.')),
  ];
  return {
    path,
    code,
    imports: own.map(({ to, isType }) => ({ to: join(dirname(path), to), isType })),
    packages,
  };
};

const paths = globSync('{functions,lib,local,web,bin,bench,client}/**/*.{ts,tsx}', { cwd: root }).filter(
  (path) => !path.includes('/dist/'),
);
const sources = new Map(paths.map((path) => [path, readSource(path)]));

const roomOf = (path: string): string => {
  const [top = '', ...folders] = dirname(path).split('/');
  const depth = top === 'functions' || folders[0] === 'src' ? 2 : ['local', 'test'].includes(top) ? 1 : 0;
  return [top, ...folders.slice(0, depth)].join('/');
};

const crossing = [...sources.values()].flatMap(({ path, imports }) =>
  imports
    .map(({ to, isType }) => ({ from: path, to, isType }))
    .filter(({ to }) => roomOf(to) !== roomOf(path)),
);

const isAllowedBy = (allowed: readonly string[], to: string): boolean =>
  allowed.some((one) => matchesGlob(roomOf(to), one) || matchesGlob(to, one));

/** The API's contracts, which the web client may import as types: it calls by them, and the browser loads none of their bytes. */
const contractTypes = ['functions/gateway/api/contracts.ts', 'functions/shared/http/route-contract.ts'];

const mayImport = (from: string, to: string, isType = false): boolean => {
  const room = roomOf(from);
  if (room.startsWith('web/src/')) {
    if (contractTypes.includes(to)) return isType;
    // The studio lists the texts of every screen that is heard.
    if (from === 'web/src/spoken/catalogues.ts' && to.endsWith('/messages.json')) return true;
    return to.startsWith('functions/')
      ? impurityOf(to) === undefined
      : to.startsWith('web/src/') && !persons.includes(roomOf(to));
  }
  return isAllowedBy(rooms[room] ?? area, to);
};

const impurities: Readonly<Record<string, RegExp>> = {
  'the environment': /\bprocess\./,
  'the clock': /\bDate\.now\b|\bnew Date\(\)|\bperformance\./,
  'a timer': /\bset(?:Timeout|Interval|Immediate)\b/,
  chance: /\bMath\.random\b|\brandom(?:UUID|Bytes|Int)\b|\bgetRandomValues\b/,
  'the network': /\bfetch\(/,
  'the console': /\bconsole\./,
};
const purePackages = ['zod', 'zod/mini', 'zod/v4/core', 'cdigit', 'node:crypto'];

const impure = new Map<string, string | undefined>();
/** Why a file is not pure, by what it says or by what it imports (types aside); undefined where it is. */
const impurityOf = (path: string): string | undefined => {
  if (impure.has(path)) return impure.get(path);
  impure.set(path, undefined);
  const source = sources.get(path);
  const said = Object.entries(impurities).find(([, sign]) => sign.test(source?.code ?? ''))?.[0];
  const taken = source?.packages.find(({ to, isType }) => !isType && !purePackages.includes(to))?.to;
  const through = source?.imports
    .filter(({ isType }) => !isType)
    .map(({ to }) => ({ to, why: impurityOf(to) }))
    .find(({ why }) => why !== undefined);
  const why = said ?? taken ?? (through === undefined ? undefined : `${through.to} (${through.why})`);
  impure.set(path, why);
  return why;
};

describe('imports', () => {
  test('are found: many, also of types, several lines long and made while running', () => {
    expect(sources.size).toBeGreaterThan(300);
    expect(crossing.length).toBeGreaterThan(600);
    expect(sources.get('lib/data-stack.ts')?.packages).toContainEqual({
      to: 'aws-cdk-lib/aws-dynamodb',
      isType: false,
    });
    expect(sources.get('functions/shared/table/commands.ts')?.imports).toContainEqual({
      to: 'functions/shared/errors/errors.ts',
      isType: true,
    });
    expect(sources.get('local/lambda/function-worker.ts')?.packages).toContainEqual({
      to: 'node:worker_threads',
      isType: false,
    });
    for (const { path, imports } of sources.values()) {
      for (const { to } of imports.filter((one) => /\.tsx?$/.test(one.to) && !one.to.startsWith('test/'))) {
        expect(sources.has(to), `${path} imports ${to}`).toBe(true);
      }
    }
  });

  test.each([
    ['functions/areas/books/routes.ts', 'functions/areas/members/repository.ts', false],
    ['functions/areas/books/deeper/sheet.ts', 'functions/areas/members/deeper/schema.ts', false],
    ['functions/areas/a-new-one/routes.ts', 'functions/areas/erasure/schema.ts', false],
    ['functions/areas/a-new-one/routes.ts', 'functions/shared/vault/vault.ts', true],
    ['functions/gateway/api/contracts.ts', 'functions/areas/books/contract.ts', true],
    ['functions/gateway/api/contracts.ts', 'functions/areas/books/sheet-schema.ts', false],
    ['functions/shared/http/openapi.ts', 'functions/areas/books/contract.ts', false],
    ['functions/shared/http/create-routes.ts', 'functions/areas/members/schema.ts', false],
    ['functions/shared/http/create-routes.ts', 'functions/months/indicators/count-totals.ts', false],
    ['functions/months/indicators/count-totals.ts', 'functions/months/rendering/report.ts', false],
    ['functions/shared/calendar/calendar.ts', 'functions/shared/table/client.ts', false],
    ['lib/functions/with-routes.ts', 'functions/areas/books/contract.ts', true],
    ['lib/constructs/policy-statements.ts', 'functions/shared/table/keys/key.ts', false],
    ['lib/stage-settings.ts', 'local/stack.ts', false],
    ['functions/areas/books/handler.ts', 'lib/functions/with-routes.ts', false],
    ['local/stack.ts', 'bin/app.ts', false],
    ['local/aws/queue.ts', 'local/gateway/gateway.ts', false],
    ['local/wire/listen.ts', 'local/stack.ts', false],
    ['web/src/leader/sheet.tsx', 'web/src/desks/frame/forms/form.tsx', false],
    ['web/src/leader/emergency/emergency.tsx', 'web/src/funder/app.tsx', false],
    ['web/src/shell/leave.ts', 'web/src/leader/start.tsx', false],
    ['web/src/phone/start.tsx', 'web/src/leader/app.tsx', false],
    ['web/src/outbox/sender.ts', 'web/src/caseworker/start.tsx', false],
    ['web/src/main.tsx', 'web/src/leader/start.tsx', true],
    ['web/src/leader/sheet.tsx', 'web/src/shell/leave.ts', true],
    ['web/src/leader/sheet.tsx', 'functions/shared/calendar/calendar.ts', true],
    ['web/src/leader/sheet.tsx', 'functions/shared/vault/vault.ts', false],
    ['web/src/leader/sheet.tsx', 'lib/stage-settings.ts', false],
    ['web/src/spoken/catalogues.ts', 'web/src/leader/enrol/messages.json', true],
    ['web/src/spoken/catalogues.ts', 'web/src/leader/enrol/enrol.tsx', false],
  ])('of %s from %s: %s', (from, to, allowed) => {
    expect(mayImport(from, to)).toBe(allowed);
  });

  test('of the contracts by the web client are of types only', () => {
    for (const to of contractTypes) {
      expect(mayImport('web/src/api/routes.ts', to, true)).toBe(true);
      expect(mayImport('web/src/api/routes.ts', to, false)).toBe(false);
    }
  });

  test('go where the table of rooms lets them', () => {
    const wrong = crossing.filter(({ from, to, isType }) => !mayImport(from, to, isType));
    expect(wrong.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });

  test('make no circle of rooms', () => {
    const graph = new Map<string, Set<string>>();
    // Words import nothing.
    for (const { from, to } of crossing.filter((one) => !one.to.endsWith('.json'))) {
      const next = graph.get(roomOf(from)) ?? new Set();
      graph.set(roomOf(from), next.add(roomOf(to)));
    }
    expect(circlesOf(graph)).toEqual([]);
  });

  test('make no circle of files that load each other', () => {
    const graph = new Map(
      [...sources.values()].map(({ path, imports }) => [
        path,
        new Set(imports.filter(({ isType }) => !isType).map(({ to }) => to)),
      ]),
    );
    expect(circlesOf(graph)).toEqual([]);
  });
});

/** The groups of nodes that reach each other (Tarjan's strongly connected components). */
function circlesOf(graph: ReadonlyMap<string, ReadonlySet<string>>): string[][] {
  const order = new Map<string, { index: number; low: number; onStack: boolean }>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (node: string): { low: number } => {
    const own = { index: order.size, low: order.size, onStack: true };
    order.set(node, own);
    stack.push(node);
    for (const next of graph.get(node) ?? []) {
      const known = order.get(next);
      if (known === undefined) own.low = Math.min(own.low, visit(next).low);
      else if (known.onStack) own.low = Math.min(own.low, known.index);
    }
    if (own.low === own.index) {
      const group = stack.splice(stack.indexOf(node));
      for (const one of group) Object(order.get(one)).onStack = false;
      if (group.length > 1) found.push(group);
    }
    return own;
  };
  for (const node of graph.keys()) if (!order.has(node)) visit(node);
  return found;
}

describe('what decides', () => {
  const decides = paths.filter((path) => pure.some((pattern) => matchesGlob(path, pattern)));

  test('is pure, with all that it imports', () => {
    expect(decides.length).toBeGreaterThan(30);
    const wrong = decides.flatMap((path) =>
      impurityOf(path) === undefined ? [] : [`${path}: ${impurityOf(path)}`],
    );
    expect(wrong).toEqual([]);
  });
});

describe('the entry of a function', () => {
  const entries: readonly string[] = Object.values(deployableFunctions).map(({ entry }) => entry);

  test('alone reads the environment', () => {
    const readers = [...sources.values()].filter(
      ({ path, code }) =>
        path.startsWith('functions/') &&
        // Lambda's own word for which version runs, in every line of a fault, is no setting.
        /\bprocess\.env\b(?!\.AWS_LAMBDA_FUNCTION_VERSION)/.test(code),
    );
    expect(readers.map(({ path }) => path).filter((path) => !entries.includes(path))).toEqual([]);
  });

  test('is imported by nobody', () => {
    const imported = [...sources.values()].flatMap(({ imports }) => imports.map(({ to }) => to));
    expect(entries.filter((entry) => imported.includes(entry))).toEqual([]);
  });
});

test('routes speak to a repository, and not to the table or to AWS', () => {
  const routes = [...sources.values()].filter(({ path }) => matchesGlob(path, 'functions/*/*/routes.ts'));
  expect(routes.length).toBeGreaterThan(10);
  for (const { path, imports, packages } of routes) {
    const wrong = [...imports, ...packages].filter(
      ({ to }) => /^functions\/shared\/table\/(client|commands)\.ts$/.test(to) || to.startsWith('@aws-sdk/'),
    );
    expect(wrong, path).toEqual([]);
    // They hand the table on to the functions that read and write it, and call nothing of it themselves.
    expect(readFileSync(path, 'utf8'), path).not.toMatch(/\btable\.\w+\(/);
  }
});
