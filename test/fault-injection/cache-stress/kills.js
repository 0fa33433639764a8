// @ts-check
/**
 * Kills a run at a critical moment. On systems other than Linux, only the entry process is killed.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Kills a process, alone or with its descendants: at a random moment, or as soon as the cached copy appears or disappears.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @param {{ within: number, cache: string }} when milliseconds; the tool cache
 * @param {(left: number[]) => void} onKill called with the processes that are still running
 */
export function killAt(child, { within, cache }, onKill) {
  const isSudden = Math.random() < 0.5;
  const isTree = Math.random() < 0.7;
  const before = copiesIn(cache);
  const at = performance.now() + Math.random() * within;
  const timer = setInterval(() => {
    if (isSudden ? performance.now() < at : copiesIn(cache) === before) return;
    clearInterval(timer);
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const below = treeOf(child.pid).slice(1);
    child.kill('SIGKILL');
    if (isTree) for (const pid of below) kill(pid);
    onKill(below);
  }, 1);
  child.once('exit', () => clearInterval(timer));
}

/** The visible state of the copies in a cache. @param {string} cache */
function copiesIn(cache) {
  try {
    return readdirSync(cache)
      .flatMap((tool) =>
        readdirSync(join(cache, tool))
          .filter((version) => !version.startsWith('.'))
          .flatMap((version) => readdirSync(join(cache, tool, version))),
      )
      .join();
  } catch {
    return 'on the move';
  }
}

/** A process and its descendants. @param {number} pid @returns {number[]} */
export function treeOf(pid) {
  const list = `/proc/${pid}/task/${pid}/children`;
  const children = existsSync(list) ? read(list).split(' ').filter(Boolean).map(Number) : [];
  return [pid, ...children.flatMap(treeOf)];
}

/** False for a process that has exited, including zombies. @param {number} pid */
export function isRunning(pid) {
  return /^\d+ \(.*\) [^ZX]/.test(read(`/proc/${pid}/stat`));
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** @param {number} pid */
export function kill(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has exited meanwhile.
  }
}
