// @ts-check
import { mutation } from './mutation.js';

const session = ['test/unit/session.test.ts'];
const cache = ['test/unit/tool-cache.test.ts'];
const checkout = ['test/unit/checkout.test.ts'];

/** The session, caches, and what else is on the machine. @type {readonly import('./mutation.js').Group[]} */
export const machineMutations = [
  {
    file: 'src/ntcli/session.ts',
    tests: session,
    mutations: [
      mutation(
        'the directory of a run is open',
        'await mkdir(directory, { mode: 0o700 });',
        'await mkdir(directory, { mode: 0o777 });',
      ),
      mutation(
        'directories of a session are open',
        'recursive: true, mode: 0o700',
        'recursive: true, mode: 0o777',
      ),
      mutation('the file with the token is readable by others', 'mode: 0o600', 'mode: 0o644'),
      mutation(
        'a directory of any name is removed',
        '  if (!runDirPattern.test(basename(directory))) return undefined;\n',
        '',
      ),
      mutation('the directory is not registered for cleanup', '  registerCleanup(directory);\n', ''),
      mutation('the session of a running process is removed', ' && !isInUse(join(temp, name))', ''),
      mutation('a process is not marked as running', '  await markInUse(directory);\n', ''),
      mutation('a name that begins alike is removed', '{3}-[0-9a-f]{12}$`', '{3}-[0-9a-f]{12}`'),
      mutation('a name that ends alike is removed', '`^${prefix}', '`${prefix}'),
      mutation('abandoned sessions stay', '  await removeStale(temp, isLeft, staleAfterMs);\n', ''),
      mutation('sessions are removed at once', 'staleAfterMs = 86_400_000', 'staleAfterMs = 0'),
    ],
  },
  {
    file: 'src/lib/owner.ts',
    tests: session,
    mutations: [
      mutation('any process with the number counts', 'owner === identify(pid)', 'true'),
      mutation('no process counts as alive', 'return process.kill(pid, 0);', 'return false;'),
      mutation('every process counts as alive', "getErrorCode(error) === 'EPERM'", 'true'),
      mutation('the mark is readable by others', 'mode: 0o600', 'mode: 0o644'),
    ],
  },
  {
    file: 'src/ntcli/guard.ts',
    tests: ['test/unit/guard.test.ts'],
    mutations: [
      mutation('ntcli starts with another token', "if (token !== '' && require", 'if (false && require'),
      mutation('the token is compared untrimmed', ".trim();\nif (token !== ''", ";\nif (token !== ''"),
      mutation(
        'modules come from anywhere',
        'if (!isAbsolute(path) || fold(path).startsWith(inside)) return;',
        'return;',
      ),
      mutation(
        'modules of a directory that begins alike are loaded',
        '+ sep);\nconst check',
        ');\nconst check',
      ),
      mutation(
        '`require` is not checked in old versions of Node.js',
        "    check(specifier, found, 'MODULE_NOT_FOUND');\n",
        '',
      ),
      mutation(
        '`import` is not checked in old versions of Node.js',
        "  check(specifier, found.url, 'ERR_MODULE_NOT_FOUND');\n",
        '',
      ),
      mutation('the script is readable by others', 'mode: 0o600', 'mode: 0o644'),
      mutation('the time of the session stays', 'touch();\nsetInterval', 'setInterval'),
    ],
  },
  {
    file: 'src/ntcli/wrapper.ts',
    tests: ['test/unit/programs.test.ts', 'test/unit/windows.test.ts'],
    mutations: [
      mutation('ntcli runs in the directory of the step', 'cd ${work} && exec', 'exec'),
      mutation('ntcli has the home of the job', 'HOME=${home} USERPROFILE', 'USERPROFILE'),
      mutation(
        'ntcli runs without the guard',
        '`${nodeFile} --require ${guard} ${entry}`',
        '`${nodeFile} ${entry}`',
      ),
      mutation(
        'ntcli runs without the guard on Windows',
        '"${nodeFile}" --require "${guard}" "${entry}"',
        '"${nodeFile}" "${entry}"',
      ),
      mutation('cmd reads names in another code page', '`%~dp0${way', '`${path'),
    ],
  },
  {
    file: 'src/lib/shell.ts',
    tests: ['test/unit/programs.test.ts', 'test/unit/ci-providers.test.ts'],
    mutations: [mutation('a quote ends a word', 'text.replaceAll("\'", "\'\\\\\'\'")', 'text')],
  },
  {
    file: 'src/ntcli/windows-access.ts',
    tests: ['test/unit/windows.test.ts'],
    mutations: [
      mutation('the permissions of the parent stay', "'/inheritance:r', ", ''),
      mutation('everyone has access', "'*S-1-3-4'", "'*S-1-1-0'"),
      mutation(
        'an icacls of PATH is run',
        "win32.join(systemRoot, 'System32', 'icacls.exe')",
        "'icacls.exe'",
      ),
    ],
  },
  {
    file: 'src/lib/fs-retry.ts',
    tests: [...cache, 'test/unit/windows.test.ts'],
    mutations: [mutation('a rename is not retried', 'isRetried && isBusy(error)', 'false')],
  },
  {
    file: 'src/lib/fs.ts',
    tests: [...cache, ...checkout, 'test/unit/ci-providers.test.ts', 'test/unit/windows.test.ts'],
    mutations: [
      mutation('a group may write', '(mode & 0o022)', '(mode & 0o002)'),
      mutation('others may write', '(mode & 0o022)', '(mode & 0o020)'),
      mutation(
        'another user may own it',
        'if (uid !== 0 && uid !== process.getuid()) return',
        'if (false) return',
      ),
      mutation('symlinks are not resolved', 'return realpathSync.native(absolute);', 'return absolute;'),
      mutation(
        'symlinks above a path that does not exist are not resolved',
        'join(resolveExisting(above), basename(absolute))',
        'absolute',
      ),
      mutation(
        'a checkout that is named by a symlink is not recognized',
        '[resolve(directory), resolveExisting(directory)]',
        '[resolve(directory)]',
      ),
      mutation('a symlink out of the checkout is followed', ' && !isInside(path, directory);', ' && false;'),
      mutation(
        'a symlink is written through',
        "  rmSync(path, { force: true });\n  try {\n    writeFileSync(path, content, { flag: 'wx' });",
        '  try {\n    writeFileSync(path, content);',
      ),
      mutation(
        'half an entry stays in a command file',
        'if (size !== undefined) truncateSync(file, size);',
        '',
      ),
    ],
  },
  {
    file: 'src/lib/paths.ts',
    tests: checkout,
    mutations: [
      mutation(
        'a name that begins alike is inside',
        'way.startsWith(`..${style.sep}`)',
        "way.startsWith('..')",
      ),
      mutation('the directory above is inside', "way === '..' || ", ''),
      mutation('another drive is inside', ' || style.isAbsolute(way)', ''),
      mutation(
        '`\\\\?\\` makes another path',
        "style.sep === '\\\\' ? removeVerbatimPrefix(text) : text",
        'text',
      ),
    ],
  },
  {
    file: 'src/lib/checkout.ts',
    tests: checkout,
    mutations: [
      mutation('the innermost repository is the checkout', 'repositories.at(-1)', 'repositories[0]'),
      mutation('the variable of the CI system is ignored', "if (path !== '' && ", 'if (false && '),
      mutation(
        'a tilde is not the home directory',
        'declared.replace(/^~(?=$|[\\\\/])/, () => homedir())',
        'declared',
      ),
      mutation(
        'the temporary directory may be in the checkout',
        'if (isInside(directory, checkout))',
        'if (false)',
      ),
      mutation('the temporary directory may be open', '(mode & 0o1002) === 0o002', 'false'),
      mutation('a sticky directory counts as open', '(mode & 0o1002) === 0o002', '(mode & 0o002) !== 0'),
    ],
  },
  {
    file: 'src/ntcli/install/tool-cache.ts',
    tests: cache,
    mutations: [
      mutation(
        'every root counts as sticky',
        'const isSticky = (stats.mode & 0o1000) !== 0;',
        'const isSticky = true;',
      ),
      mutation(
        'a sticky root is not used',
        'const isSticky = (stats.mode & 0o1000) !== 0;',
        'const isSticky = false;',
      ),
      mutation(
        'the owner of a sticky root does not count',
        'isSticky ? { uid: stats.uid, mode: 0 }',
        'isSticky ? { uid: 0, mode: 0 }',
      ),
      mutation(
        'the directory of a version may be open',
        '[join(root, tool), join(root, tool, version)]',
        '[join(root, tool)]',
      ),
      mutation(
        'the directory of a tool may be open',
        '[join(root, tool), join(root, tool, version)]',
        '[join(root, tool, version)]',
      ),
      mutation(
        'the root of the cache may be open',
        '  if (rootProblem) return `${root} ${rootProblem}`;\n',
        '',
      ),
      mutation(
        'the directory of a tool may be a symlink',
        "below.isDirectory() ? getAccessProblem(below) : 'is not a directory'",
        'undefined',
      ),
      mutation(
        'a copy needs no fingerprint',
        'return expected === check.fingerprint ? undefined',
        'return true ? undefined',
      ),
      mutation(
        'a corrupt copy is returned',
        'return problem ? { ok: false, isAbsent: false, problem } : { ok: true, directory };',
        'return { ok: true, directory };',
      ),
      mutation('a corrupt copy stays', 'await replaceCorruptCopy(finished, place);', '{}'),
    ],
  },
  {
    file: 'src/ntcli/install/integrity.ts',
    tests: cache,
    mutations: [
      mutation('symlinks are accepted', 'else if (!entry.isFile()) return', 'else if (false) return'),
      mutation('an open file is accepted', 'if (fileProblem) return', 'if (false) return'),
      mutation('an open directory is accepted', 'if (problem) return', 'if (false) return'),
      mutation('sizes do not count', '${path}\\0${stats.size}\\0', '${path}\\0'),
      mutation('programs do not count', '(?:[mc]?ts|map', '(?:[mc]?[jt]s|map'),
    ],
  },
  {
    file: 'src/lib/tool-cache.ts',
    tests: cache,
    mutations: [
      mutation(
        'an incomplete copy is found',
        'existsSync(path) && existsSync(`${path}.complete`)',
        'existsSync(path)',
      ),
    ],
  },
  {
    file: 'src/ntcli/install/cache-directory.ts',
    tests: ['test/unit/cache-directory.test.ts'],
    mutations: [
      mutation('a directory that is a symlink is read', '!isDirectory(directory) || ', ''),
      mutation('a file of any size is read', 'stats.isFile() && stats.size <= maxBytes', 'stats.isFile()'),
      mutation(
        'a directory that is a symlink is written to',
        'if (!isDirectory(directory)) return',
        'if (false) return',
      ),
    ],
  },
  {
    file: 'src/ntcli/install/package-cache.ts',
    tests: ['test/unit/package-cache.test.ts'],
    mutations: [
      mutation('packages that are not pinned are used', 'pins.has(integrity) && ', ''),
      mutation('other bytes than pinned are used', ' && integrity === computeIntegrity(bytes)', ''),
      mutation('some packages count as all', 'return verified.length === pins.size;', 'return true;'),
      mutation('an archive of any size is read', 'archive.length > MAX_ARCHIVE_BYTES || ', ''),
    ],
  },
];
