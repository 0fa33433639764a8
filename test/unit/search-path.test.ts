import { win32 } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseCmdShim } from '../../src/ntcli/install/preinstalled.js';
import { splitPath } from '../../src/ntcli/install/search-path.js';

describe('PATH of Windows', () => {
  it.each([
    ['C:\\a;C:\\b', ['C:\\a', 'C:\\b']],
    ['"C:\\Program Files\\nodejs";C:\\b', ['C:\\Program Files\\nodejs', 'C:\\b']],
    ['C:\\a;"C:\\b;c";D:\\d', ['C:\\a', 'C:\\b;c', 'D:\\d']],
    [';;C:\\a;', ['C:\\a']],
    ['"C:\\open', ['C:\\open']],
    ['', []],
  ])('%s', (path, places) => {
    expect(splitPath(path, win32)).toEqual(places);
  });
});

describe('the script of a .cmd file', () => {
  const directory = 'C:\\Users\\me\\AppData\\Local\\pnpm';
  it.each([
    [
      'npm',
      '@ECHO off\r\nGOTO start\r\n:start\r\nendLocal & goto #_undefined_# 2>NUL || title %COMSPEC% & "%_prog%"  "%dp0%\\node_modules\\@nimbletools\\ntcli\\dist\\index.js" %*\r\n',
      'C:\\Users\\me\\AppData\\Local\\pnpm\\node_modules\\@nimbletools\\ntcli\\dist\\index.js',
    ],
    [
      'pnpm',
      '@IF EXIST "%~dp0\\node.exe" (\r\n  "%~dp0\\node.exe"  "%~dp0\\global\\5\\node_modules\\ntcli\\dist\\index.js" %*\r\n)',
      'C:\\Users\\me\\AppData\\Local\\pnpm\\global\\5\\node_modules\\ntcli\\dist\\index.js',
    ],
    ['a directory above', 'node "%~dp0\\..\\x\\cli.mjs" %*', 'C:\\Users\\me\\AppData\\Local\\x\\cli.mjs'],
    ['an absolute path', '@node "D:\\tools\\ntcli\\index.cjs" %*', 'D:\\tools\\ntcli\\index.cjs'],
    ['something else', '@echo hello', undefined],
  ])('of %s', (_, text, script) => {
    expect(parseCmdShim(text, directory, win32)).toBe(script);
  });
});
