#!/usr/bin/env node
// @ts-check
/**
 * A GitHub CLI whose GitHub is the JSON file GH_STATE: {releases: {[tag]: {isDraft, assets}}, refs: {[ref]: sha}, calls}.
 * GH_FAIL names a call that fails after it has taken effect, as a lost answer (502) does: `create`, `upload`, `publish`,
 * `tag`; `upload` leaves the last file out.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';

const file = process.env.GH_STATE ?? '';
const fail = process.env.GH_FAIL ?? '';
/** @typedef {{ isDraft: boolean, assets: { name: string }[] }} Release */
/** @type {{ releases: Record<string, Release>, refs: Record<string, string>, calls: string[] }} */
const state = existsSync(file)
  ? JSON.parse(readFileSync(file, 'utf8'))
  : { releases: {}, refs: {}, calls: [] };
const args = process.argv.slice(2);
const [group, command, target = ''] = args;
state.calls.push(args.slice(0, 3).join(' '));
/** @param {string} name */
const option = (name) => args[args.indexOf(name) + 1] ?? '';
/** @param {string} name */
const field = (name) => args.find((arg) => arg.startsWith(`${name}=`))?.slice(name.length + 1) ?? '';

/** @param {string} [call] */
function end(call) {
  writeFileSync(file, JSON.stringify(state));
  if (call !== undefined && call === fail) {
    console.error('HTTP 502: Server Error');
    process.exit(1);
  }
}

if (group === 'release' && command === 'list') {
  const list = Object.entries(state.releases).map(([tagName, { isDraft }]) => ({ tagName, isDraft }));
  console.log(JSON.stringify(list));
  end();
} else if (group === 'release' && command === 'view') {
  console.log(JSON.stringify(state.releases[target]));
  end();
} else if (group === 'release' && command === 'delete') {
  delete state.releases[target];
  end();
} else if (group === 'release' && command === 'create') {
  if (state.releases[target]) throw new Error(`a release with the same tag name already exists: ${target}`);
  if (!args.includes('--draft') || !args.includes('--verify-tag')) throw new Error('not a verified draft');
  const files = args.slice(3, args.indexOf('--draft'));
  for (const path of [...files, option('--notes-file')]) readFileSync(path);
  const assets = files.map((path) => ({ name: basename(path) }));
  state.releases[target] = { isDraft: true, assets: fail === 'upload' ? assets.slice(0, -1) : assets };
  end('create');
} else if (group === 'release' && command === 'edit') {
  const release = state.releases[target];
  if (release && args.includes('--draft=false')) release.isDraft = false;
  end('publish');
} else if (group === 'api') {
  const path = args.find((arg) => arg.startsWith('repos/')) ?? '';
  const method = args.includes('--method') ? option('--method') : 'GET';
  const ref = method === 'POST' ? field('ref') : `refs/tags/${basename(path)}`;
  if (method === 'GET') {
    const matching = Object.keys(state.refs).filter((name) => name.startsWith(ref));
    console.log(JSON.stringify(matching.map((name) => ({ ref: name }))));
    end();
  } else {
    if ((method === 'POST') === ref in state.refs) throw new Error(`${method} of ${ref}`);
    if (method === 'PATCH' && !args.includes('force=true')) throw new Error('Update is not a fast forward');
    state.refs[ref] = field('sha');
    end('tag');
  }
} else {
  throw new Error(`not known: ${args.join(' ')}`);
}
