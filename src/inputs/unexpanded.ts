/**
 * Forms in which a shell, a CI system or a build tool names a variable. A value that is nothing but such a text was not
 * expanded: POSIX shells, GitHub, GitLab and CircleCI expressions, cmd.exe, PowerShell, make and Azure Pipelines.
 */
const variableForms: readonly RegExp[] = [
  /^\$[A-Za-z_][\w.]{0,127}$/,
  /^\$\{[^{}]{1,200}\}$/,
  /^\$?\{\{[^{}]{1,200}\}\}$/,
  /^\$\[\[[^[\]]{1,200}\]\]$/,
  /^<<[^<>]{1,200}>>$/,
  // cmd.exe: plain, delayed, a part of a value, and with replacements.
  /^%[A-Za-z_][\w.]{0,127}(:[^%]{1,100})?%$/,
  /^![A-Za-z_][\w.]{0,127}(:[^!]{1,100})?!$/,
  // PowerShell: with a scope or drive, and as a subexpression. `${env:NAME}` is a form of above.
  /^\$(env|global|script|local|private|using|variable):[A-Za-z_]\w{0,127}$/i,
  /^\$\(\$[A-Za-z_][\w:.]{0,127}\)$/,
  /^\$\([A-Za-z_][\w.]{0,127}\)$/,
];

/** True for a text such as `$NAME` or `%NAME%`: no value, but what is left of a variable that was not expanded. */
export function isUnexpandedVariable(text: string): boolean {
  const trimmed = text.trim();
  return variableForms.some((form) => form.test(trimmed));
}

/** The name of the first shell variable in a text, such as `CIRCLE_TAG` in `server@$CIRCLE_TAG`; undefined without one. */
export function findVariableName(text: string): string | undefined {
  return /\$\{?([A-Za-z_]\w{0,127})\b/.exec(text)?.[1];
}
