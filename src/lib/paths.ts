import nodePath, { type PlatformPath } from 'node:path';

/**
 * True if a path is the directory or inside it, by their texts. On Windows letter case and the prefix `\\?\` make no
 * difference.
 *
 * @param path absolute
 * @param directory absolute
 * @param style of the paths
 */
export function isBelow(path: string, directory: string, style: PlatformPath = nodePath): boolean {
  const plain = (text: string) => (style.sep === '\\' ? removeVerbatimPrefix(text) : text);
  const way = style.relative(plain(directory), plain(path));
  return way === '' || !(way === '..' || way.startsWith(`..${style.sep}`) || style.isAbsolute(way));
}

/** Windows takes `\\?\C:\x` for `C:\x`, and `\\?\UNC\server\share` for `\\server\share`. */
function removeVerbatimPrefix(path: string): string {
  return path.replace(/^\\\\\?\\UNC\\/i, '\\\\').replace(/^\\\\\?\\/, '');
}
