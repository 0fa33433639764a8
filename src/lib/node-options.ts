/** Options that change how Node.js reaches the network, and nothing else. Others can load code, or write files. */
const networkOptions: readonly RegExp[] = [
  /^--use-(system|openssl|bundled)-ca$/,
  /^--(no-)?(enable-)?network-family-autoselection$/,
  /^--network-family-autoselection-attempt-timeout=\d{1,6}$/,
  /^--dns-result-order=(ipv4first|ipv6first|verbatim)$/,
];

/**
 * The part of NODE_OPTIONS that child processes get: what concerns certificates and addresses. An option in quotes is
 * dropped.
 */
export function filterNodeOptions(text: string): string {
  // Node.js also takes a value as a word of its own.
  const words = text.replace(/(--dns-result-order|-attempt-timeout)\s+(?=\w)/g, '$1=').split(/\s+/);
  return words.filter((word) => networkOptions.some((option) => option.test(word))).join(' ');
}
