import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { parse } from 'yaml';
import { isMapping } from '../../fakes/circleci-parameters.js';

/** Directories whose pages are not ours, or are not for readers. */
const foreign = /^(node_modules|dist|build|\.git|scripts\/stubs)(\/|$)/;

/** Every Markdown page of this repository, by its path with forward slashes. */
export const pages = ['', '.github', 'docs', 'bench', 'test', 'templates', 'scripts', 'src'].flatMap((home) =>
  readdirSync(home || '.', { recursive: home !== '', encoding: 'utf8' })
    .map((file) => join(home, file).split(sep).join('/'))
    .filter((file) => file.endsWith('.md') && !foreign.test(file) && !file.includes('/node_modules/')),
);

/** The text of a page without its fenced blocks, in which nothing is a heading or a link. */
export function proseOf(page: string): string {
  return readFileSync(page, 'utf8').replaceAll(/^( *)```[\s\S]*?^ *```/gm, '');
}

/** The headings of a page, as they are written. */
export function headingsOf(page: string): string[] {
  return [...proseOf(page).matchAll(/^#{1,6} +(.+?) *$/gm)].map(([, title = '']) => title);
}

/** The anchors that GitHub gives to the headings of a page; the second of a name gets `-1`. */
export function anchorsOf(page: string): Set<string> {
  const seen = new Map<string, number>();
  const anchors = headingsOf(page).map((title) => {
    const text = title.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const anchor = text.replaceAll(/[^\p{L}\p{N}\p{M}_ -]/gu, '').replaceAll(' ', '-');
    const count = seen.get(anchor) ?? 0;
    seen.set(anchor, count + 1);
    return count === 0 ? anchor : `${anchor}-${count}`;
  });
  return new Set(anchors);
}

/** The fenced blocks of a language, each with its position. */
export function snippetsOf(page: string, language: RegExp): { place: string; text: string }[] {
  const blocks = readFileSync(page, 'utf8').matchAll(/^( *)```(\w+)\n([\s\S]*?)^ *```/gm);
  return [...blocks]
    .filter(([, , name = '']) => language.test(name))
    .map(([, indent = '', , text = ''], index) => ({
      place: `${page}, snippet ${index + 1}`,
      text: text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    }));
}

/** The CI system that a YAML snippet is for; undefined for one that cannot be pasted anywhere. */
export function systemOf(text: string): 'github' | 'github step' | 'gitlab' | 'circleci' | undefined {
  const value: unknown = parse(text);
  if (Array.isArray(value))
    return value.every((step) => isMapping(step) && step.uses) ? 'github step' : undefined;
  if (!isMapping(value)) return undefined;
  if (value.version === 2.1) return 'circleci';
  if (value.include) return 'gitlab';
  return value.on && value.jobs ? 'github' : undefined;
}
