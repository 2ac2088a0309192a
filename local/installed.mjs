// Runs a script of this project under the right Node.js, with what it needs installed. This file itself must run under
// any Node.js, on a clone with nothing installed: plain JavaScript, no packages.
//
//   node local/installed.mjs local/start.ts --port 4000
//
// Everything it says goes to standard error: standard output belongs to the script.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [script, ...rest] = process.argv.slice(2);
const parent = process.ppid;

if (script === undefined) stop('usage: node local/installed.mjs SCRIPT [ARGUMENT...]');
if (!isInstalled()) install();
run(findNode(), ['--disable-warning=ExperimentalWarning', join(root, script), ...rest]);

/**
 * Whether node_modules holds what package-lock.json says. The contents are compared, not the times: a checkout may set
 * any time. npm writes node_modules/.package-lock.json last, so an installation that was cut short counts as none.
 */
function isInstalled() {
  const wanted = readPackages(join(root, 'package-lock.json'));
  const present = readPackages(join(root, 'node_modules', '.package-lock.json'));
  if (wanted === undefined || present === undefined) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const found = present[path];
    if (found === undefined) return entry.optional === true || entry.devOptional === true;
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

function install() {
  const modules = join(root, 'node_modules');
  // npm ci empties what node_modules names before it installs: through a link, somebody else's packages.
  if (lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink()) {
    stop(`${modules} is a link to a folder that is not this clone's. Remove the link and run this again.`);
  }
  process.stderr.write('Installing the packages of package-lock.json (once; this takes a minute) …\n');
  const result = spawnSync('npm', ['ci', '--loglevel=error', '--progress=true'], {
    cwd: root,
    // npm replaces node_modules, so it must not run on the Node.js that lives in there.
    env: { ...process.env, PATH: pathWithoutModules() },
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (result.error) stop(`npm could not be run: ${result.error.message}`);
  if (result.status !== 0) stop('npm ci failed; its output is above.');
}

function pathWithoutModules() {
  const own = join('node_modules', '.bin');
  return (process.env.PATH ?? '')
    .split(delimiter)
    .filter((directory) => !directory.replace(/[\\/]+$/, '').endsWith(own))
    .join(delimiter);
}

/** The Node.js that package-lock.json pins, or, where its makers have none for this platform, this one if new enough. */
function findNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const name = platform === 'win' ? 'node.exe' : 'node';
  const pinned = join(root, 'node_modules', `node-${platform}-${process.arch}`, 'bin', name);
  // Where it is there but cannot run (another C library, say), it is as good as absent.
  if (existsSync(pinned) && spawnSync(pinned, ['--version'], { stdio: 'ignore' }).status === 0) return pinned;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  return stop(
    `Please install Node.js 24 or later and run this again: this is ${process.version}, and no Node.js 24 comes as a package for ${process.platform} on ${process.arch}.`,
  );
}

function run(node, args) {
  // The fourth channel carries nothing: its closing tells the script that this process has died, however it died.
  const child = spawn(node, args, {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    // What was compiled once need not be compiled at the next start: half of the time until the first line.
    env: { NODE_COMPILE_CACHE: join(root, '.local', 'compile-cache'), ...process.env },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  // npm passes a signal to the shell between, which dies of it and tells nobody. So under npm this process watches its parent.
  if (process.env.npm_lifecycle_event !== undefined) {
    const watch = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(watch);
      child.kill('SIGTERM');
    }, 500);
  }
  child.on('error', (error) => stop(`${node} could not be run: ${error.message}`));
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    // Die of what the script died of, so that a shell sees it.
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

function stop(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
